package group

import (
	"cmp"
	"context"
	"fmt"
	"maps"
	"slices"
	"time"

	"earshot/internal/pipeline"
	"earshot/internal/social"
)

// Rebuild finds anew of which post each stored one is a near copy and stores
// what is to be changed. It returns how many that were. A stretch of time is held at
// once.
func Rebuild(ctx context.Context, opts Options) (int64, error) {
	posts := map[unit]int{}
	beginning, end := time.Time{}, time.Unix(1<<40, 0)
	err := opts.Store.EachValue(ctx, beginning, end, func(created time.Time, _ uint64) error {
		posts[unitOf(created)]++
		return nil
	})
	if err != nil {
		return 0, fmt.Errorf("group: load fingerprints: %w", err)
	}
	var all int64
	units := slices.Sorted(maps.Keys(posts))
	from := beginning
	for len(units) > 0 {
		// The units before are right by now; what the stretch changes in later ones is
		// looked at when it is their turn.
		n, sum := 1, posts[units[0]]
		for n < len(units) && sum+posts[units[n]] <= cmp.Or(opts.MostPosts, mostPosts) {
			sum += posts[units[n]]
			n++
		}
		to := end
		if n < len(units) {
			to = units[n].start()
		}
		changed, err := New(opts).rebuild(ctx, from, to, units[:n])
		if err != nil {
			return all, err
		}
		all += changed
		units, from = units[n:], to
	}
	return all, nil
}

// rebuild finds anew of what the posts are copies that were published between from and to,
// which are in units.
func (g *Groups) rebuild(ctx context.Context, from, to time.Time, units []unit) (int64, error) {
	if _, err := g.arrived(ctx, manyArrived); err != nil {
		return 0, err
	}
	if err := g.opts.Store.EachFingerprint(ctx, from, to, g.loadOne); err != nil {
		return 0, fmt.Errorf("group: load fingerprints: %w", err)
	}
	for _, u := range units {
		g.whole[u] = true
	}
	g.index.HasAll(from, to)
	g.index.MarkDirty(from, to)
	if err := g.resolve(ctx); err != nil {
		return 0, err
	}
	changed := g.changed
	changes := slices.SortedFunc(maps.Values(changed), func(a, b pipeline.Original) int { return a.Created.Compare(b.Created) })
	list := make([]social.CopyOf, len(changes))
	for i, c := range changes {
		list[i] = c.Copy()
	}
	if err := g.opts.Store.Regroup(ctx, list); err != nil {
		return 0, fmt.Errorf("group: store copies: %w", err)
	}
	// Analyzers may have stored posts meanwhile.
	g.recent.expect(nil, changed)
	return int64(len(changes)), g.Settle(ctx, nil, changed)
}
