package figure

import (
	"context"
	"sync"

	"earshot/internal/social"
	"earshot/storage/database"
)

const (
	// mostMatches and mostMatched bound the cache: the searches in it, and the
	// posts and mentions these found.
	mostMatches = 64
	mostMatched = 2_000_000
)

// matchCache caches what queries matched where that is few, and the posts that no
// condition finds, so that the panels of a page search once. A result is valid for one state of the data.
type matchCache struct {
	mu      sync.Mutex
	entries map[matchKey]*matchResult
	// order are the keys, the oldest first.
	order []matchKey
}

// matchKey is what a search depends on.
type matchKey struct {
	query, from, to string
	// data is the state of the data searched in.
	data string
}

// matchResult is the result of a search, complete once done is closed.
type matchResult struct {
	done chan struct{}
	matched
	err error
}

// match returns what f's Query asks of mentions. Queries mean the same here as where
// brands are matched: where search keys and text do not decide, the same code does, and
// what it finds is cached. Concurrent calls with the same query wait for one search.
func (s *Reader) match(ctx context.Context, f social.Filter) (matching, error) {
	if f.Query == nil {
		return matching{}, nil
	}
	version, err := s.db.DataVersion(ctx)
	if err != nil {
		return matching{}, err
	}
	var q searching
	q.wanted, q.exact = f.Query.SearchCondition()
	if q.outdated, err = s.anyOutdated(ctx, version); err != nil {
		return matching{}, err
	}
	from, to := period(f)
	key := matchKey{query: f.Query.String(), from: database.Date(from), to: database.Date(to), data: version}
	result, first := s.matched.get(key)
	if first {
		go func() {
			defer close(result.done)
			// The caller may be cancelled while others still wait.
			running, done := database.Uncancelled(ctx)
			defer done()
			result.matched, result.err = s.search(running, f, q)
			s.matched.finish(key, result)
		}()
	}
	select {
	case <-result.done:
		return q.matching(result.matched), result.err
	case <-ctx.Done():
		return matching{}, ctx.Err()
	}
}

// get returns the result for q; first tells the caller to search for it.
func (c *matchCache) get(q matchKey) (result *matchResult, first bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if a, ok := c.entries[q]; ok {
		return a, false
	}
	if c.entries == nil {
		c.entries = map[matchKey]*matchResult{}
	}
	a := &matchResult{done: make(chan struct{})}
	c.entries[q] = a
	c.order = append(c.order, q)
	return a, true
}

// finish removes a result that failed, and the oldest ones while the cache is too
// large. Calls that wait for a removed result still get it.
func (c *matchCache) finish(q matchKey, a *matchResult) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if a.err != nil {
		delete(c.entries, q)
	}
	cached := 0
	var order []matchKey
	for i := len(c.order) - 1; i >= 0; i-- {
		q := c.order[i]
		e, ok := c.entries[q]
		if !ok {
			continue
		}
		cached += e.held(e == a)
		if len(order) == mostMatches || cached > mostMatched {
			delete(c.entries, q)
			continue
		}
		order = append(order, q)
	}
	for i, j := 0, len(order)-1; i < j; i, j = i+1, j-1 {
		order[i], order[j] = order[j], order[i]
	}
	c.order = order
}

// held is how many posts a result holds; 0 while another call than the one that
// finishes searches for it.
func (a *matchResult) held(own bool) int {
	if own {
		return a.size()
	}
	select {
	case <-a.done:
		return a.size()
	default:
		return 0
	}
}
