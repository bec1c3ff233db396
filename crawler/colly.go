package crawler

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
)

// wire sends single requests with Colly. What Colly would decide by itself is
// taken from it: it keeps no visited set, no cookies and no cache, follows no
// redirect, waits for nothing and does not touch the body. The rest of the
// package decides those things.
type wire struct {
	// pool holds collectors, because Colly ties the context of a request to
	// the collector. Clones share the client and with it the connections.
	pool sync.Pool
	// transport opens every connection; the guard is in its dialer.
	transport *http.Transport
}

// wireOptions are the limits of a connection.
type wireOptions struct {
	userAgent string
	// control sees each address before it is connected to; nil lets all through.
	control func(network, address string, c syscall.RawConn) error
	proxy   *url.URL
	timeout time.Duration
	perHost int
}

// exchange is one request and the answer to it.
type exchange struct {
	method string
	url    *url.URL
	header http.Header
	body   []byte
	// limit is how many bytes the answer may have; with cut it is shortened to
	// them, otherwise a larger one is an error.
	limit int64
	cut   bool
	// keep asks for the bytes of the body as they were sent, in raw.
	keep bool
	raw  bytes.Buffer

	// sent counts how often the request went out: once for each connection it
	// was given, as the transport tries another when one kept open was dead.
	sent     atomic.Int64
	status   int
	received http.Header
	content  []byte
	// at is when the answer was there, or failed to be.
	at time.Time
	// fault is what the answer means when it is not one to be read.
	fault error
}

type exchangeKey struct{}

func newWire(opts wireOptions) *wire {
	dialer := &net.Dialer{Timeout: 10 * time.Second, KeepAlive: 30 * time.Second, Control: opts.control}
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
		Transport:     &tap{base: transport},
		Timeout:       opts.timeout,
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	})
	w := &wire{transport: transport}
	w.pool.New = func() any {
		collector := base.Clone()
		collector.OnResponse(keep)
		return collector
	}
	return w
}

// keep hands what Colly received to the exchange the request belongs to.
func keep(r *colly.Response) {
	ex := r.Ctx.GetAny("exchange").(*exchange)
	ex.status, ex.content = r.StatusCode, r.Body
}

// send performs ex. Its error is that of the connection or the body.
func (w *wire) send(ctx context.Context, ex *exchange) (err error) {
	collector := w.pool.Get().(*colly.Collector)
	defer func() {
		// A collector that panicked may be half way through something.
		if p := recover(); p != nil {
			err = badCoding{fmt.Errorf("reading it failed: %v", p)}
			return
		}
		collector.Context = context.Background()
		w.pool.Put(collector)
	}()
	traced := httptrace.WithClientTrace(ctx, &httptrace.ClientTrace{
		GotConn: func(httptrace.GotConnInfo) { ex.sent.Add(1) },
	})
	colly.StdlibContext(context.WithValue(traced, exchangeKey{}, ex))(collector)
	var payload io.Reader
	if ex.body != nil {
		payload = bytes.NewReader(ex.body)
	}
	carrier := colly.NewContext()
	carrier.Put("exchange", ex)
	err = collector.Request(ex.method, ex.url.String(), payload, carrier, ex.header)
	if cause := context.Cause(ctx); err != nil && cause != nil {
		return cause
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

// tap is the transport below Colly. It takes the header away, from which Colly
// would convert the character set and the client would follow a redirect, and
// puts the limited, decoded body in place of the one sent.
type tap struct{ base http.RoundTripper }

func (t *tap) RoundTrip(req *http.Request) (*http.Response, error) {
	ex, ok := req.Context().Value(exchangeKey{}).(*exchange)
	if !ok {
		return nil, errors.New("crawler: a request that is not an exchange")
	}
	if req.URL.Host != ex.url.Host || req.URL.Scheme != ex.url.Scheme {
		// Colly reads addresses as browsers do. Where that gives another host
		// than the one whose rules were checked, nothing is sent.
		return nil, badAddress{fmt.Errorf("the host of %s can be read in two ways", ex.url.Redacted())}
	}
	res, err := t.base.RoundTrip(req)
	if err != nil {
		return nil, err
	}
	limit, cut := ex.limit, ex.cut
	if res.StatusCode < 200 || res.StatusCode > 299 {
		limit, cut = min(limit, faultBytes), true
	}
	if res.ContentLength > limit && !cut {
		return nil, errors.Join(tooLarge{limit}, res.Body.Close())
	}
	if ex.keep {
		ex.raw.Reset()
		res.Body = &copied{res.Body, &ex.raw}
	}
	opened, err := openBody(res.Body, res.Header.Get("Content-Encoding"), limit, cut)
	if err != nil {
		return nil, errors.Join(err, res.Body.Close())
	}
	ex.received = res.Header
	res.Header = http.Header{}
	res.Body = opened
	res.Uncompressed = true
	return res, nil
}
