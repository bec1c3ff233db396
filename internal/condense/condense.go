// Package condense keeps a log readable while one thing fails over and over: a
// warning is written the first time it is met, and then once a while with how
// often it came. So a picture server that is down is one line a minute and not
// one a picture, and nothing is left out uncounted. A line at info is treated so
// where it says of which kind its fault is (Kind). Errors, which name what is lost
// or refused, are all written.
package condense

import (
	"context"
	"log/slog"
	"slices"
	"strings"
	"sync"
	"time"
)

// Repeated is the attribute that says how many lines one stands for, beside the
// one that was written first.
const Repeated = "repeated"

// Kind is the attribute that says what kind of fault a line tells of, where a fault is no
// warning: that a picture is gone is nothing to be warned of, and a thousand of them
// are one line.
const Kind = "kind"

// mostKinds bounds how many kinds of lines are held at a time; what is beyond it
// is written as it comes.
const mostKinds = 1024

// Handler hands lines on to another handler. It is safe for concurrent use, and
// shares what it counts with those made of it by WithAttrs and WithGroup.
type Handler struct {
	next   slog.Handler
	counts *counts
	// under are the attributes and groups that WithAttrs and WithGroup added, as
	// far as they tell kinds of lines apart.
	under string
}

// counts are the lines of a kind that are held back.
type counts struct {
	every time.Duration
	kinds []string

	mu   sync.Mutex
	held map[string]*held
}

// held is a kind of line that was written less than counts.every ago.
type held struct {
	to     slog.Handler
	latest slog.Record
	more   int
	timer  *time.Timer
}

// New returns a handler that writes a warning of one kind at most twice in the
// given time: as it comes, and at the end with how many more there
// were, with the attributes of the latest. Lines are of one kind that have the
// same level and message, and the same values of Kind and the attributes named by kinds.
// With no time all are written.
func New(next slog.Handler, every time.Duration, kinds ...string) *Handler {
	return &Handler{next: next, counts: &counts{every: every, kinds: kinds, held: map[string]*held{}}}
}

// Enabled tells whether next takes lines of the level.
func (h *Handler) Enabled(ctx context.Context, level slog.Level) bool {
	return h.next.Enabled(ctx, level)
}

// Handle writes the record, or counts it.
func (h *Handler) Handle(ctx context.Context, r slog.Record) error {
	if h.counts.every <= 0 || r.Level >= slog.LevelError || r.Level < slog.LevelWarn && !hasKind(r) {
		return h.next.Handle(ctx, r)
	}
	if h.counts.hold(h.kind(r), h.next, r) {
		return nil
	}
	return h.next.Handle(ctx, r)
}

// hasKind tells whether a line says of which kind its fault is.
func hasKind(r slog.Record) (has bool) {
	r.Attrs(func(a slog.Attr) bool {
		has = a.Key == Kind
		return !has
	})
	return has
}

// kind tells lines apart of which each is written.
func (h *Handler) kind(r slog.Record) string {
	var b strings.Builder
	b.WriteString(r.Level.String() + "\x00" + r.Message + "\x00" + h.under)
	r.Attrs(func(a slog.Attr) bool {
		b.WriteString(h.counts.part(a))
		return true
	})
	return b.String()
}

// part is what an attribute says of the kind of a line.
func (c *counts) part(a slog.Attr) string {
	if a.Key != Kind && !slices.Contains(c.kinds, a.Key) {
		return ""
	}
	return a.Key + "=" + a.Value.String() + "\x00"
}

// hold tells whether the line waits, because one of its kind was written less than
// every ago.
func (c *counts) hold(kind string, to slog.Handler, r slog.Record) bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	if k, met := c.held[kind]; met {
		k.to, k.latest = to, r.Clone()
		k.more++
		return true
	}
	if len(c.held) < mostKinds {
		c.held[kind] = &held{timer: time.AfterFunc(c.every, func() { c.release(kind) })}
	}
	return false
}

// release writes what was counted of a kind. The next line of the kind is held
// back again if there was any, so that what goes on failing is one line each time.
func (c *counts) release(kind string) {
	c.mu.Lock()
	k, met := c.held[kind]
	if !met {
		c.mu.Unlock()
		return
	}
	latest, to, more := k.latest, k.to, k.more
	if more == 0 {
		delete(c.held, kind)
	} else {
		k.more = 0
		k.timer.Reset(c.every)
	}
	c.mu.Unlock()
	if more > 0 {
		write(to, latest, more)
	}
}

// write writes the latest of several lines. There is nobody to tell of a log that
// cannot be written.
func write(to slog.Handler, latest slog.Record, more int) {
	latest.AddAttrs(slog.Int(Repeated, more))
	_ = to.Handle(context.Background(), latest)
}

// Flush writes what is held back, at the end of the program.
func (h *Handler) Flush() {
	h.counts.mu.Lock()
	all := h.counts.held
	h.counts.held = map[string]*held{}
	h.counts.mu.Unlock()
	for _, k := range all {
		k.timer.Stop()
		if k.more > 0 {
			write(k.to, k.latest, k.more)
		}
	}
}

// WithAttrs returns a handler whose lines have these attributes as well.
func (h *Handler) WithAttrs(attrs []slog.Attr) slog.Handler {
	under := h.under
	for _, a := range attrs {
		under += h.counts.part(a)
	}
	return &Handler{next: h.next.WithAttrs(attrs), counts: h.counts, under: under}
}

// WithGroup returns a handler that puts the attributes that follow in a group.
func (h *Handler) WithGroup(name string) slog.Handler {
	return &Handler{next: h.next.WithGroup(name), counts: h.counts, under: h.under + name + "\x00"}
}
