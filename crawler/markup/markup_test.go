package markup

import (
	"net/url"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"earshot/internal/social"
)

func TestText(t *testing.T) {
	for _, tc := range []struct{ name, in, want string }{
		{"paragraphs", "<p>One</p><p>Two</p>", "One\n\nTwo"},
		{"breaks", "One<br>Two<br/><br/>Three", "One\nTwo\n\nThree"},
		{"blocks", "<div>One</div><div>Two</div>", "One\nTwo"},
		{"list", "<ul><li>One</li><li>Two</li></ul>After", "One\nTwo\n\nAfter"},
		{"white space", "  One \n\t two&nbsp;three  ", "One two three"},
		{"references", "Fish &amp; chips &lt;3 &#8364;5", "Fish & chips <3 €5"},
		{"script and style", "a<script>if (a<b) c()</script><style>p{}</style>b", "ab"},
		{"link halves", `<a href="https://example.org/a/long/path"><span class="invisible">https://</span><span class="ellipsis">example.org/a</span><span class="invisible">/long/path</span></a>`, "https://example.org/a/long/path"},
		{"preformatted", "<pre>if x:\n    y()\n</pre>z", "if x:\n    y()\n\nz"},
		{"emoji picture", `Hello <img class="emoji" src="https://example.org/1f600.png" alt="😀">!`, "Hello 😀!"},
		{"not markup", "1 < 2 and 3 > 2", "1 < 2 and 3 > 2"},
		{"unclosed", "<p>One<p>Two<b", "One\n\nTwo"},
		{"invalid bytes", "a\xffb", "a\uFFFDb"},
		{"control characters", "a\x00\x07b", "ab"},
		{"nothing", "", ""},
		{"not shown", `<div style="display: none">a<div>b</div>c</div>One <span hidden>d</span>two<p hidden>e<p>Three`, "One two\n\nThree"},
		{"how it is spoken", "<ruby>東<rp>(</rp><rt>とう</rt><rp>)</rp>京<rt>きょう</ruby>駅", "東京駅"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			if got := Text(tc.in); got != tc.want {
				t.Errorf("Text(%q) = %q, want %q", tc.in, got, tc.want)
			}
		})
	}
}

func TestReadPicturesAndLinks(t *testing.T) {
	base, err := url.Parse("https://example.org/blog/post.html")
	if err != nil {
		t.Fatal(err)
	}
	got := Read(`<p><a class="mention" rel="nofollow" href="/ana">Ana</a> <a href="#top">top</a>
		<a href="javascript:alert(1)">x</a> <a href="https://other.example/?a=1&amp;b=2">y</a></p>
		<img src="cup.jpg" alt=" A  cup " width="640" height="480"><img src="cup.jpg">
		<img src="data:image/gif;base64,R0" data-src="https://cdn.example/late.png">
		<img src="https://stats.example/p.gif" width="1" height="1"><img src="https://stats.example/q" style="display: none">
		<img srcset="small.jpg 1x, big.jpg 2x">`, base)
	want := Fragment{
		Text: "Ana top x y",
		Links: []Link{
			{URL: "https://example.org/ana", Class: "mention", Rel: "nofollow"},
			{URL: "https://example.org/blog/post.html#top"},
			{URL: "https://other.example/?a=1&b=2"},
		},
		Images: []social.Image{
			{URL: "https://example.org/blog/cup.jpg", Alt: "A cup", Width: 640, Height: 480},
			{URL: "https://cdn.example/late.png"},
			{URL: "https://example.org/blog/small.jpg"},
		},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("Read (-want +got):\n%s", diff)
	}
}

func TestHeadline(t *testing.T) {
	for _, tc := range []struct{ name, in, want string }{
		{"plain", "Plain  words", "Plain words"},
		{"inline tags", "A <b>bold</b> claim<br/>indeed", "A bold claim indeed"},
		{"a tag that is the subject", "How to use <div> and <canvas>", "How to use <div> and <canvas>"},
		{"escaped twice", "Fish &amp; chips", "Fish & chips"},
		{"comparison", "a < b > c", "a < b > c"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			if got := Headline(tc.in); got != tc.want {
				t.Errorf("Headline(%q) = %q, want %q", tc.in, got, tc.want)
			}
		})
	}
}

func TestPlain(t *testing.T) {
	if got, want := Plain(" a  b\r\nc\n\n\n\nd \n"), "a b\nc\n\nd"; got != want {
		t.Errorf("Plain = %q, want %q", got, want)
	}
}

func FuzzRead(f *testing.F) {
	f.Add("<p>One<br>Two</p><img src=a.png><a href=/x>y</a>")
	f.Add("<pre> a\n  b</pre><svg><p>")
	f.Add(`<a href="http://[::1">x</a><ruby>漢<rt>かん</ruby><br><br>` + "\x00\xff")
	f.Fuzz(func(t *testing.T, src string) {
		base := &url.URL{Scheme: "https", Host: "example.org", Path: "/"}
		one, two := Read(src, base), Read(src, base)
		if !cmp.Equal(one, two) {
			t.Error("reading twice gives two answers")
		}
		Headline(src)
		Plain(src)
	})
}

// FuzzShortCuts wants what is found to need no work to be what the work yields.
func FuzzShortCuts(f *testing.F) {
	for _, s := range []string{"", "a b", "a\nb", "a\n\nb", " a", "a ", "a\n", "a  b", "a \nb", "a\n b", "a\n\n\nb", "\na", "ä\u00a0b", "x\x00", "\xff", "\uFFFD",
		"http://a.example/x", "https://a.example/x?y=z&a", "http://a", "http://?x", "http://a.example:80/", "http:///x", "HTTP://a.example/"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if isTidy(s) {
			var w writer
			for line := range strings.Lines(s) {
				w.flow(strings.TrimSuffix(line, "\n"))
				if strings.HasSuffix(line, "\n") {
					w.newline()
				}
			}
			if got := w.String(); got != s {
				t.Errorf("%q passes for tidy, and is %q", s, got)
			}
		}
		if isSimple(s) {
			u, err := url.Parse(s)
			if err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https" || u.String() != s {
				t.Errorf("%q passes for simple: %v, %v", s, u, err)
			}
		}
	})
}
