package seen

import (
	"context"
	"crypto/sha256"
	"fmt"
	"reflect"
	"slices"
	"time"

	"earshot/internal/pipeline"
	"earshot/internal/pipeline/page"
	"earshot/internal/social"
)

// Caps bound what waits for its pictures.
type Caps struct {
	// Posts and Bytes are how much waits in all, Time how long one waits.
	Posts, Bytes uint64
	Time         time.Duration
	// Pictures is how many of a post's are read; a negative one bounds nothing.
	Pictures int64
}

// Hold takes of entries that mention nobody those whose pictures are still to be read, and
// returns the others. What would wait and may not, as it has waited long enough or too
// much waits already, is Unread among the others.
func (m *Matcher) Hold(ctx context.Context, entries []social.Entry) (wait, rest []social.Entry, err error) {
	if len(entries) == 0 {
		return nil, nil, nil
	}
	media, err := m.Media(ctx, entries)
	if err != nil {
		return nil, nil, err
	}
	isRead, err := m.readings(ctx, entries, media)
	if err != nil {
		return nil, nil, err
	}
	var unread []social.Entry
	for _, e := range entries {
		if isRead(e.Post) {
			rest = append(rest, e)
		} else {
			unread = append(unread, e)
		}
	}
	wait, late, err := m.hold(ctx, unread)
	if err != nil {
		return nil, nil, err
	}
	rest = append(rest, late...)
	return wait, rest, m.letGo(ctx, rest, media)
}

// hold has entries wait as far as they may, and returns the others.
func (m *Matcher) hold(ctx context.Context, unread []social.Entry) (wait, rest []social.Entry, err error) {
	if len(unread) == 0 {
		return nil, nil, nil
	}
	posts, bytes, err := m.opts.Store.HeldSize(ctx)
	if err != nil {
		return nil, nil, err
	}
	next, err := m.versions(ctx, unread)
	if err != nil {
		return nil, nil, err
	}
	since := m.opts.Now().Add(-m.opts.Caps.Time)
	var held []social.HeldPost
	for _, e := range unread {
		h := heldOf(e)
		var waits bool
		if h.Version, waits = next(e.Post); !waits {
			rest = append(rest, e)
			continue
		}
		if e.Post.FetchedAt.Before(since) || posts >= m.opts.Caps.Posts || bytes+uint64(len(h.Post)) > m.opts.Caps.Bytes {
			e.Unread = true
			rest = append(rest, e)
			continue
		}
		posts, bytes = posts+1, bytes+uint64(len(h.Post))
		held, wait = append(held, h), append(wait, e)
	}
	return wait, rest, m.opts.Store.Hold(ctx, held)
}

// Leave tells of the entries that are dropped before their pictures were read, by source.
func (m *Matcher) Leave(ctx context.Context, dropped []social.Entry) error {
	left := map[string]int64{}
	for _, e := range dropped {
		if e.Unread {
			left[e.Post.Source]++
		}
	}
	if len(left) == 0 || m.opts.Left == nil {
		return nil
	}
	return m.opts.Left(ctx, left)
}

// versions tells under which version a state of one of entries is held, and whether it is to be:
// one that is older than a deletion, or than what waits already, is not.
func (m *Matcher) versions(ctx context.Context, entries []social.Entry) (func(social.Post) (social.HeldVersion, bool), error) {
	type state struct {
		last social.HeldVersion
		gone bool
	}
	states, keys := map[social.Key]state{}, make([]social.Key, len(entries))
	for i, e := range entries {
		keys[i] = e.Post.Key()
	}
	err := m.opts.Store.HeldVersions(ctx, keys, func(key social.Key, last social.HeldVersion, gone bool) { states[key] = state{last, gone} })
	return func(p social.Post) (social.HeldVersion, bool) {
		s := states[p.Key()]
		return s.last.Held(p.FetchedAt, s.gone)
	}, err
}

