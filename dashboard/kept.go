package dashboard

import (
	"sync"
	"time"
)

const (
	// keepFor is how long the questions of a page that was sent before they were
	// answered are kept for its skeletons to come for.
	keepFor = 30 * time.Second
	// mostKept bounds the pages kept.
	mostKept = 64
)

// kept holds the questions of pages that were sent with skeletons, by the
// address of the page, so that a skeleton waits for the answer that is on its
// way and does not ask again.
type kept struct {
	mu    sync.Mutex
	pages map[string]keptPage
}

type keptPage struct {
	overview *overview
	until    time.Time
}

// put keeps o, in the place of an older one of the same address.
func (k *kept) put(o *overview, now time.Time) {
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.pages == nil {
		k.pages = map[string]keptPage{}
	}
	for address, p := range k.pages {
		if now.After(p.until) {
			delete(k.pages, address)
		}
	}
	if len(k.pages) < mostKept {
		k.pages[o.view.URL("/")] = keptPage{o, now.Add(keepFor)}
	}
}

// get returns what is kept of the page at address, nil when there is nothing.
// Questions of which one failed are asked anew.
func (k *kept) get(address string, now time.Time) *overview {
	k.mu.Lock()
	defer k.mu.Unlock()
	p, ok := k.pages[address]
	if !ok || now.After(p.until) {
		return nil
	}
	for _, c := range p.overview.all() {
		if _, err := c.answered(); err != nil {
			delete(k.pages, address)
			return nil
		}
	}
	return p.overview
}
