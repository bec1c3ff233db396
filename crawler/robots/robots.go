// Package robots decides by robots.txt (RFC 9309) what may be fetched from a
// host.
//
// An answer of 2xx is read as rules, 4xx means that everything is allowed, and
// 5xx or no answer means that nothing is allowed until the file can be read. Up
// to five redirects are followed; the rules apply to the host of the first
// request.
package robots

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"sync"
	"time"

	"earshot/crawler/clock"
	"earshot/internal/shown"
	"earshot/internal/social"
)

const (
	// MaxBytes is how much of a file is read (RFC 9309, 2.5); the rest is ignored.
	MaxBytes = 500 << 10
	// maxAge is how long rules are used (RFC 9309, 2.4).
	maxAge = 24 * time.Hour
	// faultAge is how long a host whose file could not be read is left alone
	// before the file is fetched again.
	faultAge     = 10 * time.Minute
	maxRedirects = 5
	// maxStored limits the files that are kept for later processes, in bytes:
	// JSON may write an octet as six, and a message of the state has a limit.
	maxStored = 900 << 10
	sweepAt   = 4096
)

// Answer is one HTTP answer to a request for robots.txt.
type Answer struct {
	Status int
	// Location is the absolute target of a redirect; empty for none.
	Location string
	Body     []byte
}

// Fetch sends one request, without following redirects. Its error means that
// there was no answer.
type Fetch func(ctx context.Context, url string) (Answer, error)

// Store keeps rules between processes; Get returns nil when there are none.
type Store interface {
	Get(ctx context.Context, key string) (value []byte, rev uint64, err error)
	Put(ctx context.Context, key string, value []byte) error
}

// Cache holds the rules of hosts. It is safe for concurrent use; concurrent
// callers share one fetch of the rules of a host.
type Cache struct {
	agent string
	store Store
	clock clock.Clock

	mu    sync.Mutex
	hosts map[string]*entry
}

type entry struct {
	// gate holds one token; its holder may fetch and change rules.
	gate  chan struct{}
	users int
	rules rules
}

// rules are what is known of one host.
type rules struct {
	Body  string        `json:"body,omitempty"`
	Delay time.Duration `json:"delay,omitempty"`
	// Fault says why nothing is allowed; empty when Body decides.
	Fault   string    `json:"fault,omitempty"`
	Expires time.Time `json:"expires"`
}

// New returns a Cache for the crawler with the given product token. Without a
// store the rules are kept in memory only.
func New(agent string, store Store, clk clock.Clock) *Cache {
	return &Cache{agent: agent, store: store, clock: clk, hosts: map[string]*entry{}}
}

// Check returns the delay between requests that the host of target asks for, 0
// for none, whether target may be fetched or not. It fails with social.CodeDisallowed when target may not be fetched,
// and with the error of fetch when the host did not answer at all, which
// forbids it as well.
func (c *Cache) Check(ctx context.Context, target *url.URL, fetch Fetch) (time.Duration, error) {
	origin := target.Scheme + "://" + target.Host
	found, err := c.rules(ctx, origin, fetch)
	if err != nil {
		return 0, err
	}
	if found.Fault != "" {
		return found.Delay, social.Errorf(social.CodeDisallowed,
			"crawler: nothing may be fetched from %s while its robots.txt cannot be read (%s)", origin, found.Fault)
	}
	if found.Body == "" || target.Path == "/robots.txt" { // which is always allowed (RFC 9309, 2.2.2)
		return found.Delay, nil
	}
	ok, err := allowed(found.Body, c.agent, target.String())
	if err != nil {
		return found.Delay, social.Errorf(social.CodeDisallowed, "crawler: read robots.txt of %s: %w", origin, err)
	}
	if !ok {
		return found.Delay, social.Errorf(social.CodeDisallowed, "crawler: robots.txt of %s forbids %s", origin, shown.URL(target.String()))
	}
	return found.Delay, nil
}

