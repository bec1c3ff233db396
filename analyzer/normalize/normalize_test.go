package normalize

import (
	"strings"
	"testing"
	"unicode/utf8"
)

func TestText(t *testing.T) {
	for name, c := range map[string]struct{ in, want string }{
		"empty":        {"", ""},
		"plain":        {"Good coffee!", "Good coffee!"},
		"entities":     {"Fish &amp; chips &lt;3 &#39;x&#39;", "Fish & chips <3 'x'"},
		"link":         {"see HTTPS://x.example/a?b=1, ok", "see http ok"},
		"link in Han":  {"看https://x.example/a吧", "看http吧"},
		"handles":      {"@ana hi @bob@host.org. me@x.org", "@user hi @user. me@x.org"},
		"a lone at":    {"3 @ 5", "3 @ 5"},
		"elongation":   {"soooooo gooood!!!!!!", "sooo goood!!!"},
		"digits stay":  {"10000000", "10000000"},
		"full width":   {"ＧＯＯＤ！", "GOOD!"},
		"unseen":       {"g\u200boo\u00add \u202edab\u202c", "good dab"},
		"emoji joiner": {"👨\u200d👩\u200d👧 ❤\ufe0f", "👨\u200d👩\u200d👧 ❤\ufe0f"},
		"white space":  {"  a \t b\r\n\r\n c\u0000d  ", "a b\nc d"},
		"zalgo":        {"z" + strings.Repeat("\u0335\u0301", 50) + "a", "z\u0335\u0301a"},
		"not UTF-8":    {"a\xffb", "a b"},
	} {
		t.Run(name, func(t *testing.T) {
			if got := Text(c.in); got != c.want {
				t.Errorf("%q, want %q", got, c.want)
			}
		})
	}
}

func TestTextIsBounded(t *testing.T) {
	for name, text := range map[string]string{
		"letters": strings.Repeat("abcdefgh ", 1<<17),
		"emoji":   strings.Repeat("😀😡", 100_000),
		"signs":   strings.Repeat("@", 1<<20),
		"links":   strings.Repeat("http://", 1<<18),
	} {
		if got := Text(text); len(got) > MaxBytes+len(HandleToken) {
			t.Errorf("%s: %d bytes", name, len(got))
		}
	}
}

func FuzzText(f *testing.F) {
	f.Add("&amp;&#0; @a http:// \xff\u202e")
	f.Add("&#1114112;&#xD800;&#x;")
	f.Add("a\u0301\u200d\ufe0f\u2066https://x.example/\xff")
	f.Fuzz(func(t *testing.T, text string) {
		got := Text(text)
		if !utf8.ValidString(got) {
			t.Errorf("%q is not UTF-8", got)
		}
		if again := Text(got); len(again) > len(got)+8 && !strings.Contains(got, "&") {
			t.Errorf("%q grows to %q", got, again)
		}
	})
}
