package app

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"time"

	"earshot/analyzer/copies"
	"earshot/analyzer/spam"
	"earshot/internal/social"
	"earshot/storage"
)

// copiesWindow is how far back the posts go that new ones are compared with. A
// million posts take 140 MB.
const copiesWindow = 90 * 24 * time.Hour

// learnCopies fills the index of copies from what is stored, once.
// What was found to be a copy of what stays so.
func (a *analysing) learnCopies(ctx context.Context) error {
	if a.copies != nil {
		return nil
	}
	started := time.Now()
	index := copies.NewIndex()
	err := a.store.EachFingerprint(ctx, started.Add(-copiesWindow), func(key social.Key, _ time.Time, fingerprint uint64, original social.Key) error {
		index.Load(key, fingerprint, original)
		return nil
	})
	if err != nil {
		return fmt.Errorf("app: load fingerprints: %w", err)
	}
	a.copies, a.authors = index, spam.NewAuthors()
	a.log.Debug("copies known", "posts", index.Len(), "took", time.Since(started))
	return nil
}

// compare notes of which post each entry is a near copy, and what its author's
// other posts say of it. The entries of a
// batch are taken in the order of their publication, so that the order they
// came in does not matter.
func (a *analysing) compare(entries []storage.Entry) {
	order := make([]int, len(entries))
	for i := range order {
		order[i] = i
	}
	slices.SortFunc(order, func(i, j int) int {
		p, q := entries[i].Post, entries[j].Post
		return cmp.Or(p.CreatedAt.Compare(q.CreatedAt), cmp.Compare(p.Platform, q.Platform), cmp.Compare(p.ID, q.ID))
	})
	for _, i := range order {
		e := &entries[i]
		if e.Post.Deleted {
			a.copies.Forget(e.Post.Key())
			continue
		}
		e.Analysis.Original = a.copies.Add(e.Post.Key(), e.Analysis.Fingerprint)
		e.Analysis.Spam = a.authors.Judge(e.Post, e.Analysis.Fingerprint, e.Analysis.Spam)
	}
}
