package platform_test

import (
	"io"
	"net/http"
	"slices"
	"strings"
	"testing"

	"earshot/crawler"
	"earshot/crawler/platform/vk"
	"earshot/crawler/platform/youtube"
	"earshot/crawler/runtest"
	"earshot/internal/social"
)

// TestSingleComments asks for comments on YouTube and VK by themselves.
func TestSingleComments(t *testing.T) {
	for _, tt := range []struct {
		name    string
		adapter crawler.Adapter
		src     social.Source
		refs    []crawler.Reference
		path    string
		answer  func(ids []string) string
	}{
		{"youtube", youtube.New(), social.Source{Queries: []string{"tea"}},
			[]crawler.Reference{{ID: "UgxAAAAAAAAAAAAAAAAAAAA1", ThreadID: "aaaaaaaaaa1", ParentID: "aaaaaaaaaa1"}, {ID: "UgxAAAAAAAAAAAAAAAAAAAA1.9xyz", ThreadID: "aaaaaaaaaa1", ParentID: "UgxAAAAAAAAAAAAAAAAAAAA1"}},
			"/youtube/v3/comments", func(ids []string) string {
				return `{"kind":"youtube#commentListResponse","items":[{"kind":"youtube#comment","id":"UgxAAAAAAAAAAAAAAAAAAAA1","snippet":{"textOriginal":"edited","authorDisplayName":"Ana","publishedAt":"2026-11-14T10:00:00Z","updatedAt":"2026-11-20T10:00:00Z","likeCount":5}}]}`
			}},
		{"vk", vk.New(), social.Source{Queries: []string{"tea"}},
			[]crawler.Reference{{ID: "-7_8", URL: "https://vk.com/wall-7_1?reply=8", ThreadID: "-7_1", ParentID: "-7_1"}, {ID: "-7_9", URL: "https://vk.com/wall-7_1?reply=9", ThreadID: "-7_1", ParentID: "-7_1"}},
			"/method/wall.getComment", func(ids []string) string {
				if slices.Contains(ids, "8") {
					return `{"response":{"items":[{"id":8,"owner_id":-7,"post_id":1,"from_id":5,"date":1763000000,"text":"edited","likes":{"count":5}}],"profiles":[{"id":5,"screen_name":"ana"}]}}`
				}
				return `{"response":{"items":[{"id":9,"owner_id":-7,"post_id":1,"from_id":0,"date":1763000000,"text":"","deleted":true}]}}`
			}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			srv := runtest.Serve(t, func(w http.ResponseWriter, r *http.Request) {
				if r.URL.Path != tt.path {
					io.WriteString(w, `{"items":[],"response":{"items":[]}}`)
					return
				}
				io.WriteString(w, tt.answer(append(strings.Split(r.URL.Query().Get("id"), ","), r.URL.Query().Get("comment_id"))))
			})
			src := token(tt.src)
			src.BaseURL = srv.URL
			last, _ := runtest.Again{Posts: tt.refs}.ReadAgain(t, tt.adapter, src)
			p := last[tt.refs[0].ID]
			if p.Text != "edited" || p.ThreadID != tt.refs[0].ThreadID || p.ParentID != tt.refs[0].ParentID || p.URL == "" || *p.Engagement.Likes != 5 {
				t.Errorf("read %+v", p)
			}
			if !last[tt.refs[1].ID].Deleted {
				t.Errorf("the deleted one is %+v", last[tt.refs[1].ID])
			}
		})
	}
}
