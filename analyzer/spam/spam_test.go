package spam

import (
	"bufio"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"earshot/internal/query"
	"earshot/internal/social"
)

// TestPosts prints precision and recall on the invented posts and requires a
// floor.
func TestPosts(t *testing.T) {
	j := New()
	found, wrong := 0, 0
	for _, text := range spamPosts {
		if s := j.Score(social.Post{Text: text}); s.Likely() {
			found++
		} else {
			t.Logf("missed, %.2f %v: %s", s.Score, s.Reasons, text)
		}
	}
	for _, text := range honestPosts {
		if s := j.Score(social.Post{Text: text}); s.Likely() {
			wrong++
			t.Logf("wrong, %.2f %v: %s", s.Score, s.Reasons, text)
		}
	}
	recall := float64(found) / float64(len(spamPosts))
	precision := float64(found) / float64(found+wrong)
	t.Logf("%d spam and %d honest posts: precision %.3f, recall %.3f", len(spamPosts), len(honestPosts), precision, recall)
	if len(spamPosts)+len(honestPosts) < 150 || precision < 0.98 || recall < 0.9 {
		t.Errorf("precision %.3f, recall %.3f", precision, recall)
	}
}

// TestOrdinaryPosts scores datasets of labelled posts, where these are beside
// the repository: almost none of them is spam.
func TestOrdinaryPosts(t *testing.T) {
	files, err := filepath.Glob("../../../shared/sentiment/*/val.tsv")
	if err != nil {
		t.Fatal(err)
	}
	j := New()
	all, wrong := 0, 0
	for _, path := range files {
		f, err := os.Open(path)
		if err != nil {
			t.Fatal(err)
		}
		lines := bufio.NewScanner(f)
		lines.Buffer(nil, 1<<20)
		n, bad := 0, 0
		for lines.Scan() && n < 1000 {
			_, text, _ := strings.Cut(lines.Text(), "\t")
			n++
			if s := j.Score(social.Post{Text: text}); s.Likely() {
				bad++
				if bad <= 2 {
					t.Logf("%s: %.2f %v: %s", filepath.Base(filepath.Dir(path)), s.Score, s.Reasons, query.CutText(text, 200))
				}
			}
		}
		f.Close()
		if err := lines.Err(); err != nil {
			t.Fatal(err)
		}
		all, wrong = all+n, wrong+bad
	}
	t.Logf("%d of %d ordinary posts taken for spam", wrong, all)
	if wrong*100 > all {
		t.Errorf("%d of %d ordinary posts taken for spam", wrong, all)
	}
}

func TestReasons(t *testing.T) {
	j := New()
	for text, want := range map[string]string{
		strings.Repeat("#a ", 30) + "hi":                           "30 hashtags",
		strings.Repeat("https://a.example/ ", 7):                   "7 links",
		strings.Repeat("@a ", 9) + "look":                          "9 people addressed",
		strings.Repeat("buy it now ", 20):                          "says the same again and again",
		"THIS IS A TEXT OF CAPITALS AND NOTHING ELSE BUT CAPITALS": "written in capitals",
		"fr\u200bee gi\u200bft":                                    "invisible characters inside words",
		"сlаim gіft":                                               "words of look-alike letters",
		"see https://bit.ly/x":                                     "a link that hides where it leads",
		"write to https://t.me/x":                                  "a link to a messenger",
		"ring +44 7700 900123":                                     "a telephone number",
		"电话 13800138000":                                           "a telephone number",
	} {
		s := j.Score(social.Post{Text: text})
		if !slices.Contains(s.Reasons, want) {
			t.Errorf("%.30q: %v, want %q", text, s.Reasons, want)
		}
		if s.Likely() {
			t.Errorf("%.30q: %.2f for style alone", text, s.Score)
		}
	}
	for _, text := range []string{"", "order 20023845123", "iPhoneом", "μTorrent", "می\u200cخواهم", "1,000,000,000,000", "2026-11-03 10:20:30"} {
		if s := j.Score(social.Post{Text: text}); s.Score != 0 {
			t.Errorf("%q: %+v", text, s)
		}
	}
}

func FuzzScore(f *testing.F) {
	f.Add("claim your prize +44 7700 900123 \xff\u200b加微信")
	f.Add("")
	f.Add("🎁🎁🎁 FREE $1,000!!! http://x.example/?a=1 @a @b #c")
	j := New()
	f.Fuzz(func(t *testing.T, text string) {
		if s := j.Score(social.Post{Text: text}); s.Score < 0 || s.Score > 1 || (s.Score > 0) != (len(s.Reasons) > 0) {
			t.Errorf("%+v", s)
		}
	})
}
