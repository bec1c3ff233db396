package storage_test

import (
	"path/filepath"
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

// TestReleasedSchemasMigrate opens a copy of what each released version left
// behind: the tables become those of a new store, every post and figure is
// there, and a second opening has nothing left to do. The files are what the
// programs of their time wrote when they crawled one feed twice, of which one
// post was edited in between; testdata/released/README.md says how they came
// about.
func TestReleasedSchemasMigrate(t *testing.T) {
	files, err := filepath.Glob("testdata/released/*.sql")
	if err != nil || len(files) == 0 {
		t.Fatalf("released schemas %v, %v", files, err)
	}
	newDSN := storagetest.DSN(t)
	openAndClose(t, newDSN)
	want := schema(t, newDSN)
	if len(want) < 100 {
		t.Fatalf("a new store has %d tables, columns and indexes", len(want))
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".sql"), func(t *testing.T) {
			dsn := storagetest.DSN(t)
			restore(t, dsn, file)
			if slices.Equal(schema(t, dsn), want) {
				t.Error("the file has today's schema already, so it proves nothing")
			}
			s, err := storage.Open(t.Context(), dsn, discard)
			if err != nil {
				t.Fatal(err)
			}
			t.Cleanup(func() {
				if err := s.Close(); err != nil {
					t.Error(err)
				}
			})
			if diff := cmp.Diff(want, schema(t, dsn)); diff != "" {
				t.Errorf("schema (-new store +migrated):\n%s", diff)
			}
			mergeAll(t, dsn)
			releasedDataIsThere(t, s)
			releasedFiguresAreExact(t, s)
			releasedJudgementsStand(t, s)
			before := appliedSteps(t, dsn)
			openAndClose(t, dsn)
			if after := appliedSteps(t, dsn); after != before {
				t.Errorf("the second opening applies %d steps", after-before)
			}
			if w := write(t, s, entry("new", "Northwind")); w.New != 1 {
				t.Errorf("a post written after the migration: %+v", w)
			}
			releasedFiguresAreExact(t, s)
		})
	}
}

// mergeAll has every table merge its parts, as it does by itself sooner or later: parts
// that were written before a column or index was there must merge too.
func mergeAll(t *testing.T, dsn string) {
	t.Helper()
	conn := storagetest.Connect(t, dsn)
	var tables []string
	err := conn.QueryRow(t.Context(), "SELECT groupArray(name) FROM system.tables WHERE database = currentDatabase() AND engine LIKE '%MergeTree'").Scan(&tables)
	if err != nil || len(tables) < 10 {
		t.Fatalf("tables %v, %v", tables, err)
	}
	for _, table := range tables {
		if err := conn.Exec(t.Context(), "OPTIMIZE TABLE "+table+" FINAL"); err != nil {
			t.Errorf("merge %s: %v", table, err)
		}
	}
}

// releasedPosts are the posts of the feed by the end of their addresses.
var releasedPosts = map[string]string{
	"one":   "I love the new Northwind shop, wonderful coffee and friendly people.",
	"two":   "The Northwind grinder is awful, loud and it broke after a week. #grinder",
	"three": "Northwind sold 40,000 grinders in February, a wonderful result, we love them.",
	"four":  "Der Kaffee von Northwind schmeckt wunderbar, ich bin begeistert.",
	"five":  "Harbour Roast makes the best espresso in town, Northwind does not come close.",
	"six":   "Nothing about coffee here, only wind from the north.",
}

