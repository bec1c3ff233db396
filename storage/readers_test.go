package storage_test

import (
	"context"
	"fmt"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"earshot/internal/asker"
	"earshot/internal/query"
	"earshot/internal/social"
	"earshot/storage"
	"earshot/storage/database"
	"earshot/storage/storagetest"
)

// asPage is the context of a reader who waits for a page.
func asPage(t *testing.T, reader string) context.Context {
	return asker.With(t.Context(), asker.Asker{Kind: asker.Page, Reader: reader})
}

// everything is what pages ask of a store.
func everything(ctx context.Context, s *storage.Store) (map[string]any, error) {
	f := social.Filter{Brand: "Northwind", From: storagetest.Noon.AddDate(0, 0, -7), To: storagetest.Noon.AddDate(0, 0, 1), Zone: time.UTC}
	searched, folded := f, f
	searched.Query, folded.FoldCopies = query.MustParse("coffee"), true
	keys := []social.Key{{Platform: "mastodon", ID: "1"}, {Platform: "mastodon", ID: "2"}}
	out := map[string]any{}
	for name, ask := range map[string]func() (any, error){
		"figures":   func() (any, error) { return s.Figures(ctx, f) },
		"searched":  func() (any, error) { return s.Figures(ctx, searched) },
		"folded":    func() (any, error) { return s.Figures(ctx, folded) },
		"trends":    func() (any, error) { return s.Trends(ctx, f, social.ByDay, social.Dimensions()) },
		"terms":     func() (any, error) { return s.Terms(ctx, f, 10) },
		"aspects":   func() (any, error) { return s.Readings(ctx, f, social.ReadAspects, 10) },
		"facets":    func() (any, error) { return s.Facets(ctx, f) },
		"backlog":   func() (any, error) { return s.Backlog(ctx, f) },
		"newest":    func() (any, error) { return s.Posts(ctx, f, social.NewestFirst, 10, "") },
		"engaged":   func() (any, error) { return s.Posts(ctx, f, social.MostEngaged, 10, "") },
		"copies":    func() (any, error) { return s.Copies(ctx, keys) },
		"post":      func() (any, error) { return s.Post(ctx, keys[0]) },
		"outdated":  func() (any, error) { return s.Outdated(ctx, "test/1") },
		"counts":    func() (any, error) { return s.SourceCounts(ctx) },
		"runs":      func() (any, error) { return s.LatestRuns(ctx, 5) },
		"answered":  func() (any, error) { return s.Answered(ctx) },
		"listening": func() (any, error) { return s.Listening(ctx) },
		"paces":     func() (any, error) { return s.Paces(ctx, storagetest.Noon.AddDate(0, 0, 1)) },
	} {
		got, err := ask()
		if err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
		out[name] = got
	}
	return out, nil
}

// TestFiftyReadersCostOneSetOfQuestions, get what one who asks alone gets, and each an
// answer of his own to change.
func TestFiftyReadersCostOneSetOfQuestions(t *testing.T) {
	s := storagetest.Open(t)
	late := storagetest.Entry("3", "Northwind")
	late.Post.CreatedAt, late.Analysis.Sentiment.Label = late.Post.CreatedAt.AddDate(0, 0, -1), social.Negative
	storagetest.Write(t, s, storagetest.Entry("1", "Northwind"), storagetest.Entry("2", "Northwind", "Brewline"), late)
	if err := s.WriteRuns(t.Context(), []social.Run{{
		ID: "r", Source: "tags", Platform: "mastodon", State: social.SourceOK, Started: storagetest.Noon, Finished: storagetest.Noon.Add(time.Minute), Brands: []string{"Northwind"},
	}}); err != nil {
		t.Fatal(err)
	}
	alone, err := everything(t.Context(), s)
	if err != nil {
		t.Fatal(err)
	}
	if n := s.PageCounts().Asked; n != 0 {
		t.Fatalf("%d of the program's own questions were shared", n)
	}
	first, err := everything(asPage(t, "first"), s)
	if err != nil {
		t.Fatal(err)
	}
	cost := s.PageCounts().Found
	var readers sync.WaitGroup
	for i := range 50 {
		readers.Go(func() {
			got, err := everything(asPage(t, fmt.Sprint(i)), s)
			if err != nil {
				t.Error(err)
			} else if diff := cmp.Diff(alone, got); diff != "" {
				t.Errorf("a reader's answers (-alone +shared):\n%s", diff)
			}
			for _, p := range got["newest"].(social.PostPage).Posts {
				p.Analysis.Keywords[0], p.Post.Tags[0], p.Analysis.Aspects[0].Term = "changed", "changed", "changed"
				*p.Post.Engagement.Likes = 99
			}
		})
	}
	readers.Wait()
	if diff := cmp.Diff(alone, first); diff != "" {
		t.Errorf("the first reader's answers (-alone +shared):\n%s", diff)
	}
	if now := s.PageCounts(); now.Found != cost || cost == 0 || now.Asked < 50*cost {
		t.Errorf("one reader cost %d questions; 51 asked %d and cost %d", cost, now.Asked, now.Found)
	}
}

