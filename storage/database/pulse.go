package database

import (
	"context"
	"errors"
	"net"
	"sync"
	"time"

	"github.com/ClickHouse/clickhouse-go/v2"

	"earshot/internal/social"
)

const (
	// pulseEvery is how often it is looked whether the database answers, while
	// questions are with it or it did not.
	pulseEvery = 250 * time.Millisecond
	// slowAfter is how long no answer must have come for the database to be asked
	// whether it is there, and silentAfter how long that may take.
	slowAfter   = 200 * time.Millisecond
	silentAfter = 1200 * time.Millisecond
	// giveUp is how long the database must have been silent for questions of pages to be
	// refused at once.
	giveUp = 3 * time.Second
)

// pulse knows whether the database answers. It looks only while somebody asks, or while
// it knows that it does not.
type pulse struct {
	mu      sync.Mutex
	asking  int
	looking bool
	// answered is when it last answered anything.
	answered time.Time
	// probing is since when it is asked whether it is there; zero when it is not.
	probing time.Time
	// fault is its last refusal; nil when it answered since.
	fault error
	since time.Time
}

// begin notes that something is asked, until what it returns is called.
func (p *pulse) begin(d *DB) (end func()) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.asking == 0 && p.fault == nil && p.probing.IsZero() {
		p.answered = time.Now()
	}
	p.asking++
	if !p.looking {
		p.looking = true
		go p.look(d)
	}
	return func() {
		p.mu.Lock()
		defer p.mu.Unlock()
		p.asking--
	}
}

// note notes what came of an exchange with the database.
func (p *pulse) note(err error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if err == nil || !refused(err) {
		p.answered, p.fault, p.since = time.Now(), nil, time.Time{}
		return
	}
	if p.fault == nil {
		p.since = time.Now()
	}
	p.fault = err
}

// The engine's error codes of a login that is refused: unknown user (192), wrong password
// (193), required password (194), authentication failed (516).
var loginCodes = []int32{192, 193, 194, 516}

func refusedLogin(err error) bool {
	ex, ok := errors.AsType[*clickhouse.Exception](err)
	if !ok {
		return false
	}
	for _, code := range loginCodes {
		if ex.Code == code {
			return true
		}
	}
	return false
}

// Unreached tells whether err says that the database was not reached, or let nobody in.
func Unreached(err error) bool { return refused(err) }

// refused tells whether err says that the database was not reached, or let nobody in.
func refused(err error) bool {
	if _, ok := errors.AsType[*clickhouse.Exception](err); ok {
		return refusedLogin(err)
	}
	_, network := errors.AsType[*net.OpError](err)
	return network || transient(err) || errors.Is(err, context.DeadlineExceeded)
}

// look asks the database now and then whether it is there.
func (p *pulse) look(d *DB) {
	tick := time.NewTicker(pulseEvery)
	defer tick.Stop()
	for range tick.C {
		p.mu.Lock()
		if p.asking == 0 && p.fault == nil && p.probing.IsZero() {
			p.looking = false
			p.mu.Unlock()
			return
		}
		probe := p.probing.IsZero() && (p.fault != nil || time.Since(p.answered) > slowAfter)
		if probe {
			p.probing = time.Now()
		}
		p.mu.Unlock()
		if probe {
			go p.probe(d)
		}
	}
}

// probe asks the database whether it is there. It waits as long as that takes.
func (p *pulse) probe(d *DB) {
	ctx, done := Uncancelled(context.Background())
	defer done()
	err := d.conn.Ping(ctx)
	if errors.Is(err, clickhouse.ErrConnectionClosed) {
		err = nil // the store was closed: nobody wants to know any more
	}
	p.note(err)
	p.mu.Lock()
	defer p.mu.Unlock()
	p.probing = time.Time{}
}

// silent is since when the database has not answered; zero when it does.
func (p *pulse) silent() time.Time {
	p.mu.Lock()
	defer p.mu.Unlock()
	switch {
	case p.fault != nil:
		return p.since
	case !p.probing.IsZero() && time.Since(p.probing) > silentAfter:
		return p.answered
	default:
		return time.Time{}
	}
}

// Outage tells how the database is out of order; ok is false when it is not.
func (d *DB) Outage() (outage social.Outage, ok bool) {
	since := d.pulse.silent()
	if since.IsZero() {
		return outage, false
	}
	d.pulse.mu.Lock()
	defer d.pulse.mu.Unlock()
	outage = social.Outage{Part: social.PartStorage, Since: since, Kind: social.OutageSilent}
	if d.pulse.fault != nil {
		outage.Kind = social.OutageUnreachable
		if refusedLogin(d.pulse.fault) {
			outage.Kind = social.OutageLogin
		}
	}
	return outage, true
}
