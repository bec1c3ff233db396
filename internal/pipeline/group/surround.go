package group

import (
	"context"
	"fmt"
	"slices"
	"time"

	"earshot/analyzer/neardup"
	"earshot/internal/social"
)

// fewUnits are held at a time, whatever they take.
const fewUnits = 5

// spot is a fingerprint in a unit.
type spot struct {
	fingerprint uint64
	unit        unit
}

// known is what the index has of a spot.
type known uint8

const (
	originalsKnown known = iota + 1
	allKnown
)

// surround loads into the index what it wants to know.
func (g *Groups) surround(ctx context.Context, wants []neardup.Want) error {
	slices.SortFunc(wants, func(a, b neardup.Want) int { return a.Created.Compare(b.Created) })
	var units []unit
	seen := map[unit]bool{}
	for _, w := range wants {
		for u, last := reach(w); u <= last; u++ {
			if !seen[u] && !g.whole[u] {
				seen[u] = true
				units = append(units, u)
			}
		}
	}
	slices.Sort(units)
	for some := range slices.Chunk(units, fewUnits) {
		if err := g.held.hold(ctx, some); err != nil {
			return err
		}
		originals, all := nearby{}, nearby{}
		for _, u := range some {
			g.look(u, wants, &originals, &all)
		}
		if err := g.load(ctx, originals, false); err != nil {
			return err
		}
		if err := g.load(ctx, all, true); err != nil {
			return err
		}
	}
	return nil
}

// nearby are fingerprints of which the posts of some units are to be loaded.
type nearby struct {
	fingerprints []uint64
	first, last  unit
}

func (n *nearby) add(fingerprint uint64, u unit) {
	if len(n.fingerprints) == 0 {
		n.first, n.last = u, u
	}
	n.fingerprints = append(n.fingerprints, fingerprint)
	n.first, n.last = min(n.first, u), max(n.last, u)
}

// look finds what of a unit is wanted, in the order of the time it is wanted about, and
// not in the index.
func (g *Groups) look(u unit, wants []neardup.Want, originals, all *nearby) {
	from, _ := slices.BinarySearchFunc(wants, (u - windowUnits).start(), func(w neardup.Want, t time.Time) int { return w.Created.Compare(t) })
	set := g.held.units[u]
	for _, w := range wants[from:] {
		first, last := reach(w)
		if unitOf(w.Created) > u+windowUnits {
			break
		}
		if u < first || u > last {
			continue
		}
		need, to := originalsKnown, originals
		if w.Later {
			need, to = allKnown, all
		}
		set.near(w.Fingerprint, func(near uint64) {
			at := spot{near, u}
			if g.known[at] < need {
				g.known[at] = need
				to.add(near, u)
			}
		})
	}
}

// load loads the posts with such fingerprints, or the originals of them.
func (g *Groups) load(ctx context.Context, n nearby, all bool) error {
	slices.Sort(n.fingerprints)
	for some := range slices.Chunk(slices.Compact(n.fingerprints), 10_000) {
		err := g.opts.Store.EachOf(ctx, some, n.first.start(), (n.last + 1).start(), !all, g.loadOne)
		if err != nil {
			return fmt.Errorf("group: load near posts: %w", err)
		}
	}
	return nil
}

func (g *Groups) loadOne(f social.Fingerprint) error {
	g.index.Load(neardup.Post{Key: f.Key, Created: f.Created, Fetched: f.State, Fingerprint: f.Fingerprint}, f.Original)
	return nil
}
