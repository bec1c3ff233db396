package export

import (
	"fmt"
	"io"
	"strings"

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
}

// NewCorrectionWriter opens a file of corrected posts on w, in TSV or one of Formats.
func NewCorrectionWriter(w io.Writer, format Format) (*PostWriter, error) {
	p := &PostWriter{rows: tsvWriter{w}}
	if format != TSV {
		var err error
		if p, err = open(w, format, columnsOf("corrections", correctionRow{})); err != nil {
			return nil, err
		}
	}
	p.each = func(post *social.StoredPost) error {
		return p.write(correctionRow{
			Platform: post.Post.Platform, ID: post.Post.ID, Language: post.Analysis.Language,
			Label: string(post.Analysis.Sentiment.Label), Text: post.Post.FullText(),
		})
	}
	return p, nil
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
