package caption

import (
	"context"
	"fmt"
	"log/slog"
	"sync"
	"time"

	"earshot/internal/social"
)

// settleWait bounds how long it is tried to note what a request used.
const settleWait = 10 * time.Second

// Usage is what a request used, in tokens.
type Usage struct{ Input, Output int64 }

// Meter grants the requests about one picture before they are sent.
type Meter interface {
	// Enter notes a request that may use most. It returns how long an answer may be, or an
	// error that wraps ErrSpent. settle is called once: with nil where it is not known what
	// the request used, and with zero where it used nothing.
	Enter(ctx context.Context, most Usage) (output int64, settle func(used *Usage), err error)
}

// ticket enters the requests about one picture in the budget.
type ticket struct {
	budget *Budget
	log    *slog.Logger

	mu sync.Mutex
	// counted: the picture is among those of the day.
	counted bool
	// used is what its requests used, as far as that is known.
	used social.CaptionAsk
}

// entry is a request as it was entered.
type entry struct {
	day           string
	input, output int64
	// picture: it was the one that entered the picture as well.
	picture bool
}

// Enter enters a request with all that it may use.
func (t *ticket) Enter(ctx context.Context, most Usage) (int64, func(*Usage), error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	var e entry
	err := t.budget.ledger().Change(ctx, func(l *account) error {
		e = entry{day: l.Day.Day, input: max(l.Model.Largest, most.Input), picture: !t.counted}
		if e.picture { // the others are about answers to the first, and longer
			l.Model.Expected = most.Input
		}
		output, spent := t.budget.grant(l.Day, e.input, most.Output, e.picture)
		if spent != "" {
			return social.Errorf(social.CodeRateLimited, "%w: %s", ErrSpent, spent)
		}
		e.output = output
		l.Day.Requests++
		if e.picture {
			l.Day.Pictures++
		}
		t.budget.add(&l.Day, e.input, e.output)
		return nil
	})
	if err != nil {
		return 0, nil, err
	}
	t.counted = true
	return e.output, func(used *Usage) { t.settle(ctx, e, used) }, nil
}

// Meter enters the requests about a picture that is none of a post's.
func (b *Budget) Meter(log *slog.Logger) Meter { return &ticket{budget: b, log: log} }

// add counts tokens, which may be fewer than none.
func (b *Budget) add(d *social.CaptionDay, input, output int64) {
	d.Cost -= b.Price.Of(d.Input, d.Output)
	d.Input, d.Output = d.Input+input, d.Output+output
	d.Cost += b.Price.Of(d.Input, d.Output)
}

// settle notes what a request used. Where that fails it counts as all that it might have.
func (t *ticket) settle(ctx context.Context, e entry, used *Usage) {
	t.mu.Lock()
	defer t.mu.Unlock()
	ctx, stop := context.WithTimeout(context.WithoutCancel(ctx), settleWait)
	defer stop()
	err := t.budget.ledger().Change(ctx, func(l *account) error {
		if used != nil {
			l.Model.Largest = max(l.Model.Largest, used.Input)
		}
		if l.Day.Day != e.day {
			return nil // that day is over
		}
		if used == nil {
			l.Day.Unmeasured++
			return nil
		}
		t.budget.add(&l.Day, used.Input-e.input, used.Output-e.output)
		if *used == (Usage{}) && e.picture {
			l.Day.Pictures-- // nobody looked at it
		}
		return nil
	})
	if err != nil {
		t.log.Warn("what a caption used is not noted, it counts as the most that it may have", "error", fmt.Errorf("caption: settle: %w", err))
	}
	if used == nil {
		used = &Usage{Input: e.input, Output: e.output}
	} else if *used == (Usage{}) && e.picture && err == nil {
		t.counted = false
	}
	t.used.Input, t.used.Output = t.used.Input+used.Input, t.used.Output+used.Output
	t.used.Cost = t.budget.Price.Of(t.used.Input, t.used.Output)
}
