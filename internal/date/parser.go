package date

import (
	"fmt"
	"strings"
	"time"
)

// parser reads the parts of a date out of its tokens. Whatever it takes it marks
// as used; a word that is left is one it does not understand.
type parser struct {
	tokens  []token
	options Options
	// location is the zone where one is stated.
	location *time.Location
	// detail says more about a fault.
	detail string

	hasClock             bool
	hour, minute, second int
	nanosecond           int
	// nextDay says that the clock says midnight at the end of the day.
	nextDay bool
}

// read reads the clock, the zone behind it and the day, in this order: what is
// left of the numbers when the clock is known is the day.
func (p *parser) read() (Reading, error) {
	end, err := p.readClock()
	if err != nil {
		return Reading{}, err
	}
	if err := p.readZone(end); err != nil {
		return Reading{}, err
	}
	d, err := p.readDay()
	if err != nil {
		return Reading{}, err
	}
	if err := p.checkRest(); err != nil {
		return Reading{}, err
	}
	zone := zoneOf(p.options)
	if p.location != nil {
		zone = p.location
	}
	if p.nextDay {
		d.day++
	}
	t := time.Date(d.year, time.Month(d.month), d.day, p.hour, p.minute, p.second, p.nanosecond, zone)
	return Reading{Time: t, HasClock: p.hasClock, HasZone: p.location != nil}, nil
}

// at is the token at i, or one that is nothing.
func (p *parser) at(i int) token {
	if i < 0 || i >= len(p.tokens) {
		return token{kind: mark, value: -1, used: true}
	}
	return p.tokens[i]
}

func (p *parser) use(from, to int) {
	for i := max(0, from); i < to && i < len(p.tokens); i++ {
		p.tokens[i].used = true
	}
}

// harmless are the marks that may stand between the parts of a date.
const harmless = ",.()[]-/|·•:'~;"

// checkRest refuses words that were not understood.
func (p *parser) checkRest() error {
	for _, t := range p.tokens {
		switch {
		case t.used, t.kind == word && (fillers[t.text] || len(t.weekdays) > 0):
		case t.kind == mark && strings.Contains(harmless, t.text):
		default:
			p.detail = fmt.Sprintf("%q is not understood", t.text)
			return ErrUnreadable
		}
	}
	return nil
}
