package markup_test

import (
	"strings"
	"testing"

	"golang.org/x/net/html"

	"earshot/crawler/markup"
)

// body parses src as the content of a page and returns its body.
func body(t *testing.T, src string) *html.Node {
	t.Helper()
	doc, err := html.Parse(strings.NewReader("<!doctype html><html><head></head><body>" + src + "</body></html>"))
	if err != nil {
		t.Fatalf("parse: %v", err)
	}
	return doc.FirstChild.NextSibling.LastChild
}

func TestTextOf(t *testing.T) {
	for _, c := range []struct{ name, src, want string }{
		{"nothing", "", ""},
		{"words", "two \n words", "two words"},
		{"paragraphs", "<p>one</p><p>two <b>bold</b></p>", "one\n\ntwo bold"},
		{"lines", "one<br>two<div>three</div>four", "one\ntwo\nthree\nfour"},
		{"references", "a &amp;lt; b &copy;", "a &lt; b ©"},
		{"preformatted", "<pre>a\n  b</pre>c", "a\n  b\n\nc"},
		{"hidden", "a<script>x<y</script><style>b{}</style><select><option>c</select> d", "a d"},
		{"emoji", `fine <img class=emoji alt="☕"> <img src=a.png alt="a cup">`, "fine ☕"},
		{"noscript", "a<noscript><p>b</p></noscript>", "a\n\nb"},
		{"table", "<table><tr><td>a</td><td>b</td></tr><tr><td>c</td></tr></table>", "a b\nc"},
		{"deep", strings.Repeat("<i>", 300) + "x" + strings.Repeat("</i>", 300), "x"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := markup.TextOf(body(t, c.src)); got != c.want {
				t.Errorf("TextOf(%q) = %q, want %q", c.src, got, c.want)
			}
		})
	}
}

// FuzzTextOf compares the text of a tree with that of the same tree written out.
func FuzzTextOf(f *testing.F) {
	for _, src := range []string{"<p>a<b>c</b></p>d", "<ul><li>a<li>b</ul>", "<pre>\n\na</pre>", "<table>a<td>b", "<svg><p>x</svg>y", "a\x00b&#0;\r\nc"} {
		f.Add(src)
	}
	f.Fuzz(func(t *testing.T, src string) {
		doc, err := html.Parse(strings.NewReader(src))
		if err != nil {
			return
		}
		var written strings.Builder
		if err := html.Render(&written, doc); err != nil {
			return
		}
		again, err := html.Parse(strings.NewReader(written.String()))
		if err != nil {
			return
		}
		got, want := markup.TextOf(again), markup.Text(written.String())
		if strings.ContainsAny(src, "<\r\x00") {
			return // elements whose content the parser takes apart differently
		}
		if got != want {
			t.Errorf("TextOf = %q, Text = %q of %q", got, want, written.String())
		}
	})
}
