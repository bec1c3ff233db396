package dashboard

import (
	"slices"
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
	page  questions
	until time.Time
}

// questions are those behind a page.
type questions interface {
	// address is that of the page.
	address() string
	all() []asked
}

// put keeps the questions of a page, in the place of older ones of its address.
func (k *kept) put(page questions, now time.Time) {
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
		k.pages[page.address()] = keptPage{page, now.Add(keepFor)}
	}
}

// keptAt returns the questions that are kept of the page at address, nil when
// there are none. Questions of which one failed are asked anew.
func keptAt[P questions](k *kept, address string, now time.Time) (none P) {
	k.mu.Lock()
	defer k.mu.Unlock()
	p, ok := k.pages[address]
	if !ok || now.After(p.until) {
		return none
	}
	for _, c := range p.page.all() {
		if _, err := c.answered(); err != nil {
			delete(k.pages, address)
			return none
		}
	}
	page, _ := p.page.(P)
	return page
}

// pending tells whether an answer of a page is still on its way.
func pending(page questions) bool {
	return slices.ContainsFunc(page.all(), func(c asked) bool {
		done, _ := c.answered()
		return !done
	})
}
