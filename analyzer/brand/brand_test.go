package brand

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"earshot/internal/query"
	"earshot/internal/social"
)

func TestMatchNamesBrandsInTheirOrder(t *testing.T) {
	m := New([]social.Brand{
		{Name: "Northwind", Query: query.MustParse(`(northwind OR "north wind" OR #nw) NOT airline`)},
		{Name: "Nothing"},
		{Name: "星巴克", Query: query.MustParse(`星巴克 OR starbucks*`)},
		{Name: "English", Query: query.MustParse(`lang:en`)},
		{Name: "Ana", Query: query.MustParse(`@ana OR @ana@host.org`)},
	})
	for _, c := range []struct {
		text string
		want []string
	}{
		{"北风和星巴克 #NW", []string{"Northwind", "星巴克", "English"}},
		{"north wind airline", []string{"English"}},
		{"Starbucks' coffee, @ana@other.org", []string{"星巴克", "English", "Ana"}},
		{"", []string{"English"}},
	} {
		d := social.NewDocument(social.Post{Text: c.text}, social.Analysis{Language: "en"})
		for range 2 { // the workspace is clean the second time
			if diff := cmp.Diff(c.want, m.Match(&d)); diff != "" {
				t.Errorf("%q (-want +got):\n%s", c.text, diff)
			}
		}
	}
}

func TestMayMatchLeavesOutWhatNoBrandAsksFor(t *testing.T) {
	m := New([]social.Brand{{Name: "Northwind", Query: query.MustParse(`(northwind OR #nw) lang:de NOT airline`)}})
	for text, want := range map[string]bool{"Northwind!": true, "#NW": true, "northwind airline": true, "north wind": false, "": false} {
		d := social.NewDocument(social.Post{Text: text}, social.Analysis{})
		for range 2 { // the workspace is clean the second time
			if got := m.MayMatch(&d); got != want {
				t.Errorf("May(%q) = %v", text, got)
			}
		}
	}
}

// words are few, so that queries and posts meet often.
var words = []string{"north", "wind", "coffee", "tea", "roast", "roasted", "bad", "good", "咖啡", "奶茶", "咖", "☕", "#nw", "@ana", "airline", "قهوة", "والقهوه", "للقهوة", "بيت", "القهوة"}

func randomQuery(r *rand.Rand) *query.Query {
	word := func() string {
		w := words[r.IntN(len(words))]
		switch r.IntN(8) {
		case 0:
			return `"` + w + " " + words[r.IntN(len(words))] + `"`
		case 1:
			return []string{"ro*", "قهو*"}[r.IntN(2)]
		case 2:
			return "lang:en"
		case 3:
			return "coffee NEAR/3 (" + words[r.IntN(8)] + " OR 奶茶)"
		default:
			return w
		}
	}
	ops := []string{" OR ", " ", " NOT "}
	return query.MustParse(word() + ops[r.IntN(3)] + "(" + word() + ops[r.IntN(3)] + word() + ")")
}

func randomPost(r *rand.Rand, length int) social.Post {
	var b strings.Builder
	for range r.IntN(length) {
		b.WriteString(words[r.IntN(len(words))])
		b.WriteString([]string{" ", ", ", "\n"}[r.IntN(3)])
	}
	return social.Post{Text: b.String(), Language: []string{"en", "de"}[r.IntN(2)]}
}

func TestMatchAgreesWithEachQuery(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	brands := make([]social.Brand, 300)
	for i := range brands {
		brands[i] = social.Brand{Name: fmt.Sprint(i), Query: randomQuery(r)}
	}
	m := New(brands)
	for range 150 {
		d := social.NewDocument(randomPost(r, 60), social.Analysis{})
		var want []string
		for _, b := range brands {
			if b.Query.Match(&d) {
				want = append(want, b.Name)
			}
		}
		may := m.MayMatch(&d)
		if diff := cmp.Diff(want, m.Match(&d)); diff != "" {
			t.Fatalf("(-each +matcher):\n%s", diff)
		}
		if want != nil && !may {
			t.Fatalf("May is false of a post that %v match", want)
		}
	}
}

// BenchmarkMatch is one post of 40 words against 10,000 queries.
func BenchmarkMatch(b *testing.B) {
	brands := make([]social.Brand, 10_000)
	for i := range brands {
		brands[i] = social.Brand{Name: fmt.Sprint(i), Query: query.MustParse(
			fmt.Sprintf(`(brand%d OR "brand number %d" OR #brand%d OR 品牌%d) NOT (jobs OR airline)`, i, i, i, i))}
	}
	m := New(brands)
	text := strings.Repeat("the best brand number 77 and Brand4711, really good coffee ", 4)
	for b.Loop() {
		d := social.NewDocument(social.Post{Text: text}, social.Analysis{})
		if got := m.Match(&d); len(got) != 2 {
			b.Fatal(got)
		}
	}
}
