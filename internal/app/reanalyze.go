package app

import (
	"context"
	"fmt"

	"earshot/analyzer"
	"earshot/internal/social"
	"earshot/storage"
)

// reanalyzeBatch is how many posts are analysed and written together.
const reanalyzeBatch = 500

// Reanalyzed counts what an analysis of stored posts did.
type Reanalyzed struct {
	// Posts were read, Changed of them now have another analysis.
	Posts   int64 `json:"posts"`
	Changed int64 `json:"changed"`
	// Stale were crawled again meanwhile and keep the analysis of that.
	Stale int64 `json:"stale"`
	// Refused could not be written; the log says why.
	Refused int64  `json:"refused"`
	Version string `json:"version"`
}

// Reanalyze analyses the stored posts that f lets through with the analyzers and
// models now in use. Posts and corrections stay as they are, and trends follow.
// Posts whose analysis is by this version already are read and left alone, so
// one that was interrupted goes on when it is started again.
func Reanalyze(ctx context.Context, s Settings, f social.Filter, progress func(Reanalyzed)) (Reanalyzed, error) {
	text, err := NewTextAnalyzer(s)
	if err != nil {
		return Reanalyzed{}, err
	}
	store, done, err := OpenStore(ctx, s)
	if err != nil {
		return Reanalyzed{}, err
	}
	defer done()
	r := reanalysis{store: store, text: text, sum: Reanalyzed{Version: text.Version()}}
	err = store.EachPost(ctx, f, func(p social.StoredPost) error {
		r.sum.Posts++
		if p.Analysis.Version != r.sum.Version {
			r.posts = append(r.posts, p)
		}
		if len(r.posts) < reanalyzeBatch {
			return nil
		}
		err := r.write(ctx)
		progress(r.sum)
		return err
	})
	if err == nil {
		err = r.write(ctx)
	}
	if err != nil {
		return r.sum, fmt.Errorf("app: analyse again: %w", err)
	}
	if _, err := store.RefreshTrends(ctx); err != nil {
		return r.sum, fmt.Errorf("app: recompute trends: %w", err)
	}
	return r.sum, nil
}

// reanalysis is a Reanalyze under way.
type reanalysis struct {
	store *storage.Store
	text  *analyzer.Analyzer
	posts []social.StoredPost
	sum   Reanalyzed
}

// write analyses and writes the posts gathered. Of what a post is a copy is not
// the text's to say, so that stays.
func (r *reanalysis) write(ctx context.Context) error {
	entries := make([]storage.Entry, len(r.posts))
	onEveryCore(len(r.posts), func(i int) {
		a := r.text.Analyze(r.posts[i].Post)
		a.Original = r.posts[i].Analysis.Original
		entries[i] = storage.Entry{Post: r.posts[i].Post, Analysis: a}
	})
	r.posts = r.posts[:0]
	if len(entries) == 0 {
		return nil
	}
	written, err := r.store.WriteAnalyses(ctx, entries)
	if err != nil && social.CodeOf(err) != social.CodeInvalid {
		return err
	}
	r.sum.Changed += int64(written.Updated)
	r.sum.Stale += int64(written.Stale)
	r.sum.Refused += int64(len(entries) - written.New - written.Updated - written.Stale)
	return nil
}
