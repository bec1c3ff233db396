package charset

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/text/unicode/norm"
)

// sampleText is a text of one language and an encoding it is written in.
type sampleText struct {
	language, encoding, length, text string
}

// sampleTexts reads testdata/texts.txt: each line for itself (a title or a
// sentence), all lines of a language together (a page), and each also in a page
// that is otherwise English.
func sampleTexts(t *testing.T) []sampleText {
	data, err := os.ReadFile(filepath.Join("testdata", "texts.txt"))
	if err != nil {
		t.Fatal(err)
	}
	var all []sampleText
	var language string
	var encodings, lines []string
	flush := func() {
		for _, e := range encodings {
			for _, line := range lines {
				length := "title"
				if len([]rune(line)) > 50 || len(line) > 100 {
					length = "sentence"
				}
				all = append(all, sampleText{language, e, length, line})
			}
			all = append(all, sampleText{language, e, "page", strings.Join(lines, "\n")})
		}
	}
	for line := range strings.Lines(string(data)) {
		line = strings.TrimSpace(line)
		head := strings.Fields(line)
		switch {
		case strings.HasPrefix(line, "#"):
		case len(head) > 1 && len(head[0]) == 2 && known(head[1]):
			flush()
			language, encodings, lines = head[0], head[1:], nil
		default:
			lines = append(lines, line)
		}
	}
	flush()
	return all
}

func known(name string) bool { _, _, ok := Lookup(name); return ok }

// encode writes a text in an encoding; false where it has no such letters.
func encode(t *testing.T, name, text string) ([]byte, bool) {
	t.Helper()
	_, enc, ok := Lookup(name)
	if !ok {
		t.Fatalf("no encoding %s", name)
	}
	if name == "windows-1258" {
		text = vietnamese(text)
	}
	data, err := enc.NewEncoder().Bytes([]byte(text))
	return data, err == nil
}

// vietnamese writes tones as marks of their own, as windows-1258 has them.
func vietnamese(text string) string {
	_, enc, _ := Lookup("windows-1258")
	var b strings.Builder
	for _, r := range text {
		if _, err := enc.NewEncoder().String(string(r)); err == nil {
			b.WriteRune(r)
			continue
		}
		var letters, tones string
		for _, d := range norm.NFD.String(string(r)) {
			if strings.ContainsRune("\u0300\u0301\u0303\u0309\u0323", d) {
				tones += string(d)
			} else {
				letters += string(d)
			}
		}
		b.WriteString(norm.NFC.String(letters) + tones)
	}
	return b.String()
}

// TestAccuracy reads texts without a label in every encoding and prints how many
// were read right, refused by name, and read wrong.
func TestAccuracy(t *testing.T) {
	type count struct{ all, right, untold, wrong int }
	figures := map[[2]string]*count{}
	var order []string
	for _, s := range sampleTexts(t) {
		data, ok := encode(t, s.encoding, s.text)
		if !ok {
			t.Errorf("%s: %q has no %s", s.language, s.text, s.encoding)
			continue
		}
		key := [2]string{s.language + " " + s.encoding, s.length}
		if figures[key] == nil {
			figures[key] = &count{}
			if len(order) == 0 || order[len(order)-1] != key[0] {
				order = append(order, key[0])
			}
		}
		c := figures[key]
		c.all++
		got, err := Decode(data, "", Plain)
		switch {
		case err != nil:
			c.untold++
			t.Logf("untold: %s %q: %v", key[0], s.text, err)
		case norm.NFC.String(got.String) == norm.NFC.String(s.text):
			c.right++
		default:
			c.wrong++
			t.Logf("wrong: %s %q as %s: %q", key[0], s.text, got.Encoding, got.String)
		}
	}
	total := map[string]*count{"title": {}, "sentence": {}, "page": {}}
	var table strings.Builder
	for _, name := range order {
		fmt.Fprintf(&table, "%-20s", name)
		for _, length := range []string{"title", "sentence", "page"} {
			c := figures[[2]string{name, length}]
			if c == nil {
				c = &count{}
			}
			fmt.Fprintf(&table, "  %s %d/%d (%d untold, %d wrong)", length, c.right, c.all, c.untold, c.wrong)
			sum := total[length]
			sum.all, sum.right, sum.untold, sum.wrong = sum.all+c.all, sum.right+c.right, sum.untold+c.untold, sum.wrong+c.wrong
		}
		table.WriteByte('\n')
	}
	t.Logf("undeclared texts, read right of all:\n%s", table.String())
	for _, length := range []string{"title", "sentence", "page"} {
		c := total[length]
		if c.wrong > 0 || c.right*100 < c.all*map[string]int{"title": 90, "sentence": 98, "page": 100}[length] {
			t.Errorf("%s: %d wrong, %d of %d right", length, c.wrong, c.right, c.all)
		}
		t.Logf("%-8s %d/%d right, %d untold, %d wrong", length, c.right, c.all, c.untold, c.wrong)
	}
}
