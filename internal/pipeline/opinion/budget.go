package opinion

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"time"

	"earshot/internal/social"
)

const (
	// BucketName and dayKey are where the budget is kept.
	BucketName = "opinions"
	dayKey     = "day"
	// updateTries bounds how often a change is tried beside other processes.
	updateTries = 64
)

// errSpent says that the day's requests are used up.
var errSpent = social.Errorf(social.CodeRateLimited, "opinion: the day's budget of second opinions is used up")

// Day is what became of second opinions on one day, in UTC.
type Day struct {
	// Day is 2006-01-02.
	Day string `json:"day"`
	// Requests were begun, whatever came of them.
	Requests int64 `json:"requests"`
	// Given opinions count, Discarded ones do not; Late are posts that waited too long.
	Given     int64 `json:"given"`
	Discarded int64 `json:"discarded"`
	Late      int64 `json:"late"`
}

// Bucket keeps values that several processes change.
type Bucket interface {
	// Get returns the value of key and its revision; nil where there is none.
	Get(ctx context.Context, key string) (value []byte, rev uint64, err error)
	// Update fails with social.CodeConflict where rev is not the revision of now.
	Update(ctx context.Context, key string, value []byte, rev uint64) error
}

// Budget is how many requests a model may be sent a day, kept where it outlives
// the process. A request is entered before it is sent, so that however a process
// ends, the server is never asked more often than the budget allows; and by
// comparing and swapping, so that several processes share one budget.
type Budget struct {
	Bucket Bucket
	// Requests is how many a day may be sent.
	Requests int64
	Now      func() time.Time
}

// Today reads what was done today. Should the clock be set back, the later day
// goes on.
func (b *Budget) Today(ctx context.Context) (Day, uint64, error) {
	var day Day
	data, rev, err := b.Bucket.Get(ctx, dayKey)
	if err != nil {
		return day, 0, fmt.Errorf("opinion: read the budget: %w", err)
	}
	if data != nil {
		if err := json.Unmarshal(data, &day); err != nil {
			return day, 0, fmt.Errorf("opinion: read the budget: %w", err)
		}
	}
	if now := b.Now().UTC().Format(time.DateOnly); now > day.Day {
		day = Day{Day: now}
	}
	return day, rev, nil
}

// Enter changes what is noted of today, unless change says no with an error.
func (b *Budget) Enter(ctx context.Context, change func(*Day) error) error {
	for range updateTries {
		day, rev, err := b.Today(ctx)
		if err != nil {
			return err
		}
		if err := change(&day); err != nil {
			return err
		}
		data, err := json.Marshal(day)
		if err != nil {
			return fmt.Errorf("opinion: write the budget: %w", err)
		}
		if err = b.Bucket.Update(ctx, dayKey, data, rev); social.CodeOf(err) != social.CodeConflict {
			return err
		}
	}
	return social.Errorf(social.CodeConflict, "opinion: the budget was changed by others all the time")
}

// Spend enters a request, or fails with social.CodeRateLimited where the day's
// are used up.
func (b *Budget) Spend(ctx context.Context) error {
	return b.Enter(ctx, func(d *Day) error {
		if d.Requests >= b.Requests {
			return errSpent
		}
		d.Requests++
		return nil
	})
}

// untilTomorrow is how long it is to the next day.
func (b *Budget) untilTomorrow() time.Duration {
	now := b.Now().UTC()
	return now.Truncate(24 * time.Hour).Add(24 * time.Hour).Sub(now)
}

// Transport sends requests that the budget allows.
type Transport struct {
	Budget *Budget
	Next   http.RoundTripper
}

// RoundTrip enters req in the budget and sends it.
func (t Transport) RoundTrip(req *http.Request) (*http.Response, error) {
	if err := t.Budget.Spend(req.Context()); err != nil {
		if req.Body != nil {
			req.Body.Close() // a RoundTripper closes it, whatever happens
		}
		return nil, err
	}
	return t.Next.RoundTrip(req)
}
