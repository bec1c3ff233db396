package crawler

import (
	"context"
	"net/url"
	"sync/atomic"
	"time"

	"earshot/crawler/clock"
	"earshot/crawler/polite"
	"earshot/crawler/robots"
	"earshot/internal/social"
)

// FetcherOptions configure a Fetcher; the zero value is a polite one.
type FetcherOptions struct {
	// Version and Contact are named in the User-Agent.
	Version, Contact string
	// AllowPrivate lets the crawler reach loopback, private and other addresses
	// that are not public (crawler.allow_private_networks).
	AllowPrivate bool
	// Delay is the least time between two requests to one host; 0 is
	// DefaultDelay. A negative one means none at all, whatever adapters and
	// robots.txt say: for servers of one's own.
	Delay time.Duration
	// PerHost is how many requests may be under way to one host; 0 is 1.
	PerHost int
	// MaxBytes limits an answer; 0 is DefaultMaxBytes.
	MaxBytes int64
	// MaxImageBytes limits an answer to Get; 0 is MaxBytes.
	MaxImageBytes int64
	// Timeout bounds one request from connecting to the end of the body; 0 is
	// DefaultTimeout.
	Timeout time.Duration
	// Attempts is how often a request is sent that fails for a reason that may
	// pass; 0 is DefaultAttempts.
	Attempts int
	// MaxWait is the longest wait that a host can ask for; 0 is DefaultMaxWait.
	MaxWait time.Duration
	// Proxy is used for all requests; the environment's proxy never is. The
	// guard against private addresses is then the proxy's duty.
	Proxy *url.URL
	// IgnoreRobots fetches without asking for robots.txt. It exists for
	// measurements on servers of one's own; no configuration sets it.
	IgnoreRobots bool
	// State keeps the rules of robots.txt between processes; nil keeps them in memory.
	State robots.Store
	// Clock is the system's when nil.
	Clock clock.Clock
}

// The defaults of FetcherOptions.
const (
	DefaultDelay    = time.Second
	DefaultMaxBytes = 16 << 20
	DefaultTimeout  = 30 * time.Second
	DefaultAttempts = 3
	DefaultMaxWait  = 2 * time.Minute
)

// Fetcher fetches politely: it obeys robots.txt, spaces requests to a host,
// waits when told to, tries again what may pass, and bounds what it reads. It is
// safe for concurrent use, and all who fetch should share one.
type Fetcher struct {
	opts   FetcherOptions
	agent  string
	clock  clock.Clock
	wire   *wire
	hosts  *polite.Hosts
	robots *robots.Cache
	// sessions are kept in memory only.
	sessions sessions
}

// NewFetcher returns a Fetcher without history.
func NewFetcher(opts FetcherOptions) *Fetcher {
	setDefault(&opts.Delay, DefaultDelay)
	setDefault(&opts.MaxBytes, DefaultMaxBytes)
	setDefault(&opts.MaxImageBytes, opts.MaxBytes)
	setDefault(&opts.Timeout, DefaultTimeout)
	setDefault(&opts.Attempts, DefaultAttempts)
	setDefault(&opts.MaxWait, DefaultMaxWait)
	setDefault(&opts.PerHost, 1)
	if opts.Clock == nil {
		opts.Clock = clock.System{}
	}
	agent := userAgent(opts.Version, opts.Contact)
	control := guard
	if opts.AllowPrivate || opts.Proxy != nil {
		// Every connection goes to the proxy the operator named; which addresses
		// may be reached through it is the proxy's to decide.
		control = nil
	}
	return &Fetcher{
		opts:  opts,
		agent: agent,
		clock: opts.Clock,
		wire: newWire(wireOptions{
			userAgent: agent, control: control, proxy: opts.Proxy,
			timeout: opts.Timeout, perHost: opts.PerHost,
		}),
		hosts:  polite.New(polite.Options{PerHost: opts.PerHost, MaxWait: opts.MaxWait, Clock: opts.Clock}),
		robots: robots.New(productToken, opts.State, opts.Clock),
	}
}

func setDefault[T comparable](value *T, standard T) {
	var zero T
	if *value == zero {
		*value = standard
	}
}

