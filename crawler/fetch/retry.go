package fetch

import (
	"cmp"
	"context"
	"errors"
	"math/rand/v2"
	"net/http"
	"time"

	"earshot/crawler"
	"earshot/crawler/address"
	"earshot/crawler/polite"
	"earshot/internal/social"
)

// mostLate is how often a turn may pass before its request is sent.
const mostLate = 10

// send sends a request, again when it fails for a reason that may be temporary.
// It waits between attempts outside the host's turn. It returns the last answer
// whatever its status; an error means there was none, or that the host is left
// alone for longer than MaxWait.
func (f *Fetcher) send(ctx context.Context, at target, j job) (*roundTrip, error) {
	most := cmp.Or(j.attempts, f.opts.Attempts)
	late := 0
	for attempt := 1; ; attempt++ {
		rt := &roundTrip{method: at.method, url: at.url, header: at.header.Clone(), body: at.body, ends: at.ends, limit: j.limit, over: j.over, keep: j.Keep != nil}
		turn, err := f.hosts.Enter(ctx, at.url.Host, f.delay(j))
		if err != nil {
			return nil, err
		}
		rt.allow = turn.Sending
		err = f.sendOnce(ctx, rt, turn, j)
		if errors.Is(err, polite.ErrLate) && late < mostLate {
			late++
			attempt-- // nothing was sent
			continue
		}
		if err != nil {
			if ctx.Err() != nil {
				return nil, err
			}
			fault, transient := transportFault(address.Redact(at.url.String()), err)
			if !transient || attempt >= most {
				return nil, fault
			}
		} else if !rt.worthRetrying() || attempt >= most {
			return rt, nil
		}
		if err := f.clock.Sleep(ctx, f.backoff(rt, attempt)); err != nil {
			return nil, err
		}
	}
}

// delay is the least time between two requests to the host of a job.
func (f *Fetcher) delay(j job) time.Duration {
	if f.opts.Delay < 0 {
		return 0
	}
	return max(j.delay, f.opts.Delay)
}

// worthRetrying tells whether a retry may get another answer: the server failed
// or asked to wait, and showed no gate.
func (rt *roundTrip) worthRetrying() bool {
	switch rt.status {
	case http.StatusNotImplemented, http.StatusHTTPVersionNotSupported:
		return false
	}
	if rt.fault != nil {
		code := social.CodeOf(rt.fault)
		return code == social.CodeUnavailable || code == social.CodeRateLimited
	}
	return rt.status >= 500 || rt.status == http.StatusTooManyRequests
}

// backoff is the wait before the next attempt: 1 s, doubled each time, plus a
// random time up to as much again, so that clients that failed together do not
// return together. A host that said when to come back is held as a whole, and
// needs no other wait.
func (f *Fetcher) backoff(rt *roundTrip, attempt int) time.Duration {
	if f.opts.Delay < 0 {
		return time.Millisecond << attempt
	}
	if _, ok := polite.RetryAfter(rt.received, f.clock.Now()); ok {
		return 0
	}
	if _, ok := crawler.RetryAfter(rt.fault); ok {
		return 0
	}
	base := time.Second << (attempt - 1)
	return base + rand.N(base)
}

// sendOnce sends rt in its turn at the host, and holds the host for as long as
// the answer asks for.
func (f *Fetcher) sendOnce(ctx context.Context, rt *roundTrip, turn *polite.Turn, j job) error {
	begun := f.clock.Now()
	err := f.client.send(ctx, rt)
	j.sent(rt.sent.Load())
	rt.at = f.clock.Now()
	if err != nil {
		turn.Leave(polite.Visit{Took: rt.at.Sub(begun), Fault: f.hostFault(ctx, rt, err)})
		return err
	}
	if !j.anyStatus {
		rt.fault = verdict(rt.response(j.asked), j.refuser)
	}
	if until, yes := polite.Exhausted(rt.received, rt.at); yes {
		turn.Hold(until)
	}
	if rt.status == http.StatusTooManyRequests || rt.status == http.StatusServiceUnavailable {
		if wait, ok := polite.RetryAfter(rt.received, rt.at); ok {
			turn.Hold(rt.at.Add(wait))
		}
	}
	if wait, ok := crawler.RetryAfter(rt.fault); ok {
		turn.Hold(rt.at.Add(wait))
	}
	turn.Leave(polite.Visit{Took: rt.at.Sub(begun), Answered: true, Fault: f.hostFault(ctx, rt, nil)})
	return nil
}

// Hold leaves the host of resp alone for as long as err, the error of reading it,
// asks for; see crawler.ComeBack.
func (f *Fetcher) Hold(resp crawler.Response, err error) {
	wait, ok := crawler.RetryAfter(err)
	if !ok {
		return
	}
	if at, err := address.Parse(resp.URL); err == nil {
		f.hosts.Hold(at.Host, resp.At.Add(wait))
	}
}

// hostFault is what is wrong with the host as a whole, so that every other request
// to it would fail too: no answer, a 5xx, or a request to wait. It is nil for any
// other answer, and for a Fetcher that is not polite.
func (f *Fetcher) hostFault(ctx context.Context, rt *roundTrip, err error) error {
	switch {
	case f.opts.Delay < 0, ctx.Err() != nil, errors.Is(err, polite.ErrLate):
		return nil
	case err != nil:
		if _, no := errors.AsType[notAllowed](err); no {
			return nil
		}
		fault, _ := transportFault(address.Redact(rt.url.String()), err)
		if social.CodeOf(fault) != social.CodeUnavailable {
			return nil
		}
		return fault
	case rt.fault == nil && rt.status >= 500:
		return statusFault(rt.response(crawler.Request{}))
	case social.CodeOf(rt.fault) == social.CodeUnavailable, social.CodeOf(rt.fault) == social.CodeRateLimited:
		return rt.fault
	default:
		return nil
	}
}

// response is the answer that rt received to req.
func (rt *roundTrip) response(req crawler.Request) crawler.Response {
	resp := crawler.Response{Request: req, URL: rt.url.String(), Status: rt.status, Header: rt.received, Body: rt.content, At: rt.at, Unheeded: rt.unheeded}
	if rt.isCut() {
		resp.Over = rt.limit
	}
	return resp
}

// isCut tells whether there is more of the answer than its limit, which was left.
func (rt *roundTrip) isCut() bool { return rt.decoded != nil && rt.decoded.more }
