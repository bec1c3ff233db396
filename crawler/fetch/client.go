package fetch

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptrace"
	"net/url"
	"sync"
	"sync/atomic"
	"syscall"
	"time"

	"github.com/gocolly/colly/v2"

	"earshot/crawler/address"
)

// client sends single requests with Colly. Everything Colly would decide by
// itself is switched off: it keeps no visited set, no cookies and no cache,
// follows no redirect, does not wait and does not touch the body. The rest of
// the package decides those things.
type client struct {
	// pool holds collectors, because Colly ties the context of a request to
	// the collector. Clones share the client and with it the connections.
	pool sync.Pool
	// transport opens every connection; the guard is in its dialer.
	transport *http.Transport
	opts      clientOptions
}

// clientOptions are the limits of a connection.
type clientOptions struct {
	userAgent string
	// control sees each address before it is connected to; nil lets all through.
	control func(network, address string, c syscall.RawConn) error
	proxy   *url.URL
	timeout time.Duration
	perHost int
	// minRate is how many bytes a second of a body must come in each window; 0 is any.
	minRate    int64
	rateWindow time.Duration
}

// roundTrip is one request and the answer to it.
type roundTrip struct {
	method string
	url    *url.URL
	header http.Header
	body   []byte
	// ends are the messages that end an exchange over a WebSocket; nil for plain HTTP.
	ends []string
	// limit is how many bytes the answer may have, over what becomes of a larger one,
	// and decoded the body that is read.
	limit   int64
	over    limiting
	decoded *body
	// keep asks for the bytes of the body as they were sent, in raw.
	keep bool
	raw  bytes.Buffer

	// allow is asked right before the request is sent; nil allows it.
	allow func() error

	// pace watches the body.
	pace *pace

	// sent counts how often the request was sent: once for each connection it
	// was given, as the transport tries another when one kept open was dead.
	sent     atomic.Int64
	status   int
	received http.Header
	content  []byte
	// at is when the answer was complete, or the attempt failed.
	at time.Time
	// fault is what an answer that is not to be read means.
	fault error
	// unheeded is what robots.txt says against an address that is no page.
	unheeded error
}

type roundTripKey struct{}

func newClient(opts clientOptions) *client {
	dialer := fencedDialer{&net.Dialer{Timeout: 10 * time.Second, KeepAlive: 30 * time.Second, Control: opts.control}}
	transport := &http.Transport{
		DialContext:           dialer.DialContext,
		ForceAttemptHTTP2:     true,
		TLSHandshakeTimeout:   10 * time.Second,
		ResponseHeaderTimeout: opts.timeout,
		IdleConnTimeout:       90 * time.Second,
		MaxIdleConns:          256,
		MaxIdleConnsPerHost:   max(opts.perHost, 2),
		// The body is decoded by openBody, which limits it on both sides.
		DisableCompression:     true,
		MaxResponseHeaderBytes: 256 << 10,
	}
	if opts.proxy != nil {
		transport.Proxy = http.ProxyURL(opts.proxy)
	}
	base := colly.NewCollector()
	base.UserAgent = opts.userAgent
	base.Headers = nil
	base.Async = false
	base.CacheDir = ""
	base.MaxBodySize = 0
	base.MaxDepth = 0
	base.MaxRequests = 0
	base.AllowedDomains, base.DisallowedDomains = nil, nil
	base.DetectCharset = false
	base.TraceHTTP = false
	base.AllowURLRevisit = true
	base.IgnoreRobotsTxt = true
	base.ParseHTTPErrorResponse = true
	base.SetClient(&http.Client{
		Transport:     &bodyTransport{base: transport},
		Timeout:       opts.timeout,
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	})
	c := &client{transport: transport, opts: opts}
	c.pool.New = func() any {
		collector := base.Clone()
		collector.OnResponse(receive)
		return collector
	}
	return c
}

// receive hands what Colly received to the round trip the request belongs to.
func receive(r *colly.Response) {
	rt := r.Ctx.GetAny("round trip").(*roundTrip)
	rt.status, rt.content = r.StatusCode, r.Body
}

