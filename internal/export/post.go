package export

import (
	"io"
	"time"

	"earshot/internal/social"
)

// PostHeader is the header of the post CSV. The CSV's images cell holds the
// JSON of the NDJSON's images field, and its aspects cell that of aspects; the
// cells of other lists join their members with "; ".
func PostHeader() []string { return newRowType().header() }

// postRow is a post as it is written, without what was read in it. Text is the
// title, a line break and the body. Unknown is null.
type postRow struct {
	Platform  string     `json:"platform" parquet:"platform,dict"`
	ID        string     `json:"id" parquet:"id"`
	URL       string     `json:"url" parquet:"url"`
	Author    string     `json:"author" parquet:"author"`
	Text      string     `json:"text" parquet:"text"`
	Language  string     `json:"language" parquet:"language,dict"`
	CreatedAt time.Time  `json:"created_at" parquet:"created_at,timestamp(microsecond)"`
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
	// Reader is what read OCR, and Logos are the brands whose logos are in it with certainty.
	Reader string   `json:"ocr_reader" parquet:"ocr_reader,dict"`
	Logos  []string `json:"logos" parquet:"logos,list"`
	// Of is what the picture is of: empty for the post's own, "poster" or "frames" of its video, or "card"
	// of a page it links to.
	Of string `json:"of" parquet:"of,dict"`
}

func newPostRow(p *social.StoredPost) *postRow {
	r := &postRow{
		Platform: p.Post.Platform, ID: p.Post.ID, URL: p.Post.URL, Author: p.Post.Author.Label(),
		Text: p.Post.FullText(), Language: p.Analysis.Language,
		CreatedAt: p.Post.CreatedAt.UTC(),
		Label:     string(p.Analysis.Sentiment.Label),
		Brands:    append([]string{}, p.Analysis.Brands...),
		Likes:     p.Post.Engagement.Likes, Shares: p.Post.Engagement.Shares,
		Comments: p.Post.Engagement.Comments, Views: p.Post.Engagement.Views,
		Images: make([]imageRow, 0, len(p.Post.Images)),
	}
	if s := p.Analysis.Sentiment; s.Label != social.Unknown {
		r.Negative, r.Neutral, r.Positive = &s.Negative, &s.Neutral, &s.Positive
	}
	for i, img := range p.Post.Images {
		row := imageRow{URL: img.URL, Of: string(img.Of), Alt: img.Alt, Tags: []string{}, Logos: []string{}, Width: pixels(img.Width), Height: pixels(img.Height)}
		if i < len(p.Media) {
			m := p.Media[i]
			row.Caption, row.OCR, row.Tags = m.Caption, m.OCR, append(row.Tags, m.Tags...)
			row.Reader = m.OCRReader
			for _, l := range m.Logos {
				if !l.Perhaps {
					row.Logos = append(row.Logos, l.Brand)
				}
			}
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

// NewPostWriter opens a file of posts in the given format on w.
func NewPostWriter(w io.Writer, format Format) (*PostWriter, error) {
	row := newRowType()
	p, err := open(w, format, columns{name: "posts", header: row.header(), schema: postSchema(row)})
	if err != nil {
		return nil, err
	}
	p.each = func(post *social.StoredPost) error { return p.write(row.row(post)) }
	if format.isCells() {
		p.each = func(post *social.StoredPost) error { return p.write(row.parts(post)) }
	}
	return p, nil
}