// heldOf is an entry that waits: the post, which is matched, and what it was made of, which
// is united anew once it is let go of. These are the same where it was read once.
func heldOf(e social.Entry) social.HeldPost {
	p := e.Post
	posts := append([]social.Post{p}, e.Read...)
	if len(e.Read) == 1 && reflect.DeepEqual(e.Read[0].Alone(), p) {
		posts = e.Read
	}
	h := social.HeldPost{Key: p.Key(), Source: p.Source, Post: page.Encode(posts...)}
	for _, one := range posts {
		h.URLs = appendURLs(h.URLs, one)
	}
	slices.Sort(h.URLs)
	h.URLs = slices.Compact(h.URLs)
	return h
}

// readOf is the page of what a post was made of that waited.
func readOf(h social.HeldPost) []byte {
	posts, err := page.Decode(h.Post)
	if err != nil || len(posts) < 2 {
		return h.Post
	}
	return page.Encode(posts[1:]...)
}

// Waiting looks once more at the pictures of entries that were held: what was read
// meanwhile is matched.
func (m *Matcher) Waiting(ctx context.Context, entries []social.Entry) error {
	if len(entries) == 0 {
		return nil
	}
	keys := make([]social.Key, len(entries))
	for i, e := range entries {
		keys[i] = e.Post.Key()
	}
	held, err := m.opts.Store.HeldPosts(ctx, keys)
	if err != nil {
		return err
	}
	return m.release(ctx, held)
}

// release puts posts that waited on the posts stream, once they mention a brand or all their
// pictures are read: there they are stored, or dropped, as every other. Where nothing reads
// pictures, it is for the process to say which does, or for time.
func (m *Matcher) release(ctx context.Context, held []social.HeldPost) error {
	posts := make([]social.Entry, 0, len(held))
	of := make([]social.HeldPost, 0, len(held))
	for _, h := range held {
		decoded, err := page.Decode(h.Post)
		if err != nil || len(decoded) == 0 {
			// Its bytes are broken: as a message of the stream it is set aside and told of.
			if err := m.put(ctx, []social.HeldPost{h}); err != nil {
				return err
			}
			continue
		}
		posts, of = append(posts, social.Entry{Post: decoded[0]}), append(of, h)
	}
	media, err := m.Media(ctx, posts)
	if err != nil {
		return err
	}
	isRead, err := m.readings(ctx, posts, media)
	if err != nil {
		return err
	}
	ready, reading := make([]bool, len(posts)), m.reading()
	pipeline.OnEveryCore(len(posts), func(i int) {
		p := posts[i].Post
		ready[i] = reading && isRead(p) || len(m.opts.Analyzer.Analyze(p, media(p)...).Brands) > 0
	})
	var out []social.HeldPost
	for i, h := range of {
		if ready[i] {
			out = append(out, h)
		}
	}
	return m.put(ctx, out)
}

// put puts posts on the posts stream and lets go of them then. Who does so at the same time, or
// dies in between and is started again, puts nothing twice within the two minutes of pipeline.Job;
// what is put again later is stored once, as every post that is read twice. Their pictures, which
// nothing shows until it is known what becomes of them, are kept meanwhile.
func (m *Matcher) put(ctx context.Context, held []social.HeldPost) error {
	if len(held) == 0 {
		return nil
	}
	jobs := make([]pipeline.Job, len(held))
	var urls []string
	for i, h := range held {
		jobs[i] = pipeline.Job{Key: pipeline.HeldPrefix + h.Key.Platform, ID: idOf(h), Data: readOf(h)}
		if posts, err := page.Decode(h.Post); err == nil {
			for _, p := range posts {
				urls = appendURLs(urls, p)
			}
		}
	}
	if err := m.opts.Store.LetPicturesGo(ctx, urls); err != nil {
		return err
	}
	if err := m.opts.Posts.Put(ctx, jobs...); err != nil {
		return fmt.Errorf("seen: let posts go that waited: %w", err)
	}
	return m.opts.Store.Release(ctx, held)
}

// idOf names what was held of a post once.
func idOf(h social.HeldPost) string {
	sum := sha256.Sum256([]byte(h.Key.Platform + "\x00" + h.Key.ID))
	return fmt.Sprintf("held-%x-%d", sum[:16], h.Version)
}
