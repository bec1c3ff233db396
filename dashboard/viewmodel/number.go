// Package viewmodel turns figures, trends, posts and states into what the
// dashboard shows: words, changes, charts and tables. Its functions are pure:
// the same values and the same clock give the same page.
package viewmodel

import (
	"math"
	"strconv"
	"strings"
)

// minus is the typographic minus sign, which is as wide as a digit.
const minus = "−"

// Exact writes n with thousands separated: 4312 is "4,312".
func Exact(n int64) string {
	s := strconv.FormatInt(n, 10)
	sign := ""
	if n < 0 {
		s, sign = s[1:], minus
	}
	var b strings.Builder
	for i, digit := range s {
		if i > 0 && (len(s)-i)%3 == 0 {
			b.WriteByte(',')
		}
		b.WriteRune(digit)
	}
	return sign + b.String()
}

// Short writes n in at most five characters: exact below ten thousand, then
// "38.9k", "412k", "1.2M", "3.4B". The last digit is rounded half away from zero.
func Short(n int64) string {
	if n < 0 {
		return minus + Short(-n)
	}
	if n < 10_000 {
		return Exact(n)
	}
	v := float64(n)
	for _, unit := range []string{"k", "M"} {
		v /= 1000
		if v < 999.5 {
			return digits(v) + unit
		}
	}
	return digits(v/1000) + "B"
}

// digits writes v with one decimal below a hundred, and none if it is zero.
func digits(v float64) string {
	if v >= 99.95 {
		return strconv.FormatFloat(math.Round(v), 'f', 0, 64)
	}
	return strings.TrimSuffix(strconv.FormatFloat(math.Round(v*10)/10, 'f', 1, 64), ".0")
}

// Signed writes v with its sign and two decimals: "+0.11", "−0.21", "0.00".
func Signed(v float64) string {
	s := strconv.FormatFloat(math.Abs(v), 'f', 2, 64)
	switch {
	case s == "0.00":
		return s
	case v < 0:
		return minus + s
	default:
		return "+" + s
	}
}

// Percent writes a share from 0 to 1 as "31%". A share above 0 that rounds to 0 is
// "<1%", one below 1 that rounds to 100 is ">99%".
func Percent(share float64) string {
	p := share * 100
	switch {
	case p > 0 && p < 1:
		return "<1%"
	case p > 99 && p < 100:
		return ">99%"
	default:
		return strconv.FormatFloat(math.Round(p), 'f', 0, 64) + "%"
	}
}

// Plural writes n and the noun in singular or plural: "1 post", "4,312 posts".
func Plural(n int64, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return Exact(n) + " " + many
}
