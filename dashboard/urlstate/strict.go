package urlstate

import (
	"fmt"
	"maps"
	"net/url"
	"slices"
	"strings"
	"time"

	"earshot/internal/query"
	"earshot/internal/social"
)

// ParseStrict reads the view of a query string for a file. A page says what it left
// out and shows the rest; a file has no place to say so, and would hold more than
// was asked for. So whatever cannot be used is an error with social.CodeInvalid:
// what is wrong, unknown, given twice where one is used, or no query string at all.
// Platforms and languages are held against those that there are.
func (p Parser) ParseStrict(raw string, now time.Time) (View, error) {
	q, err := url.ParseQuery(raw)
	if err != nil {
		return View{}, social.Errorf(social.CodeInvalid, "the address cannot be read: %w", err)
	}
	v, faults := p.Parse(q, now)
	var problems []string
	for _, f := range faults {
		if !f.Notice {
			problems = append(problems, f.Field+": "+f.Message)
		}
	}
	many, single := parameters()
	for _, name := range slices.Sorted(maps.Keys(q)) {
		switch {
		case slices.Contains(single, name) && len(q[name]) > 1:
			problems = append(problems, fmt.Sprintf("%s is given %d times.", name, len(q[name])))
		case !slices.Contains(single, name) && !slices.Contains(many, name):
			problems = append(problems, fmt.Sprintf("There is no filter %q: %s.", name, strings.Join(slices.Sorted(slices.Values(append(many, single...))), ", ")))
		}
		if slices.Contains(many, name) && len(q[name]) > maxValues {
			problems = append(problems, fmt.Sprintf("%s has more than %d values.", name, maxValues))
		}
	}
	for _, name := range v.Platforms {
		if unknown := query.UnknownPlatform(name, p.Known.Platforms); unknown != "" && len(p.Known.Platforms) > 0 {
			problems = append(problems, "platform: "+unknown)
		}
	}
	for _, code := range v.Languages {
		if unknown := query.UnknownLanguage(code); unknown != "" {
			problems = append(problems, "language: "+unknown)
		}
	}
	if len(problems) > 0 {
		return v, social.Errorf(social.CodeInvalid, "%s", strings.Join(problems, "\n"))
	}
	return v, nil
}

// parameters are the names that Parse reads: those that may be given many times,
// and those of one value.
func parameters() (many, single []string) {
	many = []string{"platform", "language", "sentiment", "date_from"}
	for _, info := range social.Readings() {
		for _, key := range []string{info.AnyKey, info.EveryKey} {
			if key != "" {
				many = append(many, key)
			}
		}
	}
	return many, []string{"brand", "period", "from", "to", TimeZone, "copies", "spam", "q", "split", "order"}
}
