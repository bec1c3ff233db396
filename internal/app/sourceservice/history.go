package sourceservice

import (
	"context"
	"sync"
	"time"

	"earshot/internal/social"
	"earshot/storage"
)

const (
	// HistoryRuns is how many runs of a source are looked at for what is usual.
	HistoryRuns = 30
	// paceAge is how old a pace may be: it is taken from weeks of posts, and
	// finding it goes through all of them.
	paceAge = 10 * time.Minute
)

// History tells what is usual for the sources from what is stored.
type History struct {
	Store *storage.Store

	mu    sync.Mutex
	paces map[string]social.Pace
	asked time.Time
}

// Add completes the health of sources by what is stored of their past.
func (h *History) Add(ctx context.Context, all []social.SourceHealth, now time.Time) error {
	stored, err := h.Store.SourceCounts(ctx)
	if err != nil {
		return err
	}
	runs, err := h.Store.LatestRuns(ctx, HistoryRuns)
	if err != nil {
		return err
	}
	answered, err := h.Store.Answered(ctx)
	if err != nil {
		return err
	}
	paces, err := h.pace(ctx, now)
	if err != nil {
		return err
	}
	for i := range all {
		s := &all[i]
		s.Stored = stored[s.Source]
		s.FirstRun, s.LastAnswer = answered[s.Source].First, answered[s.Source].Last
		s.Usual, s.Errors = social.UsualPosts(runs[s.Source]), social.CountErrors(runs[s.Source])
		if pace, ok := paces[s.Source]; ok {
			s.Pace = &pace
		}
	}
	return nil
}

// pace asks for the paces, or remembers them.
func (h *History) pace(ctx context.Context, now time.Time) (map[string]social.Pace, error) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.paces != nil && now.Sub(h.asked) < paceAge {
		return h.paces, nil
	}
	paces, err := h.Store.Paces(ctx, now)
	if err != nil {
		return nil, err
	}
	h.paces, h.asked = paces, now
	return paces, nil
}
