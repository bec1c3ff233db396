package storage_test

import (
	"slices"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"earshot/internal/social"
	"earshot/storage"
	"earshot/storage/database"
	"earshot/storage/storagetest"
)

// TestRewritesKeepNewerEvidence: what another process stores of a post's pictures between the
// reading of its analysis and the writing of another stands.
func TestRewritesKeepNewerEvidence(t *testing.T) {
	t.Parallel()
	for name, rewrite := range map[string]func(s *storage.Store, read social.StoredPost) (stale bool, err error){
		"a correction": func(s *storage.Store, read social.StoredPost) (bool, error) {
			return false, s.Correct(t.Context(), social.Correction{Key: read.Post.Key(), Label: social.Negative})
		},
		"what it is a copy of": func(s *storage.Store, read social.StoredPost) (bool, error) {
			return false, s.Regroup(t.Context(), []social.CopyOf{{Key: read.Post.Key(), Original: social.Key{Platform: "mastodon", ID: "2"}}})
		},
		"an analysis of what was known before": func(s *storage.Store, read social.StoredPost) (bool, error) {
			read.Analysis.Version = "test/2"
			w, err := s.WriteAnalyses(t.Context(), []social.Entry{{Post: read.Post, Analysis: read.Analysis}})
			return w.Stale == 1, err
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			dsn := storagetest.DSN(t)
			s, other := storagetest.OpenAt(t, dsn), storagetest.OpenAt(t, dsn)
			first, second := storagetest.Entry("1", "Northwind"), storagetest.Entry("2", "Northwind")
			write(t, s, first, second)
			key := first.Post.Key()
			read, err := s.Post(t.Context(), key)
			if err != nil {
				t.Fatal(err)
			}
			var once sync.Once
			var reads atomic.Int64
			var want social.Analysis
			see := func() {
				once.Do(func() {
					m := social.Media{URL: first.Post.Images[0].URL, State: social.MediaReady, OCR: "Brewline", OCRReader: "a", FetchedAt: time.Now().UTC()}
					if err := other.WriteMedia(t.Context(), []social.Media{m}); err != nil {
						t.Error(err)
					}
					again := first
					again.Analysis.Brands, again.Analysis.Seen = []string{"Northwind", "Brewline"}, social.SeenState(first.Post, m)
					again.Analysis.Evidence = []social.BrandEvidence{{Brand: "Brewline", Kinds: []social.Evidence{social.EvidenceText}}, {Brand: "Northwind", Kinds: []social.Evidence{social.EvidenceWords}}}
					if w, err := other.WriteSeen(t.Context(), []social.Entry{again}); err != nil || w.Updated != 1 {
						t.Errorf("what is seen: %+v, %v", w, err)
					}
					p, err := other.Post(t.Context(), key)
					if want = p.Analysis; err != nil {
						t.Error(err)
					}
				})
			}
			if name == "an analysis of what was known before" {
				see()
			}
			s.Observe(func(c database.Cost) {
				// A correction first asks whether there is such a post.
				if c.Query == "analyses" && (name != "a correction" || reads.Add(1) == 2) {
					see()
				}
			})
			stale, err := rewrite(s, read)
			s.Observe(nil)
			if err != nil || want.Version == "" || stale != (name == "an analysis of what was known before") {
				t.Fatalf("written, stale: %v, %v", stale, err)
			}
			got, err := s.Post(t.Context(), key)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(want.Evidence, got.Analysis.Evidence); diff != "" || !cmp.Equal(want.Brands, got.Analysis.Brands) || want.Seen != got.Analysis.Seen {
				t.Errorf("brands %v, evidence is lost (-want +got):\n%s", got.Analysis.Brands, diff)
			}
			switch name {
			case "a correction":
				if got.Analysis.Sentiment.Label != social.Negative {
					t.Errorf("the correction is lost: %+v", got.Analysis.Sentiment)
				}
			case "what it is a copy of":
				if got.Analysis.Original != second.Post.Key() {
					t.Errorf("it is a copy of %v", got.Analysis.Original)
				}
			}
			// Once what is known now was taken into account, it is written.
			got.Analysis.Version = "test/3"
			if w, err := s.WriteAnalyses(t.Context(), []social.Entry{{Post: got.Post, Analysis: got.Analysis}}); err != nil || w.Updated != 1 {
				t.Errorf("an analysis of what is known: %+v, %v", w, err)
			}
		})
	}
}

