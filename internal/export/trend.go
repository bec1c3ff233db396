package export

import (
	"fmt"
	"io"
	"time"

	"github.com/parquet-go/parquet-go"

	"earshot/internal/social"
)

// TrendHeader is the header of the trend CSV, and the field names of the other formats.
func TrendHeader() []string {
	return []string{"date", "brand", "platform", "language", "mentions", "positive", "neutral", "negative",
		"net_sentiment", "engagement", "authors", "share_of_voice", "listened"}
}

// trendRow is a trend as it is written to NDJSON and Parquet. A dimension that
// the trend is not split by is the empty string; what is not known is null.
type trendRow struct {
	Date         string   `json:"date" parquet:"date"`
	Brand        string   `json:"brand" parquet:"brand,dict"`
	Platform     string   `json:"platform" parquet:"platform,dict"`
	Language     string   `json:"language" parquet:"language,dict"`
	Mentions     *int64   `json:"mentions" parquet:"mentions,optional"`
	Positive     *int64   `json:"positive" parquet:"positive,optional"`
	Neutral      *int64   `json:"neutral" parquet:"neutral,optional"`
	Negative     *int64   `json:"negative" parquet:"negative,optional"`
	NetSentiment *float64 `json:"net_sentiment" parquet:"net_sentiment,optional"`
	Engagement   *int64   `json:"engagement" parquet:"engagement,optional"`
	Authors      *int64   `json:"authors" parquet:"authors,optional"`
	ShareOfVoice *float64 `json:"share_of_voice" parquet:"share_of_voice,optional"`
	Listened     *string  `json:"listened" parquet:"listened,optional,dict"`
}

func newTrendRow(t social.Trend, by social.Bucket) trendRow {
	r := trendRow{Date: dateCell(t.Date, by), Brand: t.Brand, Platform: t.Platform, Language: t.Language}
	if t.Listened != "" {
		listened := string(t.Listened)
		r.Listened = &listened
	}
	if t.Unheard() {
		return r
	}
	r.Mentions, r.Positive, r.Neutral, r.Negative = &t.Mentions, &t.Positive, &t.Neutral, &t.Negative
	r.NetSentiment, r.Engagement, r.Authors, r.ShareOfVoice = t.NetSentiment(), t.Engagement, t.KnownAuthors(), t.ShareOfVoice()
	return r
}

func (r trendRow) cells() []string {
	listened := ""
	if r.Listened != nil {
		listened = *r.Listened
	}
	return []string{r.Date, safeText(r.Brand), safeText(r.Platform), safeText(r.Language),
		countCell(r.Mentions), countCell(r.Positive), countCell(r.Neutral), countCell(r.Negative),
		ratioCell(r.NetSentiment), countCell(r.Engagement), countCell(r.Authors), ratioCell(r.ShareOfVoice), listened}
}

// Trends writes rows to w in the given format. by is the bucket the rows were
// made with; it decides how dates are written (days, weeks and months by their
// first day, hours as RFC 3339 times, all UTC).
func Trends(w io.Writer, format Format, by social.Bucket, rows []social.Trend) error {
	out, err := newRowWriter(w, format, columns[trendRow]{
		header: TrendHeader(), cells: trendRow.cells, schema: parquet.SchemaOf(trendRow{}),
	})
	if err != nil {
		return err
	}
	for _, t := range rows {
		if err := out.write(newTrendRow(t, by)); err != nil {
			return fmt.Errorf("export: write trend of %s: %w", t.Date.Format(time.DateOnly), err)
		}
	}
	if err := out.close(); err != nil {
		return fmt.Errorf("export: finish trends: %w", err)
	}
	return nil
}

// TrendTable is rows as the CSV of Trends has them, the header first.
func TrendTable(by social.Bucket, rows []social.Trend) [][]string {
	table := make([][]string, 0, len(rows)+1)
	table = append(table, TrendHeader())
	for _, t := range rows {
		table = append(table, newTrendRow(t, by).cells())
	}
	return table
}
