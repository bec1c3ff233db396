package sample

import (
	"encoding/json"
	"fmt"
	"html"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"earshot/internal/sample/hackernews"
	"earshot/internal/social"
)

type wireHit struct {
	ObjectID    string    `json:"objectID"`
	CreatedAt   time.Time `json:"created_at"`
	CreatedAtI  int64     `json:"created_at_i"`
	Author      string    `json:"author"`
	Title       *string   `json:"title"`
	URL         *string   `json:"url"`
	Points      *int64    `json:"points"`
	NumComments *int64    `json:"num_comments"`
	StoryText   *string   `json:"story_text"`
	CommentText *string   `json:"comment_text"`
	StoryID     *int64    `json:"story_id"`
	ParentID    *int64    `json:"parent_id"`
}

type wireHits struct {
	Hits    []wireHit `json:"hits"`
	NbHits  int       `json:"nbHits"`
	NbPages int       `json:"nbPages"`
	Message string    `json:"message"`
}

func (w wireHit) post() social.Post {
	p := social.Post{
		Platform: "hackernews", ID: w.ObjectID, URL: "https://news.ycombinator.com/item?id=" + w.ObjectID, CreatedAt: w.CreatedAt,
		Author:     social.Author{Handle: w.Author, URL: "https://news.ycombinator.com/user?id=" + w.Author},
		Engagement: social.Engagement{Likes: w.Points, Comments: w.NumComments},
	}
	for _, text := range []*string{w.StoryText, w.CommentText} {
		if text != nil {
			p.Text = html.UnescapeString(strings.ReplaceAll(*text, "<p>", "\n\n"))
		}
	}
	if w.Title != nil {
		p.Title = *w.Title
	}
	if w.URL != nil {
		p.Links = []string{*w.URL}
	}
	if w.ParentID != nil {
		p.ParentID, p.ThreadID = fmt.Sprint(*w.ParentID), fmt.Sprint(*w.StoryID)
	}
	return p
}

func search(t *testing.T, s *Server, query string) wireHits {
	t.Helper()
	resp, body := get(t, s.bases[hackerNews]+"/api/v1/search_by_date?"+query)
	if resp.StatusCode != http.StatusOK {
		t.Fatalf("%s: status %d: %s", query, resp.StatusCode, body)
	}
	var hits wireHits
	if err := json.Unmarshal(body, &hits); err != nil {
		t.Fatal(err)
	}
	return hits
}

func TestHackerNewsServesTheTruth(t *testing.T) {
	s := start(t, Options{Seed: 3, Scale: .3})
	got := make(map[string]social.Post)
	for _, query := range []string{"northwind", "tailspin", "contoso"} {
		seen := 0
		for page := 0; ; page++ {
			hits := search(t, s, fmt.Sprintf("query=%s&tags=(story,comment)&hitsPerPage=50&page=%d", query, page))
			for _, hit := range hits.Hits {
				got[hit.ObjectID] = hit.post()
			}
			if seen += len(hits.Hits); page+1 >= hits.NbPages {
				if seen != hits.NbHits {
					t.Errorf("%s: %d hits on %d pages, %d promised", query, seen, page+1, hits.NbHits)
				}
				break
			}
		}
	}
	want := make(map[string]social.Post)
	for _, p := range s.Expected("hacker-news") {
		p.Source, p.Keep = "", ""
		want[p.ID] = p
	}
	if diff := cmp.Diff(want, got, cmpopts.EquateEmpty()); diff != "" {
		t.Errorf("truth and wire differ: %.1500s", diff)
	}
}

func TestHackerNewsSearch(t *testing.T) {
	s := start(t, Options{Seed: 3, Scale: 1.7})
	all := search(t, s, "hitsPerPage=1000")
	if all.NbHits <= hackernews.MaxHits || len(all.Hits) != hackernews.MaxHits || all.NbPages != 1 {
		t.Fatalf("%d hits in all, %d shown on %d pages: want the cap of %d", all.NbHits, len(all.Hits), all.NbPages, hackernews.MaxHits)
	}
	if beyond := search(t, s, "hitsPerPage=1000&page=1"); len(beyond.Hits) != 0 || !strings.Contains(beyond.Message, "1000 hits") {
		t.Errorf("beyond the cap: %d hits, message %q", len(beyond.Hits), beyond.Message)
	}
	middle := all.Hits[500].CreatedAtI
	older := search(t, s, fmt.Sprintf("hitsPerPage=1000&numericFilters=created_at_i<%d", middle))
	newer := search(t, s, fmt.Sprintf("hitsPerPage=1000&numericFilters=created_at_i>=%d", middle))
	if older.NbHits+newer.NbHits != all.NbHits {
		t.Errorf("%d older and %d newer of %d", older.NbHits, newer.NbHits, all.NbHits)
	}
	window := search(t, s, fmt.Sprintf("numericFilters=created_at_i>%d,created_at_i<%d", middle, middle+1))
	if window.NbHits != 0 {
		t.Errorf("%d hits in an empty window", window.NbHits)
	}
	stories, comments := search(t, s, "tags=story&hitsPerPage=5"), search(t, s, "tags=comment&hitsPerPage=5")
	if stories.NbHits+comments.NbHits != all.NbHits || stories.NbHits == 0 {
		t.Errorf("%d stories and %d comments of %d", stories.NbHits, comments.NbHits, all.NbHits)
	}
	if comments.Hits[0].Points != nil || stories.Hits[0].Points == nil {
		t.Error("stories have points and comments have none")
	}
	author := all.Hits[0].Author
	for _, hit := range search(t, s, "tags=author_"+author).Hits {
		if hit.Author != author {
			t.Errorf("%s is not by %s", hit.ObjectID, author)
		}
	}
	if resp, _ := get(t, s.bases[hackerNews]+"/api/v1/search_by_date?numericFilters=created_at_i~5"); resp.StatusCode != http.StatusBadRequest {
		t.Errorf("a senseless filter: status %d", resp.StatusCode)
	}
}
