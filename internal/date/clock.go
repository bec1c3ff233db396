package date

import "strings"

// readClock finds the time of day. It returns the place behind it, or -1 where
// none is stated.
func (p *parser) readClock() (int, error) {
	if end := p.compactClock(); end > 0 {
		return end, p.checkClock()
	}
	for _, find := range []func(int) int{p.clockAt, p.dottedClockAt, p.hourAt} {
		for i := range p.tokens {
			if end := find(i); end > 0 {
				p.hasClock = true
				end, err := p.readPeriod(i, end)
				if err != nil {
					return end, err
				}
				return end, p.checkClock()
			}
		}
	}
	return -1, nil
}

// compactClock reads the clock of 20260504T100000.
func (p *parser) compactClock() int {
	for i, t := range p.tokens {
		if t.kind != numeral || len(t.text) != 8 || i > 0 {
			continue
		}
		next := i + 1
		if p.at(next).is("t") {
			next++
		}
		c := p.at(next)
		if c.kind != numeral || len(c.text) != 4 && len(c.text) != 6 {
			continue
		}
		p.hour, p.minute, p.hasClock = c.value/100, c.value%100, true
		if len(c.text) == 6 {
			p.hour, p.minute, p.second = c.value/10000, c.value/100%100, c.value%100
		}
		p.use(i+1, next+1)
		return p.fraction(next + 1)
	}
	return -1
}

// clockAt reads 10:00, 10:00:00, 10:00:00.123 or 10時05分30秒 at i.
func (p *parser) clockAt(i int) int {
	h := p.at(i)
	if h.kind != numeral || len(h.text) > 2 || p.isOffset(i) {
		return -1
	}
	j := i + 1
	switch sep := p.at(j); {
	case sep.is(":") && p.at(j+1).kind == numeral && len(p.at(j+1).text) <= 2:
		p.hour, p.minute = h.value, p.at(j+1).value
		j += 2
		if p.at(j).is(":") && p.at(j+1).kind == numeral && len(p.at(j+1).text) <= 2 {
			p.second = p.at(j + 1).value
			j += 2
			p.use(i, j)
			return p.fraction(j)
		}
	case sep.kind == word && isPart(sep, hour) && p.isMinute(j+1):
		p.hour, p.minute = h.value, p.at(j+1).value
		j += 2
		if isPart(p.at(j), minute) {
			j++
		}
		if p.at(j).kind == numeral && isPart(p.at(j+1), second) {
			p.second = p.at(j).value
			j += 2
		}
	default:
		return -1
	}
	p.use(i, j)
	return j
}

// isMinute tells whether the number at i, behind an hour, is its minute: 10h05,
// 10 h 05, 10時5分.
func (p *parser) isMinute(i int) bool {
	m, next := p.at(i), p.at(i+1)
	return m.kind == numeral && (isPart(next, minute) || len(m.text) == 2 && (m.attached || len(next.months) == 0))
}

// isOffset tells whether the clock at i is the offset behind a day without a
// clock, as in 2026-05-04+02:00.
func (p *parser) isOffset(i int) bool {
	if p.at(i-1).text == "+" {
		return true
	}
	behindISODay := len(p.at(i-6).text) == 4 && p.at(i-5).text == "-" && p.at(i-3).text == "-" && p.at(i-1).text == "-"
	return i == 6 && behindISODay && p.at(i).attached && i+3 == len(p.tokens)
}

func isPart(t token, want part) bool {
	got, ok := labels[t.text]
	return ok && got == want && !t.used
}

// fraction reads the fraction of a second at i and returns what follows.
func (p *parser) fraction(i int) int {
	sep, digits := p.at(i), p.at(i+1)
	if digits.kind != numeral || !digits.attached || !sep.attached || len(digits.text) > 9 {
		return i
	}
	if !sep.is(".") && (!sep.is(",") && !sep.is(":") || len(digits.text) != 3 && len(digits.text) != 6) {
		return i
	}
	p.nanosecond = valueOf(numeral, (digits.text + "000000000")[:9])
	p.use(i, i+2)
	return i + 2
}

