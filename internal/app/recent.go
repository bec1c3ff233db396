package app

import (
	"context"
	"os"
	"strconv"
	"strings"
	"sync"
	"time"

	"earshot/internal/social"
)

// healthFor is how long what was read of the sources is told again.
const healthFor = 15 * time.Second

// recentHealth reads how the sources stand for whoever asks often: once at a time,
// and at most once in healthFor.
type recentHealth struct {
	read func(ctx context.Context) ([]social.SourceHealth, error)

	mu      sync.Mutex
	reading *healthReading
}

// healthReading is what one reading found, complete once done is closed.
type healthReading struct {
	done    chan struct{}
	sources []social.SourceHealth
	err     error
	at      time.Time
}

// get returns how the sources stood at most healthFor ago. Whoever does not wait
// for a reading that takes long leaves it to the next.
func (h *recentHealth) get(ctx context.Context) ([]social.SourceHealth, error) {
	now := h.latest(ctx)
	select {
	case <-now.done:
		return now.sources, now.err
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

// latest is the reading under way, or the last one while that is new enough.
func (h *recentHealth) latest(ctx context.Context) *healthReading {
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.reading != nil {
		select {
		case <-h.reading.done:
			if h.reading.err == nil && time.Since(h.reading.at) < healthFor {
				return h.reading
			}
		default:
			return h.reading
		}
	}
	next := &healthReading{done: make(chan struct{}), at: time.Now()}
	h.reading = next
	go func() {
		defer close(next.done)
		next.sources, next.err = h.read(context.WithoutCancel(ctx))
	}()
	return next
}

// residentMemory is what a process holds of the machine's memory, in bytes, by
// proc(5); 0 where that cannot be told, as on macOS.
func residentMemory(pid int) uint64 {
	data, err := os.ReadFile("/proc/" + strconv.Itoa(pid) + "/statm")
	if err != nil {
		return 0
	}
	fields := strings.Fields(string(data))
	if len(fields) < 2 {
		return 0
	}
	pages, err := strconv.ParseUint(fields[1], 10, 64)
	if err != nil {
		return 0
	}
	return pages * uint64(os.Getpagesize())
}
