package run

import (
	"context"
	"time"

	"earshot/crawler"
	"earshot/crawler/record"
	"earshot/internal/social"
)

// maxGathered is how many posts a step gathers before it publishes them.
const maxGathered = 500

// Step takes one step of one lane: it fetches the lane's next request, publishes
// the posts of the answer and puts the lane's next message, or records how the
// lane ended. Where a server answers fast and asks for no pause, a step reads
// pages for as long as Options.Slice before it puts the next message. The caller
// acknowledges the message when Step returned nil and delivers it again
// otherwise. What a platform does wrong ends the lane and is not an error of
// Step; an error is a fault of our own (a store that is down, a context that
// ended, a message that cannot be read).
//
// The effects come in an order in which the process may die between any two of
// them, and nothing is lost:
//
//  1. posts are published. Dying now: the message is delivered again, the pages
//     of the step are fetched again and their posts published twice, which
//     counts once.
//  2. on the way: the next message replaces this one. Dying now: the next
//     message is there, this one is gone, acknowledged or not.
//  3. at the end: the cursor is saved, then the outcome recorded, then, with the
//     last lane, the run handed on. Dying in between: the message is delivered
//     again, the last page is read again and each of these writes is repeated
//     with the same value or found done.
//
// A message of a run that is over, which a worker given up for dead may have put,
// changes neither cursor nor record, and gives its place back to the lane of the
// run that is active.
func (r *Runner) Step(ctx context.Context, data []byte) error {
	t, err := decodeTask(data)
	if err != nil {
		return social.Errorf(social.CodeBroken, "a message of the crawl stream cannot be read: %w", err)
	}
	s := &step{runner: r, task: t}
	return s.run(ctx)
}

// step is one step of a lane. It owns all that the step works on: the lane's
// state, which it loads and saves, and what was read and is not yet durable.
type step struct {
	runner *Runner
	task
	adapter crawler.Adapter
	scope   crawler.Scope
	// began is when the step began to read pages.
	began time.Time
	// posts are those read in this step and not yet published.
	posts []social.Post
}

// run takes the step. Each part leaves its result in s; fault is what ends the
// lane.
func (s *step) run(ctx context.Context) error {
	fault := s.lookup()
	if fault == nil && !s.Begun {
		if stale, err := s.replaceStale(ctx); stale || err != nil {
			return err
		}
		fault = s.begin(ctx)
	}
	if fault == nil {
		fault = s.readPages(ctx)
	}
	if fault != nil && crawler.IsInternal(ctx, fault) {
		return fault
	}
	if fault == nil {
		fault = s.findDeleted(ctx)
	}
	if fault != nil && crawler.IsInternal(ctx, fault) {
		return fault
	}
	if err := s.runner.publishPosts(ctx, laneKey(s.Source, s.Lane), s.posts); err != nil {
		return err
	}
	if fault == nil && !s.exhausted() {
		return s.save(ctx)
	}
	return s.end(ctx, fault)
}

// lookup finds the source and its adapter.
func (s *step) lookup() error {
	src, adapter, err := s.runner.sources.Lookup(s.Source)
	s.adapter, s.scope = adapter, crawler.Scope{Source: src, Lane: s.Lane, Since: s.Since, Until: s.Until}
	return err
}

// begin puts the lane's first requests into the frontier.
func (s *step) begin(ctx context.Context) error {
	if s.Lane == record.RevisitLane {
		s.Begun = true
		return s.beginRevisits(ctx)
	}
	first, err := crawler.Start(s.adapter, s.scope)
	if err != nil {
		return err
	}
	s.Begun = true
	s.enqueue([]crawler.Request{first})
	return nil
}

// readPages reads pages until the lane is exhausted, one of them ends it, or the
// time of a step is over.
func (s *step) readPages(ctx context.Context) error {
	for s.began = s.runner.opts.Clock.Now(); !s.exhausted() && len(s.posts) < maxGathered; {
		if err := s.readPage(ctx); err != nil {
			return err
		}
		if s.runner.opts.Clock.Now().Sub(s.began) >= s.runner.opts.Slice {
			return nil
		}
	}
	return nil
}

// exhausted tells whether the lane has nothing left to ask for.
func (s *step) exhausted() bool { return len(s.Frontier) == 0 }

// save puts the lane's next message in place of this one.
func (s *step) save(ctx context.Context) error {
	if s.isBackfill() {
		s.Worked += s.runner.opts.Clock.Now().Sub(s.began)
		s.saveProgress(ctx)
	}
	return s.runner.putTask(ctx, &s.task)
}

// publishPosts makes posts of a lane durable in the posts stream.
func (r *Runner) publishPosts(ctx context.Context, lane string, posts []social.Post) error {
	if len(posts) == 0 {
		return nil
	}
	if err := r.opts.Posts.Publish(ctx, posts); err != nil {
		// Whatever code a store gives its fault, it is not the platform's.
		return social.Errorf(social.CodeInternal, "crawler: publish posts of %s: %w", lane, err)
	}
	return nil
}
