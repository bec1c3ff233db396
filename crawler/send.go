package crawler

import (
	"context"
	"errors"
	"math/rand/v2"
	"net/http"
	"time"

	"earshot/crawler/polite"
	"earshot/internal/social"
)

// send performs a hop, again when it fails for a reason that may pass. The
// waiting in between is done outside the host's turn. It returns the last
// answer whatever its status; an error means there was none, or that the host is
// left alone for longer than anybody here waits.
func (f *Fetcher) send(ctx context.Context, at hop, e errand) (*exchange, error) {
	for attempt := 1; ; attempt++ {
		ex := &exchange{method: at.method, url: at.url, header: at.header.Clone(), body: at.body, limit: e.limit, cut: e.cut, keep: e.keep != nil}
		turn, err := f.hosts.Enter(ctx, at.url.Host, f.delay(e))
		if err != nil {
			return nil, err
		}
		err = f.once(ctx, ex, turn, e)
		if err != nil {
			if ctx.Err() != nil {
				return nil, err
			}
			fault, transient := wireFault(at.url.Redacted(), err)
			if !transient || attempt >= f.opts.Attempts {
				return nil, fault
			}
		} else if !ex.worthRepeating() || attempt >= f.opts.Attempts {
			return ex, nil
		}
		if err := f.clock.Sleep(ctx, f.pause(ex, attempt)); err != nil {
			return nil, err
		}
	}
}

// delay is the least time between two requests to the host of an errand.
func (f *Fetcher) delay(e errand) time.Duration {
	if f.opts.Delay < 0 {
		return 0
	}
	return max(e.delay, f.opts.Delay)
}

// worthRepeating tells whether the same request may soon be answered otherwise:
// the server failed or asked to wait, and no gate stands before it.
func (ex *exchange) worthRepeating() bool {
	switch ex.status {
	case http.StatusNotImplemented, http.StatusHTTPVersionNotSupported:
		return false
	}
	if ex.fault != nil {
		code := social.CodeOf(ex.fault)
		return code == social.CodeUnavailable || code == social.CodeRateLimited
	}
	return ex.status >= 500 || ex.status == http.StatusTooManyRequests
}

// pause is the wait before the next attempt: 1 s, doubled each time, plus up to
// as much again, so that clients that failed together do not return together.
// A host that said when to come back is held as a whole, and needs no pause.
func (f *Fetcher) pause(ex *exchange, attempt int) time.Duration {
	if f.opts.Delay < 0 {
		return time.Millisecond << attempt
	}
	if _, ok := polite.RetryAfter(ex.received, f.clock.Now()); ok {
		return 0
	}
	if _, ok := asksRest(ex.fault); ok {
		return 0
	}
	base := time.Second << (attempt - 1)
	return base + rand.N(base)
}

// once sends ex in its turn at the host, and heeds what the answer says about
// the next one.
func (f *Fetcher) once(ctx context.Context, ex *exchange, turn *polite.Turn, e errand) error {
	begun := f.clock.Now()
	err := f.wire.send(ctx, ex)
	e.sent(ex.sent.Load())
	ex.at = f.clock.Now()
	if err != nil {
		turn.Leave(polite.Visit{Took: ex.at.Sub(begun), Fault: f.hostFault(ctx, ex, err)})
		return err
	}
	if !e.plain {
		ex.fault = verdict(ex.response(Request{}), e.refuser)
	}
	if until, yes := polite.Exhausted(ex.received, ex.at); yes {
		turn.Hold(until)
	}
	if ex.status == http.StatusTooManyRequests || ex.status == http.StatusServiceUnavailable {
		if wait, ok := polite.RetryAfter(ex.received, ex.at); ok {
			turn.Hold(ex.at.Add(wait))
		}
	}
	if wait, ok := asksRest(ex.fault); ok {
		turn.Hold(ex.at.Add(wait))
	}
	turn.Leave(polite.Visit{Took: ex.at.Sub(begun), Answered: true, Fault: f.hostFault(ctx, ex, nil)})
	return nil
}

// heed holds the host of an answer that asks for a rest in its body.
func (f *Fetcher) heed(resp Response, err error) {
	wait, ok := asksRest(err)
	if !ok {
		return
	}
	if at, err := parseAddress(resp.URL); err == nil {
		f.hosts.Hold(at.Host, resp.At.Add(wait))
	}
}

// hostFault is what went wrong with the host as a whole, for which every other
// request to it would fail too; nil for an answer, whatever it says, and where
// politeness is off.
func (f *Fetcher) hostFault(ctx context.Context, ex *exchange, err error) error {
	switch {
	case f.opts.Delay < 0, ctx.Err() != nil:
		return nil
	case err != nil:
		if _, no := errors.AsType[refused](err); no {
			return nil
		}
		fault, _ := wireFault(ex.url.Redacted(), err)
		if social.CodeOf(fault) != social.CodeUnavailable {
			return nil
		}
		return fault
	case ex.fault == nil && ex.status >= 500:
		return statusFault(ex.response(Request{}))
	case social.CodeOf(ex.fault) == social.CodeUnavailable, social.CodeOf(ex.fault) == social.CodeRateLimited:
		return ex.fault
	default:
		return nil
	}
}

// response is the answer that ex received to req.
func (ex *exchange) response(req Request) Response {
	return Response{Request: req, URL: ex.url.String(), Status: ex.status, Header: ex.received, Body: ex.content, At: ex.at}
}
