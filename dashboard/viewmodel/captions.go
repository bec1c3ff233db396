package viewmodel

import (
	"fmt"
	"strings"

	"earshot/internal/social"
)

// shownReasons is how many reasons for captions not given are named.
const shownReasons = 3

// Captions describes in sentences how the asking for captions stands: what waits and why,
// what was used today, and what gets no caption.
func Captions(s social.CaptionState) string {
	d, b := s.Day, s.Budget
	text := fmt.Sprintf("Captions by %s today: %s given, %s of %s pictures shown, %s tokens", s.Model,
		Exact(d.Given), Exact(d.Pictures), Exact(b.Pictures), of(Exact(d.Input+d.Output), b.Tokens > 0, Exact(b.Tokens)))
	if d.Cost > 0 || b.Cost > 0 {
		text += ", cost " + of(Money(d.Cost), b.Cost > 0, Money(b.Cost))
	}
	text += fmt.Sprintf(", %s waiting", Plural(s.Waiting, "picture", "pictures"))
	if d.Faults > 0 {
		text += fmt.Sprintf(", %s without a usable answer", Plural(d.Faults, "time", "times"))
	}
	text += "."
	if d.Unmeasured > 0 {
		text += fmt.Sprintf(" Of %s the server did not say what they used, which counts as the most they may have.", Plural(d.Unmeasured, "request", "requests"))
	}
	if s.Fault != "" {
		text += " The model gives no captions now"
		if s.Since != nil {
			text += ", since " + s.Since.UTC().Format("2006-01-02 15:04 UTC")
		}
		text += ": " + strings.TrimSuffix(s.Fault, ".") + "."
	}
	if s.Spent != "" {
		text += " What waits is asked from midnight UTC on, as the budget is used up: " + s.Spent + "."
	}
	return text + uncaptioned(s)
}

// uncaptioned says why pictures have no caption by which they are to blame themselves.
func uncaptioned(s social.CaptionState) string {
	var again, never []string
	for _, r := range s.Reasons {
		said := fmt.Sprintf("%s (%s)", r.Fault, Exact(r.Pictures))
		switch {
		case r.GivenUp && len(never) < shownReasons:
			never = append(never, said)
		case !r.GivenUp && len(again) < shownReasons:
			again = append(again, said)
		}
	}
	text := ""
	if len(again) > 0 {
		text = " Asked again are pictures of which what came could not be used: " + strings.Join(again, "; ") + "."
	}
	if s.GivenUp > 0 {
		text += fmt.Sprintf(" %s no caption: %s.", Plural(s.GivenUp, "picture gets", "pictures get"), strings.Join(never, "; "))
	}
	return text
}

// of is a part of a whole, where there is one.
func of(part string, bounded bool, whole string) string {
	if !bounded {
		return part
	}
	return part + " of " + whole
}

// Money writes billionths of a currency as an amount, with two decimals, or as many as show
// two digits of a small one.
func Money(billionths int64) string {
	amount := float64(billionths) / social.Billionth
	decimals := 2
	for least := 0.1; amount > 0 && amount < least && decimals < 9; least /= 10 {
		decimals++
	}
	return fmt.Sprintf("%.*f", decimals, amount)
}
