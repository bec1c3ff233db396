package storage_test

import (
	"context"
	"fmt"
	"slices"
	"sync"
	"testing"
	"time"

	"earshot/internal/social"
	"earshot/storage"
	"earshot/storage/database"
	"earshot/storage/storagetest"
)

const (
	// flatRecent is how many posts the asked period has in both stores, flatPast how
	// many more the large one has before it, flatDays over how many days.
	flatRecent, flatPast, flatDays = 1200, 12_000, 600
	// flatSources is how many sources there are.
	flatSources = 3
	// granule is the least that a look-up by key reads of a table of posts.
	granule = 256
)

// flatStore has posts of a month, and past ones before it.
func flatStore(t *testing.T, past int) *storage.Store {
	t.Helper()
	s := storagetest.Open(t)
	begin := noon.AddDate(0, 0, -14)
	at := func(i, n int, from time.Time, span time.Duration) social.Entry {
		e := entry(fmt.Sprintf("%d-%d", n, i*7919%n), []string{"Northwind", "Contoso", "Tailspin"}[i%3])
		e.Post.Source = fmt.Sprint("source ", i%flatSources)
		e.Post.CreatedAt = from.Add(span / time.Duration(n) * time.Duration(i))
		e.Post.FetchedAt = e.Post.CreatedAt.Add(time.Hour)
		e.Analysis.Keywords = []string{fmt.Sprint("term", i%50)}
		e.Analysis.Original = social.Key{}
		return e
	}
	var entries []social.Entry
	for i := range past {
		entries = append(entries, at(i, past, begin.AddDate(0, 0, -flatDays), (flatDays-40)*24*time.Hour))
	}
	for i := range flatRecent {
		entries = append(entries, at(i, flatRecent, begin, 14*24*time.Hour))
	}
	for part := range slices.Chunk(entries, 4000) {
		write(t, s, part...)
	}
	if _, err := s.RefreshTrends(t.Context()); err != nil {
		t.Fatal(err)
	}
	// Each source is read four times a day, for as long as gaps are looked for, and as long
	// as there are past posts.
	var runs []social.Run
	for i := range 4 * (200 + flatDays*min(past, 1)) {
		for n := range flatSources {
			at := noon.Add(-time.Duration(i) * 6 * time.Hour)
			runs = append(runs, social.Run{ID: fmt.Sprint(i*7919%6007, "-", n), Source: fmt.Sprint("source ", n), Platform: "feed", State: social.SourceOK, Started: at, Finished: at.Add(time.Minute)})
		}
	}
	if err := s.WriteRuns(t.Context(), runs); err != nil {
		t.Fatal(err)
	}
	return s
}

// TestQuestionsReadWhatTheyAreAbout asks two stores the same, of which one has eleven
// times as many posts, all of them outside of the period asked about: each statement
// must read about as many rows there, but for what is looked up by key or counted by day.
func TestQuestionsReadWhatTheyAreAbout(t *testing.T) {
	f := social.Filter{Brand: "Northwind", From: noon.AddDate(0, 0, -14), To: noon}
	everyBrand := f
	everyBrand.Brand = ""
	negative := f
	negative.Labels = []social.Label{social.Negative}
	quiet := f
	quiet.FoldCopies, quiet.HideSpam, quiet.DateFrom = true, true, []social.DateFrom{social.DateStated}
	questions := map[string]func(context.Context, *storage.Store) error{
		"figures":  func(ctx context.Context, s *storage.Store) error { _, err := s.Figures(ctx, f); return err },
		"negative": func(ctx context.Context, s *storage.Store) error { _, err := s.Figures(ctx, negative); return err },
		"quiet":    func(ctx context.Context, s *storage.Store) error { _, err := s.Figures(ctx, quiet); return err },
		"trends": func(ctx context.Context, s *storage.Store) error {
			_, err := s.Trends(ctx, f, social.ByDay, []social.Dimension{social.DimPlatform})
			return err
		},
		"brands": func(ctx context.Context, s *storage.Store) error {
			_, err := s.Trends(ctx, everyBrand, social.ByDay, []social.Dimension{social.DimBrand})
			return err
		},
		"facets": func(ctx context.Context, s *storage.Store) error { _, err := s.Facets(ctx, f); return err },
		"terms":  func(ctx context.Context, s *storage.Store) error { _, err := s.Terms(ctx, f, 40); return err },
		"newest": func(ctx context.Context, s *storage.Store) error {
			_, err := s.Posts(ctx, f, social.NewestFirst, 6, "")
			return err
		},
		"engaged": func(ctx context.Context, s *storage.Store) error {
			_, err := s.Posts(ctx, f, social.MostEngaged, 6, "")
			return err
		},
		"backlog":   func(ctx context.Context, s *storage.Store) error { _, err := s.Backlog(ctx, f); return err },
		"stored":    func(ctx context.Context, s *storage.Store) error { _, err := s.SourceCounts(ctx); return err },
		"joined":    func(ctx context.Context, s *storage.Store) error { _, err := s.SourceJoined(ctx); return err },
		"paces":     func(ctx context.Context, s *storage.Store) error { _, err := s.Paces(ctx, noon); return err },
		"outdated":  func(ctx context.Context, s *storage.Store) error { _, err := s.Outdated(ctx, "test/1"); return err },
		"gaps":      func(ctx context.Context, s *storage.Store) error { _, err := s.Gaps(ctx, f.From, noon); return err },
		"listening": func(ctx context.Context, s *storage.Store) error { _, err := s.Listening(ctx); return err },
		"due": func(ctx context.Context, s *storage.Store) error {
			_, err := s.Due(ctx, "source 1", nil, nil, 20, false, noon)
			return err
		},
	}
	small, large := flatStore(t, 0), flatStore(t, flatPast)
	for name, ask := range questions {
		t.Run(name, func(t *testing.T) {
			few, many := rowsRead(t, small, ask), rowsRead(t, large, ask)
			for query, rows := range many {
				// Sources and versions are counted by days, brands marked by them. Of what is
				// looked up by key more is read where the keys lie further apart.
				const byDay, keyed = 2 * flatSources * (flatDays + 14), 20 * granule
				allowed := few[query] * 13 / 10
				switch query {
				case "posts", "analyses", "places", "media_by_url":
					allowed += keyed
				case "listening", "filled", "ran": // of all runs, asked once for many pages
					allowed += 4 * flatSources * (200 + flatDays)
				case "gap_runs":
					allowed += flatSources * granule
				case "dirty_marks", "source_counts", "source_spans", "outdated", "due_days", "pace_ends", "pace_days", "dirty_source_marks":
					allowed += byDay
				default:
					allowed += granule
				}
				if rows > allowed {
					t.Errorf("%s reads %d rows where there are eleven times as many posts, %d otherwise", query, rows, few[query])
				}
			}
		})
	}
}

