package storage_test

import (
	"cmp"
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	gocmp "github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"earshot/internal/query"
	"earshot/internal/social"
	"earshot/storage"
	"earshot/storage/storagetest"
)

// history makes random entries that often meet: few posts, brands and days.
type history struct{ *rand.Rand }

func oneOf[T any](h history, values ...T) T { return values[h.IntN(len(values))] }

func (h history) time() time.Time {
	// From late February into March, so that weeks and months part it, with some
	// times exactly on an hour, on midnight and just before.
	t := time.Date(2026, 2, 26, 0, 0, 0, 0, time.UTC).Add(time.Duration(h.Int64N(int64(10 * 24 * time.Hour)))).Truncate(time.Microsecond)
	return oneOf(h, t, t, t, t.Truncate(time.Hour), t.Truncate(24*time.Hour), t.Truncate(24*time.Hour).Add(-time.Microsecond))
}

func (h history) count() *int64 {
	return oneOf(h, nil, nil, social.Count(0), social.Count(h.Int64N(100)))
}

func (h history) entry() social.Entry {
	var e social.Entry
	e.Post = social.Post{
		Platform: oneOf(h, "feed", "mastodon"), ID: fmt.Sprint(h.IntN(40)), Source: oneOf(h, "a", "b"),
		Author: social.Author{Handle: oneOf(h, "", "ana", "bo", "chi")},
		Text:   oneOf(h, "", "dark roast", "light roast coffee", "tea"), CreatedAt: h.time(),
		FetchedAt:  time.Date(2026, 4, 1, 0, 0, h.IntN(12), 0, time.UTC),
		Engagement: social.Engagement{Likes: h.count(), Shares: h.count(), Views: h.count()},
	}
	e.Analysis = social.Analysis{
		Language:  oneOf(h, "en", "de", "und"),
		Sentiment: h.sentiment(social.Unknown),
		Brands:    oneOf(h, nil, []string{"A"}, []string{"B"}, []string{"A", "B"}, []string{"C", "A"}),
		Keywords:  oneOf(h, nil, []string{"roast"}, []string{"roast", "tea"}), Hashtags: oneOf(h, nil, []string{"roast", "tea"}),
		Emotion:  oneOf(h, social.EmotionNone, social.Joy, social.Anger),
		Intents:  oneOf(h, nil, []social.Intent{social.IntentPraise}, []social.Intent{social.IntentQuestion, social.IntentComplaint}),
		Aspects:  oneOf(h, nil, []social.Aspect{{Term: "crema", Label: social.Positive}, {Term: "price", Label: social.Negative}}),
		Entities: oneOf(h, nil, []string{"Ana"}, []string{"Ana", "Utrecht"}),
		Original: oneOf(h, social.Key{}, social.Key{}, social.Key{Platform: "feed", ID: fmt.Sprint(h.IntN(3))}),
		Spam:     social.Spam{Score: oneOf[float32](h, 0, 0.59, social.SpamLikely, 1)},
	}
	for _, brand := range e.Analysis.Brands {
		if h.IntN(3) == 0 {
			e.Analysis.Toward = append(e.Analysis.Toward, social.TowardBrand{Brand: brand, Sentiment: h.sentiment()})
		}
	}
	if h.IntN(2) == 0 { // else its words name every brand
		for _, brand := range e.Analysis.Brands {
			e.Analysis.Evidence = append(e.Analysis.Evidence, social.BrandEvidence{Brand: brand, Kinds: oneOf(h,
				[]social.Evidence{social.EvidenceWords}, []social.Evidence{social.EvidenceWords, social.EvidenceLogo}, []social.Evidence{social.EvidenceText}, []social.Evidence{social.EvidenceAlt, social.EvidenceText})})
		}
	}
	if h.IntN(3) == 0 {
		e.Post.Images = []social.Image{{URL: "https://a.example/1.png", Alt: oneOf(h, "", "a dark cup", "Roast")}}
	}
	e.Post.DateFrom = oneOf(h, social.DateStated, social.DateStated, social.DateSeen)
	e.Post.Backlog = e.Post.DateFrom == social.DateSeen && h.IntN(3) == 0
	// What a deleted post still says of itself must not count either.
	e.Post.Deleted = h.IntN(8) == 0
	return e
}