// Fetch performs req for a platform described by info. The answer has a status
// of 2xx, or 304 to a conditional request; everything else is an error whose
// code says what it means: login (401, a redirect to a login), captcha (a bot
// wall), blocked (403, 412, 432, 451), rate_limited (429, or a rest longer than
// MaxWait), not_found (404, 410), unavailable (5xx, no answer, a host left alone
// because it failed again and again), disallowed (robots.txt), invalid (an
// address that is not fetched) and broken (anything else, too large and
// undecodable answers included).
func (f *Fetcher) Fetch(ctx context.Context, req Request, info Info) (Response, error) {
	return f.fetch(ctx, req, errand{delay: info.Delay, limit: f.opts.MaxBytes})
}

// Get fetches an image, under the same rules as Fetch. Accept and referrer
// are the request's fields of that name; an empty one is left out.
func (f *Fetcher) Get(ctx context.Context, address, accept, referrer string) (Response, error) {
	header := map[string]string{}
	if accept != "" {
		header["Accept"] = accept
	}
	if referrer != "" {
		header["Referer"] = referrer
	}
	return f.fetch(ctx, Request{URL: address, Header: header}, errand{limit: f.opts.MaxImageBytes})
}

// errand is what a request is made for.
type errand struct {
	// delay is the least time between requests that the platform wants.
	delay time.Duration
	// limit is how many bytes the answer may have; with cut it is shortened to
	// them.
	limit int64
	cut   bool
	// plain takes a status as it is, for robots.txt.
	plain bool
	// refuser reads answers that are not a 2xx; nil where nobody does.
	refuser Refuser
	// keep takes each exchange but those of robots.txt as evidence; nil where none
	// is kept.
	keep func(*exchange) error
	// requests counts what was sent, retries, redirects and robots.txt included;
	// nil where nobody counts.
	requests *atomic.Int64
}

// errand is that of a request of a platform.
func (f *Fetcher) errand(adapter Adapter) errand {
	refuser, _ := adapter.(Refuser)
	return errand{delay: adapter.Info().Delay, limit: f.opts.MaxBytes, refuser: refuser}
}

func (e errand) sent(n int64) {
	if e.requests != nil {
		e.requests.Add(n)
	}
}

func (f *Fetcher) fetch(ctx context.Context, req Request, e errand) (Response, error) {
	at, err := firstHop(req, f.agent)
	if err != nil {
		return Response{}, err
	}
	first := at.url
	for range maxRedirects + 1 {
		ex, err := f.visit(ctx, at, e)
		if err != nil {
			return Response{}, err
		}
		if e.keep != nil {
			if err := e.keep(ex); err != nil {
				return Response{}, err
			}
		}
		if ex.fault != nil {
			return Response{}, ex.fault
		}
		next, ok, err := at.redirect(ex.status, ex.received)
		if err != nil {
			return Response{}, err
		}
		if !ok {
			return ex.response(req), nil
		}
		if err := detour(first, next.url); err != nil {
			return Response{}, err
		}
		at = next
	}
	return Response{}, social.Errorf(social.CodeBroken, "crawler: %s leads through more than %d redirects", req.URL, maxRedirects)
}

// visit makes one hop: asks robots.txt of its host first, then sends it.
func (f *Fetcher) visit(ctx context.Context, at hop, e errand) (*exchange, error) {
	if !f.opts.IgnoreRobots {
		wanted, err := f.robots.Check(ctx, at.url, f.robotsFetch(e))
		if err != nil {
			return nil, err
		}
		e.delay = max(e.delay, wanted)
	}
	return f.send(ctx, at, e)
}

// robotsFetch sends the requests of the robots cache like any other, except
// that only the start of a large file is read and a status is an answer.
func (f *Fetcher) robotsFetch(e errand) robots.Fetch {
	e = errand{delay: e.delay, requests: e.requests, limit: robots.MaxBytes, cut: true, plain: true}
	return func(ctx context.Context, address string) (robots.Answer, error) {
		at, err := firstHop(Request{URL: address, Header: map[string]string{"Accept": "text/plain,*/*;q=0.5"}}, f.agent)
		if err != nil {
			return robots.Answer{}, err
		}
		ex, err := f.send(ctx, at, e)
		if err != nil {
			return robots.Answer{}, err
		}
		answer := robots.Answer{Status: ex.status, Body: ex.content}
		next, ok, err := at.redirect(ex.status, ex.received)
		if err != nil {
			return robots.Answer{}, err
		}
		if ok {
			answer.Location = next.url.String()
		}
		return answer, nil
	}
}
