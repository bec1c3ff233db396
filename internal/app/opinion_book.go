package app

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"time"

	"earshot/internal/social"
	"earshot/storage/stream"
)

const (
	// opinionBucket and opinionKey are where the book is kept.
	opinionBucket = "opinions"
	opinionKey    = "day"
	// bookTries bounds how often a change is tried beside other processes.
	bookTries = 64
)

// errSpent says that the day's requests are used up.
var errSpent = social.Errorf(social.CodeRateLimited, "app: the day's budget of second opinions is used up")

// opinionDay is what became of second opinions on one day, in UTC.
type opinionDay struct {
	// Day is 2006-01-02.
	Day string `json:"day"`
	// Requests were begun, whatever came of them.
	Requests int64 `json:"requests"`
	// Given opinions count, Discarded ones do not; Late are posts that waited too long.
	Given     int64 `json:"given"`
	Discarded int64 `json:"discarded"`
	Late      int64 `json:"late"`
}

// opinionBook keeps the day's budget where it outlives the process. A request is
// entered before it is sent, so that however a process ends, the server is never
// asked more often than the budget allows; and by comparing and swapping, so that
// several processes share one budget.
type opinionBook struct {
	bucket *stream.Bucket
	budget int64
	now    func() time.Time
}

// today reads the day's page; one of an earlier day is empty. Should the clock
// be set back, the later day goes on.
func (b *opinionBook) today(ctx context.Context) (opinionDay, uint64, error) {
	var day opinionDay
	data, rev, err := b.bucket.Get(ctx, opinionKey)
	if err != nil {
		return day, 0, fmt.Errorf("app: read the book of opinions: %w", err)
	}
	if data != nil {
		if err := json.Unmarshal(data, &day); err != nil {
			return day, 0, fmt.Errorf("app: read the book of opinions: %w", err)
		}
	}
	if now := b.now().UTC().Format(time.DateOnly); now > day.Day {
		day = opinionDay{Day: now}
	}
	return day, rev, nil
}

// enter changes the day's page, unless change says no with an error.
func (b *opinionBook) enter(ctx context.Context, change func(*opinionDay) error) error {
	for range bookTries {
		day, rev, err := b.today(ctx)
		if err != nil {
			return err
		}
		if err := change(&day); err != nil {
			return err
		}
		data, err := json.Marshal(day)
		if err != nil {
			return fmt.Errorf("app: write the book of opinions: %w", err)
		}
		if err = b.bucket.Update(ctx, opinionKey, data, rev); social.CodeOf(err) != social.CodeConflict {
			return err
		}
	}
	return social.Errorf(social.CodeConflict, "app: the book of opinions was changed by others all the time")
}

// spend enters a request, or fails with errSpent.
func (b *opinionBook) spend(ctx context.Context) error {
	return b.enter(ctx, func(d *opinionDay) error {
		if d.Requests >= b.budget {
			return errSpent
		}
		d.Requests++
		return nil
	})
}

// untilTomorrow is how long it is to the next day.
func (b *opinionBook) untilTomorrow() time.Duration {
	now := b.now().UTC()
	return now.Truncate(24 * time.Hour).Add(24 * time.Hour).Sub(now)
}

// metered sends requests that the budget allows.
type metered struct {
	book *opinionBook
	next http.RoundTripper
}

func (m metered) RoundTrip(req *http.Request) (*http.Response, error) {
	if err := m.book.spend(req.Context()); err != nil {
		if req.Body != nil {
			req.Body.Close() // a RoundTripper closes it, whatever happens
		}
		return nil, err
	}
	return m.next.RoundTrip(req)
}
