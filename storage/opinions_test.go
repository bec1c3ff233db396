package storage_test

import (
	"crypto/sha256"
	"encoding/hex"
	"math"
	"math/rand/v2"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"earshot/internal/social"
	"earshot/storage"
	"earshot/storage/storagetest"
)

// against is an opinion that outweighs the built-in judgement of entry.
func against() social.Opinion {
	return social.Opinion{Model: "tiny", Quote: "dark", Sentiment: social.Sentiment{Label: social.Negative, Negative: 1}}
}

func opine(t *testing.T, s *storage.Store, p social.Post, o social.Opinion) {
	t.Helper()
	if err := s.Opine(t.Context(), p.Key(), p.FullText(), o); err != nil {
		t.Fatal(err)
	}
}

// unsure is entry with a built-in judgement that is none too sure.
func unsure(id string, brands ...string) social.Entry {
	e := entry(id, brands...)
	e.Analysis.Sentiment.Label = social.Positive
	e.Analysis.Sentiment.Negative, e.Analysis.Sentiment.Neutral, e.Analysis.Sentiment.Positive = 0.25, 0.25, 0.5
	return e
}

func TestOpinionStandsBesideTheModel(t *testing.T) {
	s := storagetest.Open(t)
	e := unsure("1", "Northwind")
	key, model := e.Post.Key(), e.Analysis.Sentiment
	write(t, s, e)
	if _, err := s.RefreshTrends(t.Context()); err != nil {
		t.Fatal(err)
	}
	opine(t, s, e.Post, against())
	want := model.Beside(against())
	if want.Label != social.Negative || want.Negative != 0.625 {
		t.Fatalf("the opinion does not outweigh: %+v", want)
	}
	check := func(when string, want social.Sentiment, figures [3]int64) {
		t.Helper()
		if diff := cmp.Diff(want, judged(t, s, key)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", when, diff)
		}
		if got := labels(t, s); got != figures {
			t.Errorf("%s: figures %v, want %v", when, got, figures)
		}
	}
	negative, positive := [3]int64{0, 0, 1}, [3]int64{1, 0, 0}
	check("noted", want, negative)
	write(t, s, e)
	check("the same crawl once more", want, negative)
	opine(t, s, e.Post, against())
	check("the same opinion once more", want, negative)
	e.Post.FetchedAt = e.Post.FetchedAt.Add(time.Hour)
	e.Post.Engagement.Likes = social.Count(99)
	write(t, s, e)
	check("crawled again", want, negative)
	p, err := s.Post(t.Context(), key)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(e.Post, p.Post); diff != "" {
		t.Errorf("the post was touched (-want +got):\n%s", diff)
	}
	// The analysis handed back holds the opinion, and must not become the model's.
	if _, err := s.WriteAnalyses(t.Context(), []social.Entry{{Post: p.Post, Analysis: p.Analysis}}); err != nil {
		t.Fatal(err)
	}
	check("analysed again", want, negative)
	if page := pages(t, s, social.Filter{Labels: []social.Label{social.Negative}}, social.NewestFirst, 9); len(page) != 1 {
		t.Errorf("the filter finds %v", page)
	}

	// Another built-in model judges otherwise, and the old one brings all back.
	other := e
	other.Analysis.Version = "test/2"
	other.Analysis.Sentiment = social.Sentiment{Label: social.Neutral, Negative: 0.25, Neutral: 0.75, Sure: true}
	for _, again := range []social.Entry{other, e} {
		if _, err := s.WriteAnalyses(t.Context(), []social.Entry{again}); err != nil {
			t.Fatal(err)
		}
		check("with model "+again.Analysis.Version, again.Analysis.Sentiment.Beside(against()), negative)
	}

	// A person stands above both, and taken back leaves both.
	correct(t, s, key, social.Positive)
	check("corrected", social.Sentiment{Label: social.Positive, Positive: 1, Sure: true, Corrected: true, Opinion: want.Opinion, Why: model.Why}, positive)
	correct(t, s, key, social.Unknown)
	check("taken back", want, negative)

	// An edited text is one that nobody was asked about; the old text is the old one.
	edited := e
	edited.Post.FetchedAt, edited.Post.Text = e.Post.FetchedAt.Add(time.Hour), "edited"
	write(t, s, edited)
	check("edited", model, positive)
	for text, want := range map[string]bool{"edited": false, e.Post.Text: true} {
		asked := edited.Post
		asked.Text = text
		if noted, err := s.Opined(t.Context(), []social.Post{asked}); err != nil || noted[key] != want {
			t.Errorf("text %q: asked about %t, %v", text, noted[key], err)
		}
	}
	e.Post.FetchedAt = edited.Post.FetchedAt.Add(time.Hour)
	write(t, s, e)
	if _, err := s.RefreshTrends(t.Context()); err != nil {
		t.Fatal(err)
	}
	check("edited back", want, negative)
}

func TestDiscardedOpinionCountsForNothing(t *testing.T) {
	s := storagetest.Open(t)
	e := unsure("1", "Northwind")
	write(t, s, e)
	opine(t, s, e.Post, social.Opinion{Model: "tiny", Fault: "it quoted what is not there"})
	got := judged(t, s, e.Post.Key())
	if got.Label != social.Positive || got.Positive != 0.5 || got.Origin() != social.OriginModel || got.Opinion.Fault == "" {
		t.Errorf("judged %+v", got)
	}
	if noted, err := s.Opined(t.Context(), []social.Post{e.Post}); err != nil || !noted[e.Post.Key()] {
		t.Errorf("it counts as not asked: %v, %v", noted, err)
	}
}

