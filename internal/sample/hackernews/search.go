// Package hackernews answers as Algolia's search of Hacker News does
// (https://hn.algolia.com/api), for items that others made up.
package hackernews

import (
	"encoding/json"
	"fmt"
	"html"
	"iter"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"
	"unicode"
)

// Item is a story or a comment.
type Item struct {
	ID      int64
	Author  string
	Created time.Time
	// Title, Link, Points and Comments are a story's.
	Title, Link      string
	Points, Comments int64
	// Paragraphs are the text, plain.
	Paragraphs []string
	// Story is what a comment belongs to, nil for a story, and Parent the item it answers.
	Story  *Story
	Parent int64
}

// Story is what a comment tells of the story it belongs to.
type Story struct {
	ID          int64
	Title, Link string
}

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

// MaxHits is how many hits of one query can be paged through.
const MaxHits = 1000

// Search answers search_by_date for the items given, newest first, as a status
// and a body of JSON.
func Search(address *url.URL, newest iter.Seq[*Item]) (status int, body []byte, err error) {
	query := address.Query()
	filters, err := parseFilters(query["numericFilters"])
	if err != nil {
		body, err = json.Marshal(map[string]any{"message": err.Error(), "status": 400})
		return http.StatusBadRequest, append(body, '\n'), err
	}
	size := 20
	if n, err := strconv.Atoi(query.Get("hitsPerPage")); err == nil && n >= 0 {
		size = min(n, MaxHits)
	}
	page, err := strconv.Atoi(query.Get("page"))
	if err != nil || page < 0 {
		page = 0
	}
	var found []*Item
	for i := range newest {
		if i.tagged(query.Get("tags")) && filters.pass(i) && i.Matches(query.Get("query")) {
			found = append(found, i)
		}
	}
	reach := min(len(found), MaxHits)
	hits := []hitJSON{}
	for i := page * size; i < min((page+1)*size, reach); i++ {
		hits = append(hits, found[i].hit())
	}
	answer := map[string]any{
		"hits": hits, "nbHits": len(found), "page": page, "nbPages": (reach + max(1, size) - 1) / max(1, size), "hitsPerPage": size,
		"exhaustiveNbHits": true, "query": query.Get("query"), "params": address.RawQuery, "processingTimeMS": 1,
	}
	if page*size >= MaxHits {
		answer["message"] = "you can only fetch the 1000 hits for this query"
	}
	body, err = json.Marshal(answer)
	return http.StatusOK, body, err
}

func (i *Item) hit() hitJSON {
	id := strconv.FormatInt(i.ID, 10)
	h := hitJSON{
		CreatedAt: i.Created.Format("2006-01-02T15:04:05Z"), CreatedAtI: i.Created.Unix(), Author: i.Author,
		ObjectID: id, UpdatedAt: i.Created.Add(time.Hour).Format("2006-01-02T15:04:05Z"),
		Highlight: map[string]any{"author": map[string]any{"value": i.Author, "matchLevel": "none", "matchedWords": []string{}}},
	}
	text := strings.Join(escaped(i.Paragraphs), "<p>") // as on the site: between paragraphs, not around them
	if i.Story != nil {
		h.CommentText, h.ParentID, h.StoryID, h.StoryTitle = &text, &i.Parent, &i.Story.ID, &i.Story.Title
		if i.Story.Link != "" {
			h.StoryURL = &i.Story.Link
		}
		h.Tags = []string{"comment", "author_" + i.Author, fmt.Sprintf("story_%d", i.Story.ID)}
		return h
	}
	h.Title, h.Points, h.NumComments = &i.Title, &i.Points, &i.Comments
	if i.Link != "" {
		h.URL = &i.Link
	}
	if len(i.Paragraphs) > 0 {
		h.StoryText = &text
	}
	h.Tags = []string{"story", "author_" + i.Author, "story_" + id}
	return h
}

func escaped(paragraphs []string) []string {
	out := make([]string, len(paragraphs))
	for i, p := range paragraphs {
		out[i] = strings.ReplaceAll(html.EscapeString(p), "&#39;", "&#x27;")
	}
	return out
}

// Matches tells whether every word of the query starts a word of the item.
func (i *Item) Matches(query string) bool {
	words := strings.FieldsFunc(strings.ToLower(i.Title+" "+strings.Join(i.Paragraphs, " ")+" "+i.Link+" "+i.Author), func(r rune) bool {
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
func (i *Item) tagged(tags string) bool {
	has := map[string]bool{"author_" + i.Author: true}
	if i.Story != nil {
		has["comment"], has[fmt.Sprintf("story_%d", i.Story.ID)] = true, true
	} else {
		has["story"], has[fmt.Sprintf("story_%d", i.ID)] = true, true
	}
	for tags != "" {
		var group string
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
