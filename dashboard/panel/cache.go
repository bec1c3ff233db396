package panel

import (
	"context"
	"sync"
	"time"

	"earshot/dashboard/urlstate"
)

const (
	// cacheFor is how long the queries of a page that was sent before they
	// returned are cached for its skeletons.
	cacheFor = 30 * time.Second
	// maxCached bounds the pages cached.
	maxCached = 64
)

// Cache holds the queries of pages that were sent with skeletons, by the
// address of the page, so that a skeleton waits for the query that is running
// and does not run another. The zero Cache is empty and ready for use.
type Cache struct {
	mu    sync.Mutex
	pages map[string]cached
}

type cached struct {
	queries *Queries
	until   time.Time
}

// Page returns the queries for page p at v. A page that is fetched again before its
// queries have returned waits for these instead of starting others. Once they have
// returned, they are run anew.
func (c *Cache) Page(ctx context.Context, s *Site, p Page, v urlstate.View) *Queries {
	if q := c.find(v.URL(p.Path), s.Now()); q != nil && q.late() {
		return q
	}
	return s.Queries(ctx, v)
}

// Panel returns the queries for one panel of page p at v: those of the page
// that was sent, if it is cached.
func (c *Cache) Panel(ctx context.Context, s *Site, p Page, v urlstate.View) *Queries {
	if q := c.find(v.URL(p.Path), s.Now()); q != nil {
		return q
	}
	return s.Queries(ctx, v)
}

// Keep caches the queries of page p while one of them is running, in the place
// of older ones of its address.
func (c *Cache) Keep(p Page, q *Queries) {
	if !q.late() {
		return
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.pages == nil {
		c.pages = map[string]cached{}
	}
	now := q.Now()
	for address, page := range c.pages {
		if now.After(page.until) {
			delete(c.pages, address)
		}
	}
	if len(c.pages) < maxCached {
		c.pages[q.View.URL(p.Path)] = cached{q, now.Add(cacheFor)}
	}
}

// Clear forgets all pages, as when something was changed that they show.
func (c *Cache) Clear() {
	c.mu.Lock()
	defer c.mu.Unlock()
	clear(c.pages)
}

// find returns the queries cached at address, nil when there are none. If one of
// them failed, they are dropped, so that all are run anew.
func (c *Cache) find(address string, now time.Time) *Queries {
	c.mu.Lock()
	defer c.mu.Unlock()
	page, ok := c.pages[address]
	if !ok || now.After(page.until) {
		return nil
	}
	if page.queries.failed() {
		delete(c.pages, address)
		return nil
	}
	return page.queries
}
