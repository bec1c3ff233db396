package group

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"time"

	"earshot/internal/social"
)

// Rebuild finds anew of which post each stored one is a near copy and stores
// what is to be changed. It returns how many that were.
func Rebuild(ctx context.Context, opts Options) (int64, error) {
	quarters := map[quarter]bool{}
	err := opts.Store.EachFingerprint(ctx, time.Time{}, time.Unix(1<<40, 0), func(f social.Fingerprint) error {
		quarters[quarterOf(f.Created)] = true
		return nil
	})
	if err != nil {
		return 0, fmt.Errorf("group: load fingerprints: %w", err)
	}
	var all int64
	for _, q := range slices.Sorted(maps.Keys(quarters)) {
		// By then the quarter before is right; what it changes in later ones comes
		// out when it is their turn.
		g := New(opts)
		if err := g.hold(ctx, []quarter{q - 1, q}); err != nil {
			return all, err
		}
		changes := g.index.Resolve()
		list := make([]social.CopyOf, len(changes))
		for i, c := range changes {
			list[i] = social.CopyOf{Key: c.Key, Original: c.Original}
		}
		if err := opts.Store.Regroup(ctx, list); err != nil {
			return all, fmt.Errorf("group: store copies: %w", err)
		}
		all += int64(len(changes))
	}
	return all, nil
}
