package storagetest

import (
	"testing"
	"time"

	"earshot/internal/social"
	"earshot/storage"
)

// Noon is when the posts of Entry were published.
var Noon = time.Date(2026, 3, 14, 12, 0, 0, 0, time.UTC)

// Entry is a post of Noon that mentions brands, with everything filled in.
func Entry(id string, brands ...string) social.Entry {
	return social.Entry{
		Post: social.Post{
			Platform: "mastodon", ID: id, Source: "tags", URL: "https://example.social/" + id,
			Author: social.Author{Handle: "ana@example.social", Name: "Ana", URL: "https://example.social/@ana"},
			Title:  "Title", Text: "Northwind is fine coffee", Language: "en-GB",
			CreatedAt: Noon.Add(123456 * time.Microsecond), DateFrom: social.DateStated, EditedAt: Noon.Add(time.Hour),
			ParentID: "parent", ThreadID: "thread",
			Tags: []string{"coffee"}, Links: []string{"https://example.com/"},
			Images: []social.Image{
				{URL: "https://example.social/1.jpg", Alt: "a cup", Width: 640, Height: 480},
				{URL: "https://example.social/2.jpg", Of: social.OfVideo},
			},
			Engagement: social.Engagement{Likes: social.Count(3), Comments: social.Count(0)},
			Keep:       social.KeepAll, FetchedAt: Noon.Add(2 * time.Hour),
		},
		Analysis: social.Analysis{
			Language: "en",
			Sentiment: social.Sentiment{
				Label: social.Positive, Negative: 0.1, Neutral: 0.2, Positive: 0.7, Sure: true, SureFrom: 0.5,
				Why: []social.Reason{{Text: "fine", Weight: 0.5}},
			},
			Keywords: []string{"fine coffee"}, Hashtags: []string{"coffee"}, Brands: brands, Version: "test/1",
			Emotion: social.Joy, EmotionCertainty: 0.8, Intents: []social.Intent{social.IntentQuestion, social.IntentPraise},
			Aspects:  []social.Aspect{{Term: "coffee", Label: social.Positive, Certainty: 0.9}, {Term: "price", Label: social.Negative, Certainty: 0.6}},
			Entities: []string{"Northwind"}, Fingerprint: 1 << 63, Original: social.Key{Platform: "feed", ID: "first"},
			Spam: social.Spam{Score: 0.25, Reasons: []string{"three hashtags in a row"}},
		},
	}
}

// Write stores entries and fails the test where it cannot.
func Write(t testing.TB, s *storage.Store, entries ...social.Entry) social.Written {
	t.Helper()
	w, err := s.Write(t.Context(), entries)
	if err != nil {
		t.Fatal(err)
	}
	return w
}

// Deleted is the news that the post of e is gone, a minute later.
func Deleted(e social.Entry) social.Entry {
	return social.Entry{Post: social.Post{Platform: e.Post.Platform, ID: e.Post.ID, Deleted: true, FetchedAt: e.Post.FetchedAt.Add(time.Minute)}}
}
