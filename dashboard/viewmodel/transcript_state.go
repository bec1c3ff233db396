package viewmodel

import (
	"fmt"
	"strings"

	"earshot/internal/social"
)

// TranscriptState describes in sentences how the asking for transcripts stands: what waits and why,
// what was used today, and what is not heard.
func TranscriptState(s social.TranscriptState) string {
	d, b := s.Day, s.Budget
	text := fmt.Sprintf("Transcripts by %s at %s today: %s heard, %s of %s minutes sent", s.Model, s.Host, Exact(d.Heard), Exact((d.Seconds+59)/60), Exact(b.Seconds/60))
	if b.Requests > 0 {
		text += fmt.Sprintf(" in %s of %s requests", Exact(d.Requests), Exact(b.Requests))
	}
	if d.Cost > 0 || b.Cost > 0 {
		text += ", cost " + of(Money(d.Cost), b.Cost > 0, Money(b.Cost))
	}
	text += fmt.Sprintf(", %s waiting", Plural(s.Waiting, "recording", "recordings"))
	if d.Faults > 0 {
		text += fmt.Sprintf(", %s without a usable answer", Plural(d.Faults, "time", "times"))
	}
	text += "."
	if s.Fault != "" {
		text += " The model hears nothing now"
		if s.Since != nil {
			text += ", since " + s.Since.UTC().Format("2006-01-02 15:04 UTC")
		}
		text += ": " + strings.TrimSuffix(s.Fault, ".") + "."
	}
	if s.Spent != "" {
		text += " What waits is asked from midnight UTC on, as the budget is used up: " + s.Spent + "."
	}
	var again, never []string
	for _, r := range s.Reasons {
		said := fmt.Sprintf("%s (%s)", r.Fault, Exact(r.Recordings))
		switch {
		case r.GivenUp && len(never) < shownReasons:
			never = append(never, said)
		case !r.GivenUp && len(again) < shownReasons:
			again = append(again, said)
		}
	}
	if len(again) > 0 {
		text += " Asked again: " + strings.Join(again, "; ") + "."
	}
	if s.GivenUp > 0 {
		text += fmt.Sprintf(" %s not heard: %s.", Plural(s.GivenUp, "recording is", "recordings are"), strings.Join(never, "; "))
	}
	return text
}
