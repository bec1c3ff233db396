package date

import (
	"errors"
	"fmt"
)

var (
	// ErrEmpty is what a blank text is refused with.
	ErrEmpty = errors.New("there is no date")
	// ErrUnreadable is what a text that is no date is refused with.
	ErrUnreadable = errors.New("cannot be read")
	// ErrZone is what a date in a zone that is not known is refused with.
	ErrZone = errors.New("names a time zone that is not known")
	// ErrAmbiguous is what a date that may be two days is refused with.
	ErrAmbiguous = errors.New("may be two different days")
)

// Error says which text is refused, and why.
type Error struct {
	Text string
	// Err is one of the four errors above.
	Err error
	// Detail says more, or is empty.
	Detail string
}

func (e *Error) Error() string {
	switch {
	case errors.Is(e.Err, ErrEmpty):
		return e.Err.Error()
	case e.Detail != "":
		return fmt.Sprintf("the date %.60q %v: %s", e.Text, e.Err, e.Detail)
	default:
		return fmt.Sprintf("the date %.60q %v", e.Text, e.Err)
	}
}

func (e *Error) Unwrap() error { return e.Err }
