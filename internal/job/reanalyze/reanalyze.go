// Package reanalyze analyses stored posts again.
package reanalyze

import (
	"context"
	"fmt"

	"earshot/analyzer"
	"earshot/analyzer/spam"
	"earshot/internal/app"
	"earshot/internal/pipeline"
	"earshot/internal/pipeline/group"
	"earshot/internal/social"
	"earshot/storage"
)

// reanalyzeBatch is how many posts are analysed and written together.
const reanalyzeBatch = 500

// Summary counts what an analysis of stored posts did.
type Summary struct {
	// Posts were read, Changed of them now have another analysis.
	Posts   int64 `json:"posts"`
	Changed int64 `json:"changed"`
	// Stale were crawled again meanwhile and keep the analysis of that.
	Stale int64 `json:"stale"`
	// Refused could not be written; the log says why.
	Refused int64 `json:"refused"`
	// Faulted counts the posts of whose analysis a part failed and is left empty;
	// the log names them.
	Faulted int64 `json:"faulted"`
	// Regrouped posts are near copies of another post than before, or of none.
	Regrouped int64  `json:"regrouped"`
	Version   string `json:"version"`
}

// Options choose what is analysed again.
type Options struct {
	Filter social.Filter
	// All are analysed, those too that this version has analysed already: after
	// the configured brands or their aspects changed.
	All bool
	// Progress is called now and then.
	Progress func(Summary)
}

// Run analyses stored posts with the analyzers and models now in use.
// Posts and corrections stay as they are, and trends follow. Posts whose analysis
// is by this version already are read and left alone, so one that was
// interrupted goes on when it is started again. What an author's other posts say
// of a post is told by those read before it, in the order of their publication.
// Of what posts are near copies is then found anew for all that is stored.
func Run(ctx context.Context, s app.Settings, opts Options) (Summary, error) {
	text, err := app.NewTextAnalyzer(s, app.Asked{})
	if err != nil {
		return Summary{}, err
	}
	store, done, err := app.OpenStore(ctx, s)
	if err != nil {
		return Summary{}, err
	}
	defer done()
	r := reanalysis{store: store, text: text, authors: spam.NewAuthorHistory(), all: opts.All, sum: Summary{Version: text.Version()}}
	err = store.EachPost(ctx, opts.Filter, func(p social.StoredPost) error {
		r.sum.Posts++
		r.posts = append(r.posts, p)
		if len(r.posts) < reanalyzeBatch {
			return nil
		}
		err := r.write(ctx)
		opts.Progress(r.sum)
		return err
	})
	if err == nil {
		err = r.write(ctx)
	}
	r.sum.Faulted = text.Faults()
	if err != nil {
		return r.sum, fmt.Errorf("reanalyze: analyse again: %w", err)
	}
	if r.sum.Regrouped, err = group.Rebuild(ctx, app.GroupOptions(s, store)); err != nil {
		return r.sum, err
	}
	if _, err := store.RefreshTrends(ctx); err != nil {
		return r.sum, fmt.Errorf("reanalyze: recompute trends: %w", err)
	}
	return r.sum, nil
}

// reanalysis is a Run under way.
type reanalysis struct {
	store   *storage.Store
	text    *analyzer.Analyzer
	authors *spam.AuthorHistory
	all     bool
	posts   []social.StoredPost
	sum     Summary
}

// write analyses the posts gathered and writes those of another version. Of what
// a post is a copy is not the text's to say, so that stays.
func (r *reanalysis) write(ctx context.Context) error {
	isOutdated := func(p social.StoredPost) bool { return r.all || p.Analysis.Version != r.sum.Version }
	analyses := make([]social.Analysis, len(r.posts))
	pipeline.OnEveryCore(len(r.posts), func(i int) {
		analyses[i] = r.posts[i].Analysis
		if isOutdated(r.posts[i]) {
			analyses[i] = r.text.Analyze(r.posts[i].Post)
			analyses[i].Original = r.posts[i].Analysis.Original
		}
	})
	var entries []social.Entry
	for i, p := range r.posts {
		// The author's posts that are left alone are counted as well.
		analyses[i].Spam = r.authors.Score(p.Post, analyses[i].Fingerprint, analyses[i].Spam)
		if isOutdated(p) {
			entries = append(entries, social.Entry{Post: p.Post, Analysis: analyses[i]})
		}
	}
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
