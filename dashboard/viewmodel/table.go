package viewmodel

import (
	"strconv"
	"strings"
	"time"
	"unicode"

	"earshot/dashboard/urlstate"
	"earshot/internal/social"
)

// SentimentTable is the sentiment chart as the rows of a file, header first: for
// each step the counts and the net sentiment of the judged mentions, and whether it
// was listened to: where it was not, counts of zero are unknown and left empty.
func SentimentTable(v urlstate.View, rows []social.Trend, cover Coverage) [][]string {
	steps := NewBuckets(v)
	table := [][]string{{"date", "positive", "neutral", "negative", "not_judged", "net_sentiment", "listened", "time_zone", "unsure"}}
	extents := cover.extents(v, steps, v.Brand, "")
	for i, f := range steps.Total(rows) {
		day := steps.Starts[i].Format(time.DateOnly)
		if steps.By == social.ByHour {
			day = steps.Starts[i].Format(time.RFC3339)
		}
		if extents[i] == social.NotAtAll && f.Mentions == 0 {
			table = append(table, []string{day, "", "", "", "", "", string(extents[i]), ZoneName(v), ""})
			continue
		}
		table = append(table, append([]string{day}, counts([]int64{f.Positive, f.Neutral, f.Negative, f.Unjudged()}, ratio(f.NetSentiment()), string(extents[i]), ZoneName(v), strconv.FormatInt(f.Unsure, 10))...))
	}
	return table
}

// ShareTable is the share of voice as the rows of a file, header first, in the
// order of the panel. What was not heard whole before is left empty.
func ShareTable(brands []social.Brand, of Voices, h Hearing) [][]string {
	v := newVoices(brands, of)
	table := [][]string{{"brand", "mentions", "share_of_voice", "previous_mentions", "previous_share_of_voice", "picture_mentions", "picture_share"}}
	for _, name := range v.names {
		row := append([]string{Guarded(name)}, counts([]int64{v.now[name]}, ratio(share(v.now[name], v.all)))...)
		if h.Comparable() {
			row = append(row, counts([]int64{v.ago[name]}, ratio(share(v.ago[name], v.allAgo)))...)
		} else {
			row = append(row, "", "")
		}
		table = append(table, append(row, counts([]int64{v.pictured[name]}, ratio(share(v.pictured[name], v.allPictured)))...))
	}
	return table
}

// TermTable is a ranking as the rows of a file, header first. What was not heard
// whole before is left empty.
func TermTable(terms []social.TermCount, h Hearing) [][]string {
	table := [][]string{{"term", "mentions", "previous", "positive", "neutral", "negative", "unsure"}}
	for _, t := range terms {
		row := append([]string{Guarded(t.Term)}, counts([]int64{t.Mentions, t.Previous, t.Positive, t.Neutral, t.Negative, t.Unsure})...)
		if !h.Comparable() {
			row[2] = ""
		}
		table = append(table, row)
	}
	return table
}

// EmergingTable is the ranking of emerging terms as the rows of a file, header
// first.
func EmergingTable(terms []social.EmergingTerm) [][]string {
	table := [][]string{{"term", "score", "mentions", "previous", "positive", "neutral", "negative", "unsure"}}
	for _, t := range terms {
		row := []string{Guarded(t.Term), strconv.FormatFloat(t.Z, 'f', 3, 64)}
		table = append(table, append(row, counts([]int64{t.Mentions, t.Previous, t.Positive, t.Neutral, t.Negative, t.Unsure})...))
	}
	return table
}

func counts(values []int64, after ...string) []string {
	out := make([]string, 0, len(values)+len(after))
	for _, n := range values {
		out = append(out, strconv.FormatInt(n, 10))
	}
	return append(out, after...)
}

// ratio writes a share or a net sentiment; unknown is an empty cell.
func ratio(v *float64) string {
	if v == nil {
		return ""
	}
	return strconv.FormatFloat(*v, 'f', 4, 64)
}

// Guarded prefixes a text that a spreadsheet would run as a formula with an
// apostrophe (OWASP, "CSV Injection").
func Guarded(text string) string {
	if text != "" && strings.ContainsRune("=+-@\t\r", rune(text[0])) {
		return "'" + text
	}
	return text
}

// FileName is the name of a file of what v shows, with its content, brand and days:
// "earshot-northwind-terms-2026-10-25-to-2026-11-23.csv".
func FileName(v urlstate.View, content, extension string) string {
	brand := v.Brand
	if brand == "" {
		brand = "all brands"
	}
	first, last := v.Dates()
	words := strings.FieldsFunc(strings.ToLower(brand), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
	parts := append([]string{"earshot"}, words...)
	return strings.Join(append(parts, content, first, "to", last), "-") + "." + extension
}
