package unite

import (
	"context"
	"fmt"
	"strings"
	"time"

	"earshot/internal/identity"
	"earshot/internal/social"
)

// isArticle tells whether the posts of a platform are articles, which are told by
// their addresses.
func isArticle(platform string) bool {
	switch platform {
	case "feed", "web", "wordpress", "devto", "medium", "tumblr", "gdelt":
		return true
	default:
		return false
	}
}

// hasCodes tells whether a platform's interface has other identifiers than its
// addresses, which other tools know its posts by.
func hasCodes(platform string) bool { return platform == "instagram" || platform == "threads" }

// addressOf is what tells of which post p is, beside its identity; "" is nothing.
func (u *Uniter) addressOf(p social.Post) string {
	switch {
	case p.Deleted:
		return ""
	case isArticle(p.Platform):
		if p.ParentID != "" || p.ThreadID != "" && p.ThreadID != p.ID {
			return "" // a reply on the page of what it answers
		}
		if p.Address != "" {
			return identity.Article(p.Address)
		}
		return identity.Article(p.URL)
	case hasCodes(p.Platform) || u.aliased[p.Platform]:
		return alias(p.Platform, nativeID(p))
	default:
		return ""
	}
}

// alsoOf is the address at which a page was read that names another as its own.
func alsoOf(it item) string {
	if it.address == "" || it.post.ReadURL == "" {
		return ""
	}
	if also := identity.Article(it.post.ReadURL); also != it.address {
		return also
	}
	return ""
}

// nativeID is the identifier in a post's own address, or the one that it has. A
// post that is told from others of its address has none there.
func nativeID(p social.Post) string {
	if p.ParentID == "" && !p.SharedURL && !strings.Contains(p.ID, "#") && (p.ThreadID == "" || p.ThreadID == p.ID) {
		if id := identity.Native(p.Platform, p.URL); id != "" {
			return id
		}
	}
	return identity.ID(p.Platform, p.ID)
}

// alias is the address of a post of a platform by an identifier.
func alias(platform, id string) string { return aliasMark + platform + ":" + id }

const aliasMark = "id:"

// note is what is noted of an address.
type note struct {
	keys   []social.Key
	shared bool
}

// notes reads what is noted of addresses.
func (u *Uniter) notes(ctx context.Context, addresses map[string]bool) (map[string]note, error) {
	list := make([]string, 0, len(addresses))
	for a := range addresses {
		list = append(list, a)
	}
	rows, err := u.opts.Store.Addresses(ctx, list)
	if err != nil {
		return nil, fmt.Errorf("unite: look up addresses: %w", err)
	}
	noted := map[string]note{}
	for _, r := range rows {
		n := noted[r.Address]
		if r.Shared {
			n.shared = true
		} else {
			n.keys = append(n.keys, r.Key)
		}
		noted[r.Address] = n
	}
	return noted, nil
}

// identify gives each item its target, and returns the addresses that are to be
// noted, by target.
func (u *Uniter) identify(ctx context.Context, order []*item, noted map[string]note) (map[social.Key][]social.Address, error) {
	stored, err := u.stored(ctx, order, noted)
	if err != nil {
		return nil, err
	}
	shared := map[string]bool{}
	for _, it := range order {
		shared[it.address] = shared[it.address] || it.post.SharedURL && isArticle(it.own.Platform) || noted[it.address].shared
	}
	added, titles := map[social.Key][]social.Address{}, map[social.Key]string{}
	for key, p := range stored {
		titles[key] = p.Title
	}
	for _, it := range order {
		if it.address == "" {
			continue
		}
		if shared[it.also] || noted[it.also].shared {
			it.also = ""
		}
		if shared[it.address] {
			if !noted[it.address].shared {
				added[it.own] = append(added[it.own], social.Address{Address: it.address, Shared: true})
			}
			continue
		}
		if before, ok := stored[it.own]; ok && isReused(before, it) {
			it.own.ID += "#" + it.address
			it.target, it.post.ID = it.own, it.own.ID
		}
		if u.leadsTo(it, noted, stored, titles) || u.target(it, noted[it.address].keys, stored) {
			added[it.target] = append(added[it.target], social.Address{Address: it.address, Key: it.target})
		}
		if _, taken := u.owned[it.also]; it.also != "" && !taken && len(noted[it.also].keys) == 0 {
			u.owned[it.also] = it.target
			added[it.target] = append(added[it.target], social.Address{Address: it.also, Key: it.target})
		}
		if titles[it.target] == "" {
			titles[it.target] = it.post.Title
		}
	}
	return added, nil
}

// leadsTo gives a page that nothing is known of by its own address the identity of
// what is known by the address at which it was read, if that has its title: one
// address can lead to another article each day. It tells whether it did.
func (u *Uniter) leadsTo(it *item, noted map[string]note, stored map[social.Key]social.Post, titles map[social.Key]string) bool {
	_, isStored := stored[it.own]
	if _, isOwned := u.owned[it.address]; it.also == "" || isStored || isOwned || len(noted[it.address].keys) > 0 {
		return false
	}
	key, isKnown := u.owned[it.also]
	if keys := noted[it.also].keys; len(keys) > 0 {
		key, isKnown = keys[0], true
	}
	if !isKnown || it.post.Title == "" || !strings.EqualFold(strings.TrimSpace(titles[key]), strings.TrimSpace(it.post.Title)) {
		return false
	}
	it.target, u.owned[it.address] = key, key
	return true
}

// target gives an item its target, and tells whether its address is to be noted.
func (u *Uniter) target(it *item, keys []social.Key, stored map[social.Key]social.Post) (isNew bool) {
	for _, key := range keys {
		if key == it.own {
			return false
		}
	}
	if _, isStored := stored[it.own]; isStored {
		// A post keeps the identity under which it is stored.
		return it.address != alias(it.own.Platform, it.own.ID)
	}
	if len(keys) > 0 {
		it.target = keys[0]
		return false
	}
	if owner, ok := u.owned[it.address]; ok {
		it.target = owner
		return false
	}
	if id, isAlias := strings.CutPrefix(it.address, alias(it.own.Platform, "")); isAlias {
		native := social.Key{Platform: it.own.Platform, ID: id}
		if native == it.own {
			u.owned[it.address] = it.own
			return false
		}
		if _, isStored := stored[native]; isStored {
			it.target = native
			return false
		}
	}
	u.owned[it.address] = it.own
	return true
}

// stored are the posts that are stored under the identities that items have, or
// would have by their addresses.
func (u *Uniter) stored(ctx context.Context, order []*item, noted map[string]note) (map[social.Key]social.Post, error) {
	var keys []social.Key
	for _, it := range order {
		if it.address == "" {
			continue
		}
		keys = append(append(keys, it.own), noted[it.also].keys...)
		if id, isAlias := strings.CutPrefix(it.address, alias(it.own.Platform, "")); isAlias && id != it.own.ID {
			keys = append(keys, social.Key{Platform: it.own.Platform, ID: id})
		}
	}
	states, err := u.states(ctx, keys)
	if err != nil {
		return nil, err
	}
	posts := make(map[social.Key]social.Post, len(states))
	for key, s := range states {
		posts[key] = s.post
	}
	return posts, nil
}

// isReused tells whether a feed gave an identifier to another entry than before:
// nothing of it is as it was, neither address nor title nor date.
func isReused(before social.Post, it *item) bool {
	p := it.post
	return p.Platform == "feed" && !before.Deleted && identity.Article(before.URL) != "" &&
		identity.Article(before.URL) != it.address && before.Title != p.Title && before.CreatedAt.Sub(p.CreatedAt).Abs() > time.Minute
}
