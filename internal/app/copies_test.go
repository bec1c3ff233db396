package app

import (
	"testing"
	"time"

	"earshot/analyzer/copies"
	"earshot/analyzer/spam"
	"earshot/internal/social"
	"earshot/storage"
)

// TestCompareTakesPostsInTheOrderOfPublication: within a batch the earliest of
// a group is the original, wherever it stands, and posts read again keep theirs.
func TestCompareTakesPostsInTheOrderOfPublication(t *testing.T) {
	noon := time.Date(2026, 11, 3, 12, 0, 0, 0, time.UTC)
	entry := func(id string, after time.Duration) storage.Entry {
		return storage.Entry{
			Post:     social.Post{Platform: "feed", ID: id, CreatedAt: noon.Add(after)},
			Analysis: social.Analysis{Fingerprint: copies.Fingerprint("Northwind opens its third roastery in Lisbon this winter")},
		}
	}
	a := &analysing{copies: copies.NewIndex(), authors: spam.NewAuthors()}
	first := social.Key{Platform: "feed", ID: "first"}
	for range 2 {
		batch := []storage.Entry{entry("third", 2*time.Hour), entry("first", 0), entry("second", time.Hour)}
		a.compare(batch)
		if batch[0].Analysis.Original != first || batch[2].Analysis.Original != first || batch[1].Analysis.Original != (social.Key{}) {
			t.Errorf("originals %v, %v, %v", batch[0].Analysis.Original, batch[1].Analysis.Original, batch[2].Analysis.Original)
		}
	}
}
