package pipeline

import (
	"context"
	"log/slog"
	"maps"
	"sync"
	"time"
)

// inHand are the messages that a worker has taken and not finished.
type inHand struct {
	mu sync.Mutex
	// receipts holds the key of the message of each.
	receipts map[Receipt]string
}

func (h *inHand) add(m Message) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.receipts[m.Receipt] = m.Key
}

func (h *inHand) remove(r Receipt) {
	h.mu.Lock()
	defer h.mu.Unlock()
	delete(h.receipts, r)
}

func (h *inHand) has(r Receipt) bool {
	h.mu.Lock()
	defer h.mu.Unlock()
	_, ok := h.receipts[r]
	return ok
}

func (h *inHand) count() int {
	h.mu.Lock()
	defer h.mu.Unlock()
	return len(h.receipts)
}

// keepAlive tells the queue, until ctx ends, that the work on what is in hand
// goes on.
func (h *inHand) keepAlive(ctx context.Context, every time.Duration, log *slog.Logger) {
	tick := time.NewTicker(every)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
		h.mu.Lock()
		working := maps.Clone(h.receipts)
		h.mu.Unlock()
		for receipt, key := range working {
			// A message finished meanwhile answers with an error; the queue would
			// hand out one that is not again, which is harmless.
			if err := receipt.Working(); err != nil {
				log.Debug("heartbeat", "key", key, "error", err)
			}
		}
	}
}
