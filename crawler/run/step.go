package run

import (
	"context"
	"net/http"
	"sync/atomic"

	"earshot/crawler"
	"earshot/crawler/fetch"
	"earshot/crawler/record"
	"earshot/internal/social"
)

// maxGathered is how many posts a step gathers before it publishes them.
const maxGathered = 500

// Step takes one step of one lane: it fetches the lane's next request, publishes
// the posts of the answer and puts the lane's next message, or records how the
// lane ended. Where a server answers fast and asks for no pause, a step reads
// pages for as long as Options.Slice before it puts the next message. The caller acknowledges the message when Step returned nil and
// delivers it again otherwise. What a platform does wrong ends the lane and is
// not an error of Step; an error is a fault of our own (a store that is down, a
// context that ended).
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
		// Delivering it again would not help. Its lane is put again by Begin.
		r.opts.Log.ErrorContext(ctx, "a message of the crawl stream cannot be read and is dropped", "error", err)
		return nil
	}
	src, adapter, err := r.sources.Lookup(t.Source)
	if err != nil {
		return r.end(ctx, t, err)
	}
	scope := crawler.Scope{Source: src, Lane: t.Lane, Since: t.Since, Until: t.Until}
	if !t.Begun {
		stale, err := r.stale(ctx, t)
		if stale || err != nil {
			return err
		}
		first, err := r.start(ctx, &t, adapter, scope)
		if err != nil && crawler.IsInternal(ctx, err) {
			return err
		}
		if err != nil {
			return r.end(ctx, t, err)
		}
		t.Begun = true
		t.enqueue(first)
	}
	began := r.opts.Clock.Now()
	fault := r.slice(ctx, &t, adapter, scope)
	if fault != nil && crawler.IsInternal(ctx, fault) {
		return fault
	}
	if fault == nil && len(t.Frontier) == 0 && t.Lane == record.RevisitLane {
		fault = t.bury(adapter.Info().Platform)
	}
	if err := r.publish(ctx, &t); err != nil {
		return err
	}
	if !t.Until.IsZero() {
		t.Worked += r.opts.Clock.Now().Sub(began)
	}
	if fault == nil && len(t.Frontier) > 0 {
		r.showReach(ctx, t)
		return r.putTask(ctx, t)
	}
	return r.end(ctx, t, fault)
}

// slice reads pages until the lane is at its end, one of them ends it, or the
// time of a step is over. Their posts are gathered in t.
func (r *Runner) slice(ctx context.Context, t *task, adapter crawler.Adapter, scope crawler.Scope) error {
	for began := r.opts.Clock.Now(); len(t.Frontier) > 0 && len(t.read) < maxGathered; {
		if err := r.next(ctx, t, adapter, scope); err != nil {
			return err
		}
		if r.opts.Clock.Now().Sub(began) >= r.opts.Slice {
			return nil
		}
	}
	return nil
}

// publish makes the posts of the step durable in the posts stream.
func (r *Runner) publish(ctx context.Context, t *task) error {
	if len(t.read) == 0 {
		return nil
	}
	if err := r.opts.Posts.Publish(ctx, t.read); err != nil {
		// Whatever code a store gives its fault, it is not the platform's.
		return social.Errorf(social.CodeInternal, "crawler: publish posts of %s: %w", laneKey(t.Source, t.Lane), err)
	}
	t.read = nil
	return nil
}

// next reads the lane's next request. Its error is what ends the lane, or a
// fault of our own.
func (r *Runner) next(ctx context.Context, t *task, adapter crawler.Adapter, scope crawler.Scope) error {
	req := t.Frontier[0]
	t.Frontier = t.Frontier[1:]
	err := r.read(ctx, t, adapter, scope, req)
	switch {
	case err == nil:
		t.Refused = 0
	case req.Asks != nil && !crawler.IsInternal(ctx, err):
		t.unanswered(*req.Asks, err, r.opts.Clock.Now())
		return nil
	case !crawler.IsInternal(ctx, err) && len(req.Fallback(err)) > 0:
		t.enqueue(req.Else)
		return nil
	case crawler.IsInternal(ctx, err) || !t.spares(req, err):
		return err
	default:
		t.Skipped++
		t.Note("%v", err)
	}
	if req.Thread == "" {
		t.Pages++
	}
	if len(t.Frontier) > 0 && t.Pages >= r.mostPages(t) {
		t.Note("stopped at the limit of %d pages; older posts were not read", r.mostPages(t))
		t.Frontier = nil
	}
	return nil
}

