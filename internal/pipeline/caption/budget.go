package caption

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"time"

	"earshot/internal/social"
)

const (
	// BucketName and ledgerKey are where the budget is kept.
	BucketName = "captions"
	ledgerKey  = "ledger"
	// updateTries bounds how often a change is tried beside other processes.
	updateTries = 64
	// leastAnswer is how many tokens of an answer must be left for a picture to be asked
	// about: as many as a whole answer takes.
	leastAnswer = 256
	// fullAnswer is how many are set aside for one where there are enough.
	fullAnswer = 1500
)

// ErrSpent is wrapped by errors that say that the day's budget is used up.
var ErrSpent = errors.New("caption: the day's budget is used up")

// Bucket keeps values that several processes change.
type Bucket interface {
	// Get returns the value of key and its revision; nil where there is none.
	Get(ctx context.Context, key string) (value []byte, rev uint64, err error)
	// Update fails with social.CodeConflict where rev is not the revision of now.
	Update(ctx context.Context, key string, value []byte, rev uint64) error
}

// Price is what a million tokens cost, in a currency.
type Price struct{ Input, Output float64 }

// Of is what tokens cost, in billionths, rounded up.
func (p Price) Of(input, output int64) int64 {
	return int64(math.Ceil((p.Input*float64(input) + p.Output*float64(output)) * social.Billionth / 1e6))
}

// Budget is what captions may use on a day, kept where it outlives the process. A request
// is entered before it is sent, with as much as it may use, so that however a process ends,
// no more is used than the budget allows; what it did not use is given back when that is
// known. It is written by comparing and swapping, so that several processes share one.
type Budget struct {
	Bucket Bucket
	Limits social.CaptionBudget
	Price  Price
	// Model is the name of the model that is asked.
	Model string
	Now   func() time.Time
}

// ledger is what is kept: what was done today, and how the model is.
type ledger struct {
	Day   social.CaptionDay `json:"day"`
	Model health            `json:"model"`
}

// health is how a model is.
type health struct {
	Name string `json:"name"`
	// Largest is the largest question it was asked today, in tokens; 0 before the first
	// answer. It is of one day, so that one odd figure does not end captions for good.
	Largest int64 `json:"largest,omitempty"`
	// Expected is how many tokens a question was estimated to have before it was sent.
	Expected int64 `json:"expected,omitempty"`
	// Worthless counts the answers in a row that could not be used, and Good is when one
	// could.
	Worthless int       `json:"worthless,omitempty"`
	Good      time.Time `json:"good,omitzero"`
	// Fault says why it gives no captions, Since when it began to.
	Fault string    `json:"fault,omitempty"`
	Since time.Time `json:"since,omitzero"`
}

// read reads the ledger. What is known of another model is forgotten. Should the clock be set back, the later day goes on.
func (b *Budget) read(ctx context.Context) (ledger, uint64, error) {
	var l ledger
	data, rev, err := b.Bucket.Get(ctx, ledgerKey)
	if err == nil && data != nil {
		err = json.Unmarshal(data, &l)
	}
	if err != nil {
		return l, 0, fmt.Errorf("caption: read the budget: %w", err)
	}
	if now := b.Now().UTC().Format(time.DateOnly); now > l.Day.Day {
		l.Day, l.Model.Largest = social.CaptionDay{Day: now}, 0
	}
	if l.Model.Name != b.Model {
		l.Model = health{Name: b.Model}
	}
	return l, rev, nil
}

// change changes the ledger, unless change says no with an error.
func (b *Budget) change(ctx context.Context, change func(*ledger) error) error {
	for range updateTries {
		l, rev, err := b.read(ctx)
		if err != nil {
			return err
		}
		if err := change(&l); err != nil {
			return err
		}
		data, err := json.Marshal(l)
		if err != nil {
			return fmt.Errorf("caption: write the budget: %w", err)
		}
		if err = b.Bucket.Update(ctx, ledgerKey, data, rev); social.CodeOf(err) != social.CodeConflict {
			return err
		}
	}
	return social.Errorf(social.CodeConflict, "caption: the budget was changed by others all the time")
}

// grant is how long an answer may be to a question of so many tokens, with what is left of
// the day; spent says which part of the budget is used up where that is too little.
func (b *Budget) grant(d social.CaptionDay, input, most int64, newPicture bool) (output int64, spent string) {
	if newPicture && d.Pictures >= b.Limits.Pictures {
		return 0, fmt.Sprintf("%d pictures a day are the most (llm.caption_budget)", b.Limits.Pictures)
	}
	output = most
	if limit := b.Limits.Tokens; limit > 0 {
		if output = min(output, limit-d.Input-d.Output-input); output < leastAnswer {
			return 0, fmt.Sprintf("%d tokens a day are the most (llm.caption_tokens), and a picture may take %d", limit, input+leastAnswer)
		}
	}
	limit := b.Limits.Cost
	if limit <= 0 {
		return output, ""
	}
	left := limit - d.Cost - b.Price.Of(input, leastAnswer)
	if left < 0 {
		return 0, fmt.Sprintf("%s a day is the most (llm.caption_cost), and a picture may cost %s", Money(limit), Money(b.Price.Of(input, leastAnswer)))
	}
	if b.Price.Output > 0 {
		output = min(output, leastAnswer+int64(float64(left)/(b.Price.Output*social.Billionth/1e6)))
	}
	return output, ""
}

// usual is how many tokens a question is taken to have before one was asked.
const usual = 1800

// spent says which part of the budget is used up, so that no picture can be asked about.
func (b *Budget) spent(l ledger) string {
	_, spent := b.grant(l.Day, l.Model.question(), leastAnswer, true)
	return spent
}

// question is how many tokens a question is expected to have.
func (h health) question() int64 {
	if h.Largest == 0 && h.Expected == 0 {
		return usual
	}
	return max(h.Largest, h.Expected)
}

// atOnce is how many pictures, of most, the budget lets be asked about side by side, so that
// none of less reach is asked about in the place of another.
func (b *Budget) atOnce(l ledger, most int64) int64 {
	left := min(most, b.Limits.Pictures-l.Day.Pictures)
	if b.Limits.Tokens > 0 {
		left = min(left, (b.Limits.Tokens-l.Day.Input-l.Day.Output)/(l.Model.question()+fullAnswer))
	}
	if each := b.Price.Of(l.Model.question(), fullAnswer); b.Limits.Cost > 0 && each > 0 {
		left = min(left, (b.Limits.Cost-l.Day.Cost)/each)
	}
	return max(1, left)
}

// UntilTomorrow is how long it is to the next day.
func (b *Budget) UntilTomorrow() time.Duration {
	now := b.Now().UTC()
	return now.Truncate(24 * time.Hour).Add(24 * time.Hour).Sub(now)
}

// Money writes billionths of a currency as an amount: as exact as two digits that are not 0.
func Money(billionths int64) string {
	amount := float64(billionths) / social.Billionth
	if amount >= 0.1 || amount == 0 {
		return fmt.Sprintf("%.2f", amount)
	}
	return fmt.Sprintf("%.*f", 1-int(math.Floor(math.Log10(amount))), amount)
}
