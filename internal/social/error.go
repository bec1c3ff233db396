package social

import (
	"earshot/internal/query"
	"errors"
	"fmt"
)

// Code says what kind of fault an error is, for those who must act on it.
type Code string

const (
	CodeInvalid     Code = "invalid"      // the input is wrong
	CodeNotFound    Code = "not_found"    // there is no such thing
	CodeConflict    Code = "conflict"     // somebody else is at it
	CodeUnavailable Code = "unavailable"  // not reachable now
	CodeRateLimited Code = "rate_limited" // asked to come back later
	CodeBlocked     Code = "blocked"      // refused
	CodeLogin       Code = "login"        // shown to those who log in only
	CodeCaptcha     Code = "captcha"      // a captcha or another wall against programs
	CodeEmpty       Code = "empty"        // nothing where there always was something
	CodeDisallowed  Code = "disallowed"   // robots.txt says no
	CodeBroken      Code = "broken"       // an answer that is not what was promised
	CodeBusy        Code = "busy"         // too many ask at once
	CodeInternal    Code = "internal"     // a fault of Earshot
)

// Error is a fault with a code. Its text is a sentence for a person.
type Error struct {
	Code Code
	Err  error
}

func (e *Error) Error() string { return e.Err.Error() }

func (e *Error) Unwrap() error { return e.Err }

// Errorf makes an *Error with the text of fmt.Errorf; %w wraps as it does there.
func Errorf(code Code, format string, args ...any) error {
	return &Error{Code: code, Err: fmt.Errorf(format, args...)}
}

// CodeOf returns the code of the first *Error in err's chain, CodeInvalid for a
// fault in a query, CodeInternal for any other error and "" for nil.
func CodeOf(err error) Code {
	if err == nil {
		return ""
	}
	if e, ok := errors.AsType[*Error](err); ok {
		return e.Code
	}
	if _, ok := errors.AsType[*query.SyntaxError](err); ok {
		return CodeInvalid
	}
	return CodeInternal
}
