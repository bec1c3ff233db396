package figure_test

import (
	"cmp"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	gocmp "github.com/google/go-cmp/cmp"

	"earshot/internal/query"
	"earshot/internal/social"
	"earshot/storage"
	"earshot/storage/storagetest"
)

// TestFewAndManyAreTheSame: whether the matches of a query are named one by one or found
// by a condition, lists and figures are the same, also of posts that were replaced by others,
// lost their brand or were erased.
func TestFewAndManyAreTheSame(t *testing.T) {
	s := storagetest.Open(t)
	r := rand.New(rand.NewPCG(3, 9))
	words := strings.Fields("coffee tea bean roast 咖啡豆 豆 C++ north wind ☕ don't 咖啡")
	text := func() string {
		var out []string
		for range r.IntN(8) {
			out = append(out, words[r.IntN(len(words))])
		}
		return strings.Join(out, []string{" ", "", " "}[r.IntN(3)])
	}
	begin := time.Date(2026, 3, 30, 0, 0, 0, 0, time.UTC)
	for round := range 8 {
		var entries []social.Entry
		for range 40 {
			id := r.IntN(160)
			e := social.Entry{Post: social.Post{
				Platform: "feed", ID: fmt.Sprint(id), Text: text(), CreatedAt: begin.Add(time.Duration(id) * 5 * time.Hour), FetchedAt: begin.AddDate(1, 0, round),
				Deleted: r.IntN(12) == 0,
			}}
			e.Analysis.Brands = [][]string{nil, {"A"}, {"B"}, {"A", "B"}}[r.IntN(4)]
			e.Analysis.Sentiment.Label = []social.Label{social.Positive, social.Negative, social.Unknown}[r.IntN(3)]
			if n := r.Int64N(20); n > 4 {
				e.Post.Engagement.Likes = &n
			}
			entries = append(entries, e)
		}
		if _, err := s.Write(t.Context(), entries); err != nil {
			t.Fatal(err)
		}
	}
	found := 0
	filters := []social.Filter{{Unmatched: true}, {Brand: "A"}, {From: begin.AddDate(0, 0, 3), To: begin.AddDate(0, 0, 20)}, {FoldCopies: true}}
	for i, expr := range []string{
		"coffee", "platform:feed NOT coffee", `"coffee bean"`, "coffee NEAR/2 tea", "咖啡豆", "roa* NOT tea", "C++", "platform:feed NOT C++", "☕ OR don't",
		"sentiment:negative", "platform:feed", "coffee nothing", "(coffee OR tea) NEAR/3 (bean OR wind)",
	} {
		f := filters[i%len(filters)]
		f.Query = query.MustParse(expr)
		s.SetFew(0)
		want := askedFor(t, s, f)
		for _, few := range []int{20, 1000} {
			s.SetFew(few)
			if diff := gocmp.Diff(want, askedFor(t, s, f)); diff != "" {
				t.Errorf("%s with %d few (-condition +named):\n%s", expr, few, diff)
			}
		}
		found += len(want.Posts)
	}
	if found < 150 {
		t.Errorf("only %d posts were found", found)
	}
}

// askedForAll is what a filter lets through, in every way that it is asked for.
type askedForAll struct {
	Posts, Newest, Engaged []string
	Figures                social.Figures
	Backlog                int64
}

func askedFor(t *testing.T, s *storage.Store, f social.Filter) (all askedForAll) {
	t.Helper()
	var posts []social.Post
	err := s.EachPost(t.Context(), f, func(p social.StoredPost) error {
		all.Posts, posts = append(all.Posts, p.Post.ID), append(posts, p.Post)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	order := func(a, b social.Post) int {
		return cmp.Or(cmp.Compare(engaged(b), engaged(a)), b.CreatedAt.Compare(a.CreatedAt), cmp.Compare(b.Platform, a.Platform), cmp.Compare(b.ID, a.ID))
	}
	var ranked []string
	for _, p := range slices.SortedFunc(slices.Values(posts), order) {
		ranked = append(ranked, p.ID)
	}
	list := func(by social.PostOrder) (ids []string) {
		for after := ""; ; {
			page, err := s.Posts(t.Context(), f, by, 20, after)
			if err != nil {
				t.Fatal(err)
			}
			for _, p := range page.Posts {
				ids = append(ids, p.Post.ID)
			}
			if after = page.Next; after == "" {
				return ids
			}
		}
	}
	all.Newest, all.Engaged = list(social.NewestFirst), list(social.MostEngaged)
	if sorted := slices.Sorted(slices.Values(all.Newest)); !slices.Equal(sorted, slices.Sorted(slices.Values(all.Posts))) {
		t.Errorf("%s: the list has %v, the export %v", f.Query, all.Newest, all.Posts)
	}
	if diff := gocmp.Diff(ranked, all.Engaged); diff != "" {
		t.Errorf("%s: the most engaged (-export +list):\n%s", f.Query, diff)
	}
	if all.Figures, err = s.Figures(t.Context(), f); err != nil {
		t.Fatal(err)
	}
	if all.Backlog, err = s.Backlog(t.Context(), f); err != nil {
		t.Fatal(err)
	}
	return all
}

// engaged is how a post is ranked: an unknown engagement comes last.
func engaged(p social.Post) int64 {
	if n := p.Engagement.Total(); n != nil {
		return *n
	}
	return -1
}
