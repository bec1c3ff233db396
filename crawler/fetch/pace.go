package fetch

import (
	"context"
	"fmt"
	"io"
	"sync"
	"sync/atomic"
	"time"
)

// SlowBody is the error of an answer whose body came too slowly, or not to its end within
// the time of a request. It is not asked for again at once: a server that drips would
// hold whoever asks for a multiple of that time.
type SlowBody struct {
	// Bytes came in Took; Least is the least rate, in bytes a second, or 0 where the
	// time of the request was over.
	Bytes int64
	Took  time.Duration
	Least int64
}

func (e *SlowBody) Error() string {
	if e.Least == 0 {
		return fmt.Sprintf("no whole answer in time: %d bytes came in %s", e.Bytes, e.Took.Round(time.Second/10))
	}
	return fmt.Sprintf("the answer comes too slowly: %d bytes in %s, where %d a second are the least", e.Bytes, e.Took.Round(time.Second/10), e.Least)
}

// pace watches how fast the body of an answer comes.
type pace struct {
	// least is in bytes a second, over each window.
	least  int64
	window time.Duration
	stop   context.CancelCauseFunc
	began  time.Time
	bytes  atomic.Int64
	timer  *time.Timer
	mu     sync.Mutex
	seen   int64
}

// watch returns body, which ends with a SlowBody as soon as less of it came in a window
// than is wanted.
func (p *pace) watch(body io.ReadCloser) io.ReadCloser {
	p.began = time.Now()
	if p.least > 0 {
		p.mu.Lock()
		defer p.mu.Unlock()
		p.timer = time.AfterFunc(p.window, p.look)
	}
	return &pacedBody{ReadCloser: body, pace: p}
}

// look is called at the end of each window.
func (p *pace) look() {
	p.mu.Lock()
	defer p.mu.Unlock()
	all := p.bytes.Load()
	if float64(all-p.seen) < float64(p.least)*p.window.Seconds() {
		p.stop(&SlowBody{Bytes: all, Took: time.Since(p.began), Least: p.least})
		return
	}
	p.seen = all
	p.timer.Reset(p.window)
}

// end ends the watching.
func (p *pace) end() {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.timer != nil {
		p.timer.Stop()
	}
}

// pacedBody counts what comes of a body, as it was sent.
type pacedBody struct {
	io.ReadCloser
	pace *pace
}

func (b *pacedBody) Read(p []byte) (int, error) {
	n, err := b.ReadCloser.Read(p)
	b.pace.bytes.Add(int64(n))
	if err != nil {
		b.pace.end()
	}
	return n, err
}

func (b *pacedBody) Close() error {
	b.pace.end()
	return b.ReadCloser.Close()
}