func TestWrongOpinions(t *testing.T) {
	s := storagetest.Open(t)
	e := entry("1", "A")
	write(t, s, e)
	negative := func(n, m, p float32) social.Opinion {
		return social.Opinion{Model: "tiny", Sentiment: social.Sentiment{Label: social.Negative, Negative: n, Neutral: m, Positive: p}}
	}
	for name, o := range map[string]social.Opinion{
		"nobody's": {Sentiment: against().Sentiment}, "not a number": negative(float32(math.NaN()), 0, 0), "above 1": negative(1.5, -0.5, 0),
		"half": negative(0.5, 0, 0), "of nothing": {Model: "tiny", Sentiment: social.Sentiment{Negative: 1}}, "of another class": {Model: "tiny", Sentiment: social.Sentiment{Label: "angry", Negative: 1}},
	} {
		if err := s.Opine(t.Context(), e.Post.Key(), e.Post.FullText(), o); social.CodeOf(err) != social.CodeInvalid {
			t.Errorf("%s: %v", name, err)
		}
	}
	if err := s.Opine(t.Context(), social.Key{Platform: "mastodon", ID: "2"}, "x", against()); social.CodeOf(err) != social.CodeNotFound {
		t.Errorf("of a post that is not there: %v", err)
	}
}

// TestNothingOfAnOpinionOutlivesItsPost: it quotes the post.
func TestNothingOfAnOpinionOutlivesItsPost(t *testing.T) {
	s := storagetest.Open(t)
	e := unsure("1", "Northwind")
	write(t, s, e)
	opine(t, s, e.Post, against())
	gone := storagetest.Deleted(e)
	write(t, s, gone)
	left, err := s.Post(t.Context(), e.Post.Key())
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(social.StoredPost{Post: gone.Post}, left); diff != "" {
		t.Errorf("what is left (-want +got):\n%s", diff)
	}
	if err := s.Opine(t.Context(), e.Post.Key(), e.Post.FullText(), against()); social.CodeOf(err) != social.CodeNotFound {
		t.Errorf("of a deleted post: %v", err)
	}
	// Shown again, it is judged by the built-in model alone.
	e.Post.FetchedAt = gone.Post.FetchedAt.Add(time.Minute)
	write(t, s, e)
	if diff := cmp.Diff(e.Analysis.Sentiment, judged(t, s, e.Post.Key())); diff != "" {
		t.Errorf("shown again (-want +got):\n%s", diff)
	}
	if noted, err := s.Opined(t.Context(), []social.Post{e.Post}); err != nil || len(noted) != 0 {
		t.Errorf("opinions left: %v, %v", noted, err)
	}
}

// TestOpinionsBesideWriters: posts are crawled, edited, analysed, corrected and
// opined on at once; when all are done, everything says the same.
func TestOpinionsBesideWriters(t *testing.T) {
	s := storagetest.Open(t)
	h := history{rand.New(rand.NewPCG(5, 17))}
	m := newModel()
	batches := states(h, 8, 30)
	for _, b := range batches {
		for i := range b {
			b[i].Post.Deleted = false
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
		for range 6 {
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
	work.Go(func() {
		for _, e := range first[10:15] {
			if err := s.Correct(t.Context(), social.Correction{Key: e.Post.Key(), Label: social.Neutral}); err != nil && social.CodeOf(err) != social.CodeConflict {
				t.Error(err)
			}
		}
	})
	for _, e := range first[10:15] {
		m.labels[e.Post.Key()] = map[string]social.Label{"": social.Neutral}
	}
	for _, e := range first {
		text := oneOf(h, "dark roast", "tea", e.Post.FullText())
		m.opinions[e.Post.Key()] = opinionOn{text, against()}
		if err := s.Opine(t.Context(), e.Post.Key(), text, against()); err != nil && social.CodeOf(err) != social.CodeConflict {
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

// TestOpinionNotedByAProcessThatDied notes an opinion as one does that is killed
// before the post's analysis is written: the next refresh brings it in.
func TestOpinionNotedByAProcessThatDied(t *testing.T) {
	dsn := storagetest.DSN(t)
	s, err := storage.Open(t.Context(), dsn, discard)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	e := unsure("1", "Northwind")
	write(t, s, e)
	if _, err := s.RefreshTrends(t.Context()); err != nil {
		t.Fatal(err)
	}
	conn := storagetest.Connect(t, dsn)
	hash := sha256.Sum256([]byte(e.Post.FullText()))
	err = conn.Exec(t.Context(), `INSERT INTO opinions (platform, id, text_hash, model, label, negative, quote, version) VALUES (?, ?, ?, 'tiny', 'negative', 1, 'dark', ?)`,
		e.Post.Platform, e.Post.ID, hex.EncodeToString(hash[:16]), uint64(time.Now().UnixNano()))
	if err != nil {
		t.Fatal(err)
	}
	if noted, err := s.Opined(t.Context(), []social.Post{e.Post}); err != nil || !noted[e.Post.Key()] {
		t.Errorf("it counts as not asked: %v, %v", noted, err)
	}
	if _, err := s.RefreshTrends(t.Context()); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(e.Analysis.Sentiment.Beside(against()), judged(t, s, e.Post.Key())); diff != "" {
		t.Errorf("after a refresh (-want +got):\n%s", diff)
	}
	if got := labels(t, s); got != [3]int64{0, 0, 1} {
		t.Errorf("figures %v", got)
	}
}
