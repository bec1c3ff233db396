package storage_test

import (
	"math/rand/v2"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"earshot/internal/query"
	"earshot/internal/social"
	"earshot/storage"
	"earshot/storage/storagetest"
)

// labels are the mentions of all brands by label: positive, neutral, negative.
func labels(t *testing.T, s *storage.Store) [3]int64 {
	t.Helper()
	f, err := s.Figures(t.Context(), social.Filter{})
	if err != nil {
		t.Fatal(err)
	}
	return [3]int64{f.Positive, f.Neutral, f.Negative}
}

func correct(t *testing.T, s *storage.Store, key social.Key, label social.Label) {
	t.Helper()
	if err := s.Correct(t.Context(), social.Correction{Key: key, Label: label}); err != nil {
		t.Fatal(err)
	}
}

func judged(t *testing.T, s *storage.Store, key social.Key) social.Sentiment {
	t.Helper()
	p, err := s.Post(t.Context(), key)
	if err != nil {
		t.Fatal(err)
	}
	return p.Analysis.Sentiment
}

func TestCorrectionStandsUntilTakenBack(t *testing.T) {
	s := storagetest.Open(t)
	e := entry("1", "Northwind")
	key, model := e.Post.Key(), e.Analysis.Sentiment
	write(t, s, e)
	if _, err := s.RefreshTrends(t.Context()); err != nil {
		t.Fatal(err)
	}
	correct(t, s, key, social.Negative)
	want := social.Sentiment{Label: social.Negative, Negative: 1, Sure: true, Corrected: true, Why: model.Why}
	check := func(when string) {
		t.Helper()
		if diff := cmp.Diff(want, judged(t, s, key)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", when, diff)
		}
		if got := labels(t, s); got != [3]int64{0, 0, 1} {
			t.Errorf("%s: figures %v", when, got)
		}
	}
	check("corrected")
	write(t, s, e)
	check("written again")
	e.Post.FetchedAt = e.Post.FetchedAt.Add(time.Hour)
	e.Post.Text = "edited"
	write(t, s, e)
	check("crawled again")
	p, err := s.Post(t.Context(), key)
	if err != nil {
		t.Fatal(err)
	}
	// The analysis handed back holds the correction, and must not become the model's.
	if _, err := s.WriteAnalyses(t.Context(), []social.Entry{{Post: p.Post, Analysis: p.Analysis}}); err != nil {
		t.Fatal(err)
	}
	check("analysed again")
	if page := pages(t, s, social.Filter{Labels: []social.Label{social.Negative}, Query: query.MustParse("sentiment:negative")}, social.NewestFirst, 9); len(page) != 1 {
		t.Errorf("the filter finds %v", page)
	}
	if _, err := s.RefreshTrends(t.Context()); err != nil {
		t.Fatal(err)
	}
	check("refreshed")
	correct(t, s, key, social.Unknown)
	if diff := cmp.Diff(model, judged(t, s, key)); diff != "" {
		t.Errorf("taken back (-want +got):\n%s", diff)
	}
	if got := labels(t, s); got != [3]int64{1, 0, 0} {
		t.Errorf("taken back: figures %v", got)
	}
}

