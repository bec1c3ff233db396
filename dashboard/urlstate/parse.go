package urlstate

import (
	"errors"
	"fmt"
	"net/url"
	"slices"
	"strings"
	"time"

	"earshot/internal/query"
	"earshot/internal/social"
	"earshot/internal/zone"
)

// Limits on the values in a URL, so that a hostile URL costs little.
const (
	maxValues = 50
	maxText   = 2000
	maxSpan   = 5 * 366 * 24 * time.Hour
)

// Fault is a parameter that could not be used. The View is valid without it.
type Fault struct {
	// Notice: the parameter was used, and may not mean what it seems to.
	Notice bool
	// Field is the parameter's name: "q", "from", "period", ...
	Field string
	// Message is a sentence for the reader; that of "q" has several lines with
	// a caret under the place.
	Message string
}

// Parser reads views from URLs.
type Parser struct {
	Brands []social.Brand
	// Known are the values that fields of queries may have.
	Known query.Known
	// Zone is the time zone of the workspace; nil is UTC.
	Zone *time.Location
}

// Parse reads the view of q at the time now. A parameter that is wrong or unknown
// is reported and left out; the others are used.
func (p Parser) Parse(q url.Values, now time.Time) (View, []Fault) {
	var faults []Fault
	fault := func(field, format string, args ...any) {
		faults = append(faults, Fault{Field: field, Message: fmt.Sprintf(format, args...)})
	}
	v := View{
		Brand: p.defaultBrand(), Split: SplitPlatform, Order: social.NewestFirst,
		Platforms: list(q["platform"]), Languages: list(q["language"]),
	}
	p.brand(&v, q.Get("brand"), fault)
	labels(&v, q, fault)
	p.readings(&v, q, fault)
	arrangement(&v, q, fault)
	local, problem := p.zone(&v, q.Get(TimeZone))
	if problem != "" {
		fault(TimeZone, "%s", problem)
	}
	if problem := p.period(&v, q, now.In(local)); problem != "" {
		fault("period", "%s", problem)
	}
	notices, problem := p.query(&v, q.Get("q"))
	if problem != "" {
		fault("q", "%s", problem)
	}
	for _, n := range notices {
		faults = append(faults, Fault{Notice: true, Field: "q", Message: "In the query, " + n.String() + "."})
	}
	return v, faults
}

// faulter reports what is wrong with a parameter.
type faulter func(field, format string, args ...any)

func (p Parser) brand(v *View, name string, fault faulter) {
	switch {
	case name == AllBrands:
		v.Brand = ""
	case name != "" && !p.has(name):
		fault("brand", "There is no brand named %q; this is %s.", name, orAll(v.Brand))
	case name != "":
		v.Brand = name
	}
}

// labels reads what restricts v by sentiment and by where dates come from.
func labels(v *View, q url.Values, fault faulter) {
	for _, name := range list(q["sentiment"]) {
		class, err := social.ParseClass(name)
		if err != nil {
			fault("sentiment", "There is no sentiment %q: negative, neutral, positive or unsure.", name)
			continue
		}
		v.Labels = append(v.Labels, class)
	}
	for _, name := range list(q["date_from"]) {
		from, err := social.ParseDateFrom(name)
		if err != nil {
			fault("date_from", "A date comes from no %q: stated, address, page or seen.", name)
			continue
		}
		v.DateFrom = append(v.DateFrom, from)
	}
}

// arrangement reads how figures are split and posts are ordered.
func arrangement(v *View, q url.Values, fault faulter) {
	switch s := Split(q.Get("split")); s {
	case SplitNone, SplitPlatform, SplitBrand, SplitSentiment:
		v.Split = s
	case "":
	default:
		fault("split", "There is no split by %q: all, platform, brand or sentiment.", s)
	}
	switch o := social.PostOrder(q.Get("order")); o {
	case social.NewestFirst, social.MostEngaged:
		v.Order = o
	case "":
	default:
		fault("order", "There is no order %q: newest or engaged.", o)
	}
}

