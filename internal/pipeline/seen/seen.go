// Package seen matches posts with what becomes known of their pictures: those that are
// stored again, and those that wait because they mention nobody yet.
//
// Of a post that is being stored and a picture that is being read, whichever comes last sees
// the other. A picture is marked as due, stored, and then the posts that show it are looked for;
// a post is stored, or held, and then its pictures are looked up once more. What is
// matched with a state of its pictures notes that state (social.SeenState), so that nothing is
// written twice for one change. A mark is taken back when all is written: dying in between, the
// picture's task comes again and finds it, and so does whoever sweeps.
package seen

import (
	"context"
	"log/slog"
	"slices"
	"time"

	"earshot/internal/pipeline"
	"earshot/internal/social"
)

const (
	// matchPage is how many posts are read and written together.
	matchPage = 500
	// matchTries bounds how often posts are tried that others write at the same time.
	matchTries = 4
)

// errBusy is what stays after these tries.
var errBusy = social.Errorf(social.CodeUnavailable, "seen: posts are written by others all the time")

// Store is where posts, and what is known of their pictures, are.
type Store interface {
	MediaByURL(ctx context.Context, urls []string) (map[string]social.Media, error)
	// HeardByURL is what was heard in recordings.
	HeardByURL(ctx context.Context, urls []string) (map[string]social.Media, error)
	PicturesDue(ctx context.Context, urls []string) (map[string]uint64, error)
	PicturesDueBefore(ctx context.Context, before time.Time, limit int) ([]string, error)
	PicturesMatched(ctx context.Context, due map[string]uint64) error
	// MarkPicturesDue notes that the posts of pictures are to be matched from now on.
	MarkPicturesDue(ctx context.Context, urls []string) error
	// PostsWith are the stored posts that show one of some pictures.
	PostsWith(ctx context.Context, urls []string) ([]social.Key, error)
	Stored(ctx context.Context, keys []social.Key) ([]social.StoredPost, error)
	// WriteSeen stores posts that were matched again.
	WriteSeen(ctx context.Context, entries []social.Entry) (social.Written, error)

	Hold(ctx context.Context, held []social.HeldPost) error
	Release(ctx context.Context, held []social.HeldPost) error
	// HoldDeleted lets go of deleted posts, HeldVersions tells the last versions of some.
	HoldDeleted(ctx context.Context, deleted []social.Post) error
	HeldVersions(ctx context.Context, keys []social.Key, do func(key social.Key, last social.HeldVersion, gone bool)) error
	HeldSize(ctx context.Context) (posts, bytes uint64, err error)
	HeldShowing(ctx context.Context, urls []string) ([]social.HeldPost, error)
	HeldPosts(ctx context.Context, keys []social.Key) ([]social.HeldPost, error)
	HeldSince(ctx context.Context, before time.Time, limit int) ([]social.HeldPost, error)

	// LetPicturesGo notes pictures of posts that are not kept, PicturesLetGoBefore tells those of
	// which that was noted last some time before, and PicturesForgotten takes exactly these notes back.
	LetPicturesGo(ctx context.Context, urls []string) error
	PicturesLetGoBefore(ctx context.Context, before time.Time, limit int) (map[string]uint64, error)
	PicturesForgotten(ctx context.Context, gone map[string]uint64) error
}

// Analyzer matches posts with what is known of their pictures.
type Analyzer interface {
	Analyze(p social.Post, media ...social.Media) social.Analysis
	Again(p social.Post, was social.Analysis, media ...social.Media) social.Analysis
}

// Options are what a Matcher works with.
type Options struct {
	Store    Store
	Analyzer Analyzer
	// Posts is the posts stream: what waited goes through it.
	Posts pipeline.Sink
	// Reads tells whether more words or logos may be found in a picture that is ready; where that
	// is so of none of which nothing is known, nothing waits. It may change its mind. Nil is of none.
	Reads func(m social.Media) bool
	// GivenUp tells about which pictures no vision model is asked again, by their bytes; nil is none.
	GivenUp func(ctx context.Context, shas []string) (map[string]bool, error)
	// Forget erases those of some pictures that no post shows; nil is none.
	Forget func(ctx context.Context, urls []string) error
	Caps   Caps
	// Left is told of posts that are dropped before their pictures were read, by source.
	Left func(ctx context.Context, left map[string]int64) error
	Now  func() time.Time
	Log  *slog.Logger
}