func TestEachCorrection(t *testing.T) {
	s := storagetest.Open(t)
	for _, id := range []string{"a", "b", "c", "d"} {
		write(t, s, entry(id, "A"))
	}
	key := func(id string) social.Key { return social.Key{Platform: "mastodon", ID: id} }
	correct(t, s, key("d"), social.Neutral)
	correct(t, s, key("a"), social.Negative)
	correct(t, s, key("b"), social.Negative)
	correct(t, s, key("b"), social.Unknown)
	got := map[string]social.Label{}
	err := s.EachCorrection(t.Context(), func(p social.StoredPost, c social.Correction) error {
		got[p.Post.ID] = c.Label
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(map[string]social.Label{"a": social.Negative, "d": social.Neutral}, got); diff != "" {
		t.Errorf("corrections (-want +got):\n%s", diff)
	}
}

func TestWrongCorrections(t *testing.T) {
	s := storagetest.Open(t)
	write(t, s, entry("1", "A"))
	if err := s.Correct(t.Context(), social.Correction{Key: social.Key{Platform: "mastodon", ID: "1"}, Label: "angry"}); social.CodeOf(err) != social.CodeInvalid {
		t.Errorf("label: %v", err)
	}
	if err := s.Correct(t.Context(), social.Correction{Key: social.Key{Platform: "mastodon", ID: "1"}, Brand: "B", Label: social.Neutral}); social.CodeOf(err) != social.CodeInvalid {
		t.Errorf("a brand the post does not mention: %v", err)
	}
	if err := s.Correct(t.Context(), social.Correction{Key: social.Key{Platform: "mastodon", ID: "2"}, Label: social.Neutral}); social.CodeOf(err) != social.CodeNotFound {
		t.Errorf("post: %v", err)
	}
}

func TestNewAnalysisReplacesTheOld(t *testing.T) {
	s := storagetest.Open(t)
	old, other := entry("1", "A"), entry("2", "A")
	write(t, s, old, other)
	again := old
	again.Analysis.Version, again.Analysis.Brands = "test/2", []string{"B"}
	again.Analysis.Sentiment = social.Sentiment{Label: social.Negative, Negative: 1, Sure: true}
	later := other
	later.Post.FetchedAt = other.Post.FetchedAt.Add(time.Minute)
	w, err := s.WriteAnalyses(t.Context(), []social.Entry{again, later, entry("3", "A")})
	if err != nil {
		t.Fatal(err)
	}
	if w != (social.Written{Updated: 1, Stale: 2}) {
		t.Errorf("written = %+v", w)
	}
	write(t, s, old) // the same crawl, delivered once more
	got, err := s.Post(t.Context(), old.Post.Key())
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(again.Analysis, got.Analysis); diff != "" {
		t.Errorf("analysis (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff(old.Post, got.Post); diff != "" {
		t.Errorf("the post was touched (-want +got):\n%s", diff)
	}
	m := newModel()
	m.write([]social.Entry{again, other})
	sameAsModel(t, s, m)
}

// TestCorrectionsBesideWriters: posts are crawled, analysed and corrected by
// three at once; when all are done, everything says the same.
func TestCorrectionsBesideWriters(t *testing.T) {
	s := storagetest.Open(t)
	h := history{rand.New(rand.NewPCG(11, 4))}
	m := newModel()
	batches := states(h, 8, 30)
	for _, b := range batches {
		for i := range b {
			b[i].Post.Deleted = false // what is deleted cannot be corrected
		}
	}
	first := batches[0]
	m.write(first)
	write(t, s, first...)
	var work sync.WaitGroup
	work.Go(func() {
		for _, b := range batches[1:] {
			if _, err := s.Write(t.Context(), b); err != nil {
				t.Error(err)
			}
		}
	})
	work.Go(func() {
		for range 10 {
			var again []social.Entry
			err := s.EachPost(t.Context(), social.Filter{Unmatched: true}, func(p social.StoredPost) error {
				again = append(again, social.Entry{Post: p.Post, Analysis: p.Analysis})
				return nil
			})
			if err != nil {
				t.Error(err)
			}
			if _, err := s.WriteAnalyses(t.Context(), again); err != nil {
				t.Error(err)
			}
		}
	})
	for _, e := range first[:15] {
		key := e.Post.Key()
		m.labels[key] = map[string]social.Label{"": social.Negative}
		if err := s.Correct(t.Context(), social.Correction{Key: key, Label: social.Negative}); err != nil && social.CodeOf(err) != social.CodeConflict {
			t.Fatal(err)
		}
	}
	work.Wait()
	for _, b := range batches[1:] {
		m.write(b)
	}
	if _, err := s.RefreshTrends(t.Context()); err != nil {
		t.Fatal(err)
	}
	sameAsModel(t, s, m)
}
