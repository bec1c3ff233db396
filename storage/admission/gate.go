// Package admission decides whose question is put to the engine next. Questions of pages
// have a bounded number of turns at once, which go round by readers, so that one who
// asks much does not keep out one who asks little; files and background work let pages
// go first, without ever being kept out themselves.
package admission

import (
	"context"
	"sync"
	"time"

	"earshot/internal/asker"
	"earshot/internal/social"
)

// Options bound what is admitted.
type Options struct {
	// Turns is how many questions of pages are with the engine at once.
	Turns int
	// Waiting is how many more may wait, of all readers and of one.
	Waiting, WaitingOfOne int
	// Wait is how long one waits for its turn at most.
	Wait time.Duration
}

// Gate admits questions. It is safe for concurrent use.
type Gate struct {
	opts Options

	mu      sync.Mutex
	running int
	waiting int
	// queues holds who waits, by reader; order are the readers in the order of their turns.
	queues map[string][]*place
	order  []string
	// idle is closed when no question of a page is with the engine or waits; nil while
	// nobody wants to know.
	idle chan struct{}
}

// place is a place in a queue; turn is closed when its turn has come.
type place struct{ turn chan struct{} }

// New returns an open Gate.
func New(opts Options) *Gate { return &Gate{opts: opts, queues: map[string][]*place{}} }

// Enter waits for a turn of the reader and returns what ends it. The error has
// social.CodeBusy when too many wait already, or when the turn has not come in time.
func (g *Gate) Enter(ctx context.Context, reader string) (leave func(), err error) {
	g.mu.Lock()
	if g.running < g.opts.Turns && g.waiting == 0 {
		g.running++
		g.mu.Unlock()
		return sync.OnceFunc(g.leave), nil
	}
	if g.waiting >= g.opts.Waiting || len(g.queues[reader]) >= g.opts.WaitingOfOne {
		n := g.waiting
		g.mu.Unlock()
		return nil, social.Errorf(social.CodeBusy, "storage: %d questions wait for the database already", n)
	}
	p := g.queue(reader)
	g.mu.Unlock()

	late := time.NewTimer(g.opts.Wait)
	defer late.Stop()
	select {
	case <-p.turn:
		return sync.OnceFunc(g.leave), nil
	case <-late.C:
		err = social.Errorf(social.CodeBusy, "storage: a question waited %s for its turn with the database", g.opts.Wait)
	case <-ctx.Done():
		err = ctx.Err()
	}
	if g.withdraw(reader, p) {
		return nil, err
	}
	// Its turn came in the same moment.
	return sync.OnceFunc(g.leave), nil
}

// queue puts a new place at the end of the reader's queue.
func (g *Gate) queue(reader string) *place {
	p := &place{turn: make(chan struct{})}
	if len(g.queues[reader]) == 0 {
		g.order = append(g.order, reader)
	}
	g.queues[reader] = append(g.queues[reader], p)
	g.waiting++
	return p
}

// withdraw takes a place out of its queue; false when its turn has come.
func (g *Gate) withdraw(reader string, p *place) bool {
	g.mu.Lock()
	defer g.mu.Unlock()
	for i, other := range g.queues[reader] {
		if other == p {
			g.queues[reader] = append(g.queues[reader][:i:i], g.queues[reader][i+1:]...)
			g.waiting--
			g.forget(reader)
			g.rest()
			return true
		}
	}
	return false
}

// forget drops the queue of a reader for whom nobody waits.
func (g *Gate) forget(reader string) {
	if len(g.queues[reader]) > 0 {
		return
	}
	delete(g.queues, reader)
	for i, r := range g.order {
		if r == reader {
			g.order = append(g.order[:i:i], g.order[i+1:]...)
			return
		}
	}
}

// leave ends a turn and gives it to the first of the next reader.
func (g *Gate) leave() {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.running--
	for g.running < g.opts.Turns && len(g.order) > 0 {
		reader := g.order[0]
		g.order = g.order[1:]
		first := g.queues[reader][0]
		if rest := g.queues[reader][1:]; len(rest) > 0 {
			g.queues[reader] = rest
			g.order = append(g.order, reader)
		} else {
			delete(g.queues, reader)
		}
		g.waiting--
		g.running++
		close(first.turn)
	}
	g.rest()
}

// rest tells those who let pages go first that none asks.
func (g *Gate) rest() {
	if g.running+g.waiting == 0 && g.idle != nil {
		close(g.idle)
		g.idle = nil
	}
}

// Busy tells whether questions of pages wait for their turn.
func (g *Gate) Busy() bool {
	g.mu.Lock()
	defer g.mu.Unlock()
	return g.waiting > 0
}

// How long those who let pages go first wait for these to end, before a question and
// between two lots of rows of one.
const (
	fileWait       = time.Second
	betweenRows    = 100 * time.Millisecond
	backgroundWait = 2 * time.Second
)

// LetPagesFirst returns when no page asks anything, or when it has waited for as long as
// is asked of such a question. Those who read for pages, or for the pipeline, do not wait.
func (g *Gate) LetPagesFirst(ctx context.Context, kind asker.Kind) {
	switch kind {
	case asker.File:
		g.whileBusy(ctx, fileWait)
	case asker.Background:
		g.whileBusy(ctx, backgroundWait)
	}
}

// BetweenRows is LetPagesFirst for a question that has been answered in part.
func (g *Gate) BetweenRows(ctx context.Context, kind asker.Kind) {
	if kind == asker.File || kind == asker.Background {
		g.whileBusy(ctx, betweenRows)
	}
}

func (g *Gate) whileBusy(ctx context.Context, atMost time.Duration) {
	g.mu.Lock()
	if g.running+g.waiting == 0 {
		g.mu.Unlock()
		return
	}
	if g.idle == nil {
		g.idle = make(chan struct{})
	}
	idle := g.idle
	g.mu.Unlock()
	enough := time.NewTimer(atMost)
	defer enough.Stop()
	select {
	case <-idle:
	case <-enough.C:
	case <-ctx.Done():
	}
}