// Matcher matches posts again. It is safe for concurrent use.
type Matcher struct{ opts Options }

// New makes a matcher.
func New(opts Options) *Matcher {
	if opts.Now == nil {
		opts.Now = time.Now
	}
	return &Matcher{opts: opts}
}

// Due are those of urls whose posts are to be matched again.
func (m *Matcher) Due(ctx context.Context, urls []string) (map[string]uint64, error) {
	return m.opts.Store.PicturesDue(ctx, urls)
}

// Pictures matches the posts that show some pictures, stored and waiting, with what is
// known of these by now.
func (m *Matcher) Pictures(ctx context.Context, urls []string) error {
	due, err := m.opts.Store.PicturesDue(ctx, urls)
	if err != nil {
		return err
	}
	keys, err := m.opts.Store.PostsWith(ctx, urls)
	if err != nil {
		return err
	}
	if err := m.again(ctx, keys); err != nil {
		return err
	}
	held, err := m.opts.Store.HeldShowing(ctx, urls)
	if err != nil {
		return err
	}
	if err := m.release(ctx, held); err != nil {
		return err
	}
	return m.opts.Store.PicturesMatched(ctx, due)
}

// again matches stored posts where their pictures say something else than they were
// matched with.
func (m *Matcher) again(ctx context.Context, keys []social.Key) error {
	for page := range slices.Chunk(keys, matchPage) {
		if err := m.page(ctx, page); err != nil {
			return err
		}
	}
	return nil
}

func (m *Matcher) page(ctx context.Context, keys []social.Key) error {
	for range matchTries {
		posts, err := m.opts.Store.Stored(ctx, keys)
		if err != nil {
			return err
		}
		entries := make([]social.Entry, len(posts))
		pipeline.OnEveryCore(len(posts), func(i int) {
			p := &posts[i]
			if p.Post.Deleted || p.Analysis.Version == "" || social.SeenState(p.Post, p.Media...) == p.Analysis.Seen {
				return
			}
			entries[i] = social.Entry{Post: p.Post, Analysis: m.opts.Analyzer.Again(p.Post, p.Analysis, p.Media...)}
		})
		entries = slices.DeleteFunc(entries, func(e social.Entry) bool { return e.Post.ID == "" })
		if len(entries) == 0 {
			return nil
		}
		// What was written by others meanwhile is read again.
		if _, err := m.opts.Store.WriteSeen(ctx, entries); err != nil && social.CodeOf(err) != social.CodeInvalid {
			return err
		}
	}
	return errBusy
}

// Settle looks once more at the pictures of entries that were stored: what became known of
// them meanwhile is matched, and deleted posts wait no longer.
func (m *Matcher) Settle(ctx context.Context, entries []social.Entry) error {
	var gone []social.Post
	for _, e := range entries {
		if e.Post.Deleted {
			gone = append(gone, e.Post)
		}
	}
	if err := m.opts.Store.HoldDeleted(ctx, gone); err != nil {
		return err
	}
	known, err := m.Media(ctx, entries)
	if err != nil {
		return err
	}
	var changed []social.Key
	for _, e := range entries {
		if !e.Post.Deleted && social.SeenState(e.Post, known(e.Post)...) != e.Analysis.Seen {
			changed = append(changed, e.Post.Key())
		}
	}
	return m.again(ctx, changed)
}

// Standing returns posts that waited and were let go of without those that were deleted meanwhile.
func (m *Matcher) Standing(ctx context.Context, posts []social.Post) ([]social.Post, error) {
	keys := make([]social.Key, len(posts))
	for i, p := range posts {
		keys[i] = p.Key()
	}
	last := map[social.Key]social.HeldVersion{}
	err := m.opts.Store.HeldVersions(ctx, keys, func(key social.Key, version social.HeldVersion, _ bool) { last[key] = version })
	return slices.DeleteFunc(posts, func(p social.Post) bool { return !p.Deleted && last[p.Key()].Deletes(p.FetchedAt) }), err
}
