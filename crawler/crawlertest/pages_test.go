package crawlertest_test

import (
	"net/http"
	"os"
	"path/filepath"
	"testing"
	"time"

	"earshot/crawler"
	"earshot/crawler/platform/activitypub"
	"earshot/crawler/platform/mastodon"
	"earshot/internal/social"
)

// TestPageCaptures reads recorded pages of which the independent reader says no
// more than their title: how many posts and requests they hold was counted by
// hand in the pages themselves.
func TestPageCaptures(t *testing.T) {
	files := loadDescribed(t)
	for _, tc := range []struct {
		file, platform, lane, step string
		vars                       map[string]string
		posts, next                int
	}{
		{"tieba/02_tieba_note_list.html", "tieba", "forum:x", "page", map[string]string{"page": "0"}, 0, 49},
		{"tieba/06_list-gne.html", "tieba", "forum:x", "page", map[string]string{"page": "0"}, 0, 51},
		{"tieba/03_note_detail.html", "tieba", "forum:x", "page/leads", map[string]string{"page": "1", "tid": "9117905169", "title": "x"}, 30, 19},
		{"tieba/05_note_sub_comments.html", "tieba", "forum:x", "page/leads/replies.0", map[string]string{"page": "1", "tid": "9117905169", "pid": "1", "depth": "2"}, 10, 1},
		// An answer of which nothing but the title of its question was recorded.
		{"stackexchange/02_answer.json", "stackexchange", "tag:x", "page/replies.0", map[string]string{"page": "1", "depth": "1"}, 1, 1},
		// Lists of topics, each of which is asked for.
		{"discourse/04_api-latest.json", "discourse", "tag:x", "page", map[string]string{"page": "0"}, 0, 4},
		{"discourse/05_api-top.json", "discourse", "tag:x", "page", map[string]string{"page": "0"}, 0, 4},
		{"discourse/06_api-hot.json", "discourse", "tag:x", "page", map[string]string{"page": "0"}, 0, 3},
		{"discourse/08_api-category_latest_topics.json", "discourse", "tag:x", "page", map[string]string{"page": "0"}, 0, 2},
		// A server that shows hashtags to visitors, and its public timeline to nobody.
		{"mastodon/14_instance-v2.json", "mastodon", "tag:x", "access", nil, 0, 1},
		// ActivityPub, of which the independent reader says nothing.
		{"activitypub/01_mastodon-note_1.json", "activitypub", "url:x", "object", nil, 1, 0},
		{"activitypub/02_mastodon-note_2.json", "activitypub", "url:x", "object", nil, 1, 0},
		{"activitypub/03_peertube-video.json", "activitypub", "url:x", "object", nil, 1, 0},
		{"activitypub/04_pleroma-note.json", "activitypub", "url:x", "object", nil, 1, 0},
		{"activitypub/05_friendica-page_1.json", "activitypub", "url:x", "object", nil, 1, 0},
		{"activitypub/06_wordpress-page.json", "activitypub", "url:x", "object", nil, 1, 0},
		{"activitypub/07_nodebb-page.json", "activitypub", "url:x", "object", nil, 1, 0},
		{"activitypub/08_discourse-page.json", "activitypub", "url:x", "object", nil, 1, 0},
		{"activitypub/09_lotide-create_page_image.json", "activitypub", "url:x", "object", nil, 1, 0},
		{"activitypub/10_mitra-create_post.json", "activitypub", "url:x", "object", nil, 1, 0},
		{"lemmy/01_ap-page.json", "activitypub", "url:x", "object", nil, 1, 0},
		{"lemmy/02_ap-page_image_and_link.json", "activitypub", "url:x", "object", nil, 1, 0},
		{"lemmy/03_ap-comment.json", "activitypub", "url:x", "object", nil, 1, 0},
		{"lemmy/04_ap-announce_create_page.json", "activitypub", "url:x", "object", nil, 1, 0},
		{"lemmy/05_ap-group_outbox.json", "activitypub", "url:x", "object", nil, 2, 0},
	} {
		t.Run(tc.file, func(t *testing.T) {
			body, err := os.ReadFile(filepath.Join(capturesDir(), tc.file))
			if err != nil {
				t.Logf("no captures to read: %v", err)
				return
			}
			var adapter crawler.Adapter
			switch tc.platform {
			case activitypub.Name:
				adapter = activitypub.New()
			case mastodon.Name:
				adapter = mastodon.New()
			default:
				adapter = files[tc.platform]
			}
			page, err := adapter.Parse(
				crawler.Scope{Lane: tc.lane, Source: social.Source{Name: "captures", Platform: tc.platform, Comments: 9}},
				crawler.Response{
					Request: crawler.Request{URL: "https://captures.example/" + tc.file, Step: tc.step, Vars: tc.vars},
					URL:     "https://captures.example/" + tc.file, Status: 200, Header: http.Header{}, Body: body, At: time.Date(2026, 11, 23, 0, 0, 0, 0, time.UTC),
				})
			if err != nil {
				t.Fatal(err)
			}
			for _, s := range page.Skipped {
				t.Errorf("skipped %s: %v", s.Where, s.Err)
			}
			if len(page.Posts) != tc.posts || len(page.Next) != tc.next {
				t.Errorf("%d posts and %d requests, want %d and %d", len(page.Posts), len(page.Next), tc.posts, tc.next)
			}
		})
	}
}
