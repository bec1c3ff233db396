package pipeline

import (
	"context"
	"errors"
	"fmt"
	"runtime/debug"
	"syscall"

	"earshot/internal/social"
)

// IsOutage tells whether err is of something that work stands on (a server that is away
// or overloaded, a disk that is full, a context that ended) and so no fault of the
// message that was worked on. Every error that err wraps is asked, since those who pass
// one on may have given it another code.
func IsOutage(err error) bool {
	if err == nil {
		return false
	}
	if errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded) {
		return true
	}
	if _, system := errors.AsType[syscall.Errno](err); system {
		return true // no message makes a disk full or a file forbidden
	}
	return anyCode(err, social.CodeUnavailable, social.CodeRateLimited)
}

// anyCode tells whether any error in the tree of err has one of the codes.
func anyCode(err error, codes ...social.Code) bool {
	if coded, ok := err.(*social.Error); ok {
		for _, code := range codes {
			if coded.Code == code {
				return true
			}
		}
	}
	switch wrapping := err.(type) {
	case interface{ Unwrap() error }:
		return anyCode(wrapping.Unwrap(), codes...)
	case interface{ Unwrap() []error }:
		for _, one := range wrapping.Unwrap() {
			if anyCode(one, codes...) {
				return true
			}
		}
	}
	return false
}

// Panicked is the error of work that panicked.
type Panicked struct {
	// Value is what it panicked with, and Stack where.
	Value any
	Stack []byte
}

func (p *Panicked) Error() string { return fmt.Sprintf("panic: %v", p.Value) }

// Guard does do, and makes a panic in it an error: a fault in the work on one message
// must not end the process, which would begin with the same message again.
func Guard(do func() error) (err error) {
	defer func() {
		if p := recover(); p != nil {
			err = asPanicked(p)
		}
	}()
	return do()
}

// asPanicked is the error of a recovered panic, which may have been passed on from
// another goroutine.
func asPanicked(p any) error {
	if passed, ok := p.(*Panicked); ok {
		return passed
	}
	return &Panicked{Value: p, Stack: debug.Stack()}
}
