// Package preview is the dashboard with canned data: invented posts in memory,
// counted by the definitions of package social. It serves to look at pages and to
// test them, and is not part of the program.
package preview

import (
	"fmt"
	"math"
	"math/rand/v2"
	"time"

	"earshot/internal/query"
	"earshot/internal/social"
)

// Now is the time at which the canned data is viewed.
var Now = time.Date(2026, time.November, 22, 15, 40, 0, 0, time.UTC)

// Brands are the brands of the canned data.
func Brands() []social.Brand {
	return []social.Brand{
		{Name: "Northwind", Kind: social.BrandOwn, Query: query.MustParse(`northwind OR "north wind coffee" OR #northwind OR 北风`)},
		{Name: "Contoso", Kind: social.BrandCompetitor, Query: query.MustParse("contoso")},
		{Name: "Fabrikam", Kind: social.BrandCompetitor, Query: query.MustParse("fabrikam")},
	}
}

type line struct {
	text, language string
	label          social.Label
	terms          []string
	why            []social.Reason
}

func lines() []line {
	return []line{
		{"The new %s grinder noise woke the kids, it is so loud. Third unit, same thing. Returning it.", "en", social.Negative, []string{"grinder noise", "grinder"}, []social.Reason{{Text: "so loud", Weight: -1.9}, {Text: "Returning", Weight: -1.1}, {Text: "new", Weight: 0.2}}},
		{"Say what you like about the price, the %s winter cup is lovely ☃️", "en", social.Positive, []string{"winter cup", "price"}, []social.Reason{{Text: "lovely", Weight: 2.1}, {Text: "price", Weight: -0.3}}},
		{"Delivery from %s took nine days. Coffee is fine, the courier is not.", "en", social.Negative, []string{"delivery time"}, []social.Reason{{Text: "is not", Weight: -0.8}, {Text: "fine", Weight: 0.4}}},
		{"Does anyone know if %s ships to Portugal?", "en", social.Neutral, []string{"delivery time", "#askcoffee"}, nil},
		{"First sip of the %s espresso blend this morning. Chocolate, cherry, no bitterness. Happy.", "en", social.Positive, []string{"espresso blend"}, []social.Reason{{Text: "Happy", Weight: 1.8}, {Text: "no bitterness", Weight: 0.6}}},
		{"%s opens a roastery in Leeds next spring, says the paper.", "en", social.Neutral, []string{"roastery"}, nil},
		{"北风的新豆子很香，就是快递太慢了。%s", "zh", social.Negative, []string{"咖啡豆", "delivery time"}, []social.Reason{{Text: "太慢", Weight: -1.4}, {Text: "很香", Weight: 0.9}}},
		{"Der Hafermilch-Latte bei %s ist wirklich gut geworden.", "de", social.Positive, []string{"oat milk"}, []social.Reason{{Text: "wirklich gut", Weight: 1.7}}},
		{"%s app logged me out again and lost my loyalty points", "en", social.Negative, []string{"app login"}, []social.Reason{{Text: "lost", Weight: -1.3}, {Text: "again", Weight: -0.5}}},
		{"Winter cups are back at %s, queue around the corner", "en", social.Neutral, []string{"winter cup"}, nil},
	}
}

// Posts are the canned posts, oldest first: nine weeks with a spike of
// complaints five days before Now.
func Posts() []social.StoredPost {
	r := rand.New(rand.NewPCG(7, 11))
	var posts []social.StoredPost
	weights := []struct {
		platform string
		n        float64
	}{{"bluesky", 18}, {"mastodon", 14}, {"reddit", 12}, {"hackernews", 5}, {"feed", 3}, {"lemmy", 4}}
	for day := Now.AddDate(0, 0, -62).Truncate(24 * time.Hour); day.Before(Now); day = day.AddDate(0, 0, 1) {
		wave := 1 + 0.25*math.Sin(float64(day.YearDay())/7*2*math.Pi)
		spike := day.Equal(Now.Truncate(24*time.Hour).AddDate(0, 0, -5))
		for _, w := range weights {
			n := int(w.n*wave*(0.8+0.4*r.Float64()) + 0.5)
			if spike && w.platform == "reddit" {
				n += 130
			}
			if w.platform == "lemmy" && Now.Sub(day) < 3*24*time.Hour {
				n = 0
			}
			for range n {
				l := lines()[r.IntN(len(lines()))]
				if spike && w.platform == "reddit" && r.IntN(10) < 8 {
					l = lines()[0]
				}
				at := day.Add(time.Duration(r.IntN(24*60)) * time.Minute)
				if at.Before(Now) {
					posts = append(posts, newPost(r, len(posts), w.platform, l, at))
				}
			}
		}
	}
	addReadings(posts)
	addDoubt(posts)
	addOpinions(posts)
	return posts
}

