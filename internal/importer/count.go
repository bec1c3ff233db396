package importer

import (
	"math"
	"regexp"
	"strconv"
	"strings"
)

// units are what counts are abbreviated with.
var units = map[string]float64{
	"": 1, "k": 1e3, "tsd": 1e3, "тыс": 1e3, "千": 1e3, "천": 1e3, "thousand": 1e3, "w": 1e4, "万": 1e4, "萬": 1e4, "만": 1e4, "lakh": 1e5,
	"m": 1e6, "mn": 1e6, "mio": 1e6, "млн": 1e6, "million": 1e6, "cr": 1e7, "crore": 1e7, "亿": 1e8, "億": 1e8, "억": 1e8,
	"b": 1e9, "bn": 1e9, "mrd": 1e9, "млрд": 1e9, "billion": 1e9,
}

var (
	// abbreviated is a number and what it is abbreviated with: 1,204, 1.2万, 12.5K, 100+.
	abbreviated = regexp.MustCompile(`^(\d[\d.,'’ \x{a0}\x{202f}\x{2009}]*?)\s*(\pL*)\.?\+?$`)
	// grouped is a number in groups of three, or of two and a last one of three as
	// in India.
	grouped = regexp.MustCompile(`^[1-9]\d{0,2}(?:[,.](?:\d{2,3}[,.])*\d{3})$`)
	// exponent is a number that a spreadsheet has rounded.
	exponent = regexp.MustCompile(`^\d(?:[.,]\d+)?[eE]\+?\d{1,2}$`)
	spaces   = strings.NewReplacer(" ", "", "\u00a0", "", "\u202f", "", "\u2009", "", "'", "", "’", "")
)

// countOf reads a count, in which decimal ('.', ',' or 0 for not known) parts
// fractions. Of a number such as 1.234 whose column does not tell, the point
// parts thousands, as counts have no fractions, but in 1.234K. What is no count,
// or is below zero as tools write what is hidden, is unknown.
func countOf(s string, decimal byte) (int64, bool) {
	s = strings.TrimSpace(s)
	if exponent.MatchString(s) {
		return whole(strings.ReplaceAll(s, ",", "."), 1)
	}
	m := abbreviated.FindStringSubmatch(s)
	if m == nil {
		return 0, false
	}
	unit, known := units[strings.ToLower(m[2])]
	if !known {
		return 0, false
	}
	return whole(plainNumber(spaces.Replace(m[1]), decimal, unit > 1), unit)
}

// plainNumber is a number without what parts its groups, and with a point before
// its fraction.
func plainNumber(s string, decimal byte, abbreviated bool) string {
	point, comma := strings.LastIndexByte(s, '.'), strings.LastIndexByte(s, ',')
	switch {
	case point < 0 && comma < 0:
		return s
	case point >= 0 && comma >= 0 && point > comma:
		decimal = '.'
	case point >= 0 && comma >= 0:
		decimal = ','
	case strings.Count(s, ".")+strings.Count(s, ",") > 1:
		decimal = 0 // a number has one fraction
		if !grouped.MatchString(s) {
			return ""
		}
	case !grouped.MatchString(s) || abbreviated && decimal == 0:
		decimal = s[max(point, comma)]
	}
	switch decimal {
	case '.':
		return strings.ReplaceAll(s, ",", "")
	case ',':
		return strings.ReplaceAll(strings.ReplaceAll(s, ".", ""), ",", ".")
	default:
		return strings.NewReplacer(".", "", ",", "").Replace(s)
	}
}

// whole is a number times a unit, where that is a count.
func whole(s string, unit float64) (int64, bool) {
	n, err := strconv.ParseFloat(s, 64)
	if err != nil {
		return 0, false
	}
	if n *= unit; unit == 1 && n != math.Trunc(n) || n >= 1<<53 {
		return 0, false
	}
	return int64(math.Round(n)), true
}

// fraction is a number whose point or comma cannot part thousands.
var fraction = regexp.MustCompile(`^(?:0[.,]\d+|\d+[.,]\d{1,2}|\d+[.,]\d{4,}|\d{4,}[.,]\d+)$`)

// decimalOf is the sign that parts the fraction of a number, or 0 where it may
// part thousands.
func decimalOf(s string) byte {
	if s = strings.TrimSpace(s); !fraction.MatchString(s) {
		return 0
	}
	return s[strings.IndexAny(s, ".,")]
}

// count reads the count in the first of places that holds any.
func (f *Format) count(rec record, places []string, known columns) *int64 {
	var most *int64
	for _, place := range places {
		n, ok := countOf(at(rec, place), known.decimal(place))
		if !ok || f.ZeroUnknown && n == 0 {
			continue
		}
		// Suites have a column for each network, of which one is filled.
		if most == nil || n > *most {
			most = &n
		}
	}
	return most
}
