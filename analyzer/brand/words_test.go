package brand

import (
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"earshot/internal/query"
	"earshot/internal/social"
)

// placesOf are the places of a brand's words, or of all where name is empty, as the
// text writes them.
func placesOf(w Words, text, name string) []string {
	spans := w.Spans
	if name != "" {
		spans = w.Of(name)
	}
	var out []string
	for _, s := range spans {
		out = append(out, text[s.Start:s.End])
	}
	return out
}

func TestWordsAreTheBrandsOwn(t *testing.T) {
	for _, c := range []struct{ name, query, text, want string }{
		{"Brewline", "brewline", "BREWLINE is good, Ｂｒｅｗｌｉｎｅ too", "BREWLINE|Ｂｒｅｗｌｉｎｅ"},
		{"Brewline", "(brewline OR 布鲁莱恩 OR #brew_it OR @brewline) lang:en", "布鲁莱恩 #Brew_It by @brewline@a.org", "布鲁莱恩|#Brew_It|@brewline@a.org"},
		{"布鲁莱恩", "布鲁莱恩", "今天布魯萊恩很好喝，布 鲁", "布魯萊恩"},
		{"Café Noir", "noirshop", "a cafe noir in the cafe, noir", "cafe noir|cafe, noir"},
		{"Brewline", "brew*", "brewed by brewlines", "brewed|brewlines"},
		// Whether or not the query matches as a whole.
		{"Northwind", "northwind NOT airline", "northwind airline", "northwind"},
		{"Northwind", "(northwind OR nw) lang:de", "NW northwind", "NW|northwind"},
		// What only narrows a query down is nobody's word.
		{"Brewline", "brewline AND coffee", "coffee at Brewline", "Brewline"},
		{"Brewline", "coffee AND (brewline OR brewlineapp)", "coffee in the brewlineapp", "brewlineapp"},
		{"Brewline", "brewline NEAR/5 (coffee OR tea)", "tea brewline coffee", "brewline"},
		{"Northwind Coffee", "northwind AND (coffee OR espresso)", "coffee of Northwind", "Northwind"},
		{"Our shop", "brewline coffee", "brewline coffee", "brewline"},
		{"Northwind", `northwind OR "north wind" OR (coffee seattle)`, "coffee of the north wind, Seattle", "north wind"},
		// Words of everyday name a brand only with a capital, and only as its name.
		{"On", `"on running" OR on`, "On runs well on roads", "On"},
		{"Brewline", "brewline OR the", "the brewline", "brewline"},
		{"C++", "C++", "C, C++", "C++"},
		{"", "brewline", "brewline", "brewline"},
		{"☕", "☕", "☕☕", "☕|☕"},
	} {
		m := New([]social.Brand{{Name: c.name, Query: query.MustParse(c.query)}})
		if got := strings.Join(placesOf(m.Words(c.text), c.text, ""), "|"); got != c.want {
			t.Errorf("%s (%s) in %q: %q, want %q", c.name, c.query, c.text, got, c.want)
		}
	}
}

func TestWordsTellWhoseTheyAre(t *testing.T) {
	m := New([]social.Brand{
		{Name: "Apple", Query: query.MustParse("apple OR ipad")},
		{Name: "Apple Music", Query: query.MustParse(`"apple music"`)},
		{Name: "Nothing"},
	})
	for _, c := range []struct {
		text         string
		apple, music []string
	}{
		{"Apple Music plays on an iPad by Apple", []string{"iPad", "Apple"}, []string{"Apple Music"}},
		{"Apple Music plays", []string{"Apple Music"}, []string{"Apple Music"}},
		{"apple", []string{"apple"}, nil},
		{"Nothing else", nil, nil},
	} {
		w := m.Words(c.text)
		if diff := cmp.Diff([][]string{c.apple, c.music, nil}, [][]string{placesOf(w, c.text, "Apple"), placesOf(w, c.text, "Apple Music"), placesOf(w, c.text, "none")}); diff != "" {
			t.Errorf("%q (-want +got):\n%s", c.text, diff)
		}
	}
}

func FuzzWords(f *testing.F) {
	f.Add("brewline", "Brewline 布鲁莱恩")
	f.Add(`C++ OR "R & D" OR ro* OR #a OR @b@c.org OR ☕ OR 咖啡`, "R&D C++ \u0301ro\u200bast #a#b @b ☕🏽 咖\xff啡 واَلقهوة")
	f.Add(`"" OR *`, "\x00")
	f.Fuzz(func(t *testing.T, expr, text string) {
		q, err := query.Parse(expr)
		if err != nil {
			return // no brand has a query that cannot be read
		}
		m := New([]social.Brand{{Name: expr, Query: q}, {Name: "b", Query: query.MustParse("ب OR a")}})
		w := m.Words(text)
		end := 0
		for _, s := range w.Spans {
			if s.Start < end || s.End <= s.Start || s.End > len(text) {
				t.Fatalf("%v of %d bytes", w.Spans, len(text))
			}
			if valid := utf8.ValidString(text); valid && !utf8.ValidString(text[s.Start:s.End]) {
				t.Fatalf("%v cuts a character", s)
			}
			end = s.End
		}
		for _, name := range []string{expr, "b"} {
			for _, s := range w.Of(name) {
				if !contains(w.Spans, s) {
					t.Fatalf("%v is none of %v", s, w.Spans)
				}
			}
		}
	})
}

func contains(spans []social.TextSpan, s social.TextSpan) bool {
	for _, other := range spans {
		if other == s {
			return true
		}
	}
	return false
}

// BenchmarkWords is one post of 40 words against the words of 100 brands.
func BenchmarkWords(b *testing.B) {
	brands := make([]social.Brand, 100)
	for i := range brands {
		brands[i] = social.Brand{Name: "Brand " + string(rune('A'+i)), Query: query.MustParse(`brewline OR "north wind" OR #nw OR @ana`)}
	}
	m := New(brands[:3])
	text := strings.Repeat("the best brand number 77 and Brewline, really good coffee ", 4)
	b.ReportAllocs()
	d := query.TextDocument(text)
	for b.Loop() {
		m.WordsIn(&d, text)
	}
}
