package export

import (
	"strconv"
	"strings"
	"time"

	"earshot/internal/social"
)

// safeText defuses text that a spreadsheet would run as a formula: a cell that
// begins with =, +, -, @ (or their full-width forms), a tab or a line break
// gets a leading apostrophe. See OWASP, "CSV Injection".
func safeText(s string) string {
	if s != "" && strings.ContainsAny(firstRune(s), "=+-@\t\r\n＝＋－＠") {
		return "'" + s
	}
	return s
}

func firstRune(s string) string {
	for i := range s {
		if i > 0 {
			return s[:i]
		}
	}
	return s
}

func countCell(n *int64) string {
	if n == nil {
		return ""
	}
	return strconv.FormatInt(*n, 10)
}

// ratioCell prints the shortest decimal that reads back as the same number.
func ratioCell(v *float64) string {
	if v == nil {
		return ""
	}
	return strconv.FormatFloat(*v, 'f', -1, 64)
}

func probabilityCell(p *float32) string {
	if p == nil {
		return ""
	}
	return strconv.FormatFloat(float64(*p), 'f', -1, 32)
}

// dateCell names a bucket by its start: a date, or an RFC 3339 time for hours.
func dateCell(t time.Time, by social.Bucket) string {
	if by == social.ByHour {
		return t.UTC().Format(time.RFC3339)
	}
	return t.UTC().Format(time.DateOnly)
}

// listCell joins the members of a list.
func listCell(list []string) string { return safeText(strings.Join(list, "; ")) }
