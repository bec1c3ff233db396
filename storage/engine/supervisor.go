package engine

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"strings"
	"sync/atomic"
	"time"

	"earshot/internal/social"
)

const (
	// startTimeout is how long the engine may take to answer; loading the parts
	// of a large data folder takes its time.
	startTimeout = 2 * time.Minute
	// pollEvery is the time between two attempts to reach a starting engine.
	pollEvery = 25 * time.Millisecond
	// The wait before a restart doubles from firstWait to lastWait and starts
	// over when the engine has run for steady.
	firstWait = 100 * time.Millisecond
	lastWait  = 10 * time.Second
	steady    = time.Minute
	// cannotListen is what an engine says that cannot open its address, before it
	// waits for somebody to type something else.
	cannotListen = "DB::Exception: Listen ["
)

// supervisor keeps one engine running.
type supervisor struct {
	log      *slog.Logger
	prog     found
	files    files
	record   record
	answered func(pid int, version string) error
	restarts atomic.Int64

	cancel context.CancelFunc
	done   chan struct{}
	err    error
}

func newSupervisor(log *slog.Logger, prog found, f files, r record, answered func(int, string) error) *supervisor {
	return &supervisor{log: log, prog: prog, files: f, record: r, answered: answered, done: make(chan struct{})}
}

// start runs the engine for the first time. A fault then is the caller's: only
// an engine that once answered is started again.
func (s *supervisor) start(ctx context.Context) error {
	began := time.Now()
	c, err := s.up(ctx)
	if err != nil {
		return err
	}
	s.log.Info("engine started", "pid", c.cmd.Process.Pid, "address", s.record.Address, "took", time.Since(began).Round(time.Millisecond))
	run, cancel := context.WithCancel(context.Background())
	s.cancel = cancel
	go s.watch(run, c)
	return nil
}

// up launches a child and waits until it answers.
func (s *supervisor) up(ctx context.Context) (*child, error) {
	ctx, cancel := context.WithTimeout(ctx, startTimeout)
	defer cancel()
	c, err := launch(s.prog, s.files, s.record)
	if err != nil {
		return nil, err
	}
	version, err := s.wait(ctx, c)
	if err == nil {
		err = s.answered(c.cmd.Process.Pid, version)
	}
	if err != nil {
		return nil, errors.Join(err, c.stop())
	}
	return c, nil
}

// wait returns the version of the engine once it answers.
func (s *supervisor) wait(ctx context.Context, c *child) (string, error) {
	for {
		version, err := ping(ctx, s.record)
		if err == nil {
			return version, nil
		}
		if said := s.files.tail(); strings.Contains(said, cannotListen) {
			return "", social.Errorf(social.CodeUnavailable, "engine: it does not listen; its last lines:\n%s", said)
		}
		select {
		case <-c.done:
			return "", social.Errorf(social.CodeUnavailable, "engine: it stopped while starting (%v); its last lines:\n%s", c.err, s.files.tail())
		case <-ctx.Done():
			return "", social.Errorf(social.CodeUnavailable, "engine: it does not answer: %w; its last lines:\n%s", errors.Join(ctx.Err(), err), s.files.tail())
		case <-time.After(pollEvery):
		}
	}
}

// watch starts the engine again whenever it stops by itself, with the same
// port and password, so that connection pools find it where it was.
func (s *supervisor) watch(ctx context.Context, c *child) {
	defer close(s.done)
	wait := firstWait
	for {
		began := time.Now()
		select {
		case <-ctx.Done():
			s.err = c.stop()
			return
		case <-c.done:
		}
		s.log.Error("engine stopped by itself", "error", fmt.Sprint(c.err), "output", s.files.tail())
		if time.Since(began) > steady {
			wait = firstWait
		}
		for c = nil; c == nil; {
			select {
			case <-ctx.Done():
				return
			case <-time.After(wait):
			}
			wait = min(2*wait, lastWait)
			next, err := s.up(ctx)
			if err != nil {
				s.log.Error("engine not restarted", "wait", wait, "error", err)
				continue
			}
			c = next
			s.restarts.Add(1)
			s.log.Warn("engine restarted", "pid", c.cmd.Process.Pid, "restarts", s.restarts.Load())
		}
	}
}

// stop ends the engine and the watch over it.
func (s *supervisor) stop() error {
	s.cancel()
	<-s.done
	return s.err
}