// mostPages is how many pages a lane may have. A window of the past is asked for
// once and may be long.
func (r *Runner) mostPages(t *task) int {
	if t.Until.IsZero() {
		return r.opts.MaxPages
	}
	return backfillPages * r.opts.MaxPages
}

// stale tells whether the run of t is over or has no use for t any more.
func (r *Runner) stale(ctx context.Context, t task) (bool, error) {
	known, _, err := r.records.Load(ctx, t.Source)
	if err != nil {
		return false, err
	}
	if known.Pending(t.Run, t.Lane) != nil {
		return false, nil
	}
	return true, r.giveWay(ctx, t, known)
}

// giveWay does what a message that is out of date leaves to do.
func (r *Runner) giveWay(ctx context.Context, t task, known record.Source) error {
	if known.Active() && known.Run.ID != t.Run {
		return r.restart(ctx, t.Source, t.Lane)
	}
	return r.records.Report(ctx, t.Source)
}

// read fetches req and takes in the answer.
func (r *Runner) read(ctx context.Context, t *task, adapter crawler.Adapter, scope crawler.Scope, req crawler.Request) error {
	var sent atomic.Int64
	observer := fetch.Observer{Requests: &sent, Keep: r.evidence(scope, req)}
	resp, err := r.opts.Fetcher.AskObserved(ctx, adapter, scope.Source, t.conditional(req), observer)
	t.Requests += sent.Load()
	if err != nil {
		return err
	}
	resp.Request = req
	if resp.Status == http.StatusNotModified {
		if !req.Conditional {
			return social.Errorf(social.CodeBroken, "crawler: %s answered 304 to a request without a condition", req.URL)
		}
		t.Unchanged = true
		return nil
	}
	page, err := crawler.Parse(ctx, r.opts.Log, adapter, scope, resp)
	if err != nil {
		r.opts.Fetcher.Hold(resp, err)
		return err
	}
	if req.Asks != nil {
		page = only(page, req.Asks.ID)
	}
	past, skipped := !page.Unordered && allBefore(page.Posts, scope.Since), t.Skipped
	t.Items += len(page.Posts) + len(page.Skipped)
	posts := t.sift(page, scope, adapter.Info().Platform, resp)
	t.read = append(t.read, posts...)
	t.Posts += int64(len(posts))
	if req.Asks != nil {
		t.reread(*req.Asks, posts)
	}
	// What could not be read whole is read again by the next run, changed or not.
	if t.Skipped == skipped {
		t.keepValidator(req, resp.Header)
	}
	if page.Cut {
		return social.Errorf(social.CodeBroken, "crawler: %s ended before its end; the %d posts before that are kept, and the rest is read again", resp.URL, len(posts))
	}
	if req.Thread != "" {
		t.rememberThread(req)
		for i := range page.Next {
			page.Next[i].Thread = req.Thread
		}
	}
	if !past || req.Thread != "" {
		t.enqueue(t.enqueueThreads(page.Next, r.mostPages(t)))
	}
	return nil
}

// start returns the first requests of a lane.
func (r *Runner) start(ctx context.Context, t *task, adapter crawler.Adapter, scope crawler.Scope) ([]crawler.Request, error) {
	if t.Lane == record.RevisitLane {
		return r.startRevisits(ctx, t, adapter, scope)
	}
	first, err := crawler.Start(adapter, scope)
	return []crawler.Request{first}, err
}
