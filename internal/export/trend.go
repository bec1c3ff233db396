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
		"net_sentiment", "engagement", "authors", "share_of_voice", "listened", "time_zone", "unsure", "visual_only"}
}

// trendRow is a trend as it is written: Date is a day, or a time for hours.
type trendRow struct {
	Date any `json:"date"`
	trendFigures
}

// trendDay and trendHour are trends as Parquet has them: a DATE, which counts
// days since 1970, and a TIMESTAMP.
type trendDay struct {
	Date int32 `parquet:"date,date"`
	trendFigures
}

type trendHour struct {
	Date time.Time `parquet:"date,timestamp(millisecond)"`
	trendFigures
}

// trendFigures are a trend without its date. A dimension that the trend is not
// split by is the empty string.
type trendFigures struct {
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
	// TimeZone is where the bucket begins and ends by the clock.
	TimeZone string `json:"time_zone" parquet:"time_zone,dict"`
	// Unsure counts the mentions whose sentiment is judged and not sure.
	Unsure *int64 `json:"unsure" parquet:"unsure,optional"`
	// VisualOnly counts the mentions in which pictures alone name the brand.
	VisualOnly *int64 `json:"visual_only" parquet:"visual_only,optional"`
}

func newTrendRow(t social.Trend, by social.Bucket) trendRow {
	r := trendRow{Date: dateCell(t.Date, by), trendFigures: trendFigures{
		Brand: t.Brand, Platform: t.Platform, Language: t.Language, TimeZone: t.Date.Location().String(),
	}}
	if t.Listened != "" {
		listened := string(t.Listened)
		r.Listened = &listened
	}
	if t.Unheard() {
		return r
	}
	r.Mentions, r.Positive, r.Neutral, r.Negative, r.Unsure = &t.Mentions, &t.Positive, &t.Neutral, &t.Negative, &t.Unsure
	if r.VisualOnly = t.VisualOnly; t.Mentions == 0 {
		r.VisualOnly = &t.Mentions
	}
	r.NetSentiment, r.Engagement, r.Authors, r.ShareOfVoice = t.NetSentiment(), t.Engagement, t.KnownAuthors(), t.ShareOfVoice()
	return r
}

// typed is the row as Parquet has it.
func (r trendRow) typed() any {
	if at, ok := r.Date.(time.Time); ok {
		return &trendHour{at, r.trendFigures}
	}
	named, _ := r.Date.(day)
	at, _ := time.Parse(time.DateOnly, string(named)) // as dateCell writes it
	return &trendDay{int32(at.Unix() / (24 * 60 * 60)), r.trendFigures}
}

// TrendWriter writes trends that come one after the other.
type TrendWriter struct {
	// Rows counts what was written.
	Rows int64

	rows rowWriter
	by   social.Bucket
}

// NewTrendWriter opens a file of trends on w. by is the bucket they were made with; it
// decides how dates are written (days, weeks and months by their first day, hours as
// RFC 3339 times, in the time zone they were cut in), and zone is that zone, nil for UTC.
func NewTrendWriter(w io.Writer, format Format, by social.Bucket, zone *time.Location) (*TrendWriter, error) {
	schema := parquet.SchemaOf(trendDay{})
	if by == social.ByHour {
		schema = parquet.SchemaOf(trendHour{})
	}
	name := ""
	if zone != nil {
		name = zone.String()
	}
	rows, err := newRowWriter(w, format, columns{
		name: "trends", zone: name, header: TrendHeader(), schema: schema, typed: func(row any) any { return row.(trendRow).typed() },
	})
	return &TrendWriter{rows: rows, by: by}, err
}

// Write adds rows.
func (t *TrendWriter) Write(rows []social.Trend) error {
	for _, row := range rows {
		if err := t.rows.write(newTrendRow(row, t.by)); err != nil {
			return fmt.Errorf("export: write trend of %s: %w", row.Date.Format(time.DateOnly), err)
		}
		t.Rows++
	}
	return nil
}

// Close writes what the format needs at its end; it does not close the file.
func (t *TrendWriter) Close() error {
	if err := t.rows.close(); err != nil {
		return fmt.Errorf("export: finish trends: %w", err)
	}
	return nil
}

// Discard gives up what is held for a file; after Close it does nothing.
func (t *TrendWriter) Discard() { discard(t.rows) }

// TrendTable is rows as the CSV of Trends has them, the header first.
func TrendTable(by social.Bucket, rows []social.Trend) [][]string {
	table := make([][]string, 0, len(rows)+1)
	table = append(table, TrendHeader())
	for _, t := range rows {
		table = append(table, appendTexts(nil, newTrendRow(t, by), safeText))
	}
	return table
}
