package date

import (
	"fmt"
	"strings"
	"time"
)

// readZone reads the zone behind the clock, or the offset behind a day without a
// clock. An offset counts before the name beside it, as in JavaScript's
// "GMT+0800 (China Standard Time)".
func (p *parser) readZone(end int) error {
	if end < 0 {
		p.offsetOfDay()
		p.zoneAnywhere()
		return nil
	}
	i := end
	for p.at(i).is("(") || p.at(i).is("[") || p.at(i).is(",") {
		i++
	}
	n, err := p.zoneAt(i)
	if n == 0 && err == nil {
		p.zoneAnywhere()
		return nil
	}
	if err != nil {
		return err
	}
	p.use(end, i+n)
	return p.comment(i + n)
}

// comment passes over the name in brackets behind an offset.
func (p *parser) comment(i int) error {
	open := p.at(i)
	if !open.is("(") && !open.is("[") {
		if n, _ := p.zoneName(i); n > 0 {
			p.use(i, i+n)
		}
		return nil
	}
	for j := i; j < len(p.tokens); j++ {
		p.use(j, j+1)
		if text := p.tokens[j].text; text == ")" || text == "]" {
			break
		}
	}
	return nil
}

// zoneAt reads the zone at i and returns how many tokens it has.
func (p *parser) zoneAt(i int) (int, error) {
	if n, offset := p.offsetAt(i); n > 0 {
		p.setOffset("", offset)
		return n, nil
	}
	n, zone := p.zoneName(i)
	if n > 0 && (len(p.at(i).months) == 0 || p.hasMonth(i)) {
		if t := p.at(i); isUniversal(t.text) {
			if m, offset := p.offsetAt(i + n); m > 0 {
				p.setOffset("", offset)
				return n + m, nil
			}
		}
		if p.location == nil {
			p.location = zone
		}
		return n, nil
	}
	t := p.at(i)
	if t.kind != word || t.used || t.months != nil || t.weekdays != nil || known(t.text) || letters(t.text) > 6 || letters(t.text) < 2 || t.text[0] >= 0x80 {
		return 0, nil
	}
	if p.location != nil {
		return 1, nil
	}
	p.detail = fmt.Sprintf("%q", strings.ToUpper(t.text))
	return 0, ErrZone
}

// hasMonth tells whether something other than the word at i, which names both a
// zone and a month (MART), says the month.
func (p *parser) hasMonth(i int) bool {
	numbers := 0
	for j, t := range p.tokens {
		switch {
		case j == i, t.used:
		case len(t.months) > 0, isPart(t, month):
			return true
		case t.kind == numeral:
			numbers++
		}
	}
	return numbers >= 3
}

func isUniversal(s string) bool { return s == "gmt" || s == "utc" || s == "ut" || s == "z" }

// offsetAt reads an offset in seconds at i: +02, +8, +0530, +05:30, -3:30.
func (p *parser) offsetAt(i int) (n, offset int) {
	sign, h := p.at(i), p.at(i+1)
	if !sign.is("+") && !sign.is("-") || h.kind != numeral || !h.attached || h.value < 0 {
		return 0, 0
	}
	hours, minutes := h.value, 0
	n = 2
	switch {
	case len(h.text) == 3 || len(h.text) == 4:
		hours, minutes = h.value/100, h.value%100
	case len(h.text) > 2:
		return 0, 0
	case p.at(i+2).is(":") && p.at(i+2).attached && p.at(i+3).kind == numeral && len(p.at(i+3).text) == 2:
		minutes = p.at(i + 3).value
		n = 4
	}
	if hours > 14 || minutes > 59 {
		return 0, 0
	}
	offset = hours*3600 + minutes*60
	if sign.text == "-" {
		offset = -offset
	}
	return n, offset
}

// setOffset sets the zone. An offset counts before a region.
func (p *parser) setOffset(name string, offset int) {
	p.location = time.FixedZone(name, offset)
	if offset == 0 {
		p.location = time.UTC
	}
}

// offsetOfDay reads the offset behind a day without a clock.
func (p *parser) offsetOfDay() {
	for i := range p.tokens {
		n, offset := p.offsetAt(i)
		if n == 0 || i < 5 || i+n != len(p.tokens) {
			continue
		}
		if p.at(i).is("+") || n == 4 || len(p.at(i+1).text) == 4 && !p.at(i).attached {
			p.setOffset("", offset)
			p.use(i, i+n)
			return
		}
	}
}

// zoneAnywhere takes the name of a zone that does not stand behind the clock.
func (p *parser) zoneAnywhere() {
	for i, t := range p.tokens {
		if p.location != nil || t.used || t.months != nil || t.weekdays != nil || known(t.text) {
			continue
		}
		if n, _ := p.zoneName(i); n > 0 {
			if n, err := p.zoneAt(i); err == nil {
				p.use(i, i+n)
			}
		}
	}
}

// zoneName reads the name of a zone at i, the longest that is known.
func (p *parser) zoneName(i int) (int, *time.Location) {
	key := ""
	var zone *time.Location
	found := 0
	for n := 1; n <= 5; n++ {
		t := p.at(i + n - 1)
		if t.kind != word || t.used {
			break
		}
		key = strings.TrimPrefix(key+" "+t.text, " ")
		if z := zoneNamed(key, baseLanguage(p.options.Language)); z != nil {
			zone, found = z, n
		}
	}
	return found, zone
}

// zoneNamed is the zone that a folded name stands for; nil where it is not
// known.
func zoneNamed(name, language string) *time.Location {
	if minutes, ok := localZones[language+" "+name]; ok {
		return time.FixedZone(strings.ToUpper(name), minutes*60)
	}
	if minutes, ok := zones[name]; ok {
		if minutes == 0 {
			return time.UTC
		}
		return time.FixedZone(strings.ToUpper(name), minutes*60)
	}
	if place, ok := generalZones[name]; ok {
		if l, err := time.LoadLocation(place); err == nil {
			return l
		}
	}
	return nil
}