// sentiment is one of the labels, or one of the others given; most are sure.
func (h history) sentiment(others ...social.Label) social.Sentiment {
	label := oneOf(h, append(others, social.Negative, social.Neutral, social.Positive)...)
	return social.Sentiment{Label: label, Sure: label != social.Unknown && h.IntN(4) > 0}
}

// stored is one of the posts stored, the zero key while there are none.
func (h history) stored(m model) social.Key {
	keys := slices.SortedFunc(maps.Keys(m.stored), func(a, b social.Key) int {
		return cmp.Or(cmp.Compare(a.Platform, b.Platform), cmp.Compare(a.ID, b.ID))
	})
	if len(keys) == 0 {
		return social.Key{}
	}
	return keys[h.IntN(len(keys))]
}

// analysedAgain are posts with other analyses: most as they are stored, some in
// a state that is not, or not at all.
func (h history) analysedAgain(m model) []social.Entry {
	var again []social.Entry
	seen := map[social.Key]bool{}
	for range 20 {
		e := h.entry()
		if key := h.stored(m); h.IntN(5) > 0 && key != (social.Key{}) {
			e.Post = m.stored[key].Post
		}
		if !seen[e.Post.Key()] {
			seen[e.Post.Key()] = true
			again = append(again, e)
		}
	}
	return again
}

func (h history) filter() social.Filter {
	f := social.Filter{Brand: oneOf(h, "", "", "A", "B", "none")}
	if h.IntN(2) == 0 {
		f.From = h.time()
	}
	if h.IntN(2) == 0 {
		f.To = h.time()
	}
	f.Platforms = oneOf(h, nil, nil, nil, []string{"feed"})
	f.Languages = oneOf(h, nil, nil, nil, []string{"en", "de"})
	f.Labels = oneOf(h, nil, nil, nil, []social.Label{social.Positive, social.Unknown}, []social.Label{social.Unsure})
	f.Sources = oneOf(h, nil, nil, nil, []string{"b"})
	f.DateFrom = oneOf(h, nil, nil, nil, []social.DateFrom{social.DateSeen})
	f.AnyRead = social.ReadValues{
		social.ReadEmotions: oneOf(h, nil, nil, nil, []string{"joy"}),
		social.ReadIntents:  oneOf(h, nil, nil, nil, []string{"praise", "complaint"}),
		social.ReadEvidence: oneOf(h, nil, nil, nil, []string{"visual"}, []string{"ocr", "words"}),
	}
	f.EveryRead = social.ReadValues{
		social.ReadIntents:  oneOf(h, nil, nil, nil, []string{"question"}, []string{"question", "complaint"}),
		social.ReadAspects:  oneOf(h, nil, nil, nil, nil, []string{"crema"}),
		social.ReadEntities: oneOf(h, nil, nil, nil, nil, []string{"Utrecht", "Ana"}, []string{"Oslo"}),
		social.ReadTerms:    oneOf(h, nil, nil, nil, nil, []string{"roast"}, []string{"roast", "#tea"}),
	}
	f.Pictured = oneOf(h, false, false, false, true)
	f.FoldCopies, f.HideSpam = h.IntN(3) == 0, h.IntN(5) == 0
	f.CopiesOf = oneOf(h, social.Key{}, social.Key{}, social.Key{}, social.Key{}, social.Key{Platform: "feed", ID: "1"})
	f.Query = oneOf(h, nil, nil, nil, query.MustParse("roast NOT dark"))
	f.Zone = oneOf(h, zones()...)
	return f
}

