package group

import (
	"context"
	"fmt"

	"earshot/internal/pipeline"
	"earshot/internal/social"
)

const (
	// keptCalls is for how many calls of Group what arrives is kept: a batch is settled
	// while the next is grouped, and the one after may be, too.
	keptCalls = 3
	// manyArrived is how much may have arrived between two calls, as after a pause, before
	// all that is held is let go instead.
	manyArrived = 200_000
)

// recent is what was stored lately, by whomever, and what this process had stored of it.
type recent struct {
	rows []social.Fingerprint
	// own are the states that this process had stored, or is about to have.
	own map[social.Key][]social.Fingerprint
	// calls are where the rows and the own states of each call begin.
	calls []call
}

// call is what came by a call of Group, and what it had stored.
type call struct {
	rows int
	own  []social.Key
}

// next begins a call, and lets go of what is older than keptCalls.
func (r *recent) next() {
	r.calls = append(r.calls, call{rows: len(r.rows)})
	if len(r.calls) <= keptCalls {
		return
	}
	for _, key := range r.calls[0].own {
		if r.own[key] = r.own[key][1:]; len(r.own[key]) == 0 {
			delete(r.own, key)
		}
	}
	r.calls = r.calls[1:]
	gone := r.calls[0].rows
	r.rows = append([]social.Fingerprint(nil), r.rows[gone:]...)
	for i := range r.calls {
		r.calls[i].rows -= gone
	}
}

// expect notes what is about to be stored of entries, and of others that they change.
func (r *recent) expect(entries []social.Entry, changed map[social.Key]pipeline.Original) {
	for _, e := range entries {
		r.add(stateOf(e))
	}
	for key, c := range changed {
		r.add(social.Fingerprint{Key: key, Original: c.Original, Created: c.Created, Fingerprint: c.Fingerprint})
	}
}

// stateOf is what is stored of an entry.
func stateOf(e social.Entry) social.Fingerprint {
	f := social.Fingerprint{Key: e.Post.Key(), Created: e.Post.CreatedAt, State: e.Post.FetchedAt, Fingerprint: e.Analysis.Fingerprint, Original: e.Analysis.Original}
	if e.Post.Deleted {
		f.Fingerprint, f.Original = 0, social.Key{}
	}
	return f
}

func (r *recent) add(f social.Fingerprint) {
	if r.own == nil {
		r.own = map[social.Key][]social.Fingerprint{}
	}
	r.own[f.Key] = append(r.own[f.Key], f)
	if n := len(r.calls); n > 0 {
		r.calls[n-1].own = append(r.calls[n-1].own, f.Key)
	}
}

// isOwn tells whether this process had f stored.
func (r *recent) isOwn(f social.Fingerprint) bool {
	for _, own := range r.own[f.Key] {
		if same(own, f) {
			return true
		}
	}
	return false
}

// same tells whether two states of a post are the same to others.
func same(a, b social.Fingerprint) bool {
	if a.Fingerprint != b.Fingerprint || a.Original != b.Original {
		return false
	}
	return a.Fingerprint == 0 || a.Created.UnixMicro() == b.Created.UnixMicro()
}

// arrived reads what was stored since it was last called and keeps it in recent. What is
// known of posts is let go where others stored some near to them. all is false where more
// than most came, of which the rest is not kept.
func (g *Groups) arrived(ctx context.Context, most int) (all bool, err error) {
	first := len(g.recent.rows)
	all = true
	seen, err := g.opts.Store.Arrived(ctx, g.seen, func(f social.Fingerprint) error {
		if len(g.recent.rows)-first >= most {
			all = false
			return nil
		}
		g.held.add(f.Created, f.Fingerprint)
		g.recent.rows = append(g.recent.rows, f)
		return nil
	})
	if err != nil {
		g.recent.rows = g.recent.rows[:first]
		return false, fmt.Errorf("group: look at what was stored: %w", err)
	}
	g.seen = seen
	for _, f := range g.recent.rows[first:] {
		if !g.recent.isOwn(f) && g.knows(f) {
			g.begin()
			break
		}
	}
	return all, nil
}

// knows tells whether what the index says of posts may be of before f was stored.
func (g *Groups) knows(f social.Fingerprint) bool {
	return g.index.Contains(f.Key) || g.known[spot{f.Fingerprint, unitOf(f.Created)}] != 0 || f.Fingerprint != 0 && g.index.IsNear(f.Fingerprint)
}

// lookAtArrived brings what is held and known up to date with what others stored.
func (g *Groups) lookAtArrived(ctx context.Context) error {
	all, err := g.arrived(ctx, manyArrived)
	if err != nil || all {
		return err
	}
	g.held, g.recent.rows = newHeld(g.opts), nil
	for i := range g.recent.calls {
		g.recent.calls[i].rows = 0
	}
	g.begin()
	return nil
}
