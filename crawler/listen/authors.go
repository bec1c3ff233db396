package listen

import (
	"container/list"
	"context"
	"sync/atomic"
	"time"

	"earshot/crawler"
	"earshot/crawler/fetch"
	"earshot/internal/social"
)

const (
	// maxAuthors is how many profiles of a stream's authors are cached.
	maxAuthors = 20_000
	// authorAge is how long a cached profile is valid.
	authorAge = 6 * time.Hour
	// maxRequests is how many requests for profiles are made for one batch of
	// posts, so that they do not slow down a full stream.
	maxRequests = 5
	// retryDelay is how long a platform is left alone that did not answer.
	retryDelay = time.Minute
)

// authors caches the profiles of a stream's authors, the most recently used ones.
type authors struct {
	listener *Listener
	adapter  crawler.Streamer
	src      social.Source
	// byName finds the elements of order, the most recently used in front.
	byName map[string]*list.Element
	order  *list.List
	// after is when the platform may be asked again.
	after time.Time
}

type author struct {
	name string
	crawler.Profile
	// known is false for an author the platform does not know.
	known bool
	at    time.Time
}

func newAuthors(l *Listener, adapter crawler.Streamer, src social.Source) *authors {
	return &authors{listener: l, adapter: adapter, src: src, byName: map[string]*list.Element{}, order: list.New()}
}

// profile returns what the platform said of an author; false where that is not
// cached or the platform does not know the author.
func (a *authors) profile(name string) (crawler.Profile, bool) {
	at, ok := a.byName[name]
	if !ok {
		return crawler.Profile{}, false
	}
	cached := at.Value.(*author)
	return cached.Profile, cached.known
}

// drop removes profiles that have changed.
func (a *authors) drop(names []string) {
	for _, name := range names {
		if at, ok := a.byName[name]; ok {
			a.order.Remove(at)
			delete(a.byName, name)
		}
	}
}

func (a *authors) add(met author) {
	a.drop([]string{met.name})
	a.byName[met.name] = a.order.PushFront(&met)
	for a.order.Len() > maxAuthors {
		a.drop([]string{a.order.Back().Value.(*author).name})
	}
}

// load asks the platform for the authors of posts that are not cached. Its error
// says why some stay unknown.
func (a *authors) load(ctx context.Context, heard []crawler.Event, sent *atomic.Int64) error {
	now := a.listener.opts.Clock.Now()
	var names []string
	had := map[string]bool{}
	for _, ev := range heard {
		if ev.Author == "" || ev.Post.Deleted || had[ev.Author] {
			continue
		}
		had[ev.Author] = true
		if at, ok := a.byName[ev.Author]; ok && now.Sub(at.Value.(*author).at) < authorAge {
			a.order.MoveToFront(at)
			continue
		}
		names = append(names, ev.Author)
	}
	for range maxRequests {
		if len(names) == 0 || now.Before(a.after) {
			return nil
		}
		some := names[:min(len(names), crawler.MaxProfiles)]
		names = names[len(some):]
		if err := a.loadSome(ctx, some, sent); err != nil {
			a.after = a.listener.opts.Clock.Now().Add(retryDelay)
			return err
		}
	}
	return nil
}

func (a *authors) loadSome(ctx context.Context, names []string, sent *atomic.Int64) error {
	resp, err := a.listener.opts.Fetcher.AskObserved(ctx, a.adapter, a.src, a.adapter.AskProfiles(a.src, names), fetch.Observer{Requests: sent})
	if err != nil {
		return err
	}
	found, err := a.adapter.Profiles(resp)
	if err != nil {
		return err
	}
	for _, name := range names {
		profile, known := found[name]
		a.add(author{name: name, Profile: profile, known: known, at: resp.At})
	}
	return nil
}