// TestNoReaderIsShownWhatWasBefore a write, his own or the pipeline's.
func TestNoReaderIsShownWhatWasBefore(t *testing.T) {
	s := storagetest.Open(t)
	f := social.Filter{Brand: "Northwind"}
	ctx := asPage(t, "one")
	figures := func() social.Figures {
		t.Helper()
		got, err := s.Figures(ctx, f)
		if err != nil {
			t.Fatal(err)
		}
		return got
	}
	for i := range 5 {
		storagetest.Write(t, s, storagetest.Entry(fmt.Sprint(i), "Northwind"))
		if n := figures().Mentions; n != int64(i+1) {
			t.Errorf("%d posts: %d mentions", i+1, n)
		}
	}
	for i := range 5 {
		by := asker.With(t.Context(), asker.Asker{Reader: "one"})
		if err := s.Correct(by, social.Correction{Key: social.Key{Platform: "mastodon", ID: fmt.Sprint(i)}, Label: social.Negative}); err != nil {
			t.Fatal(err)
		}
		if n := figures().Negative; n != int64(i+1) {
			t.Errorf("%d corrections: %d negative mentions", i+1, n)
		}
	}
	// A refresh changes no answer, but what is out of date, which months are counted, and
	// where figures are read.
	if _, err := s.RefreshTrends(t.Context()); err != nil {
		t.Fatal(err)
	}
	for _, want := range [][]string{{"counts", "dirty_marks", "rollup_since"}, nil} {
		var mu sync.Mutex
		var asked []string
		s.Observe(func(c database.Cost) {
			mu.Lock()
			defer mu.Unlock()
			if c.Query != "data_version" { // which tells whether an answer still stands
				asked = append(asked, c.Query)
			}
		})
		if n := figures().Negative; n != 5 {
			t.Errorf("after a refresh %d mentions are negative", n)
		}
		s.Observe(nil)
		slices.Sort(asked)
		if !slices.Equal(asked, want) {
			t.Errorf("after a refresh a reader asked %v, want %v", asked, want)
		}
	}
}

// TestWritesReadWhatIsThere: what a write follows from is never an answer kept for
// pages, whoever asked for the write.
func TestWritesReadWhatIsThere(t *testing.T) {
	s := storagetest.Open(t)
	ctx := asPage(t, "one")
	for range 3 {
		if _, err := s.Write(ctx, []social.Entry{storagetest.Entry("1", "Northwind")}); err != nil {
			t.Fatal(err)
		}
	}
	if n := s.PageCounts().Asked; n != 0 {
		t.Errorf("%d questions of a write were shared", n)
	}
}

// TestALongFileEndsWithItsReader: the engine is told to end what nobody waits for,
// and goes on.
func TestALongFileEndsWithItsReader(t *testing.T) {
	s := storagetest.Open(t)
	for i := range 20 {
		storagetest.Write(t, s, storagetest.Entry(fmt.Sprint(i), "Northwind"))
	}
	for range 10 {
		ctx, leave := context.WithCancel(asker.With(t.Context(), asker.Asker{Kind: asker.File, Reader: "one"}))
		err := s.EachPost(ctx, social.Filter{}, func(social.StoredPost) error { leave(); return ctx.Err() })
		if err == nil {
			t.Error("a reader who left got everything")
		}
	}
	if got, err := s.Figures(t.Context(), social.Filter{Brand: "Northwind"}); err != nil || got.Mentions != 20 {
		t.Errorf("afterwards: %d mentions, %v", got.Mentions, err)
	}
}

// TestAnAnswerBetweenAMentionAndItsMarkIsNotKept: who asks after a mention is stored and
// before it is noted that the rollups lack it may miss it, but those who ask later do not.
func TestAnAnswerBetweenAMentionAndItsMarkIsNotKept(t *testing.T) {
	dsn := storagetest.DSN(t)
	s := storagetest.OpenAt(t, dsn)
	storagetest.Write(t, s, storagetest.Entry("1", "Northwind"))
	for range 3 {
		if _, err := s.RefreshTrends(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	ctx := asPage(t, "one")
	ask := func() (mentions, posts, terms int64) {
		t.Helper()
		time.Sleep(200 * time.Millisecond) // what another process wrote is seen after a moment
		figures, err := s.Figures(ctx, social.Filter{Brand: "Northwind"})
		if err != nil {
			t.Fatal(err)
		}
		counts, err := s.SourceCounts(ctx)
		if err != nil {
			t.Fatal(err)
		}
		for _, n := range counts {
			posts += n
		}
		found, err := s.Terms(ctx, social.Filter{Brand: "Northwind"}, 1)
		if err != nil || len(found) == 0 {
			t.Fatalf("terms: %v, %v", found, err)
		}
		return figures.Mentions, posts, found[0].Mentions
	}
	execOn(t, dsn, "INSERT INTO mentions SELECT * REPLACE ('2' AS id) FROM mentions FINAL")
	ask()
	execOn(t, dsn, "INSERT INTO dirty_days SELECT brand, day, 7, 1 FROM mentions WHERE id = '2'")
	execOn(t, dsn, "INSERT INTO dirty_source_days SELECT day, 7, 1 FROM mentions WHERE id = '2'")
	if mentions, posts, terms := ask(); mentions != 2 || posts != 2 || terms != 2 {
		t.Errorf("%d mentions, %d posts and %d times a term are told, want 2 of each", mentions, posts, terms)
	}
}
