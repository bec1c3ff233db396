package storage_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"earshot/internal/query"
	"earshot/internal/social"
	"earshot/storage"
	"earshot/storage/storagetest"
)

// words are what posts and queries are made of: few, so that they often meet,
// and of every kind that is folded, glued or skipped.
var words = []string{
	"north", "wind", "Northwind", "roast", "roasted", "roasting", "organise", "organize", "café", "cafe\u0301", "Straße", "ＣＯＦＦＥＥ",
	"coca-cola", "3.5", "it’s", "咖啡", "咖啡豆", "北风", "豆子很香", "コーヒー", "กาแฟ", "커피", "☕", "🧋", "👍🏽", "🇩🇪", "🇩🇪🇫🇷", "don't",
	"#espresso", "#咖啡", "#coffee_time", "@ana", "@ana@example.social", "@bo.b", "sta\u200br", "https://shop.example.com/a", "a1", "Привет", "Ёлка",
	"قهوة", "والقهوة", "للقهوة", "بالقهوة", "كتاب", "C++", "C", "C#", "Canal+", "canal", "R&D", "Yahoo!", "yahoo", ".NET", "$AAPL",
}

func (h history) text() string {
	var b strings.Builder
	for range h.IntN(12) {
		b.WriteString(oneOf(h, words...))
		b.WriteString(oneOf(h, " ", " ", " ", ", ", "\n", "", "-", " ☕ "))
	}
	return b.String()
}

// searched is a post for searching.
func (h history) searched(id int) social.Entry {
	e := h.entry()
	e.Post.Deleted = false // what is deleted is not found, whatever it said
	e.Post.ID, e.Post.Title, e.Post.Text = fmt.Sprint(id), oneOf(h, "", "", h.text()), h.text()
	e.Post.Source = oneOf(h, "feeds", "North Forum")
	e.Post.FetchedAt = time.Date(2026, 4, 1, 0, 0, 0, 0, time.UTC)
	e.Post.Author = social.Author{Handle: oneOf(h, "", "ana@example.social", "Bo"), Name: oneOf(h, "", "Ana María", "Bo")}
	e.Post.URL = oneOf(h, "", "https://www.example.com/1", "https://blog.example.co.uk:8080/x?y")
	e.Post.Links = oneOf(h, nil, nil, []string{"http://shop.example.com/"}, []string{"https://" + strings.Repeat("a.", 300) + "example.com"})
	e.Post.Tags = oneOf(h, nil, nil, []string{"Espresso", "Zürich"})
	e.Post.Language = oneOf(h, "", "pt-BR")
	if h.IntN(4) == 0 {
		e.Post.Images = []social.Image{{URL: "https://example.com/i.jpg"}}
	}
	e.Analysis.Language = oneOf(h, "", "en", "zh")
	return e
}

// query makes a query of the whole language; some are no queries.
func (h history) query(depth int) string {
	term := func() string {
		w := oneOf(h, words...)
		if i := strings.IndexByte(w, ':'); i >= 0 {
			w = `"` + w + `"`
		}
		return oneOf(h, w, w, w, "roast*", "no*", "organi?e", "caf*", "r*t", "coff*e*", `"`+oneOf(h, words...)+" "+oneOf(h, words...)+`"`, `"roast* north"`, `"ro*t north"`, `"coffee 咖啡"`, "قهو*")
	}
	if depth == 0 {
		return oneOf(h, term(), term(), term(), term(), "#espr*", "#zurich", "@an*", "@ana", "lang:zh", "lang:pt", "platform:feed", "author:ana",
			`author:"ana maria"`, "author:an*", "source:feeds", `source:"north forum"`, "source:nor*", "site:example.com", "site:co.uk", "has:image", "has:link", "sentiment:unknown", "sentiment:negative")
	}
	a, b := h.query(depth-1), h.query(depth-1)
	return oneOf(h, "("+a+") ("+b+")", "("+a+") OR ("+b+")", "("+a+") NOT ("+b+")", "("+a+") ("+b+" OR NOT "+term()+")",
		term()+" NEAR/3 "+term(), term()+" ONEAR/2 "+term(), "("+term()+" OR "+term()+") NEAR/100 "+term(), term()+" NEAR/1 ("+term()+" OR "+term()+")")
}

