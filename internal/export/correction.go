package export

import (
	"encoding/json"
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
	Platform string `json:"platform"`
	ID       string `json:"id"`
	Language string `json:"language"`
	Label    string `json:"label"`
	Text     string `json:"text"`
}

// CorrectionWriter writes corrected posts one after the other.
type CorrectionWriter struct{ write func(correctionRow) error }

// NewCorrectionWriter opens a file of corrections on w, in TSV or NDJSON.
func NewCorrectionWriter(w io.Writer, format Format) (*CorrectionWriter, error) {
	switch format {
	case TSV:
		return &CorrectionWriter{func(r correctionRow) error {
			_, err := fmt.Fprintf(w, "%s\t%s\n", r.mark(), oneLine.Replace(query.CutText(r.Text, query.MaxMatchedBytes)))
			return err
		}}, nil
	case NDJSON:
		lines := json.NewEncoder(w)
		lines.SetEscapeHTML(false)
		return &CorrectionWriter{func(r correctionRow) error { return lines.Encode(r) }}, nil
	default:
		return nil, social.Errorf(social.CodeInvalid, "export: corrections are written as tsv or ndjson, not %q", format)
	}
}

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

// Write adds one post.
func (c *CorrectionWriter) Write(p social.StoredPost) error {
	err := c.write(correctionRow{
		Platform: p.Post.Platform, ID: p.Post.ID, Language: p.Analysis.Language,
		Label: string(p.Analysis.Sentiment.Label), Text: p.Post.FullText(),
	})
	if err != nil {
		return fmt.Errorf("export: write correction of %s %s: %w", p.Post.Platform, p.Post.ID, err)
	}
	return nil
}
