package lexicon

import "testing"

func TestRead(t *testing.T) {
	lists, err := Read()
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"en", "zh", "nl", Emoji} {
		var praise, blame int
		for _, e := range lists[name] {
			if e.Text == "" {
				t.Errorf("%s: an empty entry", name)
			}
			if e.Positive {
				praise++
			} else {
				blame++
			}
		}
		if praise == 0 || blame == 0 {
			t.Errorf("%s: %d entries that praise, %d that blame", name, praise, blame)
		}
	}
}

func TestParseFaults(t *testing.T) {
	if _, err := parse("+ good\n* bad\n"); err == nil {
		t.Error("a line without + or - was taken")
	}
}
