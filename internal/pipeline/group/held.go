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
	// since are those that were stored since the others were loaded.
	since []uint64
	turn  int64
}

// mostSince is how many fingerprints are looked through one by one; with more a unit is
// loaded anew.
const mostSince = 20_000

// near hands the fingerprints of the unit near to another to do.
func (u *heldUnit) near(fingerprint uint64, do func(near uint64)) {
	u.fingerprints.Near(fingerprint, do)
	for _, v := range u.since {
		if neardup.IsNear(v, fingerprint) {
			do(v)
		}
	}
}

// add notes that a post with a fingerprint was stored.
func (h *held) add(created time.Time, fingerprint uint64) {
	at := unitOf(created)
	u := h.units[at]
	if u == nil || fingerprint == 0 {
		return
	}
	u.since = append(u.since, fingerprint)
	if len(u.since) > mostSince {
		h.drop(at)
	}
}

func (h *held) drop(at unit) {
	h.bytes -= h.units[at].fingerprints.Bytes()
	delete(h.units, at)
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
		h.drop(oldest)
	}
}
