package speech

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"math"
	"time"

	"earshot/internal/pipeline/ledger"
	"earshot/internal/social"
)

const (
	// BucketName and ledgerKey are where the budget is kept.
	BucketName = "transcripts"
	ledgerKey  = "ledger"
	// settleWait bounds how long it is tried to note what a request used.
	settleWait = 10 * time.Second
)

// ErrSpent is wrapped by errors that say that the day's budget does not hold a recording.
var ErrSpent = errors.New("speech: the day's budget is used up")

// Budget is what transcripts may use on a day, kept where it outlives the process. A request is
// entered before it is sent, with the length of its recording, so that however a process ends,
// no more is used than the budget allows; one that the server refused is taken back. Where the
// server counts more than was entered, as a recording hides its length, that is entered too.
type Budget struct {
	Bucket ledger.Bucket
	Limits social.TranscriptBudget
	// Price is what a minute costs, in a currency.
	Price float64
	// Model is the name of the model that is asked, Host where.
	Model, Host string
	// Hearer is the model, and what else is needed to hear: what one gave up another may hear.
	Hearer string
	Now    func() time.Time
	Log    *slog.Logger
}

// account is what is kept: what was done today, and how the model is.
type account struct {
	Day   social.TranscriptDay `json:"day"`
	Model health               `json:"model"`
}

// health is how a model is.
type health struct {
	Name string `json:"name"`
	// Good is when it answered well last, Worthless how many answers in a row could not be
	// used since.
	Good      time.Time `json:"good,omitzero"`
	Worthless int       `json:"worthless,omitempty"`
	// Fault says why it hears nothing, Since when it began to.
	Fault string    `json:"fault,omitempty"`
	Since time.Time `json:"since,omitzero"`
}

// ledger is where the budget is kept. What is known of another model is forgotten.
func (b *Budget) ledger() ledger.Ledger[account] {
	return ledger.Ledger[account]{Bucket: b.Bucket, Key: ledgerKey, Of: "speech", Begin: func(a *account) {
		if now := ledger.Day(b.Now()); now > a.Day.Day {
			a.Day = social.TranscriptDay{Day: now}
		}
		if name := b.Model + " at " + b.Host; a.Model.Name != name {
			a.Model = health{Name: name}
		}
	}}
}

// whole is a length in seconds, those begun counted.
func whole(length time.Duration) int64 { return int64((length + time.Second - 1) / time.Second) }

// cost is what seconds cost, in billionths, rounded up.
func (b *Budget) cost(seconds int64) int64 {
	return int64(math.Ceil(b.Price * float64(seconds) / 60 * social.Billionth))
}

// over says which part of the budget does not hold so many seconds more; empty where it does.
func (b *Budget) over(d social.TranscriptDay, seconds int64) string {
	switch l := b.Limits; {
	case d.Seconds+seconds > l.Seconds:
		return fmt.Sprintf("%d minutes a day are the most (llm.transcript_minutes)", l.Seconds/60)
	case l.Requests > 0 && d.Requests >= l.Requests:
		return fmt.Sprintf("%d requests a day are the most (llm.transcript_requests)", l.Requests)
	case l.Cost > 0 && d.Cost+b.cost(seconds) > l.Cost:
		return fmt.Sprintf("%.2f a day is the most (llm.transcript_cost)", float64(l.Cost)/social.Billionth)
	default:
		return ""
	}
}

// Enter enters a request about a recording before it is sent. settle is called once and told
// whether the request may have been used, and how long the server says that the recording is,
// or 0.
func (b *Budget) Enter(ctx context.Context, length time.Duration) (settle func(used bool, told time.Duration), err error) {
	seconds := whole(length)
	var day string
	err = b.ledger().Change(ctx, func(l *account) error {
		if over := b.over(l.Day, seconds); over != "" {
			return social.Errorf(social.CodeRateLimited, "%w: %s", ErrSpent, over)
		}
		day = l.Day.Day
		l.Day.Requests++
		l.Day.Seconds += seconds
		l.Day.Cost += b.cost(seconds)
		return nil
	})
	if err != nil {
		return nil, err
	}
	return func(used bool, told time.Duration) {
		more := whole(told) - seconds
		switch {
		case !used:
			more = -seconds
		case more <= 0:
			return
		}
		ctx, stop := context.WithTimeout(context.WithoutCancel(ctx), settleWait)
		defer stop()
		err := b.ledger().Change(ctx, func(l *account) error {
			if l.Day.Day == day {
				l.Day.Seconds += more
				l.Day.Cost += b.cost(seconds+more) - b.cost(seconds)
			}
			return nil
		})
		if err != nil {
			b.Log.Warn("what a transcript used is not noted, it counts as what was entered", "error", err, "entered_seconds", seconds, "more_seconds", more)
		}
	}, nil
}

// State is what is known without storage.
func (b *Budget) State(ctx context.Context) (social.TranscriptState, error) {
	l, err := b.ledger().Read(ctx)
	if err != nil {
		return social.TranscriptState{}, err
	}
	state := social.TranscriptState{Model: b.Model, Host: b.Host, Day: l.Day, Budget: b.Limits, Spent: b.over(l.Day, 1), Fault: l.Model.Fault}
	if state.Fault != "" {
		state.Since = &l.Model.Since
	}
	return state, nil
}
