package reddit_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"

	"earshot/crawler"
	"earshot/crawler/platform/reddit"
	"earshot/internal/social"
)

// TestDirectPictures: a post that is a link to a picture shows it, with a preview in
// the answer or without.
func TestDirectPictures(t *testing.T) {
	const post = `{"kind":"Listing","data":{"children":[{"kind":"%s","data":{"name":"%s_a1","id":"a1","author":"ana","created_utc":1795082400,"permalink":"/r/coffee/comments/a1/x/","link_id":"t3_a0","parent_id":"t3_a0",%s}}]}}`
	for name, tc := range map[string]struct{ kind, fields, want string }{
		"a link":                  {"t3", `"title":"My mill","is_self":false,"url":"https://i.redd.it/mill01.jpeg"`, "https://i.redd.it/mill01.jpeg"},
		"a link with a preview":   {"t3", `"title":"My mill","is_self":false,"url":"https://i.redd.it/mill01.jpeg","preview":{"images":[{"source":{"url":"https://preview.redd.it/mill01.jpeg?auto=webp&amp;s=1","width":10,"height":9}}]}`, "https://preview.redd.it/mill01.jpeg?auto=webp&s=1"},
		"a page":                  {"t3", `"title":"My mill","is_self":false,"url":"https://northwind.example/mill.jpg.html"`, ""},
		"in the text":             {"t3", `"title":"My mill","is_self":true,"selftext":"x","selftext_html":"&lt;p&gt;&lt;a href=\"https://i.redd.it/mill02.png\"&gt;here&lt;/a&gt;&lt;/p&gt;"`, "https://i.redd.it/mill02.png"},
		"in a comment":            {"t1", `"body":"x","body_html":"&lt;p&gt;&lt;a href=\"https://preview.redd.it/mill03.png?width=9&amp;amp;s=2\"&gt;here&lt;/a&gt;&lt;/p&gt;"`, "https://preview.redd.it/mill03.png?width=9&s=2"},
		"uploaded with a comment": {"t1", `"body":"![img](abc)","media_metadata":{"abc":{"status":"valid","e":"Image","m":"image/png","s":{"u":"https://preview.redd.it/abc.png?s=3","x":4,"y":5}}}`, "https://preview.redd.it/abc.png?s=3"},
	} {
		t.Run(name, func(t *testing.T) {
			src := social.Source{Name: "s", Platform: reddit.Name, Tags: []string{"coffee"}}
			adapter := reddit.New()
			scope := crawler.Scope{Source: src, Lane: adapter.Lanes(src)[0]}
			body := fmt.Sprintf(post, tc.kind, tc.kind, tc.fields)
			page, err := adapter.Parse(scope, crawler.Response{Request: crawler.Request{URL: "https://oauth.reddit.com/r/coffee/new", Step: "listing"}, URL: "https://oauth.reddit.com/r/coffee/new", Status: http.StatusOK, Header: http.Header{"Content-Type": {"application/json"}}, Body: []byte(body)})
			if err != nil || len(page.Posts) != 1 {
				t.Fatalf("%d posts, %v, %v", len(page.Posts), page.Skipped, err)
			}
			var got []string
			for _, im := range page.Posts[0].Images {
				got = append(got, im.URL)
			}
			if strings.Join(got, " ") != tc.want {
				t.Errorf("pictures %v, want %q", got, tc.want)
			}
		})
	}
}
