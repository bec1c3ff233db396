package neardup

import (
	"fmt"
	"strings"
	"testing"

	"earshot/internal/social"
)

func key(n int) social.Key { return social.Key{Platform: "mastodon", ID: fmt.Sprint(n)} }

// TestPrecisionAndRecall indexes posts, an edited copy of every other one, and
// as many new posts, and prints precision and recall.
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
			if add(x, i, Fingerprint(join(originals[i], isChinese))) != (social.Key{}) {
				wrong++
			}
		}
		found, all := 0, 0
		for e, edit := range edits {
			hits := 0
			for i := e; i < n; i += len(edits) {
				text := edit.edit(c, originals[i], isChinese)
				switch got := add(x, n+i, Fingerprint(text)); got {
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

func TestBandsAreRowsAndColumns(t *testing.T) {
	for place := range minHashes {
		changed := 0
		for b := range bands {
			if band(0, b) != band(uint64(0xF)<<(minHashBits*place), b) {
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
	f.Add("")
	f.Fuzz(func(t *testing.T, text string) {
		if first, second := Fingerprint(text), Fingerprint(text); first != second {
			t.Error("two answers")
		}
	})
}
