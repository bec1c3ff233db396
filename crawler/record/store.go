package record

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"strings"

	"earshot/crawler"
	"earshot/crawler/clock"
	"earshot/internal/social"
)

// Store loads and saves records, and hands finished runs to Runs. Any number of
// Stores over the same state work together.
type Store struct {
	state crawler.State
	runs  crawler.Runs
	clock clock.Clock
}

// NewStore returns a Store over state and runs.
func NewStore(state crawler.State, runs crawler.Runs, clk clock.Clock) *Store {
	return &Store{state: state, runs: runs, clock: clk}
}

// keyPrefix begins the keys of records; the source's name follows.
const keyPrefix = "run/"

// Load returns the record of a source and its revision; a zero record and
// revision for a source that never ran.
func (s *Store) Load(ctx context.Context, source string) (Source, uint64, error) {
	data, rev, err := s.state.Get(ctx, keyPrefix+source)
	if err != nil {
		return Source{}, 0, fmt.Errorf("crawler: load run of %s: %w", source, err)
	}
	var rec Source
	if data == nil {
		return rec, 0, nil
	}
	if err := json.Unmarshal(data, &rec); err != nil {
		return Source{}, 0, social.Errorf(social.CodeInternal, "crawler: run of %s: %w", source, err)
	}
	return rec, rev, nil
}

// Save writes the record of a source that was loaded at rev. It fails with
// social.CodeConflict when the record has changed since.
func (s *Store) Save(ctx context.Context, source string, rec Source, rev uint64) error {
	var data bytes.Buffer
	written := json.NewEncoder(&data)
	written.SetEscapeHTML(false) // which makes quoted HTML six times as long
	if err := written.Encode(rec); err != nil {
		return fmt.Errorf("crawler: save run of %s: %w", source, err)
	}
	if err := s.state.Update(ctx, keyPrefix+source, bytes.TrimSpace(data.Bytes()), rev); err != nil {
		return fmt.Errorf("crawler: save run of %s: %w", source, err)
	}
	return nil
}

// Sources returns the names of the sources that have ever run.
func (s *Store) Sources(ctx context.Context) ([]string, error) {
	keys, err := s.state.Keys(ctx)
	if err != nil {
		return nil, fmt.Errorf("crawler: list runs: %w", err)
	}
	var names []string
	for _, key := range keys {
		if name, ok := strings.CutPrefix(key, keyPrefix); ok {
			names = append(names, name)
		}
	}
	return names, nil
}

// EndLane writes how a lane of a run ended, and finishes the run with the last
// lane. It does nothing where the run is over or the lane has ended. Lanes that
// end at the same time take turns.
func (s *Store) EndLane(ctx context.Context, source, run string, ended Lane) error {
	for {
		rec, rev, err := s.Load(ctx, source)
		if err != nil {
			return err
		}
		lane := rec.Pending(run, ended.Name)
		if lane == nil {
			return nil
		}
		*lane = ended
		rec.Update(s.clock.Now())
		err = s.Save(ctx, source, rec, rev)
		if err == nil || social.CodeOf(err) != social.CodeConflict {
			return err
		}
		if ctx.Err() != nil {
			return context.Cause(ctx)
		}
	}
}

// EndRun ends all lanes of the active run of a source with what they counted so
// far; it does nothing where none is active.
func (s *Store) EndRun(ctx context.Context, source string) error {
	rec, _, err := s.Load(ctx, source)
	if err != nil || !rec.Active() {
		return err
	}
	for _, lane := range rec.Lanes {
		if lane.State != "" {
			continue
		}
		if err := s.EndLane(ctx, source, rec.Run.ID, Ended(lane.Name, lane.Counts, nil)); err != nil {
			return err
		}
	}
	return nil
}

// Report hands a finished run to Runs, unless that is done already.
func (s *Store) Report(ctx context.Context, source string) error {
	rec, rev, err := s.Load(ctx, source)
	if err != nil {
		return err
	}
	if rec.Run.ID == "" || rec.Active() || rec.Written {
		return nil
	}
	if err := s.runs.WriteRuns(ctx, []social.Run{rec.Run}); err != nil {
		return fmt.Errorf("crawler: write run of %s: %w", source, err)
	}
	rec.Written = true
	err = s.Save(ctx, source, rec, rev)
	if social.CodeOf(err) == social.CodeConflict {
		// Another process reported it; a run is never changed once it ended.
		return nil
	}
	return err
}