// dottedClockAt reads 10.21 at i, where a day or a word stands apart before it.
func (p *parser) dottedClockAt(i int) int {
	h, m := p.at(i), p.at(i+2)
	if h.kind != numeral || len(h.text) > 2 || h.attached && i > 0 || !p.at(i+1).is(".") || !p.at(i+1).attached || m.kind != numeral || len(m.text) != 2 || !m.attached {
		return -1
	}
	// 04.05.2026 and 4.5 are days.
	if next := p.at(i + 3); next.is(".") && p.at(i+4).kind == numeral || i == 0 && !isPart(next, hour) && !isPeriod(next) {
		return -1
	}
	p.hour, p.minute = h.value, m.value
	p.use(i, i+3)
	return i + 3
}

// hourAt reads an hour alone at i: 3 pm, 15 Uhr, 오후 3시.
func (p *parser) hourAt(i int) int {
	h := p.at(i)
	if h.kind != numeral || len(h.text) > 2 {
		return -1
	}
	next := p.at(i + 1)
	if !isPart(next, hour) && (!isPeriod(next) || hungarian[next.text] || letters(next.text) == 2 && next.text != "am" && next.text != "pm" && next.text[0] < 0x80) {
		return -1
	}
	p.hour = h.value
	p.use(i, i+1)
	if isPart(next, hour) {
		p.use(i+1, i+2)
		return i + 2
	}
	return i + 1
}

func isPeriod(t token) bool {
	_, ok := periods[t.text]
	return ok && t.kind == word && !t.used
}

// readPeriod reads the part of the day behind or before the clock from i to end,
// and returns the place behind both.
func (p *parser) readPeriod(i, end int) (int, error) {
	for isPart(p.at(end), hour) {
		p.use(end, end+1)
		end++
	}
	place := end
	for p.at(place).is(",") || p.at(place).is(".") {
		place++
	}
	if t := p.at(place); isPeriod(t) && p.isPeriodHere(t) {
		p.use(end, place+1)
		return place + 1, p.apply(periods[t.text])
	}
	for place = i - 1; p.at(place).is(",") || p.at(place).is(".") || p.at(place).is(":"); {
		place--
	}
	if t := p.at(place); isPeriod(t) && p.isPeriodHere(t) {
		p.use(place, place+1)
		return end, p.apply(periods[t.text])
	}
	return end, nil
}

// isPeriodHere tells whether t, which may mean something else, is a part of the
// day.
func (p *parser) isPeriodHere(t token) bool {
	if !hungarian[t.text] {
		return true
	}
	if baseLanguage(p.options.Language) == "hu" {
		return true
	}
	for _, other := range p.tokens {
		if strings.Join(languagesOf(other.months), " ") == "hu" {
			return true
		}
	}
	return false
}

func languagesOf(meanings []named) []string {
	var list []string
	for _, m := range meanings {
		list = append(list, m.language)
	}
	return list
}

// apply turns an hour of a part of the day into one of the day.
func (p *parser) apply(part period) error {
	h := p.hour
	switch {
	case h > 12 && part == morning:
		p.detail = "the hour and the part of the day contradict each other"
		return ErrUnreadable
	case h > 12:
	case part == morning && h == 12:
		p.hour = 0
	case part == morning:
	case part == noon && h >= 10:
	case part == afternoon && h == 12:
	case (part == evening || part == night) && h == 12:
		p.hour, p.nextDay = 0, true
	case part == night && h < 5:
	case h == 0 && part != afternoon:
	default:
		p.hour += 12
	}
	return nil
}

// checkClock refuses what no clock shows. 24:00 ends the day; 23:59:60 is a leap
// second.
func (p *parser) checkClock() error {
	if p.hour > 24 || p.minute > 59 || p.second > 60 || p.hour == 24 && p.minute+p.second+p.nanosecond > 0 || p.hour < 0 || p.minute < 0 || p.second < 0 {
		p.detail = "no clock shows this time"
		return ErrUnreadable
	}
	return nil
}
