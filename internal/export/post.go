package export

import (
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"time"

	"earshot/internal/social"
)

// PostHeader is the header of the post CSV. The CSV's images cell holds the
// JSON of the NDJSON's images field, and its aspects cell that of aspects; the
// cells of other lists join their members with "; ".
func PostHeader() []string {
	return []string{"platform", "id", "url", "author", "text", "language", "created_at", "label", "negative", "neutral",
		"positive", "brands", "likes", "shares", "comments", "views", "images", "corrected", "emotion", "emotion_certainty",
		"intents", "aspects", "entities", "original_platform", "original_id", "fingerprint", "spam", "spam_reasons",
		"judged_by", "own_label", "own_certainty", "opinion_model", "opinion_label", "opinion_certainty", "opinion_quote", "opinion_fault"}
}

// postRow is a post as it is written. Text is the title, a line break and the
// body. Unknown is null.
type postRow struct {
	Platform  string     `json:"platform" parquet:"platform,dict"`
	ID        string     `json:"id" parquet:"id"`
	URL       string     `json:"url" parquet:"url"`
	Author    string     `json:"author" parquet:"author"`
	Text      string     `json:"text" parquet:"text"`
	Language  string     `json:"language" parquet:"language,dict"`
	CreatedAt string     `json:"created_at" parquet:"created_at"`
	Label     string     `json:"label" parquet:"label,dict"`
	Negative  *float32   `json:"negative" parquet:"negative,optional"`
	Neutral   *float32   `json:"neutral" parquet:"neutral,optional"`
	Positive  *float32   `json:"positive" parquet:"positive,optional"`
	Brands    []string   `json:"brands" parquet:"brands,list"`
	Likes     *int64     `json:"likes" parquet:"likes,optional"`
	Shares    *int64     `json:"shares" parquet:"shares,optional"`
	Comments  *int64     `json:"comments" parquet:"comments,optional"`
	Views     *int64     `json:"views" parquet:"views,optional"`
	Images    []imageRow `json:"images" parquet:"images,list"`
	readingRow
	opinionRow
}

// imageRow is one picture of a post. Width and height are null until known.
type imageRow struct {
	URL     string   `json:"url" parquet:"url"`
	Alt     string   `json:"alt" parquet:"alt"`
	Caption string   `json:"caption" parquet:"caption"`
	OCR     string   `json:"ocr" parquet:"ocr"`
	Tags    []string `json:"tags" parquet:"tags,list"`
	Width   *int64   `json:"width" parquet:"width,optional"`
	Height  *int64   `json:"height" parquet:"height,optional"`
}

func newPostRow(p social.StoredPost) postRow {
	r := postRow{
		Platform: p.Post.Platform, ID: p.Post.ID, URL: p.Post.URL, Author: p.Post.Author.Label(),
		Text: p.Post.FullText(), Language: p.Analysis.Language,
		CreatedAt: p.Post.CreatedAt.UTC().Format(time.RFC3339Nano),
		Label:     string(p.Analysis.Sentiment.Label),
		Brands:    append([]string{}, p.Analysis.Brands...),
		Likes:     p.Post.Engagement.Likes, Shares: p.Post.Engagement.Shares,
		Comments: p.Post.Engagement.Comments, Views: p.Post.Engagement.Views,
		Images: make([]imageRow, 0, len(p.Post.Images)), readingRow: newReadingRow(p.Analysis), opinionRow: newOpinionRow(p.Analysis.Sentiment),
	}
	if s := p.Analysis.Sentiment; s.Label != social.Unknown {
		r.Negative, r.Neutral, r.Positive = &s.Negative, &s.Neutral, &s.Positive
	}
	for i, img := range p.Post.Images {
		row := imageRow{URL: img.URL, Alt: img.Alt, Tags: []string{}, Width: pixels(img.Width), Height: pixels(img.Height)}
		if i < len(p.Media) {
			m := p.Media[i]
			row.Caption, row.OCR, row.Tags = m.Caption, m.OCR, append(row.Tags, m.Tags...)
			if m.State == social.MediaReady {
				row.Width, row.Height = pixels(m.Width), pixels(m.Height)
			}
		}
		r.Images = append(r.Images, row)
	}
	return r
}

func pixels(n int) *int64 {
	if n <= 0 {
		return nil
	}
	return social.Count(int64(n))
}

func (r postRow) cells() []string {
	images := ""
	if len(r.Images) > 0 {
		// Strings, numbers and slices of them: encoding/json has no way to fail.
		b, _ := json.Marshal(r.Images)
		images = string(b)
	}
	cells := []string{safeText(r.Platform), safeText(r.ID), safeText(r.URL), safeText(r.Author), safeText(r.Text),
		safeText(r.Language), r.CreatedAt, r.Label, probabilityCell(r.Negative),
		probabilityCell(r.Neutral), probabilityCell(r.Positive),
		listCell(r.Brands), countCell(r.Likes), countCell(r.Shares), countCell(r.Comments),
		countCell(r.Views), images}
	return slices.Concat(cells, r.readingRow.cells(), r.opinionRow.cells())
}

// PostWriter writes posts one after the other.
type PostWriter struct {
	rows rowWriter[postRow]
}

// NewPostWriter opens a file of posts in the given format on w.
func NewPostWriter(w io.Writer, format Format) (*PostWriter, error) {
	switch format {
	case CSV:
		return &PostWriter{rows: newCSV(w, PostHeader(), postRow.cells)}, nil
	case NDJSON:
		return &PostWriter{rows: newNDJSON[postRow](w)}, nil
	case Parquet:
		return &PostWriter{rows: newParquet[postRow](w)}, nil
	default:
		return nil, social.Errorf(social.CodeInvalid, "export: unknown format %q", format)
	}
}

// Write adds one post.
func (p *PostWriter) Write(post social.StoredPost) error {
	if err := p.rows.write(newPostRow(post)); err != nil {
		return fmt.Errorf("export: write post %s %s: %w", post.Post.Platform, post.Post.ID, err)
	}
	return nil
}

// Close writes what the format needs at its end; it does not close the file.
func (p *PostWriter) Close() error {
	if err := p.rows.close(); err != nil {
		return fmt.Errorf("export: finish posts: %w", err)
	}
	return nil
}
