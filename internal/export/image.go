package export

import (
	"io"
	"time"

	"earshot/internal/social"
)

// pictureRow is one picture of a post, with what is known of it.
type pictureRow struct {
	Platform  string    `json:"platform" parquet:"platform,dict"`
	ID        string    `json:"id" parquet:"id"`
	PostURL   string    `json:"post_url" parquet:"post_url"`
	Author    string    `json:"author" parquet:"author"`
	CreatedAt time.Time `json:"created_at" parquet:"created_at,timestamp(microsecond)"`
	Brands    []string  `json:"brands" parquet:"brands,list"`
	imageRow
}

// NewImageWriter opens a file of the pictures of posts on w, a row each.
func NewImageWriter(w io.Writer, format Format) (*PostWriter, error) {
	p, err := open(w, format, columnsOf("images", pictureRow{}))
	if err != nil {
		return nil, err
	}
	p.each = func(post *social.StoredPost) error {
		whole := newPostRow(post)
		for _, image := range whole.Images {
			row := pictureRow{
				Platform: whole.Platform, ID: whole.ID, PostURL: whole.URL, Author: whole.Author,
				CreatedAt: whole.CreatedAt, Brands: whole.Brands, imageRow: image,
			}
			if err := p.write(row); err != nil {
				return err
			}
		}
		return nil
	}
	return p, nil
}
