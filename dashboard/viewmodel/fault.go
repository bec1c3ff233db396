package viewmodel

import (
	"context"
	"errors"

	"earshot/dashboard/component"
	"earshot/internal/social"
)

// Fault explains an error to a reader. Retry is the address to try again; outages are the
// parts that are out of order, which explain what could not be asked.
func Fault(retry string, err error, outages []social.Outage) component.Note {
	note := component.Note{Title: "This did not work", Href: retry, Label: "Try again"}
	late := errors.Is(err, context.DeadlineExceeded)
	switch code := social.CodeOf(err); {
	case len(outages) > 0 && (late || code == social.CodeUnavailable || code == social.CodeInternal):
		note.Title, note.Text = "This is not known now", Outage(outages[0])+" It is asked again by itself; nothing that is stored is lost."
	case code == social.CodeBusy:
		note.Title, note.Text = "Too many ask at once", "More was asked of the database than it can answer in a moment. Try again in a few seconds."
	case late:
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

// Outage says how a part is out of order, in a sentence.
func Outage(o social.Outage) string {
	name, since := "The database (ClickHouse)", " since "+o.Since.UTC().Format("15:04:05")+" UTC."
	if o.Part == social.PartStreams {
		name = "The message server (NATS)"
	}
	switch o.Kind {
	case social.OutageLogin:
		return name + " has refused Earshot's name or password" + since
	case social.OutageUnreachable:
		return name + " has not been reachable" + since
	default:
		return name + " has not answered" + since
	}
}

// OutageNote says above a page what is out of order, and what that does to the page.
func OutageNote(o social.Outage) component.Note {
	note := component.Note{Title: Outage(o), Text: "What is shown was counted before; what is missing is not known now, and comes by itself when it answers."}
	if o.Part == social.PartStreams {
		note.Text = "What is stored is shown as ever; which sources are being read, and what waits, is not known now."
	}
	return note
}