func newPost(r *rand.Rand, i int, platform string, l line, at time.Time) social.StoredPost {
	brand := []string{"Northwind", "Northwind", "Northwind", "Contoso", "Contoso", "Fabrikam"}[r.IntN(6)]
	p := social.Post{
		Platform: platform, ID: fmt.Sprintf("https://%s.example/posts/%d", platform, i), Source: platform + "-coffee",
		URL:    fmt.Sprintf("https://%s.example/posts/%d", platform, i),
		Author: social.Author{Handle: fmt.Sprintf("%s@%s.example", []string{"mira", "burrset", "otto", "lin", "ana", "jo"}[r.IntN(6)]+fmt.Sprint(r.IntN(90)), platform), URL: "https://" + platform + ".example/@author"},
		Text:   fmt.Sprintf(l.text, brand), CreatedAt: at, FetchedAt: at.Add(time.Minute),
	}
	if platform == "feed" {
		p.Title, p.Author = brand+" in the papers", social.Author{Name: "The Morning Roast"}
	} else {
		p.Engagement = social.Engagement{Likes: social.Count(int64(r.ExpFloat64() * 40)), Comments: social.Count(int64(r.ExpFloat64() * 8))}
		if platform == "mastodon" || platform == "bluesky" {
			p.Engagement.Shares = social.Count(int64(r.ExpFloat64() * 9))
		}
	}
	s := social.StoredPost{Post: p, Analysis: social.Analysis{
		Language: l.language, Keywords: l.terms, Brands: []string{brand}, Sentiment: sentiment(r, l),
	}}
	if r.IntN(9) == 0 && platform != "feed" {
		addPicture(&s, i)
	}
	if platform == "feed" && i%2 == 0 {
		page := "https://feed.example/pages/" + fmt.Sprint(i)
		s.Places = []social.Place{
			{Platform: platform, ID: p.ID, Source: p.Source, URL: p.URL, FirstSeen: p.FetchedAt, FetchedAt: p.FetchedAt},
			{Platform: "web", ID: page, Source: "papers", URL: page, FirstSeen: p.FetchedAt.Add(time.Hour), FetchedAt: p.FetchedAt.Add(time.Hour)},
		}
	}
	return s
}

func sentiment(r *rand.Rand, l line) social.Sentiment {
	sure := float32(0.62 + 0.36*r.Float64())
	rest := 1 - sure
	s := social.Sentiment{Label: l.label, Sure: true, Why: l.why}
	switch l.label {
	case social.Positive:
		s.Positive, s.Neutral, s.Negative = sure, rest*0.7, rest*0.3
	case social.Negative:
		s.Negative, s.Neutral, s.Positive = sure, rest*0.7, rest*0.3
	default:
		s.Neutral, s.Negative, s.Positive = sure, rest*0.5, rest*0.5
	}
	return s
}

func addPicture(s *social.StoredPost, i int) {
	kind := i % len(scenes())
	scene := scenes()[kind]
	url := fmt.Sprintf("https://%s.example/media/%d.jpg", s.Post.Platform, i)
	s.Post.Images = []social.Image{{URL: url, Alt: scene.alt}}
	s.Media = []social.Media{{
		URL: url, State: social.MediaReady, SHA256: fmt.Sprintf("scene%d", kind), Thumb: fmt.Sprintf("scene%d", kind), Type: "image/jpeg",
		Width: scene.width, Height: scene.height, Caption: scene.caption, CaptionModel: scene.model, FetchedAt: s.Post.FetchedAt,
	}}
	if i%13 == 0 {
		s.Media[0] = social.Media{URL: url, State: social.MediaFailed, Fault: "the server answered 404", FetchedAt: s.Post.FetchedAt}
	}
}
