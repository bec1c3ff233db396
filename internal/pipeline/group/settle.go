package group

import (
	"context"
	"fmt"
	"maps"
	"math"
	"slices"

	"earshot/analyzer/neardup"
	"earshot/internal/pipeline"
	"earshot/internal/social"
)

// settleRounds is how often what others store meanwhile is looked at before a batch is
// given back to be grouped anew.
const settleRounds = 30

// Settle is to be called after a batch is stored: entries as Group left them, and the
// originals that it changed. What other processes stored since they were grouped is looked
// at, and where that is near, of which posts all of these are copies is worked out once more
// from what is stored. Before it is done the batch may not be taken for done: of two
// processes each looks after it has stored, so at least one sees what both stored. What
// it stores itself others see, who look after they have stored.
//
// A process that dies between storing a batch and this is made up for when the batch comes
// again, but for one thing: where a post of it was edited or erased, and the same moment
// another process changed what was near to its former text, that may stay a copy of the wrong
// post until reanalyze.
func (g *Groups) Settle(ctx context.Context, entries []social.Entry, changed map[social.Key]pipeline.Original) error {
	g.mu.Lock()
	defer g.mu.Unlock()
	mine := map[social.Key]social.Fingerprint{}
	for _, e := range entries {
		// Of several states of a post the latest is what is stored.
		if f := stateOf(e); !f.State.Before(mine[f.Key].State) {
			mine[f.Key] = f
		}
	}
	for key, c := range changed {
		if _, isEntry := mine[key]; !isEntry {
			mine[key] = social.Fingerprint{Key: key, Created: c.Created, Fingerprint: c.Fingerprint, Original: c.Original}
		}
	}
	from := 0
	for range settleRounds {
		if _, err := g.arrived(ctx, math.MaxInt); err != nil {
			return err
		}
		doubtful := g.recent.doubtful(g.recent.rows[from:], mine)
		if len(doubtful) == 0 {
			return nil
		}
		from = len(g.recent.rows)
		changes, err := g.workOut(ctx, doubtful)
		if err != nil {
			return err
		}
		for _, c := range changes {
			f := social.Fingerprint{Key: c.Key, Created: c.Created, Fingerprint: c.Fingerprint, Original: c.Original}
			mine[c.Key] = f
			g.recent.add(f)
		}
	}
	return social.Errorf(social.CodeUnavailable, "group: others store posts near to those of a batch all the time")
}

// doubtful are the posts whose originals may be others than stored because of rows: those of
// rows that others had stored and that are near to mine, or of one post with them, and
// mine to which they are.
func (r *recent) doubtful(rows []social.Fingerprint, mine map[social.Key]social.Fingerprint) []social.Key {
	var prints []uint64
	var byPrint map[uint64][]social.Key
	var near *neardup.Fingerprints
	originals := map[social.Key][]social.Key{}
	for key, f := range mine {
		if f.Original != (social.Key{}) {
			originals[f.Original] = append(originals[f.Original], key)
		}
	}
	doubtful := map[social.Key]bool{}
	for _, f := range rows {
		if own, isMine := mine[f.Key]; isMine && same(own, f) || r.isOwn(f) {
			continue
		}
		if near == nil { // nothing is made ready where nobody else stores
			byPrint = map[uint64][]social.Key{}
			for key, own := range mine {
				if own.Fingerprint != 0 {
					prints = append(prints, own.Fingerprint)
					byPrint[own.Fingerprint] = append(byPrint[own.Fingerprint], key)
				}
			}
			near = neardup.NewFingerprints(prints)
		}
		var with []social.Key
		if _, isMine := mine[f.Key]; isMine {
			with = append(with, f.Key)
		}
		if _, isMine := mine[f.Original]; isMine {
			with = append(with, f.Original)
		}
		with = append(with, originals[f.Key]...)
		if f.Fingerprint != 0 {
			near.Near(f.Fingerprint, func(v uint64) { with = append(with, byPrint[v]...) })
		}
		if len(with) > 0 {
			doubtful[f.Key] = true
		}
		for _, key := range with {
			doubtful[key] = true
		}
	}
	return slices.Collect(maps.Keys(doubtful))
}

// workOut finds of which posts some stored ones are copies from what is stored alone,
// stores what is to be changed, and returns that.
func (g *Groups) workOut(ctx context.Context, keys []social.Key) ([]pipeline.Original, error) {
	anew := with(g.opts, g.held)
	stored, err := g.opts.Store.Fingerprints(ctx, keys)
	if err != nil {
		return nil, err
	}
	for _, f := range stored {
		if f.Fingerprint == 0 {
			anew.index.Delete(f.Key, f.State)
		} else if err := anew.loadOne(f); err != nil {
			return nil, err
		}
	}
	for _, f := range stored {
		anew.index.Doubt(f.Key)
	}
	if err := anew.resolve(ctx); err != nil {
		return nil, err
	}
	changes := slices.SortedFunc(maps.Values(anew.changed), func(a, b pipeline.Original) int { return b.Created.Compare(a.Created) })
	list := make([]social.CopyOf, len(changes))
	for i, c := range changes {
		list[i] = c.Copy()
	}
	if len(list) > 0 {
		g.begin() // what it knows is of before
	}
	return changes, g.opts.Store.Regroup(ctx, list)
}

// doubtCopiesOf has the originals found anew of the posts that are stored as copies of those
// that come again: these may not have been stored, or in another state.
func (g *Groups) doubtCopiesOf(ctx context.Context, states []state) error {
	keys := make([]social.Key, len(states))
	for i, s := range states {
		keys[i] = s.Key
	}
	copies, err := g.opts.Store.CopiesOf(ctx, keys)
	if err != nil {
		return fmt.Errorf("group: look up copies: %w", err)
	}
	for _, f := range copies {
		if err := g.loadOne(f); err != nil {
			return err
		}
	}
	for _, f := range copies {
		g.index.Doubt(f.Key)
	}
	return nil
}

// doubtAround has the originals found anew of posts that come again and of all later ones
// near to them, or to one of these: nobody may have looked at all of them since they were
// stored.
func (g *Groups) doubtAround(ctx context.Context, states []state) error {
	var wants []neardup.Want
	for _, s := range states {
		if s.Fingerprint != 0 && !s.deleted {
			wants = append(wants, neardup.Want{Fingerprint: s.Fingerprint, Created: s.Created, Later: true})
		}
	}
	for len(wants) > 0 {
		if err := g.surround(ctx, wants); err != nil {
			return err
		}
		var next []neardup.Want
		for _, w := range wants {
			next = append(next, g.index.DoubtNear(w.Fingerprint, w.Created)...)
		}
		wants = next
	}
	return g.resolve(ctx)
}
