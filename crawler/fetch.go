package crawler

import (
	"context"
	"math/rand/v2"
	"net/http"
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
	return &Fetcher{
		opts:  opts,
		agent: agent,
		clock: opts.Clock,
		wire: newWire(wireOptions{
			userAgent: agent, allowPrivate: opts.AllowPrivate, proxy: opts.Proxy,
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
// code says what it means: blocked (401, 403, 412, 432, 451), rate_limited (429,
// or a rest longer than MaxWait), not_found (404, 410), unavailable (5xx, no
// answer), disallowed (robots.txt), invalid (an address that is not fetched) and
// broken (anything else, too large and undecodable answers included).
func (f *Fetcher) Fetch(ctx context.Context, req Request, info Info) (Response, error) {
	return f.fetch(ctx, req, info.Delay, f.opts.MaxBytes, new(tally))
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
	return f.fetch(ctx, Request{URL: address, Header: header}, 0, f.opts.MaxImageBytes, new(tally))
}

// tally counts the requests sent on behalf of one fetch, retries, redirects and
// robots.txt included.
type tally struct{ requests atomic.Int64 }

func (f *Fetcher) fetch(ctx context.Context, req Request, delay time.Duration, limit int64, count *tally) (Response, error) {
	at, err := firstHop(req, f.agent)
	if err != nil {
		return Response{}, err
	}
	for range maxRedirects + 1 {
		ex, err := f.visit(ctx, at, delay, limit, count)
		if err != nil {
			return Response{}, err
		}
		next, ok, err := at.redirect(ex.status, ex.received)
		if err != nil {
			return Response{}, err
		}
		if !ok {
			if err := statusFault(at.url.Redacted(), ex); err != nil {
				return Response{}, err
			}
			return Response{
				Request: req, URL: at.url.String(), Status: ex.status,
				Header: ex.received, Body: ex.content, At: f.clock.Now(),
			}, nil
		}
		at = next
	}
	return Response{}, social.Errorf(social.CodeBroken, "crawler: %s leads through more than %d redirects", req.URL, maxRedirects)
}

// visit makes one hop: asks robots.txt of its host first, then sends it.
func (f *Fetcher) visit(ctx context.Context, at hop, delay time.Duration, limit int64, count *tally) (*exchange, error) {
	if !f.opts.IgnoreRobots {
		wanted, err := f.robots.Check(ctx, at.url, f.robotsFetch(delay, count))
		if err != nil {
			return nil, err
		}
		delay = max(delay, wanted)
	}
	return f.send(ctx, at, delay, limit, false, count)
}

// robotsFetch sends the requests of the robots cache like any other, except
// that only the start of a large file is read and a status is an answer.
func (f *Fetcher) robotsFetch(delay time.Duration, count *tally) robots.Fetch {
	return func(ctx context.Context, address string) (robots.Answer, error) {
		at, err := firstHop(Request{URL: address, Header: map[string]string{"Accept": "text/plain,*/*;q=0.5"}}, f.agent)
		if err != nil {
			return robots.Answer{}, err
		}
		ex, err := f.send(ctx, at, delay, robots.MaxBytes, true, count)
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

// send performs a hop, again when it fails for a reason that may pass. The
// waiting in between is done outside the host's turn. It returns the last
// answer whatever its status; an error means there was none, or that the host
// wants a longer rest than anybody here waits.
func (f *Fetcher) send(ctx context.Context, at hop, delay time.Duration, limit int64, cut bool, count *tally) (*exchange, error) {
	for attempt := 1; ; attempt++ {
		ex := &exchange{method: at.method, url: at.url, header: at.header.Clone(), body: at.body, limit: limit, cut: cut}
		err := f.once(ctx, ex, delay, count)
		if err != nil {
			if ctx.Err() != nil || social.CodeOf(err) == social.CodeRateLimited {
				return nil, err
			}
			fault, transient := wireFault(at.url.Redacted(), err)
			if !transient || attempt >= f.opts.Attempts {
				return nil, fault
			}
		} else if !worthRepeating(ex.status) || attempt >= f.opts.Attempts {
			return ex, nil
		}
		if err := f.clock.Sleep(ctx, f.pause(ex, attempt)); err != nil {
			return nil, err
		}
	}
}

func worthRepeating(status int) bool {
	switch status {
	case http.StatusNotImplemented, http.StatusHTTPVersionNotSupported:
		return false
	default:
		return status >= 500 || status == http.StatusTooManyRequests
	}
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
	base := time.Second << (attempt - 1)
	return base + rand.N(base)
}

// once sends ex when it is the turn of its host, and heeds what the answer says
// about the next turn.
func (f *Fetcher) once(ctx context.Context, ex *exchange, delay time.Duration, count *tally) error {
	if f.opts.Delay < 0 {
		delay = 0
	} else {
		delay = max(delay, f.opts.Delay)
	}
	host := ex.url.Host
	leave, err := f.hosts.Enter(ctx, host, delay)
	if err != nil {
		return err
	}
	defer leave()
	err = f.wire.send(ctx, ex)
	count.requests.Add(ex.sent.Load())
	if err != nil {
		return err
	}
	now := f.clock.Now()
	if until, yes := polite.Exhausted(ex.received, now); yes {
		f.hosts.Hold(host, until)
	}
	if ex.status == http.StatusTooManyRequests || ex.status == http.StatusServiceUnavailable {
		if rest, ok := polite.RetryAfter(ex.received, now); ok {
			f.hosts.Hold(host, now.Add(rest))
		}
	}
	return nil
}
