package post

import (
	"cmp"
	"context"
	"fmt"
	"strings"
	"sync"
	"time"

	"earshot/internal/social"
	"earshot/storage/database"
	"earshot/storage/queries"
)

// Spot is a place in the order of publication. No two posts have equal ones.
type Spot struct {
	Created time.Time
	social.Key
}

// SpotOf is the place of a post.
func SpotOf(p *social.Post) Spot { return Spot{Created: p.CreatedAt, Key: p.Key()} }

// compare is below 0 for a spot before b.
func (s Spot) compare(b Spot) int {
	return cmp.Or(s.Created.Compare(b.Created), strings.Compare(s.Platform, b.Platform), strings.Compare(s.ID, b.ID))
}

const (
	// feedRows and feedBytes bound what is read at a time.
	feedRows  = 4096
	feedBytes = 4 << 20
)

// feed is what a query answers, some rows at a time.
type feed[T any] struct {
	rows chan []T
	// err is set when rows is closed.
	err error
}

// follow runs a query that puts what belongs to posts in order. running waits until it
// is over; ctx ends it.
func follow[T any](ctx context.Context, running *sync.WaitGroup, db *database.DB, name queries.Name, c Chosen, decode func(*database.Row) T) *feed[T] {
	f := &feed[T]{rows: make(chan []T, 1)}
	running.Go(func() {
		defer close(f.rows)
		f.err = f.read(ctx, db, name, c, decode)
	})
	return f
}

func (f *feed[T]) read(ctx context.Context, db *database.DB, name queries.Name, c Chosen, decode func(*database.Row) T) error {
	p := database.Params{database.Hashed: c.Many, "after": c.After != Spot{}, "after_time": int64(0), "after_platform": c.After.Platform, "after_id": c.After.ID}
	if c.After != (Spot{}) {
		p["after_time"] = c.After.Created.UnixMicro()
	}
	for name, value := range c.Params {
		p[name] = value
	}
	tables, err := c.Tables()
	if err != nil {
		return err
	}
	var batch []T
	bytes := 0
	send := func() error {
		select {
		case f.rows <- batch:
			batch, bytes = make([]T, 0, len(batch)), 0 // the next ones are about as many
			return nil
		case <-ctx.Done():
			return ctx.Err()
		}
	}
	err = db.EachLine(ctx, name, p, func(line string) error {
		row := database.NewRow(line)
		one := decode(row)
		if err := row.Err(); err != nil {
			return fmt.Errorf("storage: %s: %w", name, err)
		}
		batch = append(batch, one)
		if bytes += len(line); len(batch) < feedRows && bytes < feedBytes {
			return nil
		}
		return send()
	}, tables...)
	if err != nil || len(batch) == 0 {
		return err
	}
	return send()
}

// next returns the next rows, nil after the last ones.
func (f *feed[T]) next(ctx context.Context) ([]T, error) {
	select {
	case batch, open := <-f.rows:
		if !open {
			return nil, f.err
		}
		return batch, nil
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

// aligned goes through a feed beside the posts it belongs to.
type aligned[T any] struct {
	feed *feed[T]
	spot func(*T) Spot
	rest []T
	over bool
}

// at returns what belongs to the post at a spot; the spots asked for only grow. What
// stands before is of no post that was asked for.
func (a *aligned[T]) at(ctx context.Context, spot Spot) (found []T, err error) {
	for !a.over {
		for i := range a.rest {
			switch order := a.spot(&a.rest[i]).compare(spot); {
			case order > 0:
				a.rest = a.rest[i:]
				return found, nil
			case order == 0:
				found = append(found, a.rest[i])
			}
		}
		if a.rest, err = a.feed.next(ctx); err != nil {
			return nil, err
		}
		a.over = a.rest == nil
	}
	return found, nil
}
