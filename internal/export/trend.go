package export

import (
	"fmt"
	"io"
	"strconv"
	"time"

	"github.com/parquet-go/parquet-go"

	"earshot/internal/social"
)

// TrendHeader is the header of the trend CSV, and the field names of the other formats.
func TrendHeader() []string {
	return []string{"date", "brand", "platform", "language", "mentions", "positive", "neutral", "negative",
		"net_sentiment", "engagement", "authors", "share_of_voice"}
}

// trendRow is a trend as it is written to NDJSON and Parquet. A dimension that
// the trend is not split by is the empty string.
type trendRow struct {
	Date         string   `json:"date" parquet:"date"`
	Brand        string   `json:"brand" parquet:"brand,dict"`
	Platform     string   `json:"platform" parquet:"platform,dict"`
	Language     string   `json:"language" parquet:"language,dict"`
	Mentions     int64    `json:"mentions" parquet:"mentions"`
	Positive     int64    `json:"positive" parquet:"positive"`
	Neutral      int64    `json:"neutral" parquet:"neutral"`
	Negative     int64    `json:"negative" parquet:"negative"`
	NetSentiment *float64 `json:"net_sentiment" parquet:"net_sentiment,optional"`
	Engagement   *int64   `json:"engagement" parquet:"engagement,optional"`
	Authors      int64    `json:"authors" parquet:"authors"`
	ShareOfVoice *float64 `json:"share_of_voice" parquet:"share_of_voice,optional"`
}

func newTrendRow(t social.Trend, by social.Bucket) trendRow {
	return trendRow{
		Date: dateCell(t.Date, by), Brand: t.Brand, Platform: t.Platform, Language: t.Language,
		Mentions: t.Mentions, Positive: t.Positive, Neutral: t.Neutral, Negative: t.Negative,
		NetSentiment: t.NetSentiment(), Engagement: t.Engagement, Authors: t.Authors, ShareOfVoice: t.ShareOfVoice(),
	}
}

func (r trendRow) cells() []string {
	return []string{r.Date, safeText(r.Brand), safeText(r.Platform), safeText(r.Language),
		strconv.FormatInt(r.Mentions, 10), strconv.FormatInt(r.Positive, 10), strconv.FormatInt(r.Neutral, 10),
		strconv.FormatInt(r.Negative, 10), ratioCell(r.NetSentiment), countCell(r.Engagement),
		strconv.FormatInt(r.Authors, 10), ratioCell(r.ShareOfVoice)}
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
