package export

import (
	"cmp"
	"io"
	"maps"
	"slices"
	"strings"
	"time"

	"earshot/internal/social"
)

// authorRow is an author with the figures of the posts exported. Unknown is null.
type authorRow struct {
	Platform   string `json:"platform" parquet:"platform,dict"`
	Author     string `json:"author" parquet:"author"`
	AuthorName string `json:"author_name" parquet:"author_name"`
	AuthorURL  string `json:"author_url" parquet:"author_url"`
	Posts      int64  `json:"posts" parquet:"posts"`
	Positive   int64  `json:"positive" parquet:"positive"`
	Neutral    int64  `json:"neutral" parquet:"neutral"`
	Negative   int64  `json:"negative" parquet:"negative"`
	// NetSentiment is social.Figures.NetSentiment.
	NetSentiment *float64 `json:"net_sentiment" parquet:"net_sentiment,optional"`
	// Engagement adds up likes, shares and comments where they are known.
	Engagement *int64    `json:"engagement" parquet:"engagement,optional"`
	First      time.Time `json:"first_post" parquet:"first_post,timestamp(microsecond)"`
	Last       time.Time `json:"last_post" parquet:"last_post,timestamp(microsecond)"`
	Unsure     int64     `json:"unsure" parquet:"unsure"`
}

// NewAuthorWriter opens a file of the authors of posts on w, those with most
// posts first. It holds a row for each author until it is closed.
func NewAuthorWriter(w io.Writer, format Format) (*PostWriter, error) {
	p, err := open(w, format, columnsOf("authors", authorRow{}))
	if err != nil {
		return nil, err
	}
	authors := map[social.Key]*authorRow{}
	p.each = func(post *social.StoredPost) error {
		if name := post.Post.Author.Label(); name != "" {
			key := social.Key{Platform: post.Post.Platform, ID: name}
			if authors[key] == nil {
				// The texts of a post share one memory, which is not to be held for an author.
				key = social.Key{Platform: strings.Clone(key.Platform), ID: strings.Clone(key.ID)}
				authors[key] = &authorRow{Platform: key.Platform, Author: name}
			}
			authors[key].add(post)
		}
		return nil
	}
	p.end = func() error {
		order := slices.SortedFunc(maps.Values(authors), func(a, b *authorRow) int {
			return cmp.Or(cmp.Compare(b.Posts, a.Posts), cmp.Compare(a.Platform, b.Platform), cmp.Compare(a.Author, b.Author))
		})
		for _, row := range order {
			if err := p.write(*row); err != nil {
				return err
			}
		}
		return nil
	}
	return p, nil
}

// add counts a post.
func (r *authorRow) add(p *social.StoredPost) {
	at := p.Post.CreatedAt.UTC()
	if r.Posts == 0 || at.Before(r.First) {
		r.First = at
	}
	if r.Posts == 0 || !at.Before(r.Last) {
		r.Last, r.AuthorName, r.AuthorURL = at, strings.Clone(p.Post.Author.Name), strings.Clone(p.Post.Author.URL)
	}
	r.Posts++
	switch p.Analysis.Sentiment.Class() {
	case social.Positive:
		r.Positive++
	case social.Neutral:
		r.Neutral++
	case social.Negative:
		r.Negative++
	case social.Unsure:
		r.Unsure++
	}
	r.NetSentiment = social.Figures{Positive: r.Positive, Neutral: r.Neutral, Negative: r.Negative}.NetSentiment()
	if n := p.Post.Engagement.Total(); n != nil {
		if r.Engagement == nil {
			r.Engagement = new(int64)
		}
		*r.Engagement += *n
	}
}
