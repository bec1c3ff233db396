package group

import (
	"context"
	"fmt"
	"log/slog"
	"time"

	"earshot/analyzer/neardup"
)

// held are the fingerprints of the units asked for, those asked for last longest.
type held struct {
	store Store
	log   *slog.Logger
	// most is how many bytes are held.
	most  int64
	bytes int64
	// turn counts the askings.
	turn  int64
	units map[unit]*heldUnit
}

type heldUnit struct {
	fingerprints *neardup.Fingerprints
	turn         int64
}

// hold loads those of the units, in order, that are not held.
func (h *held) hold(ctx context.Context, units []unit) error {
	h.turn++
	var missing []unit
	for _, u := range units {
		if of := h.units[u]; of != nil {
			of.turn = h.turn
		} else {
			missing = append(missing, u)
		}
	}
	if len(missing) == 0 {
		return nil
	}
	started := time.Now()
	values := map[unit][]uint64{}
	from, to := missing[0].start(), (missing[len(missing)-1] + 1).start()
	err := h.store.EachValue(ctx, from, to, func(created time.Time, fingerprint uint64) error {
		u := unitOf(created)
		if h.units[u] == nil {
			values[u] = append(values[u], fingerprint)
		}
		return nil
	})
	if err != nil {
		return fmt.Errorf("group: load fingerprints: %w", err)
	}
	for _, u := range missing {
		of := &heldUnit{fingerprints: neardup.NewFingerprints(values[u]), turn: h.turn}
		delete(values, u)
		h.units[u] = of
		h.bytes += of.fingerprints.Bytes()
	}
	h.letGo()
	h.log.Debug("fingerprints held", "from", from, "to", to, "units", len(h.units), "bytes", h.bytes, "took", time.Since(started))
	return nil
}

// letGo lets go of the units not asked for now, those asked for first first, as long as
// there are too many.
func (h *held) letGo() {
	for h.bytes > h.most {
		var oldest unit
		var of *heldUnit
		for u, o := range h.units {
			if o.turn < h.turn && (of == nil || o.turn < of.turn) {
				oldest, of = u, o
			}
		}
		if of == nil {
			return
		}
		delete(h.units, oldest)
		h.bytes -= of.fingerprints.Bytes()
	}
}
