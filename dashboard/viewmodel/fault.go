package viewmodel

import (
	"context"
	"errors"

	"earshot/dashboard/component"
	"earshot/internal/social"
)

// Fault explains an error to a reader. Retry is the address to try again.
func Fault(retry string, err error) component.Note {
	note := component.Note{Title: "This did not work", Href: retry, Label: "Try again"}
	switch code := social.CodeOf(err); {
	case errors.Is(err, context.DeadlineExceeded):
		note.Title, note.Text = "This took too long", "The figures are there; counting them took too long. A shorter period is faster."
	case code == social.CodeNotFound:
		return component.Note{Title: "There is nothing here", Text: "The address may be old, or the post was erased.", Href: "/", Label: "To the overview"}
	case code == social.CodeInternal:
		note.Text = "Something in Earshot failed; the log says what. Nothing was lost: what is stored is stored."
	case code == social.CodeUnavailable:
		note.Text = "The storage does not answer now. Nothing was lost; it is started again by itself."
	default:
		note.Text = err.Error()
	}
	return note
}
