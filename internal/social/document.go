package social

import (
	"earshot/internal/query"
	"slices"
)

// NewDocument makes a post and what is known of it ready for matching: its own words, and
// behind them what its pictures show and its recordings say, of which media is what is
// known. Where the analysis has no language, the one the platform declared stands.
func NewDocument(p Post, a Analysis, media ...Media) query.Document {
	f := fields(p, a)
	f.Seen, f.Logos = SeenTexts(p, media...)
	for _, words := range a.RunTogether {
		f.Seen = append(f.Seen, query.SeenText{Kind: query.FieldOCR, Text: words})
	}
	return query.NewDocument(f)
}

// WordsDocument is NewDocument of the post's own words alone.
func WordsDocument(p Post, a Analysis) query.Document { return query.NewDocument(fields(p, a)) }

func fields(p Post, a Analysis) query.Fields {
	language := a.Language
	if language == "" {
		language = query.PrimaryLanguage(p.Language)
	}
	return query.Fields{
		Text: p.FullText(), Language: language, Platform: p.Platform, Source: p.Source, Handle: p.Author.Handle, Name: p.Author.Name,
		Tags: slices.Concat(p.Tags, a.Hashtags), URL: p.URL, Links: p.Links, HasImage: len(p.Images) > 0, Sentiment: string(a.Sentiment.Class()), DateFrom: string(p.DateFrom),
	}
}
