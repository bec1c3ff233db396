package feed_test

import (
	"os"
	"testing"
	"time"

	"earshot/crawler"
	"earshot/crawler/platform/feed"
	"earshot/internal/social"
)

// TestTranscripts: what is said in an episode is read from the transcript that its feed
// names, once.
func TestTranscripts(t *testing.T) {
	body, err := os.ReadFile("testdata/podcast.xml")
	if err != nil {
		t.Fatal(err)
	}
	scope := crawler.Scope{Source: social.Source{Name: "s", Platform: "feed", URLs: []string{"https://cup.example/feed.xml"}}, Lane: "https://cup.example/feed.xml"}
	req, err := feed.New().Start(scope)
	if err != nil {
		t.Fatal(err)
	}
	at := time.Date(2026, 11, 20, 12, 0, 0, 0, time.UTC)
	page, err := feed.New().Parse(scope, crawler.Response{Request: req, URL: req.URL, Status: 200, Body: body, At: at})
	if err != nil || len(page.Posts) != 2 || len(page.Next) != 1 || page.Next[0].URL != "https://cdn.example/3.vtt" {
		t.Fatalf("%+v, %v", page, err)
	}
	said, err := feed.New().Parse(scope, crawler.Response{Request: page.Next[0], URL: page.Next[0].URL, Status: 200, Body: []byte("WEBVTT\n\n00:01.000 --> 00:02.000\n<v Ana>The northwind lid\n"), At: at})
	if err != nil || len(said.Posts) != 1 || said.Posts[0].Transcript != "Ana: The northwind lid" || said.Posts[0].ID != page.Posts[0].ID || said.Posts[0].Title != "Lids, at last" {
		t.Errorf("%+v, %v", said.Posts, err)
	}
	if _, err := feed.New().Parse(scope, crawler.Response{Request: page.Next[0], URL: page.Next[0].URL, Status: 200, Body: []byte("WEBVTT\n"), At: at}); social.CodeOf(err) != social.CodeBroken {
		t.Errorf("a transcript without words: %v", err)
	}
	scope.Since = at.Add(-time.Hour)
	page, err = feed.New().Parse(scope, crawler.Response{Request: req, URL: req.URL, Status: 200, Body: body, At: at})
	if err != nil || len(page.Posts) != 2 || len(page.Next) != 0 {
		t.Errorf("in a later crawl: %+v, %v", page, err)
	}
}