// send performs rt. Its error is that of the connection or the body.
func (c *client) send(ctx context.Context, rt *roundTrip) (err error) {
	collector := c.pool.Get().(*colly.Collector)
	defer func() {
		// A collector that panicked is in an unknown state, and is not reused.
		if p := recover(); p != nil {
			err = badCoding{fmt.Errorf("reading it failed: %v", p)}
			return
		}
		collector.Context = context.Background()
		c.pool.Put(collector)
	}()
	ctx, stop := context.WithCancelCause(ctx)
	defer stop(nil)
	rt.pace = &pace{least: c.opts.minRate, window: c.opts.rateWindow, stop: stop}
	defer rt.pace.end()
	fence := &fence{allow: rt.allow}
	traced := httptrace.WithClientTrace(fence.watch(ctx), &httptrace.ClientTrace{
		GotConn: func(httptrace.GotConnInfo) { rt.sent.Add(1) },
	})
	colly.StdlibContext(context.WithValue(traced, roundTripKey{}, rt))(collector)
	var payload io.Reader
	if rt.body != nil {
		payload = bytes.NewReader(rt.body)
	}
	carrier := colly.NewContext()
	carrier.Put("round trip", rt)
	err = collector.Request(rt.method, rt.url.String(), payload, carrier, rt.header)
	if late := fence.fault(); err != nil && late != nil {
		return late
	}
	if cause := context.Cause(ctx); err != nil && cause != nil {
		return cause
	}
	if late, ok := errors.AsType[net.Error](err); ok && late.Timeout() && !rt.pace.began.IsZero() {
		return &SlowBody{Bytes: rt.pace.bytes.Load(), Took: time.Since(rt.pace.began)}
	}
	if failed, ok := errors.AsType[*url.Error](err); ok {
		if failed.Timeout() {
			return fmt.Errorf("no whole answer in time: %w", failed.Err)
		}
		return failed.Err
	}
	if late, ok := errors.AsType[net.Error](err); ok && late.Timeout() {
		return fmt.Errorf("no whole answer in time: %w", err)
	}
	return err
}

// bodyTransport is the transport below Colly. It removes the header, by which
// Colly would convert the character set and the HTTP client would follow a
// redirect, and replaces the body by the limited, decoded one.
type bodyTransport struct{ base http.RoundTripper }

func (t *bodyTransport) RoundTrip(req *http.Request) (*http.Response, error) {
	rt, ok := req.Context().Value(roundTripKey{}).(*roundTrip)
	if !ok {
		return nil, errors.New("crawler: a request without a round trip")
	}
	if req.URL.Host != rt.url.Host || req.URL.Scheme != rt.url.Scheme {
		// Colly reads addresses as browsers do. Where that gives another host
		// than the one whose rules were checked, nothing is sent.
		return nil, address.Invalid{Err: fmt.Errorf("the host of %s can be read in two ways", address.Redact(rt.url.String()))}
	}
	send := t.base.RoundTrip
	if len(rt.ends) > 0 {
		send = func(req *http.Request) (*http.Response, error) { return exchange(req, t.base, rt.body, rt.ends) }
	}
	res, err := send(req)
	if err != nil {
		return nil, err
	}
	limit, over := rt.limit, rt.over
	if res.StatusCode < 200 || res.StatusCode > 299 {
		limit, over = min(limit, MaxFaultBytes), truncate
	}
	if res.ContentLength > limit && over == refuse {
		return nil, errors.Join(tooLarge{limit}, res.Body.Close())
	}
	res.Body = rt.pace.watch(res.Body)
	if rt.keep {
		rt.raw.Reset()
		res.Body = &teeBody{res.Body, &rt.raw}
	}
	opened, err := openBody(res.Body, res.Header.Get("Content-Encoding"), limit, over)
	if err != nil {
		return nil, errors.Join(err, res.Body.Close())
	}
	rt.received, rt.decoded = res.Header, opened
	res.Header = http.Header{}
	res.Body = opened
	res.Uncompressed = true
	return res, nil
}
