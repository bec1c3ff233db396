// Package reanalyze analyses stored posts again.
package reanalyze

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"time"

	"earshot/analyzer"
	"earshot/analyzer/spam"
	"earshot/internal/app"
	"earshot/internal/pipeline"
	"earshot/internal/pipeline/group"
	"earshot/internal/social"
	"earshot/storage"
)

const (
	// batchPosts is how many posts are analysed and written together: every batch looks
	// its posts up in tables where they lie scattered. batchBytes bounds their texts.
	batchPosts = 10_000
	batchBytes = 16 << 20
	// seenTries bounds how often posts are analysed once more of whose pictures something
	// else became known.
	seenTries = 3
)

// Summary counts what an analysis of stored posts did.
type Summary struct {
	// Posts were read, Changed of them now have another analysis. Current were left
	// alone, as this version has analysed them already.
	Posts   int64 `json:"posts"`
	Changed int64 `json:"changed"`
	Current int64 `json:"current"`
	// Until is when the last post was published up to which all is written.
	Until time.Time `json:"until,omitzero"`
	// GoesOn is when the first post was published that was analysed anew after others
	// that were left alone: where an earlier run ended.
	GoesOn time.Time `json:"goes_on,omitzero"`
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
	// Progress, if any, is called after each batch.
	Progress func(Summary)
}

// Run analyses stored posts with the analyzers and models now in use.
// Posts and corrections stay as they are, and trends follow. Posts whose analysis
// is by this version already are read and left alone, so one that was
// interrupted goes on when it is started again; Summary says where. What an author's other posts say
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
	r := reanalysis{store: store, text: text, authors: spam.NewAuthorHistory(), opts: opts, sum: Summary{Version: text.Version()}}
	err = r.run(ctx)
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
	opts    Options
	sum     Summary
}

// run reads posts, analyses them on every core, and writes one batch while the next is
// analysed and a third is read. No more than these are held.
func (r *reanalysis) run(ctx context.Context) error {
	var writing pipeline.Behind
	var batch []social.StoredPost
	bytes := 0
	hand := func() error {
		posts := batch
		batch, bytes = make([]social.StoredPost, 0, len(posts)), 0
		outdated := r.analyse(posts)
		return writing.Do(func() error { return r.write(ctx, posts, outdated) })
	}
	err := r.store.EachPost(ctx, r.opts.Filter, func(p social.StoredPost) error {
		batch = append(batch, p)
		if bytes += len(p.Post.Title) + len(p.Post.Text); len(batch) < batchPosts && bytes < batchBytes {
			return nil
		}
		return hand()
	})
	if err == nil {
		err = hand()
	}
	return cmp.Or(writing.Wait(), err)
}

// analyse returns the posts of another version, analysed anew. Of what a post is a copy
// is not the text's to say, so that stays.
func (r *reanalysis) analyse(posts []social.StoredPost) []social.Entry {
	isOutdated := func(p social.StoredPost) bool { return r.opts.All || p.Analysis.Version != r.text.Version() }
	analyses := make([]social.Analysis, len(posts))
	pipeline.OnEveryCore(len(posts), func(i int) {
		analyses[i] = posts[i].Analysis
		if isOutdated(posts[i]) {
			analyses[i] = r.text.Analyze(posts[i].Post, posts[i].Media...)
			analyses[i].Original = posts[i].Analysis.Original
		}
	})
	var outdated []social.Entry
	for i, p := range posts {
		// The author's posts that are left alone are counted as well.
		analyses[i].Spam = r.authors.Score(p.Post, analyses[i].Fingerprint, analyses[i].Spam)
		if isOutdated(p) {
			outdated = append(outdated, social.Entry{Post: p.Post, Analysis: analyses[i]})
		}
	}
	return outdated
}

// writeAll stores what was analysed anew, and what is stale as other things are known of its
// pictures by now once more, with these.
func (r *reanalysis) writeAll(ctx context.Context, outdated []social.Entry) (written social.Written, err error) {
	for try := 0; ; try++ {
		once, unseen, err := r.store.WriteAnalysesTold(ctx, outdated)
		if err != nil && social.CodeOf(err) != social.CodeInvalid {
			return written, err
		}
		written = written.Plus(once)
		if len(unseen) == 0 || try == seenTries {
			return written, nil
		}
		if outdated, err = r.seenSince(ctx, entriesOf(outdated, unseen)); err != nil || len(outdated) == 0 {
			return written, err
		}
		written.Stale -= len(outdated)
	}
}

// entriesOf are those of some entries whose posts have one of keys.
func entriesOf(some []social.Entry, keys []social.Key) []social.Entry {
	wanted := make(map[social.Key]bool, len(keys))
	for _, key := range keys {
		wanted[key] = true
	}
	return slices.DeleteFunc(slices.Clone(some), func(e social.Entry) bool { return !wanted[e.Post.Key()] })
}

// seenSince returns those of some posts of whose pictures other things are known than they were
// analysed with, analysed with these.
func (r *reanalysis) seenSince(ctx context.Context, some []social.Entry) ([]social.Entry, error) {
	keys := make([]social.Key, len(some))
	was := make(map[social.Key]social.Entry, len(some))
	for i, e := range some {
		keys[i], was[e.Post.Key()] = e.Post.Key(), e
	}
	posts, err := r.store.Stored(ctx, keys)
	if err != nil {
		return nil, err
	}
	posts = slices.DeleteFunc(posts, func(p social.StoredPost) bool {
		before := was[p.Post.Key()]
		return p.Post.Deleted || !p.Post.FetchedAt.Equal(before.Post.FetchedAt) || social.SeenState(p.Post, p.Media...) == before.Analysis.Seen
	})
	again := make([]social.Entry, len(posts))
	pipeline.OnEveryCore(len(posts), func(i int) {
		p, before := posts[i], was[posts[i].Post.Key()].Analysis
		again[i] = social.Entry{Post: p.Post, Analysis: r.text.Analyze(p.Post, p.Media...)}
		again[i].Analysis.Original, again[i].Analysis.Spam = p.Analysis.Original, before.Spam
	})
	return again, nil
}

// write stores what was analysed anew of posts, and counts.
func (r *reanalysis) write(ctx context.Context, posts []social.StoredPost, outdated []social.Entry) error {
	if len(outdated) > 0 {
		written, err := r.writeAll(ctx, outdated)
		if err != nil {
			return err
		}
		r.sum.Changed += int64(written.Updated)
		r.sum.Stale += int64(written.Stale)
		r.sum.Refused += int64(len(outdated) - written.New - written.Updated - written.Stale)
		if current := r.sum.Current + int64(len(posts)-len(outdated)); current > 0 && r.sum.GoesOn.IsZero() {
			r.sum.GoesOn = outdated[0].Post.CreatedAt
		}
	}
	r.sum.Posts += int64(len(posts))
	r.sum.Current += int64(len(posts) - len(outdated))
	if len(posts) > 0 {
		r.sum.Until = posts[len(posts)-1].Post.CreatedAt
		if r.opts.Progress != nil {
			r.opts.Progress(r.sum)
		}
	}
	return nil
}
