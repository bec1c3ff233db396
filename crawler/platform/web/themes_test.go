package web_test

import (
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"earshot/crawler"
	"earshot/crawler/platform/web"
	"earshot/internal/social"
)

// shownPost is what a page of a common theme says of one post.
type shownPost struct {
	ID, Parent, Author, Title, Text, At string
	From                                social.DateFrom
	Images                              string
}

// theme is a page in the shape that a generator or theme gives its pages.
type theme struct {
	file, address string
	want          []shownPost
}

// TestThemes reads pages in the shapes of common themes and generators: the time
// is that of the entry with its zone, the text is the article alone, pictures are
// its own, and comments are replies.
func TestThemes(t *testing.T) {
	for _, tc := range themes {
		t.Run(tc.file, func(t *testing.T) {
			body, err := os.ReadFile(filepath.Join("testdata", "themes", tc.file+".html"))
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(tc.want, shownPosts(t, tc.address, string(body))); diff != "" {
				t.Errorf("posts (-want +got):\n%s", diff)
			}
		})
	}
}

// shownPosts are the posts of a page.
func shownPosts(t *testing.T, address, body string) []shownPost {
	t.Helper()
	page, err := web.New().Parse(
		crawler.Scope{Lane: address, Source: social.Source{Name: "s", Platform: web.Name, URLs: []string{address}}},
		crawler.Response{
			Request: crawler.Request{URL: address, Step: "page"}, URL: address, Status: http.StatusOK,
			Header: http.Header{"Content-Type": {"text/html; charset=utf-8"}}, Body: []byte(body), At: time.Date(2026, 11, 20, 0, 0, 0, 0, time.UTC),
		})
	if err != nil {
		t.Fatal(err)
	}
	var list []shownPost
	for _, p := range page.Posts {
		var images []string
		for _, im := range p.Images {
			images = append(images, im.URL)
		}
		at := ""
		if !p.CreatedAt.IsZero() {
			at = p.CreatedAt.UTC().Format(time.RFC3339)
		}
		list = append(list, shownPost{ID: p.ID, Parent: p.ParentID, Author: p.Author.Name, Title: p.Title, Text: p.Text, At: at, From: p.DateFrom, Images: strings.Join(images, " ")})
	}
	return list
}
