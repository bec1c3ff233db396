package measure

import (
	"context"
	"os"
	"time"
)

// Stopwatch adds up what pieces of work take, by the clock and of the processor time
// of this process and of an engine's.
type Stopwatch struct {
	// Engine is the process of the engine; 0 is none, or one whose processor time
	// cannot be had, as on another machine.
	Engine int

	total Rate
}

// Time does work and adds what it took.
func (s *Stopwatch) Time(work func() error) error {
	started, program, engine := time.Now(), processorTime(os.Getpid()), processorTime(s.Engine)
	err := work()
	s.total.Took += time.Since(started)
	s.total.Program += processorTime(os.Getpid()) - program
	s.total.Engine += processorTime(s.Engine) - engine
	return err
}

// Rate is what the work took so far, in which n things were done.
func (s *Stopwatch) Rate(n int64) Rate {
	rate := s.total
	rate.N = n
	return rate
}

const (
	// calmFor is how long an engine must have done little, calmShare of the time of
	// one core, to have ended what it does by itself after an insert, and
	// calmPatience how long that is waited for.
	calmFor      = 300 * time.Millisecond
	calmShare    = 0.1
	calmPatience = 20 * time.Second
)

// Settle waits until the engine has merged what was inserted before, so that this is
// not added to what is measured next.
func (s *Stopwatch) Settle(ctx context.Context) {
	if s.Engine == 0 {
		return
	}
	for ended := time.Now().Add(calmPatience); time.Now().Before(ended) && ctx.Err() == nil; {
		before := processorTime(s.Engine)
		select {
		case <-ctx.Done():
		case <-time.After(calmFor):
		}
		if processorTime(s.Engine)-before < time.Duration(calmShare*float64(calmFor)) {
			return
		}
	}
}
