package run

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"strings"
	"time"

	"earshot/crawler"
	"earshot/crawler/record"
	"earshot/internal/social"
)

const (
	// SweepEvery is how often it is looked for what no lane needs any more.
	SweepEvery = 24 * time.Hour
	// unusedFor is how long no process may know a lane before what is kept of it is
	// removed: a source that is left out for a while goes on where it was, and processes
	// of one store may know different sources.
	unusedFor = 30 * 24 * time.Hour
)

// unusedKey is where it is kept since when what is known of lanes is not needed.
const unusedKey = "unused"

// unused are the keys of lanes that are not configured, with when that was seen first.
type unused struct {
	Looked time.Time            `json:"looked"`
	Keys   map[string]time.Time `json:"keys,omitempty"`
}

// Sweep removes what is kept of lanes that have not been configured for thirty days:
// their cursors, what their lists showed, and how far their back-fills were. It looks
// once a day at most.
func (r *Runner) Sweep(ctx context.Context) error {
	data, rev, err := r.opts.State.Get(ctx, unusedKey)
	if err != nil {
		return fmt.Errorf("crawler: load what is not needed: %w", err)
	}
	known, needed, now := unused{}, r.needed(), r.opts.Clock.Now()
	// What cannot be read is looked for anew.
	if data != nil && json.Unmarshal(data, &known) == nil && now.Sub(known.Looked) < SweepEvery && now.After(known.Looked) {
		return r.noteNeeded(ctx, known, rev, needed)
	}
	keys, err := r.opts.State.Keys(ctx)
	if err != nil {
		return fmt.Errorf("crawler: list what is kept of lanes: %w", err)
	}
	next := unused{Looked: now, Keys: map[string]time.Time{}}
	var past []string
	for _, key := range keys {
		if !isOfLane(key) || needed.holds(key) {
			continue
		}
		since, noted := known.Keys[key]
		if !noted || since.After(now) {
			since = now
		}
		if next.Keys[key] = since; now.Sub(since) >= unusedFor {
			past = append(past, key)
			delete(next.Keys, key)
		}
	}
	if len(next.Keys)+len(past)+len(known.Keys) == 0 {
		return nil
	}
	// Noted first: where another process notes something else at this moment, that counts.
	data, err = json.Marshal(next)
	if err == nil {
		err = r.opts.State.Update(ctx, unusedKey, data, rev)
	}
	if social.CodeOf(err) == social.CodeConflict {
		return nil
	}
	if err != nil {
		return fmt.Errorf("crawler: save what is not needed: %w", err)
	}
	var faults []error
	for _, key := range past {
		if err := r.opts.State.Delete(ctx, key); err != nil {
			faults = append(faults, fmt.Errorf("crawler: remove %s: %w", key, err))
		}
	}
	if len(past) > 0 {
		r.opts.Log.InfoContext(ctx, "what was kept of lanes that are not configured any more is removed", "keys", len(past)-len(faults))
	}
	return errors.Join(faults...)
}

// noteNeeded forgets since when those keys were not needed that this process needs: one
// that ends within a day of the last look would otherwise not be heard.
func (r *Runner) noteNeeded(ctx context.Context, known unused, rev uint64, needed keys) error {
	before := len(known.Keys)
	maps.DeleteFunc(known.Keys, func(key string, _ time.Time) bool { return needed.holds(key) })
	if len(known.Keys) == before {
		return nil
	}
	data, err := json.Marshal(known)
	if err == nil {
		err = r.opts.State.Update(ctx, unusedKey, data, rev)
	}
	if err != nil && social.CodeOf(err) != social.CodeConflict {
		return fmt.Errorf("crawler: save what is needed again: %w", err)
	}
	return nil
}

// The keys under which something is kept of a lane, or of all of a source.
var ofLanes = []string{"cursor/", "shown/", "backfill/", "closing/"}

func isOfLane(key string) bool {
	for _, prefix := range ofLanes {
		if strings.HasPrefix(key, prefix) {
			return true
		}
	}
	return false
}

// keys are those that are needed, whole or by how they begin.
type keys struct {
	whole  map[string]bool
	begins []string
}

func (k keys) holds(key string) bool {
	for _, prefix := range k.begins {
		if strings.HasPrefix(key, prefix) {
			return true
		}
	}
	return k.whole[key]
}

// needed are the keys of the lanes that are configured. Of a source whose lanes cannot be
// told all are.
func (r *Runner) needed() keys {
	needed := keys{whole: map[string]bool{}}
	for _, src := range r.sources.Sources() {
		needed.whole["closing/"+src.Name] = true
		var lanes []string
		_, adapter, err := r.sources.Lookup(src.Name)
		if err == nil {
			lanes, err = crawler.LaneNames(adapter, src)
		}
		if err != nil {
			for _, prefix := range ofLanes {
				needed.begins = append(needed.begins, prefix+src.Name+"/")
			}
			continue
		}
		for _, lane := range append(lanes, record.RevisitLane, record.StreamLane) {
			for _, key := range []string{cursorKey(src.Name, lane), sightingsKey(src.Name, lane), progressKey(src.Name, lane)} {
				needed.whole[key] = true
			}
		}
	}
	return needed
}
