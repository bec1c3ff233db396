package opinion

import (
	"context"
	"net/http"
	"time"

	"earshot/internal/pipeline/ledger"
	"earshot/internal/social"
)

const (
	// BucketName and dayKey are where the budget is kept.
	BucketName = "opinions"
	dayKey     = "day"
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

// Budget is how many requests a model may be sent a day, kept where it outlives
// the process. A request is entered before it is sent, so that however a process
// ends, the server is never asked more often than the budget allows; and by
// comparing and swapping, so that several processes share one budget.
type Budget struct {
	Bucket ledger.Bucket
	// Requests is how many a day may be sent.
	Requests int64
	Now      func() time.Time
}

func (b *Budget) ledger() ledger.Ledger[Day] {
	return ledger.Ledger[Day]{Bucket: b.Bucket, Key: dayKey, Of: "opinion", Begin: func(d *Day) {
		if now := ledger.Day(b.Now()); now > d.Day {
			*d = Day{Day: now}
		}
	}}
}

// Today reads what was done today.
func (b *Budget) Today(ctx context.Context) (Day, error) { return b.ledger().Read(ctx) }

// Enter changes what is noted of today, unless change says no with an error.
func (b *Budget) Enter(ctx context.Context, change func(*Day) error) error {
	return b.ledger().Change(ctx, change)
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
