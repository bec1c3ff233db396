package social

import (
	"earshot/internal/query"
	"slices"
)

// NewDocument makes a post and what is known of it ready for matching. Where
// the analysis has no language, the one the platform declared stands.
func NewDocument(p Post, a Analysis) query.Document {
	language := a.Language
	if language == "" {
		language = query.PrimaryLanguage(p.Language)
	}
	return query.NewDocument(query.Fields{
		Text: p.FullText(), Language: language, Platform: p.Platform, Source: p.Source, Handle: p.Author.Handle, Name: p.Author.Name,
		Tags: slices.Concat(p.Tags, a.Hashtags), URL: p.URL, Links: p.Links, HasImage: len(p.Images) > 0, Sentiment: string(a.Sentiment.Class()), DateFrom: string(p.DateFrom),
	})
}
