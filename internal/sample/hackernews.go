package sample

import (
	"encoding/json"
	"fmt"
	"html"
	"net/http"
	"strconv"
	"strings"
	"time"
	"unicode"
)

// hitJSON is a hit of Algolia's Hacker News search (https://hn.algolia.com/api).
type hitJSON struct {
	CreatedAt   string         `json:"created_at"`
	Title       *string        `json:"title"`
	URL         *string        `json:"url"`
	Author      string         `json:"author"`
	Points      *int64         `json:"points"`
	StoryText   *string        `json:"story_text"`
	CommentText *string        `json:"comment_text"`
	NumComments *int64         `json:"num_comments"`
	StoryID     *int64         `json:"story_id"`
	StoryTitle  *string        `json:"story_title"`
	StoryURL    *string        `json:"story_url"`
	ParentID    *int64         `json:"parent_id"`
	CreatedAtI  int64          `json:"created_at_i"`
	Tags        []string       `json:"_tags"`
	ObjectID    string         `json:"objectID"`
	Highlight   map[string]any `json:"_highlightResult"`
	UpdatedAt   string         `json:"updated_at"`
}

// mostHits is how many hits of one query can be paged through.
const mostHits = 1000

// searchHackerNews answers search_by_date, newest first.
func (s *Server) searchHackerNews(w http.ResponseWriter, r *http.Request) {
	query := r.URL.Query()
	filters, err := parseFilters(query["numericFilters"])
	if err != nil {
		w.Header().Set("Content-Type", "application/json; charset=utf-8")
		w.WriteHeader(http.StatusBadRequest)
		_ = json.NewEncoder(w).Encode(map[string]any{"message": err.Error(), "status": 400})
		return
	}
	size := 20
	if n, err := strconv.Atoi(query.Get("hitsPerPage")); err == nil && n >= 0 {
		size = min(n, mostHits)
	}
	page, err := strconv.Atoi(query.Get("page"))
	if err != nil || page < 0 {
		page = 0
	}
	s.mu.RLock()
	defer s.mu.RUnlock()
	var found []*note
	for i := len(s.notes) - 1; i >= 0; i-- {
		if n := s.notes[i]; n.place == hackerNews && n.tagged(query.Get("tags")) && filters.pass(n) && n.found(query.Get("query")) {
			found = append(found, n)
		}
	}
	reach := min(len(found), mostHits)
	hits := []hitJSON{}
	for i := page * size; i < min((page+1)*size, reach); i++ {
		hits = append(hits, found[i].hit())
	}
	answer := map[string]any{
		"hits": hits, "nbHits": len(found), "page": page, "nbPages": (reach + max(1, size) - 1) / max(1, size), "hitsPerPage": size,
		"exhaustiveNbHits": true, "query": query.Get("query"), "params": r.URL.RawQuery, "processingTimeMS": 1,
	}
	if page*size >= mostHits {
		answer["message"] = "you can only fetch the 1000 hits for this query"
	}
	body, err := json.Marshal(answer)
	if err != nil {
		http.Error(w, err.Error(), http.StatusInternalServerError)
		return
	}
	send(w, r, "application/json; charset=utf-8", body, time.Time{})
}

func (n *note) hit() hitJSON {
	h := hitJSON{
		CreatedAt: n.created.Format("2006-01-02T15:04:05Z"), CreatedAtI: n.created.Unix(), Author: n.author.user,
		ObjectID: n.id(), UpdatedAt: n.created.Add(time.Hour).Format("2006-01-02T15:04:05Z"),
		Highlight: map[string]any{"author": map[string]any{"value": n.author.user, "matchLevel": "none", "matchedWords": []string{}}},
	}
	text := "<p>" + strings.Join(escaped(n.body), "<p>")
	text = strings.TrimPrefix(text, "<p>") // as on the site: between paragraphs, not around them
	if n.story != nil {
		parent, story := n.parent.number(), n.story.number()
		h.CommentText, h.ParentID, h.StoryID, h.StoryTitle = &text, &parent, &story, &n.story.title
		if n.story.link != "" {
			h.StoryURL = &n.story.link
		}
		h.Tags = []string{"comment", "author_" + n.author.user, fmt.Sprintf("story_%d", story)}
		return h
	}
	points, comments := n.likes, n.comments // the hit may outlive the lock
	h.Title, h.Points, h.NumComments = &n.title, &points, &comments
	if n.link != "" {
		h.URL = &n.link
	}
	if len(n.body) > 0 {
		h.StoryText = &text
	}
	h.Tags = []string{"story", "author_" + n.author.user, "story_" + n.id()}
	return h
}

func escaped(paragraphs []string) []string {
	out := make([]string, len(paragraphs))
	for i, p := range paragraphs {
		out[i] = strings.ReplaceAll(html.EscapeString(p), "&#39;", "&#x27;")
	}
	return out
}

// found tells whether every word of the query starts a word of the note.
func (n *note) found(query string) bool {
	words := strings.FieldsFunc(strings.ToLower(n.title+" "+strings.Join(n.body, " ")+" "+n.link+" "+n.author.user), func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsNumber(r)
	})
	for _, want := range strings.Fields(strings.ToLower(query)) {
		hit := false
		for _, word := range words {
			hit = hit || strings.HasPrefix(word, strings.Trim(want, `"`))
		}
		if !hit {
			return false
		}
	}
	return true
}

// tagged reads Algolia's tags: commas are and, brackets or.
func (n *note) tagged(tags string) bool {
	has := map[string]bool{"author_" + n.author.user: true}
	if n.story != nil {
		has["comment"], has[fmt.Sprintf("story_%d", n.story.number())] = true, true
	} else {
		has["story"], has["story_"+n.id()] = true, true
	}
	for tags != "" {
		group := tags
		if strings.HasPrefix(tags, "(") {
			group, tags, _ = strings.Cut(tags[1:], ")")
			tags = strings.TrimPrefix(tags, ",")
		} else {
			group, tags, _ = strings.Cut(tags, ",")
		}
		any := false
		for tag := range strings.SplitSeq(group, ",") {
			any = any || has[strings.TrimSpace(tag)]
		}
		if !any {
			return false
		}
	}
	return true
}
