package run_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"earshot/crawler/clock/clocktest"
	"earshot/crawler/fetch"
	"earshot/crawler/platform/feed"
	"earshot/crawler/run"
	"earshot/crawler/runtest"
	"earshot/internal/social"
)

// TestAnswerOverTheLimitIsPartlyRead: what an answer holds up to crawler.max_bytes is kept, the
// fault names that key with its value, and the next run reads from the same place.
func TestAnswerOverTheLimitIsPartlyRead(t *testing.T) {
	var rss, jsonFeed, atom strings.Builder
	rss.WriteString(`<rss version="2.0"><channel><title>t</title>`)
	atom.WriteString(`<feed xmlns="http://www.w3.org/2005/Atom"><title>t</title>`)
	jsonFeed.WriteString(`{"version":"https://jsonfeed.org/version/1.1","items":[`)
	page := runtest.Page{}
	for i := range 400 {
		at := runtest.Noon.Add(-time.Duration(i) * time.Minute)
		fmt.Fprintf(&rss, `<item><guid>%d</guid><title>Tea %d</title><description>number %d of many</description><pubDate>%s</pubDate></item>`, i, i, i, at.Format(time.RFC1123Z))
		fmt.Fprintf(&atom, `<entry><id>%d</id><title>Tea %d</title><summary>number %d of many</summary><updated>%s</updated></entry>`, i, i, i, at.Format(time.RFC3339))
		fmt.Fprintf(&jsonFeed, `{"id":"%d","content_text":"tea [%d], \"number\" {%d of many","date_published":"%s"},`, i, i, i, at.Format(time.RFC3339))
		page.Posts = append(page.Posts, runtest.Post{ID: fmt.Sprint(i), At: at})
	}
	paged, err := json.Marshal(page)
	if err != nil {
		t.Fatal(err)
	}
	for name, body := range map[string]string{
		"rss": rss.String() + "</channel></rss>", "atom": atom.String() + "</feed>",
		"json feed": jsonFeed.String() + `{"id":"last"}]}`, "json": string(paged),
	} {
		for _, coding := range []string{"", "gzip"} {
			t.Run(name+" "+coding, func(t *testing.T) {
				srv := runtest.NewServer(t)
				srv.Mux.HandleFunc("/tea", func(w http.ResponseWriter, r *http.Request) {
					w.Header().Set("ETag", `"v"`)
					sent := []byte(body)
					if coding != "" {
						w.Header().Set("Content-Encoding", coding)
						sent = runtest.Gzip(body)
					}
					w.Write(sent)
				})
				town := runtest.Town(srv, "tea")
				b := runtest.NewRig(t, town)
				if name != "json" {
					town.Platform, town.Tags, town.BaseURL, town.URLs = feed.Name, nil, "", []string{srv.URL + "/tea"}
					b.Adapter, b.Sources = feed.New(), []social.Source{town}
				}
				b.Change = func(o *run.Options) { o.Fetcher = limited(b.Clock, len(body)/2) }
				first := b.Crawl("town")
				named := fmt.Sprintf("crawler.max_bytes (%d)", len(body)/2)
				if first.State != social.SourcePartial || !strings.Contains(first.Fault, named) {
					t.Errorf("the run ends %s: %s, want it partly read for %s", first.State, first.Fault, named)
				}
				if first.Posts < 150 || first.Posts > 210 {
					t.Errorf("%d posts are kept of half of 400", first.Posts)
				}
				b.Change = nil
				if second := b.Crawl("town"); second.State != social.SourceOK || second.Posts < 400 {
					t.Errorf("with a larger limit %d posts are read: %+v", second.Posts, second)
				}
			})
		}
	}
}

// TestUnreadableBeginningNamesTheLimit where nothing can be read of what came.
func TestUnreadableBeginningNamesTheLimit(t *testing.T) {
	srv := runtest.NewServer(t)
	srv.Mux.HandleFunc("/tea", func(w http.ResponseWriter, r *http.Request) { fmt.Fprint(w, strings.Repeat("x", 10_000)) })
	b := runtest.NewRig(t, runtest.Town(srv, "tea"))
	b.Change = func(o *run.Options) { o.Fetcher = limited(b.Clock, 5000) }
	if got := b.Crawl("town"); got.State != social.SourceBroken || !strings.Contains(got.Fault, "crawler.max_bytes (5000)") {
		t.Errorf("%s: %s", got.State, got.Fault)
	}
}

func limited(clock *clocktest.Clock, limit int) *fetch.Fetcher {
	return runtest.Fetcher(clock, func(o *fetch.Options) { o.MaxBytes = int64(limit) })
}