// TestSearchAgreesWithMatching: of some twenty thousand pairs of a query and a
// post the engine finds exactly those that match.
func TestSearchAgreesWithMatching(t *testing.T) {
	h := history{rand.New(rand.NewPCG(5, 8))}
	s := storagetest.Open(t)
	var entries []social.Entry
	for i := range 300 {
		entries = append(entries, h.searched(i))
	}
	write(t, s, entries...)
	// Newer states, which the index must not hide the loss of words behind.
	for i := range 60 {
		at := h.IntN(len(entries))
		id := entries[at].Post
		entries[at] = h.searched(i)
		entries[at].Post.ID, entries[at].Post.Platform, entries[at].Post.FetchedAt = id.ID, id.Platform, id.FetchedAt.Add(time.Hour)
		write(t, s, entries[at])
	}
	pairs, found := 0, 0
	for pairs < 20_000 {
		text := h.query(h.IntN(4))
		q, err := query.Parse(text)
		if err != nil {
			continue
		}
		var want []social.Key
		for _, e := range entries {
			d := social.NewDocument(e.Post, e.Analysis)
			if q.Match(&d) {
				want = append(want, e.Post.Key())
			}
		}
		var got []social.Key
		err = s.EachPost(t.Context(), social.Filter{Query: q, Unmatched: true}, func(p social.StoredPost) error {
			got = append(got, p.Post.Key())
			return nil
		})
		if err != nil {
			t.Fatalf("%s: %v", text, err)
		}
		slices.SortFunc(want, byKey)
		slices.SortFunc(got, byKey)
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s (-match +search):\n%s", text, diff)
		}
		pairs, found = pairs+len(entries), found+len(got)
	}
	t.Logf("%d pairs, %d matches", pairs, found)
	if found < pairs/100 {
		t.Errorf("only %d of %d pairs match", found, pairs)
	}
}

func byKey(a, b social.Key) int {
	return strings.Compare(a.Platform+"\x00"+a.ID, b.Platform+"\x00"+b.ID)
}

// TestKeysOfAnotherSchemeAreIgnored: posts that an earlier version stored are found by
// the keys it stored apart or, where these are of another scheme as well, by being read;
// and their keys are rebuilt.
func TestKeysOfAnotherSchemeAreIgnored(t *testing.T) {
	const (
		lies   = "INSERT INTO mentions SELECT * REPLACE(0 AS search_scheme, ['lie'] AS search_keys, ' lie ' AS search_text) FROM mentions FINAL WHERE id != 'new'"
		apart  = "INSERT INTO search SELECT platform, id, version, search_scheme, search_keys, search_text FROM mentions FINAL WHERE id != 'new'"
		behind = "INSERT INTO search SELECT platform, id, version, 0, ['lie'], ' lie ' FROM search FINAL WHERE id = '1'"
	)
	for name, statements := range map[string][]string{"read": {lies}, "apart": {apart, lies}, "apart but one": {apart, behind, lies}} {
		t.Run(name, func(t *testing.T) {
			dsn := storagetest.DSN(t)
			s, err := storage.Open(t.Context(), dsn, discard)
			if err != nil {
				t.Fatal(err)
			}
			defer s.Close()
			old, other, young := entry("1", "A"), entry("2", "A", "B"), entry("new", "A")
			old.Post.Text = "an espresso roasted in C++ by 咖啡豆 ☕🧋☕"
			young.Post.Text = "espresso, espresso"
			write(t, s, old, other, young)
			conn := storagetest.Connect(t, dsn)
			for _, statement := range statements {
				if err := conn.Exec(t.Context(), statement); err != nil {
					t.Fatal(err)
				}
			}
			check := func(when string) {
				t.Helper()
				for expr, want := range map[string]int{
					"espresso": 2, "NOT espresso coffee": 1, "lie": 0, `"fine coffee"`: 1, "C++": 1, "espresso NOT C++": 1, "roas*": 1, "ro?st*d": 1, "espresso NEAR/2 in": 1, "咖啡豆": 1,
					"☕🧋☕": 1, "fine NEAR/1 coffee": 1,
				} {
					q, err := query.Parse(expr)
					if err != nil {
						continue
					}
					if got := pages(t, s, social.Filter{Query: q}, social.NewestFirst, 10); len(got) != want {
						t.Errorf("%s: %s finds %v, want %d", when, expr, got, want)
					}
				}
			}
			check("before")
			if _, err := s.RefreshTrends(t.Context()); err != nil {
				t.Fatal(err)
			}
			check("after")
			if _, err := s.RefreshTrends(t.Context()); err != nil {
				t.Fatal(err)
			}
			check("after all")
			var left, apart uint64
			if err := conn.QueryRow(t.Context(), "SELECT countIf(has(search_keys, 'lie')), (SELECT count() FROM search) FROM mentions FINAL").Scan(&left, &apart); err != nil || left != 0 || apart != 0 {
				t.Errorf("%d mentions have old keys, %d are kept apart: %v", left, apart, err)
			}
		})
	}
}

func TestWhatWasFoundHoldsUntilTheNextWrite(t *testing.T) {
	s := storagetest.Open(t)
	write(t, s, entry("1", "A"), entry("2", "B"))
	f := social.Filter{Query: query.MustParse("coffee")}
	count := func() int64 {
		t.Helper()
		figures, err := s.Figures(t.Context(), f)
		if err != nil {
			t.Fatal(err)
		}
		return figures.Mentions
	}
	if n := count(); n != 2 {
		t.Errorf("%d mentions", n)
	}
	// What was found is not kept beyond the next write, whoever writes.
	write(t, s, entry("3", "A"))
	if n := count(); n != 3 {
		t.Errorf("after a write %d mentions", n)
	}
}
