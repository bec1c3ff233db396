package app

import (
	"context"
	"encoding/json"
	"fmt"

	"earshot/internal/social"
	"earshot/storage"
	"earshot/storage/stream"
)

// opinionWish says on which mentions a second opinion is wanted.
type opinionWish struct {
	// below is the certainty of the built-in model below which it is.
	below float32
	// reach is the engagement from which it is in any case; 0 is never.
	reach int64
}

// wants tells whether a second opinion on a post is wanted. It is not on posts
// that figures do not count (those of no brand, without text, deleted), on likely
// spam, and where a person has judged.
func (w opinionWish) wants(p social.Post, a social.Analysis) bool {
	s := a.Sentiment
	if p.Deleted || len(a.Brands) == 0 || s.Label == social.Unknown || s.Corrected || a.Spam.Likely() {
		return false
	}
	if s.Opinion != nil {
		s = s.Opinion.Own
	}
	if s.Certainty() < w.below {
		return true
	}
	reach := p.Engagement.Total()
	return w.reach > 0 && reach != nil && *reach >= w.reach
}

// askOpinions puts those of the stored posts on the opinions stream on which an
// opinion is wanted and none is noted. A post asked for twice waits once.
func (o *opining) askOpinions(ctx context.Context, entries []storage.Entry) error {
	if o == nil {
		return nil
	}
	var posts []social.Post
	for _, e := range entries {
		if o.wish.wants(e.Post, e.Analysis) {
			posts = append(posts, e.Post)
		}
	}
	if len(posts) == 0 {
		return nil
	}
	noted, err := o.store.Opined(ctx, posts)
	if err != nil {
		return fmt.Errorf("app: look for opinions: %w", err)
	}
	var messages []stream.Message
	for _, p := range posts {
		if noted[p.Key()] {
			continue
		}
		task, err := json.Marshal(opinionTask{Platform: p.Platform, ID: p.ID, At: o.book.now().UTC()})
		if err != nil {
			return fmt.Errorf("app: encode opinion task: %w", err)
		}
		messages = append(messages, stream.Message{Key: p.Platform + " " + p.ID, Data: task})
	}
	if len(messages) == 0 {
		return nil
	}
	if err := o.tasks.Put(ctx, messages...); err != nil {
		return fmt.Errorf("app: ask for opinions: %w", err)
	}
	return nil
}

// idle tells whether nothing waits, or nothing that can be had now: the budget
// may be spent, or the model out of order.
func (o *opining) idle(ctx context.Context) (bool, error) {
	if o == nil {
		return true, nil
	}
	waiting, err := o.tasks.Pending(ctx)
	if err != nil || waiting == 0 {
		return err == nil, err
	}
	if o.busy.Load() > 0 {
		return false, nil
	}
	if _, down := o.rest.down(); down {
		return true, nil
	}
	return o.spent(ctx)
}

// OpinionSummary is what a crawl did about second opinions.
type OpinionSummary struct {
	// Given count in the sentiment, Discarded do not; Late waited too long for the
	// budget or the model and were let go.
	Given     int64 `json:"given"`
	Discarded int64 `json:"discarded"`
	Late      int64 `json:"late"`
	// Waiting are still to be asked about.
	Waiting int64 `json:"waiting"`
	// Requests of Budget were made on this day, in UTC.
	Requests int64 `json:"requests_today"`
	Budget   int64 `json:"budget"`
	// Fault says why the model could not be asked at the end.
	Fault string `json:"fault,omitempty"`
}

// summary is what was done since the start; nil where no model is configured.
func (o *opining) summary(ctx context.Context) (*OpinionSummary, error) {
	if o == nil {
		return nil, nil
	}
	state, err := o.Opinions(ctx)
	if err != nil {
		return nil, err
	}
	return &OpinionSummary{
		Given: o.counts.given.Load(), Discarded: o.counts.discarded.Load(), Late: o.counts.late.Load(),
		Waiting: state.Waiting, Requests: state.Requests, Budget: state.Budget, Fault: state.Fault,
	}, nil
}

// Opinions is how the asking for opinions stands today.
func (o *opining) Opinions(ctx context.Context) (social.OpinionState, error) {
	day, _, err := o.book.today(ctx)
	if err != nil {
		return social.OpinionState{}, err
	}
	waiting, err := o.tasks.Pending(ctx)
	if err != nil {
		return social.OpinionState{}, fmt.Errorf("app: count opinions waited for: %w", err)
	}
	state := social.OpinionState{
		Model: o.model, Requests: day.Requests, Budget: o.book.budget,
		Given: day.Given, Discarded: day.Discarded, Late: day.Late, Waiting: int64(waiting),
	}
	if o.rest.left() > 0 {
		state.Fault, _ = o.rest.down()
	}
	return state, nil
}
