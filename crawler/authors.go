package crawler

import (
	"container/list"
	"context"
	"sync/atomic"
	"time"

	"earshot/internal/social"
)

const (
	// maxAuthors is how many authors of a stream are remembered.
	maxAuthors = 20_000
	// authorAge is how long what is known of an author holds without word of a change.
	authorAge = 6 * time.Hour
	// askAtMost is how many requests for authors are made between two times that
	// posts are published, so that asking does not hold a full stream back.
	askAtMost = 5
	// askAgain is how long a platform is left alone that did not answer.
	askAgain = time.Minute
)

// authors remembers who the authors of a stream are: the ones met last.
type authors struct {
	runner  *Runner
	adapter Streamer
	src     social.Source
	// byName leads to the elements of order, the one met last in front.
	byName map[string]*list.Element
	order  *list.List
	// after is when the platform may be asked again.
	after time.Time
}

type author struct {
	name string
	Profile
	// here is false for an author the platform does not know.
	here bool
	at   time.Time
}

func newAuthors(runner *Runner, adapter Streamer, src social.Source) *authors {
	return &authors{runner: runner, adapter: adapter, src: src, byName: map[string]*list.Element{}, order: list.New()}
}

// known returns what the platform said of an author.
func (a *authors) known(name string) (Profile, bool) {
	at, ok := a.byName[name]
	if !ok {
		return Profile{}, false
	}
	met := at.Value.(*author)
	return met.Profile, met.here
}

// forget drops what has changed.
func (a *authors) forget(names []string) {
	for _, name := range names {
		if at, ok := a.byName[name]; ok {
			a.order.Remove(at)
			delete(a.byName, name)
		}
	}
}

func (a *authors) remember(met author) {
	a.forget([]string{met.name})
	a.byName[met.name] = a.order.PushFront(&met)
	for a.order.Len() > maxAuthors {
		a.forget([]string{a.order.Back().Value.(*author).name})
	}
}

// ask asks the platform for the authors of posts that are not known yet. Its
// error says why some stay unknown.
func (a *authors) ask(ctx context.Context, heard []Event, sent *atomic.Int64) error {
	now := a.runner.opts.Clock.Now()
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
	for range askAtMost {
		if len(names) == 0 || now.Before(a.after) {
			return nil
		}
		some := names[:min(len(names), MaxProfiles)]
		names = names[len(some):]
		if err := a.askSome(ctx, some, sent); err != nil {
			a.after = a.runner.opts.Clock.Now().Add(askAgain)
			return err
		}
	}
	return nil
}

func (a *authors) askSome(ctx context.Context, names []string, sent *atomic.Int64) error {
	fetcher := a.runner.opts.Fetcher
	errand := fetcher.errand(a.adapter)
	errand.requests = sent
	resp, err := fetcher.ask(ctx, a.adapter, a.src, a.adapter.AskProfiles(a.src, names), errand)
	if err != nil {
		return err
	}
	found, err := a.adapter.Profiles(resp)
	if err != nil {
		return err
	}
	for _, name := range names {
		profile, here := found[name]
		a.remember(author{name: name, Profile: profile, here: here, at: resp.At})
	}
	return nil
}
