package export

import (
	"fmt"
	"io"
	"strings"
	"time"

	"earshot/internal/query"
	"earshot/internal/social"
)

// TSV is the format of labelled texts: a label (-1, 0 or 1), a tab, the text.
const TSV Format = "tsv"

// correctionRow is a post with the label a person gave.
type correctionRow struct {
	Platform string `json:"platform" parquet:"platform"`
	ID       string `json:"id" parquet:"id"`
	Language string `json:"language" parquet:"language"`
	Label    string `json:"label" parquet:"label"`
	Text     string `json:"text" parquet:"text"`
	// Brand is the brand whose mention was judged, empty for the post.
	Brand     string    `json:"brand" parquet:"brand"`
	Confirmed bool      `json:"confirmed" parquet:"confirmed"`
	By        string    `json:"by" parquet:"by"`
	At        time.Time `json:"at" parquet:"at"`
}

// CorrectionWriter writes people's judgements, a row each. It must be closed.
type CorrectionWriter struct {
	*PostWriter
	given social.Correction
}

// NewCorrectionWriter opens a file of people's judgements on w, in TSV or one of
// Formats. TSV leaves out those of single brands, which say nothing of the text as a
// whole.
func NewCorrectionWriter(w io.Writer, format Format) (*CorrectionWriter, error) {
	c := &CorrectionWriter{PostWriter: &PostWriter{rows: tsvWriter{w}}}
	if format != TSV {
		var err error
		if c.PostWriter, err = open(w, format, columnsOf("corrections", correctionRow{})); err != nil {
			return nil, err
		}
	}
	c.each = func(post *social.StoredPost) error {
		return c.write(correctionRow{
			Platform: post.Post.Platform, ID: post.Post.ID, Language: post.Analysis.Language,
			Label: string(c.given.Label), Text: post.Post.FullText(),
			Brand: c.given.Brand, Confirmed: c.given.Confirmed, By: c.given.By, At: c.given.At,
		})
	}
	return c, nil
}

// Write writes the judgement of a post.
func (c *CorrectionWriter) Write(post social.StoredPost, given social.Correction) error {
	if _, labelsOnly := c.rows.(tsvWriter); labelsOnly && given.Brand != "" {
		return nil
	}
	c.given = given
	return c.PostWriter.Write(post)
}

// tsvWriter writes corrections as labelled texts.
type tsvWriter struct{ w io.Writer }

func (t tsvWriter) write(row any) error {
	r, ok := row.(correctionRow)
	if !ok {
		return fmt.Errorf("export: %T is no correction", row)
	}
	_, err := fmt.Fprintf(t.w, "%s\t%s\n", r.mark(), oneLine.Replace(query.CutText(r.Text, query.MaxMatchedBytes)))
	return err
}

func (tsvWriter) close() error { return nil }

// oneLine keeps a text on its line.
var oneLine = strings.NewReplacer("\r\n", " ", "\n", " ", "\r", " ", "\t", " ", "\u2028", " ", "\u2029", " ", "\u0085", " ")

// mark is the label as labelled sets write it.
func (r correctionRow) mark() string {
	switch social.Label(r.Label) {
	case social.Negative:
		return "-1"
	case social.Positive:
		return "1"
	default:
		return "0"
	}
}
