// Package fetch sends requests politely: it obeys robots.txt, spaces the
// requests to a host, waits when told to, retries what may succeed later, and
// limits what it reads. Other packages of the crawler fetch through it only.
//
// Colly sends the single requests; client.go is the only file that knows it.
package fetch

import (
	"cmp"
	"context"
	"net/url"
	"time"

	"earshot/crawler"
	"earshot/crawler/clock"
	"earshot/crawler/polite"
	"earshot/crawler/robots"
)

// Options configure a Fetcher; the zero value is a polite one.
type Options struct {
	// Version and Contact are named in the User-Agent.
	Version, Contact string
	// AllowPrivate lets the crawler reach loopback, private and other addresses
	// that are not public (crawler.allow_private_networks).
	AllowPrivate bool
	// Delay is the least time between two requests to one host; 0 is
	// DefaultDelay. A negative one means none at all, whatever adapters and
	// robots.txt say: for servers of one's own.
	Delay time.Duration
	// PerHost is how many requests may be in flight to one host; 0 is 1.
	PerHost int
	// MaxBytes limits an answer; 0 is DefaultMaxBytes.
	MaxBytes int64
	// MaxImageBytes limits an answer to Get; 0 is MaxBytes.
	MaxImageBytes int64
	// Timeout limits one request, from connecting to the end of the body; 0 is
	// DefaultTimeout.
	Timeout time.Duration
	// MinRate is how many bytes a second of an answer's body must come, over each
	// RateWindow; 0 is DefaultMinRate, and a negative one means any rate.
	MinRate int64
	// RateWindow is the time over which MinRate is measured; 0 is DefaultRateWindow.
	RateWindow time.Duration
	// Attempts is how often a request is sent that fails for a reason that may be
	// temporary; 0 is DefaultAttempts.
	Attempts int
	// MaxWait is the longest wait that a host can ask for; 0 is DefaultMaxWait.
	MaxWait time.Duration
	// Proxy is used for all requests; the environment's proxy never is. The
	// guard against private addresses is then the proxy's duty.
	Proxy *url.URL
	// StrictRobots lets robots.txt decide of every address, interfaces included.
	StrictRobots bool
	// IgnoreRobots fetches without asking for robots.txt. It exists for
	// measurements on servers of one's own; no configuration sets it.
	IgnoreRobots bool
	// State keeps the rules of robots.txt between processes; nil keeps them in memory.
	State robots.Store
	// Leases let processes that share them take turns at each host, as long as there is
	// a Delay, and keep how hosts are; nil is for a process that knows of no other.
	Leases polite.Leases
	// Ended is the revision up to which these Leases are of processes that have ended.
	Ended uint64
	// Lease is how long a turn is kept for a process that died; 0 is polite.DefaultLease.
	Lease time.Duration
	// Clock is the system's when nil.
	Clock clock.Clock
}

// The defaults of Options.
const (
	DefaultDelay    = time.Second
	DefaultMaxBytes = 16 << 20
	DefaultTimeout  = 30 * time.Second
	DefaultAttempts = 3
	DefaultMaxWait  = 2 * time.Minute
	// DefaultMinRate is a tenth of the slowest mobile network in use (GPRS).
	DefaultMinRate    = 1 << 10
	DefaultRateWindow = 10 * time.Second
)

// Fetcher fetches politely. It is safe for concurrent use, and all who fetch
// should share one: the limits for a host hold within one Fetcher, and among those with
// the same Leases.
type Fetcher struct {
	opts   Options
	agent  string
	clock  clock.Clock
	client *client
	hosts  *polite.Hosts
	robots *robots.Cache
	// sessions are kept in memory only.
	sessions sessions
}

// New returns a Fetcher without history.
func New(opts Options) *Fetcher {
	opts.Delay = cmp.Or(opts.Delay, DefaultDelay)
	opts.MaxBytes = cmp.Or(opts.MaxBytes, DefaultMaxBytes)
	opts.MaxImageBytes = cmp.Or(opts.MaxImageBytes, opts.MaxBytes)
	opts.Timeout = cmp.Or(opts.Timeout, DefaultTimeout)
	opts.Attempts = cmp.Or(opts.Attempts, DefaultAttempts)
	opts.MaxWait = cmp.Or(opts.MaxWait, DefaultMaxWait)
	opts.PerHost = cmp.Or(opts.PerHost, 1)
	opts.MinRate = cmp.Or(opts.MinRate, DefaultMinRate)
	opts.RateWindow = cmp.Or(opts.RateWindow, DefaultRateWindow)
	if opts.Clock == nil {
		opts.Clock = clock.System{}
	}
	agent := userAgent(opts.Version, opts.Contact)
	if opts.Delay < 0 {
		opts.Leases = nil // without a pause there are no turns to take
	}
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
		client: newClient(clientOptions{
			userAgent: agent, control: control, proxy: opts.Proxy,
			timeout: opts.Timeout, perHost: opts.PerHost, minRate: opts.MinRate, rateWindow: opts.RateWindow,
		}),
		hosts: polite.New(polite.Options{
			PerHost: opts.PerHost, MaxWait: opts.MaxWait, Clock: opts.Clock,
			Leases: opts.Leases, Ended: opts.Ended, Lease: opts.Lease,
		}),
		robots: robots.New(productToken, opts.State, opts.Clock),
	}
}

// MaxBytes is the limit of an answer, in bytes.
func (f *Fetcher) MaxBytes() int64 { return f.opts.MaxBytes }

// Attempts is how often a request is sent that fails for a reason that may be
// temporary.
func (f *Fetcher) Attempts() int { return f.opts.Attempts }

// Now is the time by the Fetcher's clock.
func (f *Fetcher) Now() time.Time { return f.clock.Now() }

// Polite tells whether the Fetcher keeps a delay between requests; it is false
// for one that reads servers of the operator's own without any pause.
func (f *Fetcher) Polite() bool { return f.opts.Delay >= 0 }

// Fetch performs req for a platform described by info. The answer has a status
// of 2xx, or 304 to a conditional request; everything else is an error whose
// code says what it means: login (401, a redirect to a login), captcha (a bot
// wall), blocked (403, 412, 432, 451), rate_limited (429, or a wait longer than
// MaxWait), not_found (404, 410), unavailable (5xx, no answer, a host left alone
// because it failed repeatedly), disallowed (robots.txt, of what is a page), invalid (an
// address that is not fetched) and broken (anything else, too large and
// undecodable answers included).
func (f *Fetcher) Fetch(ctx context.Context, req crawler.Request, info crawler.Info) (crawler.Response, error) {
	return f.fetch(ctx, req, job{delay: info.Delay, access: crawler.AccessOf(info, req, false), limit: f.opts.MaxBytes})
}

// Get fetches an image, under the same rules as Fetch, but once: who asks for pictures
// asks again by itself. Accept and referrer are the request's fields of that name; an
// empty one is left out.
func (f *Fetcher) Get(ctx context.Context, address, accept, referrer string) (crawler.Response, error) {
	header := map[string]string{}
	if accept != "" {
		header["Accept"] = accept
	}
	if referrer != "" {
		header["Referer"] = referrer
	}
	return f.fetch(ctx, crawler.Request{URL: address, Header: header}, job{limit: f.opts.MaxImageBytes, attempts: 1})
}
