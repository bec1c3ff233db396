package paddle

import (
	"context"
	"errors"
	"fmt"
	"image"
	"math"
	"sync"
	"sync/atomic"
	"time"

	"github.com/disintegration/imaging"

	"earshot/analyzer/ocr"
	"earshot/internal/social"
)

const (
	// Name is what reads, as Media.OCRReader has it.
	Name = "ppocr-v4"
	// timeLimit is how long a picture may take on a machine that has much else to do.
	timeLimit = 3 * time.Minute
	// idle is how long a process waits for the next picture: it holds some 200 MB.
	idle = 30 * time.Second
	// mostCrashes is how many processes one picture may end.
	mostCrashes = 2
)

// Reader reads pictures by a child process, one at a time: it is started for the first,
// ends some time after the last, and is started again after a crash.
type Reader struct {
	program string
	at      Place
	limit   time.Duration

	mu      sync.Mutex
	child   *child
	resting *time.Timer
	crashes atomic.Int64
}

// New makes a reader of what Find has found. program is one whose main calls ServeIfChild:
// this one, as a rule.
func New(program string, at Place) *Reader {
	return &Reader{program: program, at: at, limit: timeLimit}
}

// Name is "ppocr-v4".
func (r *Reader) Name() string { return Name }

// Knows tells whether a way of writing is one of the two that the networks were trained on.
func (r *Reader) Knows(writing string) bool { return writing == ocr.Latin || writing == ocr.Chinese }

// Crashes is how many processes ended while they read.
func (r *Reader) Crashes() int64 { return r.crashes.Load() }

// Check starts a process and tells whether it can read.
func (r *Reader) Check() error {
	r.mu.Lock()
	defer r.mu.Unlock()
	err := r.ready()
	r.rest()
	return err
}

// Close ends the process.
func (r *Reader) Close() {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.stop()
}

// Read finds the lines of a picture. A process that ends or takes too long over it is
// given one more try; then the picture is given up.
func (r *Reader) Read(ctx context.Context, img *image.NRGBA) ([]ocr.Line, error) {
	sent, scale := fitting(img)
	r.mu.Lock()
	defer r.mu.Unlock()
	defer r.rest()
	var met error
	for range mostCrashes {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		if err := r.ready(); err != nil {
			return nil, err
		}
		a, err := r.ask(ctx, sent)
		if ctx.Err() != nil {
			r.stop()
			return nil, ctx.Err()
		}
		if err == nil && a.Fault != "" {
			return nil, social.Errorf(social.CodeBroken, "%s", a.Fault)
		}
		if err == nil {
			return enlarged(a.Lines, scale), nil
		}
		r.crashes.Add(1)
		met = errors.Join(err, r.stop())
	}
	return nil, social.Errorf(social.CodeBroken, "paddle: %d processes ended over this picture: %w: %w", mostCrashes, met, ocr.ErrGivenUp)
}

// ask lets the process read, within the limit.
func (r *Reader) ask(ctx context.Context, img *image.NRGBA) (answer, error) {
	type outcome struct {
		answer answer
		err    error
	}
	done := make(chan outcome, 1)
	c := r.child
	go func() {
		a, err := c.read(img)
		done <- outcome{a, err}
	}()
	limit := time.NewTimer(r.limit)
	defer limit.Stop()
	select {
	case o := <-done:
		return o.answer, o.err
	case <-ctx.Done():
		return answer{}, ctx.Err()
	case <-limit.C:
		return answer{}, fmt.Errorf("paddle: no answer within %s", r.limit)
	}
}

// ready starts a process where there is none.
func (r *Reader) ready() (err error) {
	if r.resting != nil {
		r.resting.Stop()
		r.resting = nil
	}
	if r.child == nil {
		r.child, err = start(r.program, r.at)
	}
	return err
}

// rest lets the process end when nothing is read for a while.
func (r *Reader) rest() {
	if r.child == nil {
		return
	}
	var timer *time.Timer
	timer = time.AfterFunc(idle, func() {
		r.mu.Lock()
		defer r.mu.Unlock()
		if r.resting == timer {
			r.stop()
		}
	})
	r.resting = timer
}

// stop ends the process.
func (r *Reader) stop() error {
	if r.resting != nil {
		r.resting.Stop()
		r.resting = nil
	}
	if r.child == nil {
		return nil
	}
	err := r.child.end()
	r.child = nil
	return err
}

// fitting is a picture in a size that a child takes, and by how much it was made smaller.
func fitting(img *image.NRGBA) (sent *image.NRGBA, scale float64) {
	size := img.Bounds().Size()
	pixels := float64(size.X) * float64(size.Y)
	if pixels <= mostPixels {
		return img, 1
	}
	factor := math.Sqrt(mostPixels / pixels)
	w, h := max(int(float64(size.X)*factor), 1), max(int(float64(size.Y)*factor), 1)
	if w*h > mostPixels { // a strip of a pixel's width
		w, h = min(w, mostPixels/2), min(h, mostPixels/2)
	}
	return imaging.Resize(img, w, h, imaging.Box), float64(size.X) / float64(w)
}

// enlarged are lines of the smaller picture in the larger one.
func enlarged(lines []ocr.Line, scale float64) []ocr.Line {
	for i, l := range lines {
		lines[i].Corners = l.Corners.Scaled(scale, scale)
	}
	return lines
}
