package storage_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"earshot/internal/social"
	"earshot/storage/storagetest"
)

// TestPagesSeeWhatAnotherProcessWrites: an answer that is kept for pages is never older
// than what was written, whichever table that went to and whichever process did it.
func TestPagesSeeWhatAnotherProcessWrites(t *testing.T) {
	t.Parallel()
	dsn := storagetest.DSN(t)
	writer, reader := storagetest.OpenAt(t, dsn), storagetest.OpenAt(t, dsn)
	one, two := storagetest.Entry("1", "Northwind"), storagetest.Entry("2", "Northwind", "Brewline")
	key := one.Post.Key()
	run := social.Run{ID: "r", Source: "tags", Platform: "mastodon", State: social.SourceOK, Started: storagetest.Noon, Finished: storagetest.Noon.Add(time.Minute), Brands: []string{"Northwind"}}
	edited := one
	edited.Post.Text, edited.Post.CreatedAt, edited.Post.FetchedAt = "Northwind is bitter coffee", one.Post.CreatedAt.AddDate(0, 0, -2), one.Post.FetchedAt.Add(time.Hour)
	again := edited
	again.Analysis.Version, again.Analysis.Language = "test/2", "de"
	now := map[string]any{}
	for _, c := range []struct {
		what string
		do   func() error
		// same: what pages tell stays as it is.
		same bool
	}{
		{"posts", func() error { _, err := writer.Write(t.Context(), []social.Entry{one, two}); return err }, false},
		{"rollups", func() error { _, err := writer.RefreshTrends(t.Context()); return err }, true},
		{"months", func() error { _, err := writer.RefreshTrends(t.Context()); return err }, true},
		{"a run", func() error { return writer.WriteRuns(t.Context(), []social.Run{run}) }, false},
		{"pictures", func() error {
			return writer.WriteMedia(t.Context(), []social.Media{{URL: one.Post.Images[0].URL, State: social.MediaReady, SHA256: "ab", Width: 1, Height: 1, FetchedAt: storagetest.Noon}})
		}, false},
		{"a correction", func() error {
			return writer.Correct(t.Context(), social.Correction{Key: key, Label: social.Negative})
		}, false},
		{"an opinion", func() error {
			return writer.Opine(t.Context(), two.Post.Key(), two.Post.FullText(), social.Opinion{Model: "m", Sentiment: social.Sentiment{Label: social.Negative, Negative: 1}, Own: two.Analysis.Sentiment, Quote: "fine"})
		}, false},
		{"what a post is a copy of", func() error {
			return writer.Regroup(t.Context(), []social.CopyOf{{Key: two.Post.Key(), Original: key}})
		}, false},
		{"rollups again", func() error { _, err := writer.RefreshTrends(t.Context()); return err }, true},
		{"an edited post of another day", func() error { _, err := writer.Write(t.Context(), []social.Entry{edited}); return err }, false},
		{"another analysis", func() error { _, err := writer.WriteAnalyses(t.Context(), []social.Entry{again}); return err }, false},
		{"rollups once more", func() error { _, err := writer.RefreshTrends(t.Context()); return err }, true},
		{"a deletion", func() error {
			_, err := writer.Write(t.Context(), []social.Entry{storagetest.Deleted(two)})
			return err
		}, false},
	} {
		before := now
		if err := c.do(); err != nil {
			t.Fatalf("%s: %v", c.what, err)
		}
		time.Sleep(200 * time.Millisecond) // what another process wrote is seen after a moment
		var err error
		if now, err = everything(asPage(t, "one"), reader); err != nil {
			t.Fatalf("%s: %v", c.what, err)
		}
		want, err := everything(t.Context(), reader)
		if err != nil {
			t.Fatalf("%s: %v", c.what, err)
		}
		if diff := cmp.Diff(want, now); diff != "" {
			t.Errorf("%s: a page tells something else than is stored (-stored +told):\n%s", c.what, diff)
		}
		if diff := cmp.Diff(before, now); (diff == "") != c.same {
			t.Errorf("%s: what pages tell has changed by:\n%s", c.what, diff)
		}
	}
}
