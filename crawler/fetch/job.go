package fetch

import (
	"context"
	"fmt"
	"net/http"
	"net/url"
	"sync/atomic"
	"time"

	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/codes"
	"go.opentelemetry.io/otel/trace"

	"earshot/crawler"
	"earshot/crawler/address"
	"earshot/crawler/gate"
	"earshot/crawler/robots"
	"earshot/crawler/warc"
	"earshot/internal/social"
)

// job is how a request is sent and who reads its answer.
type job struct {
	// delay is the least time between requests that the platform wants.
	delay time.Duration
	// access is what the address is to programs.
	access crawler.Access
	// unsigned is what it is without the credentials that it is asked with.
	unsigned crawler.Access
	// limit is how many bytes the answer may have, and over what becomes of a larger
	// one.
	limit int64
	over  limiting
	// attempts is how often the request is sent; 0 is Options.Attempts.
	attempts int
	// anyStatus returns an answer whatever its status, for robots.txt.
	anyStatus bool
	// refuser reads answers that are not a 2xx; nil leaves them to the status.
	refuser crawler.Refuser
	// asked is the request as the adapter made it, which the refuser is told.
	asked crawler.Request
	Observer
}

// Observer is told what a request comes to; the zero value is told nothing.
type Observer struct {
	// Keep takes each answer, redirects included, as evidence; answers to
	// robots.txt and to logins and those without a body of their own (304) are
	// not kept. Its error ends the request.
	Keep func(warc.Exchange) error
	// Requests counts what was sent: retries, redirects and robots.txt included.
	Requests *atomic.Int64
}

func (o Observer) sent(n int64) {
	if o.Requests != nil {
		o.Requests.Add(n)
	}
}

// fetch sends req and follows its redirects.
func (f *Fetcher) fetch(ctx context.Context, req crawler.Request, j job) (resp crawler.Response, err error) {
	at, err := newTarget(req, f.agent)
	if err != nil {
		return crawler.Response{}, err
	}
	if traced := trace.SpanFromContext(ctx); traced.IsRecording() {
		// The host alone: the rest of an address may hold a key.
		var span trace.Span
		ctx, span = traced.TracerProvider().Tracer("earshot/crawler").Start(ctx, "fetch", trace.WithSpanKind(trace.SpanKindClient),
			trace.WithAttributes(attribute.String("server.address", at.url.Hostname())))
		defer func() { end(span, resp, err) }()
	}
	first := at.url
	for range maxRedirects + 1 {
		rt, err := f.visit(ctx, at, j)
		if err != nil {
			return crawler.Response{}, err
		}
		if j.Keep != nil && rt.status != http.StatusNotModified {
			if err := j.Keep(rt.evidence(req)); err != nil {
				return crawler.Response{}, err
			}
		}
		if rt.fault != nil {
			return crawler.Response{}, rt.fault
		}
		next, ok, err := at.redirect(rt.status, rt.received)
		if err != nil {
			return crawler.Response{}, err
		}
		if !ok {
			return rt.response(req), nil
		}
		if err := gate.Redirect(first, next.url); err != nil {
			return crawler.Response{}, err
		}
		j.redirected(at.url, next.url)
		at = next
	}
	return crawler.Response{}, social.Errorf(social.CodeBroken, "crawler: %s leads through more than %d redirects", req.URL, maxRedirects)
}

// end ends the span of a request with what came of it.
func end(span trace.Span, resp crawler.Response, err error) {
	if err != nil {
		span.SetStatus(codes.Error, string(social.CodeOf(err)))
	} else {
		span.SetAttributes(attribute.Int("http.response.status_code", resp.Status), attribute.Int("http.response.body.size", len(resp.Body)))
	}
	span.End()
}

// redirected changes what is asked to what the address is to which another leads.
func (j *job) redirected(from, to *url.URL) {
	switch {
	case !address.SameSite(from, to):
		// What the platform says of its own addresses ends here.
		j.access, j.unsigned = crawler.AccessPage, crawler.AccessPage
	case j.access == crawler.AccessCredentials && (from.Scheme != to.Scheme || from.Host != to.Host):
		j.access = j.unsigned // credentials do not come along
	}
}

// visit sends one request, after asking robots.txt of its host.
func (f *Fetcher) visit(ctx context.Context, at target, j job) (*roundTrip, error) {
	unheeded, err := f.checkRobots(ctx, at, &j)
	if err != nil {
		return nil, err
	}
	rt, err := f.send(ctx, at, j)
	if rt != nil && unheeded != nil {
		rt.unheeded = unheeded
		if rt.fault == nil && rt.status < http.StatusMultipleChoices && isPage(rt.received.Get("Content-Type"), rt.content) {
			rt.fault = unheeded // it is no interface
		}
	}
	return rt, err
}

// checkRobots asks robots.txt whether at may be fetched, and raises the delay of
// j to the one that it wants. Where robots.txt does not decide, unheeded is what it says
// against at.
func (f *Fetcher) checkRobots(ctx context.Context, at target, j *job) (unheeded, err error) {
	if f.opts.IgnoreRobots {
		return nil, nil
	}
	wanted, err := f.robots.Check(ctx, at.url, f.robotsFetch(*j))
	j.delay = max(j.delay, wanted)
	terms := crawler.Closed(at.url.Hostname())
	if terms != "" && j.access != crawler.AccessCredentials {
		j.access = crawler.AccessPage // also by another spelling of its name
	}
	if terms != "" && social.CodeOf(err) == social.CodeDisallowed {
		err = fmt.Errorf("%w; the site lets programs read with credentials only (%s)", err, terms)
	}
	decides := j.access == "" || j.access == crawler.AccessPage || f.opts.StrictRobots
	if err == nil || decides || crawler.IsInternal(ctx, err) {
		return nil, err
	}
	return err, nil
}

// robotsFetch sends the requests of the robots cache like any other, except
// that a large file is cut off and every status is an answer.
func (f *Fetcher) robotsFetch(j job) robots.Fetch {
	j = job{delay: j.delay, limit: robots.MaxBytes, over: truncate, anyStatus: true, Observer: Observer{Requests: j.Requests}}
	return func(ctx context.Context, address string) (robots.Answer, error) {
		at, err := newTarget(crawler.Request{URL: address, Header: map[string]string{"Accept": "text/plain,*/*;q=0.5"}}, f.agent)
		if err != nil {
			return robots.Answer{}, err
		}
		rt, err := f.send(ctx, at, j)
		if err != nil {
			return robots.Answer{}, err
		}
		answer := robots.Answer{Status: rt.status, Body: rt.content}
		next, ok, err := at.redirect(rt.status, rt.received)
		if err != nil {
			return robots.Answer{}, err
		}
		if ok {
			answer.Location = next.url.String()
		}
		return answer, nil
	}
}
