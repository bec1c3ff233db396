package date

import (
	"regexp"
	"strconv"
	"strings"
	"time"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// region is a name of the time zone database, as in "Europe/Berlin" and "EST5EDT".
var region = regexp.MustCompile(`\b[A-Z][A-Za-z]+(?:/[A-Z][A-Za-z0-9_+-]*)+|\b(?:EST5EDT|CST6CDT|MST7MDT|PST8PDT)\b`)

// fold writes a text as names are compared: lower case, compatibility forms
// resolved, without accents and invisible characters, with ASCII digits and
// single spaces. A name of the time zone database is taken out and returned.
func fold(s string) (string, *time.Location) {
	var location *time.Location
	if strings.Contains(s, "/") || strings.Contains(s, "DT") {
		s = region.ReplaceAllStringFunc(s, func(name string) string {
			if l, err := time.LoadLocation(name); err == nil && location == nil {
				location = l
				return " "
			}
			return name
		})
	}
	return foldText(s), location
}

func foldText(s string) string {
	s = norm.NFKD.String(s)
	var b strings.Builder
	space := true
	for _, r := range s {
		r = letter(r)
		switch {
		case r == 0:
			continue
		case unicode.IsSpace(r):
			if !space {
				b.WriteByte(' ')
			}
			space = true
			continue
		case unicode.Is(unicode.Nd, r):
			b.WriteByte('0' + digit(r))
		default:
			b.WriteRune(r)
		}
		space = false
	}
	// Hangul comes apart in NFKD, and goes together again.
	return chineseNumerals(norm.NFC.String(strings.TrimSpace(b.String())))
}

// letter is r as it is compared; 0 where it is left out.
func letter(r rune) rune {
	switch {
	case r < unicode.MaxASCII:
		return unicode.ToLower(r)
	case r >= 0x0300 && r <= 0x036F, r >= 0x064B && r <= 0x0655, unicode.Is(unicode.Cf, r):
		return 0
	}
	switch r {
	case 'ı', 'İ':
		return 'i'
	case 'ی', 'ى':
		return 'ي'
	case 'ک':
		return 'ك'
	case '‐', '‑', '‒', '–', '—', '−':
		return '-'
	case '،', '、', '；':
		return ','
	case '：', '∶':
		return ':'
	case '‘', '’', 'ʼ', '׳', '״', '″', '′':
		return '\''
	}
	return unicode.ToLower(r)
}

// digit is the value of a decimal digit of any script: each has its ten in a row,
// and none of what NFKD leaves follows another directly.
func digit(r rune) byte {
	n := byte(0)
	for n < 9 && unicode.Is(unicode.Nd, r-rune(n)-1) {
		n++
	}
	return n
}

var chineseNumber = regexp.MustCompile(`[〇○零一二三四五六七八九十]{1,4}[年月日号號時时点點分]`)

// chineseNumerals writes 二〇二六年五月四日 as 2026年5月4日.
func chineseNumerals(s string) string {
	if !strings.ContainsAny(s, "年月日号號時时点點") {
		return s
	}
	return chineseNumber.ReplaceAllStringFunc(s, func(m string) string {
		runes := []rune(m)
		label := string(runes[len(runes)-1])
		return strconv.Itoa(chineseValue(runes[:len(runes)-1])) + label
	})
}

func chineseValue(runes []rune) int {
	const numerals = "〇一二三四五六七八九"
	total, ten := 0, false
	for _, r := range runes {
		if r == '十' {
			total, ten = max(total, 1)*10, true
			continue
		}
		d := max(0, strings.IndexRune(numerals, r)/len("〇"))
		if ten {
			total += d
		} else {
			total = total*10 + d
		}
	}
	return total
}