func (c *Cache) rules(ctx context.Context, origin string, fetch Fetch) (rules, error) {
	host := c.join(origin)
	defer c.part(host)
	select {
	case host.gate <- struct{}{}:
		defer func() { <-host.gate }()
	case <-ctx.Done():
		return rules{}, context.Cause(ctx)
	}
	now := c.clock.Now()
	if now.Before(host.rules.Expires) {
		return host.rules, nil
	}
	found, err := c.load(ctx, origin)
	if err != nil {
		return rules{}, err
	}
	if !now.Before(found.Expires) {
		if found, err = c.fetch(ctx, origin, fetch); err != nil {
			return rules{}, err
		}
		if err := c.save(ctx, origin, found); err != nil {
			return rules{}, err
		}
	}
	c.mu.Lock()
	host.rules = found
	c.mu.Unlock()
	return found, nil
}

// fetch fetches the file of a host and follows redirects.
func (c *Cache) fetch(ctx context.Context, origin string, fetch Fetch) (rules, error) {
	now := c.clock.Now()
	address := origin + "/robots.txt"
	for range maxRedirects + 1 {
		answer, err := fetch(ctx, address)
		if err != nil {
			return rules{}, fmt.Errorf("robots.txt of %s could not be read, and without it nothing is fetched there: %w", origin, err)
		}
		switch {
		case answer.Status >= 200 && answer.Status < 300:
			body := canonical(string(answer.Body), false)
			return rules{Body: body, Delay: crawlDelay(body, c.agent), Expires: now.Add(maxAge)}, nil
		case answer.Status >= 300 && answer.Status < 400 && answer.Location != "":
			address = answer.Location
		case answer.Status >= 500:
			return rules{Fault: fmt.Sprintf("%s answered %d", address, answer.Status), Expires: now.Add(faultAge)}, nil
		case answer.Status == http.StatusTooManyRequests:
			// 429: the file exists, and may be readable when the host is less
			// busy.
			return rules{Expires: now.Add(faultAge)}, nil
		default:
			return rules{Expires: now.Add(maxAge)}, nil
		}
	}
	// RFC 9309, 2.3.1.2: after more redirects the file counts as missing.
	return rules{Expires: now.Add(maxAge)}, nil
}

func (c *Cache) load(ctx context.Context, origin string) (rules, error) {
	if c.store == nil {
		return rules{}, nil
	}
	data, _, err := c.store.Get(ctx, "robots/"+origin)
	if err != nil {
		return rules{}, social.Errorf(social.CodeInternal, "crawler: load robots.txt of %s: %w", origin, err)
	}
	var found rules
	if data == nil || json.Unmarshal(data, &found) != nil {
		// Unreadable rules, from another version for instance, are fetched
		// again.
		return rules{}, nil
	}
	return found, nil
}

// save stores rules for later processes, but neither faults, which last
// minutes, nor files above maxStored.
func (c *Cache) save(ctx context.Context, origin string, found rules) error {
	if c.store == nil || found.Fault != "" {
		return nil
	}
	data, err := json.Marshal(found)
	if err != nil {
		return social.Errorf(social.CodeInternal, "crawler: save robots.txt of %s: %w", origin, err)
	}
	if len(data) > maxStored {
		return nil
	}
	if err := c.store.Put(ctx, "robots/"+origin, data); err != nil {
		return social.Errorf(social.CodeInternal, "crawler: save robots.txt of %s: %w", origin, err)
	}
	return nil
}

func (c *Cache) join(origin string) *entry {
	c.mu.Lock()
	defer c.mu.Unlock()
	host := c.hosts[origin]
	if host == nil {
		c.sweep()
		host = &entry{gate: make(chan struct{}, 1)}
		c.hosts[origin] = host
	}
	host.users++
	return host
}

func (c *Cache) part(host *entry) {
	c.mu.Lock()
	defer c.mu.Unlock()
	host.users--
}

// sweep removes unused rules from memory when there are many; the store still
// has them.
func (c *Cache) sweep() {
	if len(c.hosts) < sweepAt {
		return
	}
	for origin, host := range c.hosts {
		if host.users == 0 {
			delete(c.hosts, origin)
		}
	}
}