func TestFiguresEqualTheModel(t *testing.T) {
	const steps = 20
	for _, seed := range []uint64{1, 2} {
		t.Run(fmt.Sprint("seed ", seed), func(t *testing.T) {
			t.Parallel()
			h := history{rand.New(rand.NewPCG(seed, 0))}
			dsn, m := storagetest.DSN(t), newModel()
			s := storagetest.OpenAt(t, dsn)
			var last []social.Entry
			for step := range steps {
				switch h.IntN(9) {
				case 0:
					// The first recomputes days, the others months that rest, which a process
					// counts again only after a while.
					s = storagetest.OpenAt(t, dsn)
					for range 1 + h.IntN(3) {
						if _, err := s.RefreshTrends(t.Context()); err != nil {
							t.Fatal(err)
						}
					}
					if h.IntN(3) == 0 {
						// As a store of an earlier release that was filled as far as this.
						execOn(t, dsn, fmt.Sprintf("INSERT INTO rollup_spans SELECT 'days', toDate('2026-02-26') + %d, max(changed) + 1 FROM rollup_spans", h.IntN(10)))
					}
				case 1:
					m.write(last)
					write(t, s, last...)
				case 2:
					again := h.analysedAgain(m)
					m.analyse(again)
					if _, err := s.WriteAnalyses(t.Context(), again); err != nil {
						t.Fatal(err)
					}
				case 3, 4:
					key, label := h.stored(m), oneOf(h, social.Unknown, social.Negative, social.Neutral, social.Positive)
					if key == (social.Key{}) || m.stored[key].Post.Deleted {
						break
					}
					brand := oneOf(h, append([]string{""}, m.stored[key].Analysis.Brands...)...)
					m.correct(key, brand, label)
					if err := s.Correct(t.Context(), social.Correction{Key: key, Brand: brand, Label: label}); err != nil {
						t.Fatal(err)
					}
				default:
					last = nil
					for range 1 + h.IntN(30) {
						last = append(last, h.entry())
					}
					m.write(last)
					write(t, s, last...)
				}
				if compare(t, h, s, m); t.Failed() {
					t.Fatalf("differs after step %d", step)
				}
			}
		})
	}
}

// compare asks the store and the model the same.
func compare(t *testing.T, h history, s *storage.Store, m model) {
	t.Helper()
	f := h.filter()
	same := func(what string, want, got any, err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		if diff := gocmp.Diff(want, got, cmpopts.EquateEmpty()); diff != "" {
			t.Errorf("%s under %+v (-want +got):\n%s", what, f, diff)
		}
	}
	dims := []social.Dimension{}
	for _, d := range social.Dimensions() {
		if h.IntN(2) == 0 {
			dims = append(dims, d)
		}
	}
	by := oneOf(h, social.ByHour, social.ByDay, social.ByWeek, social.ByMonth)
	trends, err := s.Trends(t.Context(), f, by, dims)
	same(fmt.Sprint("trends by ", by, dims), m.trends(f, newClock(by, f.Zone).start, dims), trends, err)
	figures, err := s.Figures(t.Context(), f)
	same("figures", m.figures(f), figures, err)
	sums := f
	sums.WithoutAuthors, sums.WithoutAllBrands = true, h.IntN(2) == 0
	trends, err = s.Trends(t.Context(), sums, by, dims)
	want := withoutAuthors(m.trends(f, newClock(by, f.Zone).start, dims))
	for i := range want {
		if sums.WithoutAllBrands {
			want[i].AllBrands = 0
		}
	}
	same(fmt.Sprint("sums by ", by, dims), want, trends, err)
	backlog, err := s.Backlog(t.Context(), f)
	same("backlog", m.backlog(f), backlog, err)
	facets, err := s.Facets(t.Context(), f)
	same("facets", m.facets(f), facets, err)

	switch h.IntN(3) {
	case 0:
		f.Unmatched = h.IntN(2) == 0
		var listed, streamed []social.Key
		for after, first := "", true; first || after != ""; first = false {
			page, err := s.Posts(t.Context(), f, social.NewestFirst, 7, after)
			if err != nil {
				t.Fatal(err)
			}
			for _, p := range page.Posts {
				listed = append(listed, p.Post.Key())
			}
			after = page.Next
		}
		same("posts", m.posts(f), listed, nil)
		err := s.EachPost(t.Context(), f, func(p social.StoredPost) error {
			streamed = append([]social.Key{p.Post.Key()}, streamed...)
			return nil
		})
		same("each post", m.posts(f), streamed, err)
	case 1:
		f.From = time.Date(2026, 3, 1, 7, 0, 0, 0, time.UTC)
		f.To = f.From.AddDate(0, 0, 3)
		for _, info := range social.Readings() {
			of := info.Reading
			counts, err := s.Readings(t.Context(), f, of, 100)
			same(string(of), m.readings(f, of), counts, err)
			for _, c := range counts[:min(2, len(counts))] {
				leads := f
				leads.EveryRead = f.EveryRead.Plus(of, c.Term)
				listed, err := s.Figures(t.Context(), leads)
				same(fmt.Sprintf("%s %q leads to", of, c.Term), c.Mentions, listed.Mentions, err)
			}
		}
	}
}
