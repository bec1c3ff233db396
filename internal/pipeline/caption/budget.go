package caption

import (
	"errors"
	"fmt"
	"math"
	"time"

	"earshot/internal/pipeline/ledger"
	"earshot/internal/social"
)

const (
	// BucketName and ledgerKey are where the budget is kept.
	BucketName = "captions"
	ledgerKey  = "ledger"
	// leastAnswer is how many tokens of an answer must be left for a picture to be asked
	// about: as many as a whole answer takes.
	leastAnswer = 256
	// fullAnswer is how many are set aside for one where there are enough.
	fullAnswer = 1500
)

// ErrSpent is wrapped by errors that say that the day's budget is used up.
var ErrSpent = errors.New("caption: the day's budget is used up")

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
	Bucket ledger.Bucket
	Limits social.CaptionBudget
	Price  Price
	// Model is the name of the model that is asked.
	Model string
	Now   func() time.Time
}

// account is what is kept: what was done today, and how the model is.
type account struct {
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

// ledger is where the budget is kept. What is known of another model is forgotten.
func (b *Budget) ledger() ledger.Ledger[account] {
	return ledger.Ledger[account]{Bucket: b.Bucket, Key: ledgerKey, Of: "caption", Begin: func(a *account) {
		if now := ledger.Day(b.Now()); now > a.Day.Day {
			a.Day, a.Model.Largest = social.CaptionDay{Day: now}, 0
		}
		if a.Model.Name != b.Model {
			a.Model = health{Name: b.Model}
		}
	}}
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
func (b *Budget) spent(l account) string {
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
func (b *Budget) atOnce(l account, most int64) int64 {
	left := min(most, b.Limits.Pictures-l.Day.Pictures)
	if b.Limits.Tokens > 0 {
		left = min(left, (b.Limits.Tokens-l.Day.Input-l.Day.Output)/(l.Model.question()+fullAnswer))
	}
	if each := b.Price.Of(l.Model.question(), fullAnswer); b.Limits.Cost > 0 && each > 0 {
		left = min(left, (b.Limits.Cost-l.Day.Cost)/each)
	}
	return max(1, left)
}

// Money writes billionths of a currency as an amount: as exact as two digits that are not 0.
func Money(billionths int64) string {
	amount := float64(billionths) / social.Billionth
	if amount >= 0.1 || amount == 0 {
		return fmt.Sprintf("%.2f", amount)
	}
	return fmt.Sprintf("%.*f", 1-int(math.Floor(math.Log10(amount))), amount)
}
