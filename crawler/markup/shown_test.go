package markup_test

import (
	"testing"

	"earshot/crawler/markup"
)

func TestShown(t *testing.T) {
	for _, c := range []struct {
		text  string
		lines []string
		want  string
	}{
		{"Which cup?", nil, "Which cup?"},
		{"Which cup?", []string{"", " ", "Which cup?"}, "Which cup?"},
		{"Which cup?", []string{"Small", "Large", "Small"}, "Which cup?\n\nSmall\nLarge"},
		{"A small cup", []string{"small"}, "A small cup\n\nsmall"},
		{"Northwind opens its third shop in Graz", []string{"Northwind opens its third shop"}, "Northwind opens its third shop in Graz"},
		{"", []string{"menu.pdf", "5 MB"}, "menu.pdf\n5 MB"},
		{"  a  b\n\n\n\nc ", []string{"d\ne"}, "a b\n\nc\n\nd\ne"},
	} {
		if got := markup.Shown(c.text, c.lines...); got != c.want {
			t.Errorf("Shown(%q, %q) = %q, want %q", c.text, c.lines, got, c.want)
		}
	}
}

func TestNumberedLists(t *testing.T) {
	for src, want := range map[string]string{
		`<p>Do:</p><ol><li>Grind</li><li>Pour</li></ol><p>Done</p>`:                    "Do:\n\n1. Grind\n2. Pour\n\nDone",
		`<ol start="3"><li><p>Grind</p></li><li value="9"><p>Pour</p><p>Wait</p></li>`: "3. Grind\n\n9. Pour\n\nWait",
		`<ul><li>Grind<ol><li>fine<li>coarse</ol></li><li>Pour</li></ul>`:              "Grind\n\n1. fine\n2. coarse\n\nPour",
		`<ol><li></li><li>Pour</li></ol></ol></ul><li>x`:                               "1.\n2. Pour\n\nx",
	} {
		if got := markup.Text(src); got != want {
			t.Errorf("%s: %q, want %q", src, got, want)
		}
	}
}

func TestMarkupThatWasEscapedTwice(t *testing.T) {
	for src, want := range map[string]string{
		`&lt;p&gt;Northwind &lt;b&gt;opens&lt;/b&gt;&lt;/p&gt;&lt;p&gt;In Graz&lt;/p&gt;`: "Northwind opens\n\nIn Graz",
		`&amp;lt;p&amp;gt;Northwind opens&amp;lt;/p&amp;gt;`:                              "Northwind opens",
		`Northwind &lt;a href="https://a.example/" class="x"&gt;opens&lt;/a&gt; in Graz`:  "Northwind opens in Graz",
		`Use &lt;b&gt; with Northwind`:                                                    "Use <b> with Northwind",
		`&lt;p&gt; begins a paragraph and &lt;/p&gt; ends it.`:                            "<p> begins a paragraph and </p> ends it.",
		`<p>Write &lt;p&gt;text&lt;/p&gt;</p>`:                                            "Write <p>text</p>",
		`Northwind R&amp;amp;D doesn&amp;#8217;t rest`:                                    "Northwind R&D doesn’t rest",
		`1 &lt; 2 and 3 &gt; 2`:                                                           "1 < 2 and 3 > 2",
	} {
		if got := markup.Text(src); got != want {
			t.Errorf("%s: %q, want %q", src, got, want)
		}
	}
}

func TestEmoticonsAreWords(t *testing.T) {
	got := markup.Read(`好喝<img alt="[笑cry]" src="https://h5.sinaimg.cn/m/emoticon/x.png">`, nil)
	if got.Text != "好喝[笑cry]" || len(got.Images) != 0 {
		t.Errorf("%+v", got)
	}
	if got := markup.Read(`a <img alt="[logo]" src="https://a.example/x.png">`, nil); got.Text != "a" || len(got.Images) != 1 {
		t.Errorf("%+v", got)
	}
}