// TestRewritesKeepBrandsFoundMeanwhile: where another process analyses all posts again for other
// brands, by the same version and with the same pictures, what it finds between the reading of
// an analysis and the writing of another stands.
func TestRewritesKeepBrandsFoundMeanwhile(t *testing.T) {
	t.Parallel()
	dsn := storagetest.DSN(t)
	s, other := storagetest.OpenAt(t, dsn), storagetest.OpenAt(t, dsn)
	first, second := storagetest.Entry("1", "Northwind"), storagetest.Entry("2", "Northwind")
	write(t, s, first, second)
	key, found := first.Post.Key(), first
	for _, rewrite := range []struct {
		brand string
		reads int64 // a correction first asks whether there is such a post
		do    func() error
	}{
		{"Brewline", 2, func() error { return s.Correct(t.Context(), social.Correction{Key: key, Label: social.Negative}) }},
		{"Eastwind", 1, func() error {
			return s.Regroup(t.Context(), []social.CopyOf{{Key: key, Original: second.Post.Key()}})
		}},
	} {
		found.Analysis.Brands = append(slices.Clip(found.Analysis.Brands), rewrite.brand)
		var reads atomic.Int64
		s.Observe(func(c database.Cost) {
			if c.Query == "analyses" && reads.Add(1) == rewrite.reads {
				if w, err := other.WriteAnalyses(t.Context(), []social.Entry{found}); err != nil || w.Updated != 1 {
					t.Errorf("analysed for %s: %+v, %v", rewrite.brand, w, err)
				}
			}
		})
		err := rewrite.do()
		s.Observe(nil)
		if err != nil || reads.Load() < rewrite.reads {
			t.Fatalf("%d reads, %v", reads.Load(), err)
		}
		got, err := s.Post(t.Context(), key)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(found.Analysis.Brands, got.Analysis.Brands); diff != "" {
			t.Errorf("after %s (-want +got):\n%s", rewrite.brand, diff)
		}
		if ids := pages(t, s, social.Filter{Brand: rewrite.brand}, social.MostEngaged, 10); len(ids) != 1 {
			t.Errorf("mentions of %s: %v", rewrite.brand, ids)
		}
	}
}

// TestWhatIsSeenIsWrittenOnce: of processes that match a post with the same pictures one
// writes it; those that do so the same moment may write the same rows, which are one.
func TestWhatIsSeenIsWrittenOnce(t *testing.T) {
	t.Parallel()
	dsn := storagetest.DSN(t)
	stores := []*storage.Store{storagetest.OpenAt(t, dsn), storagetest.OpenAt(t, dsn), storagetest.OpenAt(t, dsn)}
	e := storagetest.Entry("1", "Northwind")
	write(t, stores[0], e)
	m := social.Media{URL: e.Post.Images[0].URL, State: social.MediaReady, OCR: "Brewline", OCRReader: "a", FetchedAt: time.Now().UTC()}
	if err := stores[0].WriteMedia(t.Context(), []social.Media{m}); err != nil {
		t.Fatal(err)
	}
	e.Analysis.Brands, e.Analysis.Seen = []string{"Northwind", "Brewline"}, social.SeenState(e.Post, m)
	var updated, stale atomic.Int64
	var writing sync.WaitGroup
	for _, s := range stores {
		writing.Go(func() {
			w, err := s.WriteSeen(t.Context(), []social.Entry{e})
			if err != nil {
				t.Error(err)
			}
			updated.Add(int64(w.Updated))
			stale.Add(int64(w.Stale))
		})
	}
	writing.Wait()
	if updated.Load() < 1 || updated.Load()+stale.Load() != 3 {
		t.Errorf("%d wrote it and %d did not", updated.Load(), stale.Load())
	}
	for _, s := range stores {
		if w, err := s.WriteSeen(t.Context(), []social.Entry{e}); err != nil || w.Updated != 0 || w.Stale != 1 {
			t.Errorf("written again: %+v, %v", w, err)
		}
	}
}
