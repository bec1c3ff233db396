package figure

import (
	"context"
	"sync"

	"github.com/ClickHouse/clickhouse-go/v2/ext"
	"github.com/ClickHouse/clickhouse-go/v2/lib/driver"

	"earshot/internal/social"
	"earshot/storage/database"
	"earshot/storage/queries"
)

const (
	// mostMatches and mostMatched bound what is kept of searches: their number
	// and the posts they found.
	mostMatches = 64
	mostMatched = 2_000_000
)

// matchCache keeps what queries matched, so that the panels of a page search
// once. What was found holds for one state of the data.
type matchCache struct {
	mu      sync.Mutex
	entries map[matchQuestion]*matchAnswer
	// order are the questions, the oldest first.
	order []matchQuestion
}

// matchQuestion is what a search depends on.
type matchQuestion struct {
	query, from, to string
	// data is the state of the data searched in.
	data string
}

// matchAnswer is there once done is closed.
type matchAnswer struct {
	done chan struct{}
	keys []social.Key
	err  error
}

// match returns the identities of the posts of f's period that f's Query
// matches; nil when f has none. Queries mean the same here as where brands are
// matched: what the search index cannot tell is told by the same code. Several
// who ask the same at once wait for one search.
func (s *Reader) match(ctx context.Context, f social.Filter) ([]social.Key, error) {
	if f.Query == nil {
		return nil, nil
	}
	from, to := period(f)
	question := matchQuestion{query: f.Query.String(), from: database.Date(from), to: database.Date(to)}
	data, err := database.Collect(ctx, s.db, queries.DataVersion, nil, func(r driver.Rows) (v string, err error) { return v, r.Scan(&v) })
	if err != nil {
		return nil, err
	}
	question.data = data[0]
	answer, first := s.matched.ask(question)
	if first {
		go func() {
			defer close(answer.done)
			// Whoever asked first may leave; the others still wait.
			asked, done := database.Uncancelled(ctx)
			defer done()
			answer.keys, answer.err = s.search(asked, f)
			s.matched.settle(question, answer)
		}()
	}
	select {
	case <-answer.done:
		return answer.keys, answer.err
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

// ask returns the answer to q, and whether the caller is the one to find it.
func (c *matchCache) ask(q matchQuestion) (answer *matchAnswer, first bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if a, ok := c.entries[q]; ok {
		return a, false
	}
	if c.entries == nil {
		c.entries = map[matchQuestion]*matchAnswer{}
	}
	a := &matchAnswer{done: make(chan struct{})}
	c.entries[q] = a
	c.order = append(c.order, q)
	return a, true
}

// settle forgets an answer that failed, and the oldest ones while there is too
// much kept. Those who wait for one that is forgotten still get it.
func (c *matchCache) settle(q matchQuestion, a *matchAnswer) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if a.err != nil {
		delete(c.entries, q)
	}
	kept := 0
	var order []matchQuestion
	for i := len(c.order) - 1; i >= 0; i-- {
		q := c.order[i]
		e, ok := c.entries[q]
		if !ok {
			continue
		}
		kept += e.size(e == a)
		if len(order) == mostMatches || kept > mostMatched {
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

// size is how many posts an answer holds, 0 while it is looked for by another
// than the caller.
func (a *matchAnswer) size(own bool) int {
	if own {
		return len(a.keys)
	}
	select {
	case <-a.done:
		return len(a.keys)
	default:
		return 0
	}
}

// matchingTable makes the external table that query/filter.sql looks matches up
// in; it must be there even where it is not used.
func matchingTable(keys []social.Key) (*ext.Table, error) {
	return database.KeyTable("matching", keys)
}
