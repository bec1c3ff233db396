package copies

import (
	"fmt"
	"strings"
	"testing"

	"earshot/internal/social"
)

func key(n int) social.Key { return social.Key{Platform: "mastodon", ID: fmt.Sprint(n)} }

// TestPrecisionAndRecall indexes posts, then an edited copy of every other one
// and as many posts that are new, and prints what was found.
func TestPrecisionAndRecall(t *testing.T) {
	const n = 9_000
	for _, isChinese := range []bool{false, true} {
		language := map[bool]string{false: "English", true: "Chinese"}[isChinese]
		c := newCorpus(t, 7)
		x := NewIndex()
		originals := make([][]string, n)
		wrong := 0
		for i := range originals {
			originals[i] = c.words(isChinese)
			if x.Add(key(i), Fingerprint(join(originals[i], isChinese))) != (social.Key{}) {
				wrong++
			}
		}
		found, all := 0, 0
		for e, edit := range edits {
			hits := 0
			for i := e; i < n; i += len(edits) {
				text := edit.edit(c, originals[i], isChinese)
				switch got := x.Add(key(n+i), Fingerprint(text)); got {
				case key(i):
					hits++
				case social.Key{}:
				default:
					wrong++
				}
			}
			t.Logf("%s, %s: %.3f of %d found", language, edit.name, float64(hits)/float64(n/len(edits)), n/len(edits))
			found, all = found+hits, all+(n-e+len(edits)-1)/len(edits)
		}
		recall, precision := float64(found)/float64(all), float64(found)/float64(found+wrong)
		t.Logf("%s: recall %.4f, precision %.4f (%d wrong)", language, recall, precision, wrong)
		if recall < 0.95 || precision < 0.99 {
			t.Errorf("%s: recall %.4f, precision %.4f", language, recall, precision)
		}
	}
}

func TestFingerprint(t *testing.T) {
	const text = "Northwind opens its third roastery in Lisbon this winter, with free tastings"
	same := map[string]string{
		"as it is":         text,
		"case":             strings.ToUpper(text),
		"punctuation":      strings.ReplaceAll(text, ",", " --") + "!!",
		"link and tags":    "#news " + text + " https://x.example/1 #coffee #lisbon",
		"repost":           "RT @ana: " + text,
		"emoji":            "☕️ " + text + " 🎉🎉",
		"full width":       strings.ReplaceAll(text, "Lisbon", "Ｌｉｓｂｏｎ"),
		"entities":         strings.ReplaceAll(text, " free ", "&nbsp;free&#32;"),
		"sent from":        text + "\nSent from my iPhone",
		"zero-width signs": strings.ReplaceAll(text, "oa", "o\u200ba"),
	}
	for name, s := range same {
		if got := Fingerprint(s); got != Fingerprint(text) {
			t.Errorf("%s: %016x, want %016x", name, got, Fingerprint(text))
		}
	}
	if Fingerprint("這家咖啡館的服務態度很親切，咖啡也好喝") != Fingerprint("这家咖啡馆的服务态度很亲切，咖啡也好喝 #咖啡") {
		t.Error("traditional and simplified Chinese differ")
	}
	for _, short := range []string{"", "Good morning", "早上好", "https://x.example/" + strings.Repeat("a", 99), strings.Repeat("#tag ", 50), strings.Repeat("😀", 500)} {
		if got := Fingerprint(short); got != 0 {
			t.Errorf("%.20q: %x", short, got)
		}
	}
	if Fingerprint(text) == 0 {
		t.Error("a sentence is too short")
	}
}

