package polite

import (
	"slices"
	"time"
)

// longestQueue is how many processes are noted to wait for a host.
const longestQueue = 64

// look is how often the record of a host is read while another process is in a turn.
func look(delay time.Duration) time.Duration {
	return min(max(delay/20, 20*time.Millisecond), time.Second)
}

// grace is how long those further back in the queue leave to whoever is before them:
// who leaves a turn knows first that it is over, and would otherwise have the next too.
func grace(delay time.Duration) time.Duration { return 4 * look(delay) }

// ahead is how many processes have waited for e for longer than self.
func (s *shared) ahead(self string) int {
	if i := slices.Index(s.queue, self); i >= 0 {
		return i
	}
	return len(s.queue)
}

// enqueue notes in e's record that this process waits for it, where others do or have
// the turn. It is called when the process has to wait.
func (h *Hosts) enqueue(e *host) {
	h.mu.Lock()
	others := e.shared.holder != "" || len(e.shared.queue) > 0 || e.shared.next.After(e.next)
	waits := slices.Contains(e.shared.queue, h.self) || len(e.shared.queue) >= longestQueue
	h.mu.Unlock()
	if !others || waits {
		return
	}
	h.tell(e, func(time.Time) {
		if !slices.Contains(e.shared.queue, h.self) {
			e.shared.queue = append(slices.Clone(e.shared.queue), h.self)
		}
	})
}

// dequeue takes this process out of the queue, and all before it, who have not come.
func (s *shared) dequeue(self string) []string {
	return s.queue[min(s.ahead(self)+1, len(s.queue)):]
}
