package unite

import (
	"context"
	"fmt"
	"time"

	"earshot/internal/identity"
	"earshot/internal/social"
)

// Note stores the addresses of those of the entries of Unite that are to be stored,
// before they are. Where another process noted one of them for another post
// meanwhile, it takes its own note back and fails, and the batch is to be done
// again: of two writers at least one sees the other, as both note before they look.
// A crash after it leaves addresses of a post that is stored when the batch comes
// again.
func (u *Uniter) Note(ctx context.Context, entries []social.Entry) error {
	var list []social.Address
	var owned []string
	for _, e := range entries {
		for _, a := range e.Addresses {
			list = append(list, a)
			if !a.Shared && u.owned[a.Address] == a.Key {
				owned = append(owned, a.Address)
			}
		}
	}
	if err := u.opts.Store.NoteAddresses(ctx, list); err != nil {
		return fmt.Errorf("unite: note addresses: %w", err)
	}
	rows, err := u.opts.Store.Addresses(ctx, owned)
	if err != nil {
		return fmt.Errorf("unite: look up addresses: %w", err)
	}
	var mine []social.Address
	for _, r := range rows {
		if !r.Shared && r.Key != u.owned[r.Address] {
			mine = append(mine, social.Address{Address: r.Address, Key: u.owned[r.Address]})
		}
	}
	if len(mine) > 0 {
		if err := u.opts.Store.ForgetAddresses(ctx, mine); err != nil {
			return fmt.Errorf("unite: forget addresses: %w", err)
		}
		return social.Errorf(social.CodeConflict, "unite: %d addresses were noted for other posts meanwhile, such as %.200q", len(mine), mine[0].Address)
	}
	kept := map[social.Key]state{}
	for _, e := range entries {
		if s, ok := u.next[e.Post.Key()]; ok {
			kept[e.Post.Key()] = s
		}
	}
	u.recent = [2]map[social.Key]state{kept, u.recent[0]}
	return nil
}

// AddressScheme is raised when identity.Article or what posts are known by changes,
// so that what is stored is noted anew.
const AddressScheme = "1"

// fillChunk is how many addresses are noted at once.
const fillChunk = 20_000

// begin notes the addresses of the posts that were stored before addresses were
// noted. Interrupted, it begins anew, which changes nothing.
func (u *Uniter) begin(ctx context.Context) error {
	if u.ready {
		return nil
	}
	done, err := u.opts.Store.AddressScheme(ctx)
	if err != nil {
		return fmt.Errorf("unite: look up the scheme of addresses: %w", err)
	}
	if done != AddressScheme {
		if err := u.fill(ctx); err != nil {
			return err
		}
	}
	aliased, err := u.opts.Store.AliasedPlatforms(ctx)
	if err != nil {
		return fmt.Errorf("unite: look up aliases: %w", err)
	}
	for _, platform := range aliased {
		u.aliased[platform] = true
	}
	u.ready = true
	return nil
}

func (u *Uniter) fill(ctx context.Context) error {
	started, posts, noted := time.Now(), 0, 0
	var list []social.Address
	flush := func() error {
		noted += len(list)
		err := u.opts.Store.NoteAddresses(ctx, list)
		list = list[:0]
		return err
	}
	err := u.opts.Store.EachAddressed(ctx, func(p social.Post) error {
		posts++
		if address := u.storedAddress(p); address != "" {
			list = append(list, social.Address{Address: address, Key: p.Key()})
		}
		if len(list) < fillChunk {
			return nil
		}
		return flush()
	})
	if err == nil {
		err = flush()
	}
	if err == nil {
		err = u.opts.Store.SetAddressScheme(ctx, AddressScheme)
	}
	if err != nil {
		return fmt.Errorf("unite: note the addresses of stored posts: %w", err)
	}
	u.opts.Log.Info("addresses of stored posts noted", "posts", posts, "addresses", noted, "took", time.Since(started).Round(time.Millisecond))
	return nil
}

// storedAddress is the address to note of a post that was stored without: of an
// article its own, of a post that other tools, or earlier versions, know by another
// identifier than today's that one.
func (u *Uniter) storedAddress(p social.Post) string {
	if isArticle(p.Platform) {
		if identity.Article(p.ID) != "" && !identity.SameSite(p.ID, p.URL) {
			return "" // a post about another site's article
		}
		return u.addressOf(p)
	}
	if id := nativeID(p); id != p.ID {
		return alias(p.Platform, id)
	}
	return ""
}
