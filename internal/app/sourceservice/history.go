package sourceservice

import (
	"context"
	"slices"
	"sync"
	"time"

	"golang.org/x/sync/singleflight"

	"earshot/internal/social"
	"earshot/storage"
)

const (
	// HistoryRuns is how many runs of a source are looked at for what is usual.
	HistoryRuns = 30
	// paceAge is how old a pace may be, which is taken from weeks of posts.
	paceAge = 10 * time.Minute
)

// History tells what is usual for the sources from what is stored.
type History struct {
	Store *storage.Store

	mu    sync.Mutex
	paces map[string]social.Pace
	asked time.Time
	// reading shares the runs of thousands of sources, some ten megabytes, among the
	// readers who ask at once.
	reading singleflight.Group
}

// Add completes the health of sources by what is stored of their past.
func (h *History) Add(ctx context.Context, all []social.SourceHealth, now time.Time) error {
	stored, err := h.Store.SourceCounts(ctx)
	if err != nil {
		return err
	}
	joined, err := h.Store.SourceJoined(ctx)
	if err != nil {
		return err
	}
	runs, err := h.latestRuns(ctx)
	if err != nil {
		return err
	}
	answered, err := h.Store.Answered(ctx)
	if err != nil {
		return err
	}
	listening, err := h.Store.Listening(ctx)
	if err != nil {
		return err
	}
	paces, err := h.pace(ctx, now)
	if err != nil {
		return err
	}
	heard := make(map[string]*social.Listening, len(listening))
	for i := range listening {
		if l := &listening[i]; heard[l.Source] == nil {
			heard[l.Source] = l
		}
	}
	for i := range all {
		s := &all[i]
		s.Stored, s.Joined = stored[s.Source], joined[s.Source]
		s.FirstRun, s.LastAnswer = answered[s.Source].First, answered[s.Source].Last
		if whole := answered[s.Source].Whole; whole.After(s.LastSuccess) {
			s.LastSuccess = whole
		}
		remember(s, runs[s.Source])
		s.Listening = heard[s.Source]
		s.Usual, s.Errors = social.UsualPosts(runs[s.Source]), social.CountErrors(runs[s.Source])
		if pace, ok := paces[s.Source]; ok {
			s.Pace = &pace
		}
	}
	return nil
}

// latestRuns are the latest runs of each source, which all who ask at once share and
// nobody may change.
func (h *History) latestRuns(ctx context.Context) (map[string][]social.Run, error) {
	read := h.reading.DoChan("runs", func() (any, error) {
		return h.Store.LatestRuns(context.WithoutCancel(ctx), HistoryRuns)
	})
	select {
	case <-ctx.Done():
		return nil, ctx.Err()
	case r := <-read:
		if r.Err != nil {
			return nil, r.Err
		}
		return r.Val.(map[string][]social.Run), nil
	}
}

// remember takes the latest runs from what is stored, so that the verdict on a
// source is the same wherever it is asked for. What is under way stays the last.
func remember(s *social.SourceHealth, stored []social.Run) {
	recent := slices.DeleteFunc(slices.Clone(stored), func(r social.Run) bool { return r.Backfill() && !r.Finished.IsZero() })
	if len(recent) == 0 {
		return
	}
	if s.Last != nil && s.Last.Finished.IsZero() {
		recent = slices.DeleteFunc(recent, func(r social.Run) bool { return r.ID == s.Last.ID })
		recent = append([]social.Run{*s.Last}, recent...)
	}
	s.Recent = recent
	last := recent[0]
	s.Last, s.State = &last, last.State
}

// pace asks for the paces, or remembers them.
func (h *History) pace(ctx context.Context, now time.Time) (map[string]social.Pace, error) {
	h.mu.Lock()
	paces, asked := h.paces, h.asked
	h.mu.Unlock()
	if paces != nil && now.Sub(asked) < paceAge {
		return paces, nil
	}
	// Those who ask in the same minute share an answer.
	paces, err := h.Store.Paces(ctx, now.Truncate(time.Minute))
	if err != nil {
		return nil, err
	}
	h.mu.Lock()
	defer h.mu.Unlock()
	h.paces, h.asked = paces, now
	return paces, nil
}