func TestIndexGroups(t *testing.T) {
	c := newCorpus(t, 3)
	a, b := Fingerprint(join(c.words(false), false)), Fingerprint(join(c.words(false), false))
	x := NewIndex()
	steps := []struct {
		name        string
		key         int
		fingerprint uint64
		want        social.Key
	}{
		{"the first", 1, a, social.Key{}},
		{"its copy", 2, a, key(1)},
		{"a copy of the copy", 3, a, key(1)},
		{"another", 4, b, social.Key{}},
		{"the first again", 1, a, social.Key{}},
		{"the copy again", 2, a, key(1)},
		{"too short", 5, 0, social.Key{}},
		{"a copy edited into another text", 3, b, key(4)},
		{"a copy edited to be short", 2, 0, social.Key{}},
		{"an original edited stays one", 1, b, social.Key{}},
		{"and keeps its copies", 6, a, key(1)},
	}
	for _, s := range steps {
		if got := x.Add(key(s.key), s.fingerprint); got != s.want {
			t.Errorf("%s: %v, want %v", s.name, got, s.want)
		}
	}
}

func TestForgottenPostsAreNoOriginals(t *testing.T) {
	c := newCorpus(t, 4)
	a := Fingerprint(join(c.words(false), false))
	x := NewIndex()
	for n := 1; n <= 3; n++ {
		x.Add(key(n), a)
	}
	x.Forget(key(1))
	x.Forget(key(99))
	if got := x.Add(key(2), a); got != (social.Key{}) {
		t.Errorf("the first that is left is a copy of %v", got)
	}
	for _, n := range []int{3, 4} {
		if got := x.Add(key(n), a); got != key(2) {
			t.Errorf("post %d is a copy of %v", n, got)
		}
	}
	if got := x.Add(key(1), a); got != key(2) {
		t.Errorf("shown again, the first is a copy of %v", got)
	}
}

// TestLoadIsAsIfNeverClosed: an index filled from what was stored answers as
// the one that found it, whatever the order it is filled in.
func TestLoadIsAsIfNeverClosed(t *testing.T) {
	c := newCorpus(t, 5)
	a := Fingerprint(join(c.words(false), false))
	for name, order := range map[string][]int{"in order": {1, 2, 3}, "backwards": {3, 2, 1}, "without the original": {2, 3}} {
		x := NewIndex()
		for _, n := range order {
			original := key(1)
			if n == 1 {
				original = social.Key{}
			}
			x.Load(key(n), a, original)
		}
		for _, n := range []int{2, 3, 4} {
			if got := x.Add(key(n), a); got != key(1) {
				t.Errorf("%s: post %d is a copy of %v", name, n, got)
			}
		}
		if got := x.Add(key(1), a); got != (social.Key{}) {
			t.Errorf("%s: the original is a copy of %v", name, got)
		}
	}
}

// TestHotGroupsStayCheap: what a lookup compares does not grow with the copies
// of one post, and is bounded for posts made to share a band.
func TestHotGroupsStayCheap(t *testing.T) {
	c := newCorpus(t, 9)
	a := Fingerprint(join(c.words(false), false))
	x := NewIndex()
	for n := range 200_000 {
		x.Add(key(n), a)
	}
	if len(x.compared) != 1 {
		t.Errorf("%d posts are compared with", len(x.compared))
	}
}

func TestBandsAreRowsAndColumns(t *testing.T) {
	for place := range places {
		changed := 0
		for b := range bands {
			if band(0, b) != band(uint64(0xF)<<(placeBits*place), b) {
				changed++
			}
		}
		if changed != 2 {
			t.Errorf("place %d is in %d bands", place, changed)
		}
	}
	if agreement(0x123456789ABCDEF0, 0x123456789ABCDEF0) != 16 || agreement(0, 0xF0) != 15 || agreement(0, ^uint64(0)) != 0 || agreement(0x8000, 0) != 15 {
		t.Error("agreement counts wrongly")
	}
}

func FuzzFingerprint(f *testing.F) {
	f.Add("RT @a #b c")
	f.Add("\xff\u0000咖啡\u202e")
	f.Fuzz(func(t *testing.T, text string) {
		if Fingerprint(text) != Fingerprint(text) {
			t.Error("two answers")
		}
	})
}