// releasedDataIsThere wants the posts in their last state, the picture and the runs.
func releasedDataIsThere(t *testing.T, s *storage.Store) {
	t.Helper()
	const site = "https://gazette.example/"
	texts, pictures := map[string]string{}, 0
	err := s.EachPost(t.Context(), social.Filter{Unmatched: true}, func(p social.StoredPost) error {
		texts[strings.TrimPrefix(p.Post.ID, site)] = p.Post.Text
		for _, m := range p.Media {
			if pictures++; m.URL != site+"cup.png" || m.State != social.MediaReady || m.Width != 160 || m.SHA256 == "" {
				t.Errorf("%s shows %+v", p.Post.ID, m)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(releasedPosts, texts); diff != "" || pictures != 2 {
		t.Errorf("posts (-want +got), with %d pictures:\n%s", pictures, diff)
	}
	var found []string
	err = s.EachPost(t.Context(), social.Filter{Query: query.MustParse("coffee"), Unmatched: true}, func(p social.StoredPost) error {
		found = append(found, strings.TrimPrefix(p.Post.ID, site))
		return nil
	})
	if slices.Sort(found); err != nil || !slices.Equal(found, []string{"one", "six"}) {
		t.Errorf("a query finds %v, %v", found, err)
	}
	runs, err := s.Runs(t.Context(), "gazette", 10)
	want := 2
	if isCorrected(t) {
		want = 3
	}
	if err != nil || len(runs) != want {
		t.Fatalf("runs %+v, %v", runs, err)
	}
	for _, r := range runs {
		if r.State != social.SourceOK || r.Posts != 6 || r.Finished.IsZero() {
			t.Errorf("run %+v", r)
		}
	}
}

// isCorrected tells whether the store is that of a program that ran on, and was told
// by a person how a post is meant.
func isCorrected(t *testing.T) bool { return strings.HasSuffix(t.Name(), "27-unread-values") }

// releasedJudgementsStand wants what was judged before there was doubt to count as sure,
// for every brand alike, and what a person said to stand.
func releasedJudgementsStand(t *testing.T, s *storage.Store) {
	t.Helper()
	judged := int64(0)
	err := s.EachPost(t.Context(), social.Filter{Unmatched: true}, func(p social.StoredPost) error {
		judged++
		if own := p.Analysis.Sentiment; !own.Sure || own.Label == social.Unknown || own.SureFrom != 0 || p.Analysis.Toward != nil {
			t.Errorf("%s is judged %+v, toward brands %+v", p.Post.ID, own, p.Analysis.Toward)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	// By the posts themselves, and once these are counted from what was counted.
	for _, when := range []string{"before", "after"} {
		if waiting, err := s.Outdated(t.Context(), "of today"); err != nil || waiting != (social.Outdated{Posts: judged, Undoubted: judged}) {
			t.Errorf("%s counting, waiting for another analysis: %+v, %v; %d posts are judged", when, waiting, err, judged)
		}
		if counts, err := s.SourceCounts(t.Context()); err != nil || counts["gazette"] != int64(len(releasedPosts)) || len(counts) != 1 {
			t.Errorf("%s counting, posts by source: %v, %v", when, counts, err)
		}
		if _, err := s.RefreshTrends(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	corrected := 0
	err = s.EachCorrection(t.Context(), func(p social.StoredPost, c social.Correction) error {
		corrected++
		if c.Label != social.Neutral || c.Brand != "" || p.Analysis.SentimentToward("Northwind").Class() != social.Neutral || !p.Analysis.Sentiment.Corrected {
			t.Errorf("corrected: %+v, and judged %+v", c, p.Analysis.Sentiment)
		}
		return nil
	})
	if err != nil || isCorrected(t) != (corrected == 1) {
		t.Errorf("%d corrections, %v", corrected, err)
	}
}

// releasedFiguresAreExact counts the mentions from the posts, and wants figures
// and trends to say the same.
func releasedFiguresAreExact(t *testing.T, s *storage.Store) {
	t.Helper()
	type cell struct{ day, brand, language string }
	want, total := map[cell]social.Figures{}, map[string]int64{}
	err := s.EachPost(t.Context(), social.Filter{}, func(p social.StoredPost) error {
		for _, brand := range p.Analysis.Brands {
			c := cell{p.Post.CreatedAt.UTC().Format(time.DateOnly), brand, p.Analysis.Language}
			f := want[c]
			f.Mentions++
			switch p.Analysis.SentimentToward(brand).Class() {
			case social.Positive:
				f.Positive++
			case social.Neutral:
				f.Neutral++
			case social.Negative:
				f.Negative++
			case social.Unsure:
				f.Unsure++
			}
			want[c] = f
			total[brand]++
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if total["Northwind"] < 5 || total["Harbour Roast"] != 1 {
		t.Errorf("mentions of the brands: %v", total)
	}
	trends, err := s.Trends(t.Context(), social.Filter{}, social.ByDay, []social.Dimension{social.DimBrand, social.DimLanguage})
	if err != nil {
		t.Fatal(err)
	}
	got := map[cell]social.Figures{}
	for _, tr := range trends {
		got[cell{tr.Date.Format(time.DateOnly), tr.Brand, tr.Language}] = social.Figures{
			Mentions: tr.Mentions, Positive: tr.Positive, Neutral: tr.Neutral, Negative: tr.Negative, Unsure: tr.Unsure,
		}
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("trends (-counted +trends):\n%s", diff)
	}
	for brand, n := range total {
		f, err := s.Figures(t.Context(), social.Filter{Brand: brand})
		if err != nil || f.Mentions != n {
			t.Errorf("figures of %s %+v, %v; %d counted", brand, f, err, n)
		}
	}
	old, err := s.Figures(t.Context(), social.Filter{Brand: "Northwind", Platforms: []string{"feed"}})
	// Ada wrote two of the five posts.
	if err != nil || old.Mentions != 5 || old.Authors != 4 {
		t.Errorf("figures of what was there before: %+v, %v", old, err)
	}
}