// rowsRead are the rows of tables that a question reads, by the name of the statement.
func rowsRead(t *testing.T, s *storage.Store, ask func(context.Context, *storage.Store) error) map[string]int64 {
	t.Helper()
	var mu sync.Mutex
	rows := map[string]int64{}
	s.Observe(func(c database.Cost) {
		mu.Lock()
		defer mu.Unlock()
		rows[c.Query] += c.Rows
	})
	defer s.Observe(nil)
	if err := ask(t.Context(), s); err != nil {
		t.Fatal(err)
	}
	return rows
}

// TestPicturesAreFoundByIndex: whether posts show a picture is not asked of all posts.
func TestPicturesAreFoundByIndex(t *testing.T) {
	s := storagetest.Open(t)
	const posts = 20_000
	entries := batch(0, posts)
	for i := range entries {
		entries[i].Post.Images = []social.Image{{URL: fmt.Sprintf("https://example.com/%d.jpg", i)}}
	}
	write(t, s, entries...)
	url := entries[posts/2].Post.Images[0].URL
	rows := rowsRead(t, s, func(ctx context.Context, s *storage.Store) error {
		shown, err := s.PicturesShown(ctx, []string{url, "https://example.com/none.jpg"})
		if err == nil && (!shown[url] || len(shown) != 1) {
			t.Errorf("shown: %v", shown)
		}
		return err
	})
	if n := rows["pictures_shown"]; n > posts/4 {
		t.Errorf("%d rows of %d posts are read for two pictures", n, posts)
	}
	only := storagetest.Deleted(entries[posts/2])
	rows = rowsRead(t, s, func(ctx context.Context, s *storage.Store) error {
		gone, err := s.PicturesOnlyOf(ctx, []social.Key{only.Post.Key()})
		if err == nil && !slices.Equal(gone, []string{url}) {
			t.Errorf("pictures of one post only: %v", gone)
		}
		return err
	})
	if n := rows["pictures_only_of"]; n > posts/4 {
		t.Errorf("%d rows of %d posts are read for the pictures of one", n, posts)
	}
}

// TestCopiesAreFoundByIndex: which posts of a page repeat others is not asked of all posts.
func TestCopiesAreFoundByIndex(t *testing.T) {
	s := storagetest.Open(t)
	const posts = 20_000
	entries := batch(0, posts)
	for i := range entries {
		entries[i].Analysis.Original = social.Key{}
	}
	write(t, s, entries...)
	rows := rowsRead(t, s, func(ctx context.Context, s *storage.Store) error {
		page, err := s.Posts(ctx, social.Filter{FoldCopies: true}, social.NewestFirst, 6, "")
		if err == nil && len(page.Posts) != 6 {
			t.Errorf("%d posts", len(page.Posts))
		}
		return err
	})
	if n := rows["repeats_among"]; n == 0 || n > posts {
		t.Errorf("%d rows of %d posts are read for the copies of six", n, posts)
	}
	keys := []social.Key{entries[0].Post.Key(), entries[posts/2].Post.Key()}
	rows = rowsRead(t, s, func(ctx context.Context, s *storage.Store) error {
		_, err := s.Copies(ctx, keys)
		return err
	})
	if n := rows["copies"]; n == 0 || n > posts {
		t.Errorf("%d rows of %d posts are read for the copies of two", n, posts)
	}
}

// TestTwinsAreFoundByIndex: which posts have the text of a judged one is not asked of the
// texts of all.
func TestTwinsAreFoundByIndex(t *testing.T) {
	s := storagetest.Open(t)
	const posts = 20_000
	entries := batch(0, posts)
	for i := range entries {
		entries[i].Post.Text = fmt.Sprintf("Coffee number %d is fine", i)
		entries[i].Analysis.Original = social.Key{}
	}
	entries[7].Post.Text = entries[posts/2].Post.Text
	write(t, s, entries...)
	rows := rowsRead(t, s, func(ctx context.Context, s *storage.Store) error {
		twins, err := s.Twins(ctx, entries[posts/2].Post.Key())
		if err == nil && !slices.Equal(twins, []social.Key{entries[7].Post.Key()}) {
			t.Errorf("twins: %v", twins)
		}
		return err
	})
	if n := rows["twins"]; n == 0 || n > posts/4 {
		t.Errorf("%d rows of %d posts are read for those with the text of one", n, posts)
	}
}
