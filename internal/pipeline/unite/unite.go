// Package unite gives what was read of one post under several identities one: the
// entry of a feed and its page, an article in several feeds, an entry that came
// back with another guid, a post known to other tools by another identifier.
package unite

import (
	"cmp"
	"context"
	"fmt"
	"log/slog"
	"slices"

	"earshot/internal/social"
)

// Store is where it is noted of which posts addresses are.
type Store interface {
	// Addresses returns what is noted of addresses, of each the first note first.
	Addresses(ctx context.Context, addresses []string) ([]social.Address, error)
	// NoteAddresses stores of which posts addresses are, ForgetAddresses takes it back.
	NoteAddresses(ctx context.Context, list []social.Address) error
	ForgetAddresses(ctx context.Context, list []social.Address) error
	// AddressScheme is the scheme by which the posts that were stored before have
	// their addresses noted, SetAddressScheme notes it.
	AddressScheme(ctx context.Context) (string, error)
	SetAddressScheme(ctx context.Context, scheme string) error
	// EachAddressed hands the identity and addresses of every stored post to do.
	EachAddressed(ctx context.Context, do func(social.Post) error) error
	// AliasedPlatforms are those with addresses that begin with "id:".
	AliasedPlatforms(ctx context.Context) ([]string, error)
	// States reads posts as they were crawled, deleted ones too, Places where posts
	// were read that were at several places.
	States(ctx context.Context, keys []social.Key) ([]social.Post, error)
	Places(ctx context.Context, keys []social.Key) (map[social.Key][]social.Place, error)
}

// Options are what a Uniter works with.
type Options struct {
	Store Store
	Log   *slog.Logger
}

// Uniter knows of which posts addresses are. It is not safe for concurrent use.
type Uniter struct {
	opts    Options
	ready   bool
	aliased map[string]bool
	// recent are the states of the last batches, newest first: they may not be
	// stored yet when the next one is looked at.
	recent [2]map[social.Key]state
	// next are those of the batch that Unite was last asked for, and owned the
	// addresses that nothing was noted of before it.
	next  map[social.Key]state
	owned map[string]social.Key
}

// New makes a uniter.
func New(opts Options) *Uniter { return &Uniter{opts: opts, aliased: map[string]bool{}} }

// item is a post on its way.
type item struct {
	post social.Post
	// read is the post as it was read.
	read []social.Post
	// own is the identity it was read under, target the one it gets.
	own, target social.Key
	address     string
	// also is another address that leads to it; "" is none.
	also string
}

// elsewhere tells whether the post was read under another identity than its own.
func (it item) elsewhere() bool { return it.own != it.target || it.post.Via.ID != "" }

// place is the identity under which the post was read.
func (it item) place() social.Key {
	if it.post.Via.ID != "" {
		return social.Key{Platform: it.post.Platform, ID: it.post.Via.ID}
	}
	return it.own
}

// Unite returns the entries of posts: those that are one post as one, under the
// identity that it is stored under or, where it is new, under that of the first
// of them that was read. Their addresses are noted by Note.
func (u *Uniter) Unite(ctx context.Context, posts []social.Post) ([]social.Entry, error) {
	if err := u.begin(ctx); err != nil {
		return nil, err
	}
	u.next, u.owned = map[social.Key]state{}, map[string]social.Key{}
	items := make([]item, len(posts))
	addresses, reposted := map[string]bool{}, false
	for i, p := range posts {
		items[i] = item{post: p, read: posts[i : i+1 : i+1], own: p.Key(), target: p.Key(), address: u.addressOf(p)}
		items[i].also = alsoOf(items[i])
		for _, address := range []string{items[i].address, items[i].also} {
			if address != "" {
				addresses[address] = true
			}
		}
		reposted = reposted || p.Via.ID != ""
	}
	if len(addresses) == 0 && !reposted {
		return plain(items), nil
	}
	noted, err := u.notes(ctx, addresses)
	if err != nil {
		return nil, err
	}
	// Which of several in one batch gives the identity does not depend on their order.
	order := make([]*item, len(items))
	for i := range items {
		order[i] = &items[i]
	}
	slices.SortStableFunc(order, func(a, b *item) int {
		return cmp.Or(a.post.FetchedAt.Compare(b.post.FetchedAt), cmp.Compare(a.own.Platform, b.own.Platform), cmp.Compare(a.own.ID, b.own.ID))
	})
	added, err := u.identify(ctx, order, noted)
	if err != nil {
		return nil, err
	}
	return u.gather(ctx, items, order, added)
}

// plain are the entries of posts that are each of its own.
func plain(items []item) []social.Entry {
	entries := make([]social.Entry, len(items))
	for i, it := range items {
		entries[i] = entryOf(it)
	}
	return entries
}

// entryOf is the entry of a post without what only went along with it.
func entryOf(it item) social.Entry {
	return social.Entry{Post: it.post.Alone(), Read: it.read, Merged: it.post.Merged}
}

// gather makes one entry of the posts of one identity.
func (u *Uniter) gather(ctx context.Context, items []item, order []*item, added map[social.Key][]social.Address) ([]social.Entry, error) {
	var keys []social.Key
	wanted := map[social.Key]bool{}
	for _, it := range items {
		if (it.address != "" || it.elsewhere()) && !wanted[it.target] {
			wanted[it.target] = true
			keys = append(keys, it.target)
		}
	}
	known, err := u.states(ctx, keys)
	if err != nil {
		return nil, err
	}
	united := map[social.Key]bool{}
	for _, it := range items {
		if it.elsewhere() || len(known[it.target].places) > 0 && !it.post.Deleted {
			united[it.target] = true
		}
	}
	groups := map[social.Key]*gathered{}
	for _, it := range order {
		if !united[it.target] || it.post.Deleted {
			continue
		}
		g := groups[it.target]
		if g == nil {
			g = &gathered{state: known[it.target]}
			groups[it.target] = g
		}
		g.add(*it)
	}
	var entries []social.Entry
	for _, it := range items {
		var e social.Entry
		if g := groups[it.target]; g == nil || it.post.Deleted {
			e = entryOf(it)
		} else if g.done {
			continue
		} else {
			e, g.done = g.entry(), true
		}
		if it.address != "" && !e.Post.Deleted {
			e.Addresses = added[e.Post.Key()]
			u.next[e.Post.Key()] = state{post: e.Post, places: e.Places}
		}
		entries = append(entries, e)
	}
	return entries, nil
}

// states are those of posts as they are stored or about to be.
func (u *Uniter) states(ctx context.Context, keys []social.Key) (map[social.Key]state, error) {
	list, err := u.opts.Store.States(ctx, keys)
	if err != nil {
		return nil, fmt.Errorf("unite: read posts: %w", err)
	}
	posts := make(map[social.Key]social.Post, len(list))
	for _, p := range list {
		posts[p.Key()] = p
	}
	places, err := u.opts.Store.Places(ctx, keys)
	if err != nil {
		return nil, fmt.Errorf("unite: read places: %w", err)
	}
	all := make(map[social.Key]state, len(posts))
	for _, key := range keys {
		s, known := state{places: places[key]}, false
		s.post, known = posts[key]
		for _, recent := range u.recent {
			if r, ok := recent[key]; ok && (!known || !r.post.FetchedAt.Before(s.post.FetchedAt)) {
				s, known = r, true
				break
			}
		}
		if known {
			all[key] = s
		}
	}
	return all, nil
}