// readings reads what restricts v by what the analyzers read beyond sentiment.
func (p Parser) readings(v *View, q url.Values, fault faulter) {
	for _, info := range social.Readings() {
		values := func(key string) []string {
			return slices.DeleteFunc(list(q[key]), func(value string) bool {
				wrong := info.Check(value) != nil
				if wrong {
					fault(key, "There is no %s %q.", info.Words.Noun, value)
				}
				return wrong
			})
		}
		if info.AnyKey != "" {
			v.AnyRead = v.AnyRead.With(info.Reading, values(info.AnyKey)...)
		}
		if info.EveryKey != "" {
			v.EveryRead = v.EveryRead.With(info.Reading, values(info.EveryKey)...)
		}
	}
	for _, noise := range []struct {
		field, value string
		on           *bool
	}{{"copies", Folded, &v.FoldCopies}, {"spam", Hidden, &v.HideSpam}} {
		switch value := q.Get(noise.field); value {
		case noise.value:
			*noise.on = true
		case "":
		default:
			fault(noise.field, "%s can be %s only, not %q.", noise.field, noise.value, value)
		}
	}
}

// zone returns the time zone of the page, and the problem with the name of one, if any.
func (p Parser) zone(v *View, name string) (local *time.Location, problem string) {
	local = time.UTC
	if p.Zone != nil {
		local = p.Zone
	}
	if name == "" {
		return local, ""
	}
	chosen, err := zone.Parse(name)
	if err != nil {
		text := err.Error()
		if !strings.HasSuffix(text, "?") {
			text += "."
		}
		return local, strings.ToUpper(text[:1]) + text[1:]
	}
	if chosen.String() != local.String() {
		v.TimeZone = chosen.String()
	}
	return chosen, ""
}

// period sets the span of v, and returns the problem with the period in q, if any.
func (p Parser) period(v *View, q url.Values, now time.Time) (problem string) {
	*v = v.WithPeriod(Month, now)
	switch period := named(q.Get("period")); period {
	case Day, Week, Month, Quarter:
		*v = v.WithPeriod(period, now)
	case Custom:
		from, to, problem := parseSpan(q.Get("from"), q.Get("to"), now)
		if problem != "" {
			return problem
		}
		*v = v.WithSpan(from, to)
	case "":
		if q.Get("from") == "" && q.Get("to") == "" {
			break
		}
		// Two dates are a span of one's own, also without the word for it.
		from, to, problem := parseSpan(q.Get("from"), q.Get("to"), now)
		if problem != "" {
			return problem
		}
		*v = v.WithSpan(from, to)
	default:
		if from, to, ok := lately(string(period), now); ok {
			*v = v.WithSpan(from, to)
			break
		}
		return fmt.Sprintf("There is no period %q; this is the last 30 days.", period)
	}
	return ""
}

// query sets the query of v, and returns what is easily missed in it, or the
// problem with text, if any.
func (p Parser) query(v *View, text string) (notices []query.Notice, problem string) {
	text = strings.TrimSpace(text)
	if len(text) > maxText {
		return nil, fmt.Sprintf("The query is longer than %d bytes.", maxText)
	}
	v.Text = text
	if text == "" {
		return nil, ""
	}
	q, notices, err := query.Check(text, p.Known)
	if err != nil {
		return nil, queryProblem(err)
	}
	v.Query = q
	return notices, ""
}

// queryProblem is the fault of a query with a caret under its place.
func queryProblem(err error) string {
	fault, ok := errors.AsType[*query.SyntaxError](err)
	if !ok {
		return err.Error()
	}
	text := fault.Caret() + "\n" + fault.Message
	if fault.Hint != "" {
		text += " (" + fault.Hint + ")"
	}
	return text
}

// defaultBrand is the operator's first own brand, or the first of any kind.
func (p Parser) defaultBrand() string {
	for _, b := range p.Brands {
		if b.Kind != social.BrandCompetitor {
			return b.Name
		}
	}
	if len(p.Brands) > 0 {
		return p.Brands[0].Name
	}
	return ""
}

func (p Parser) has(name string) bool {
	for _, b := range p.Brands {
		if b.Name == name {
			return true
		}
	}
	return false
}

func orAll(brand string) string {
	if brand == "" {
		return "all brands"
	}
	return brand
}

// list drops empty and repeated values, and all after the first maxValues.
func list(values []string) []string {
	var out []string
	seen := map[string]bool{}
	for _, v := range values {
		if v != "" && !seen[v] && len(out) < maxValues {
			seen[v] = true
			out = append(out, v)
		}
	}
	return out
}
