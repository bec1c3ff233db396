package runtest

import (
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"time"

	"earshot/crawler"
	"earshot/internal/social"
)

// Paged is an adapter of a platform made for tests: a lane is a path of the
// source's server, and an answer holds posts and the addresses that follow.
type Paged struct {
	Delay       time.Duration
	Conditional bool
	// Within makes the pages that follow items of the lane; see Request.Within.
	Within int
	// Signed sends a credential, Repaired reads what could not be read before.
	Signed, Repaired bool
}

// Page is what the test platform sends.
type Page struct {
	Posts []Post `json:"posts"`
	// Next are the paths that follow: "/a|/b" is /b where there is no /a.
	Next      []string `json:"next"`
	Cut       bool     `json:"cut"`
	Unordered bool     `json:"unordered"`
}

type Post struct {
	ID    string    `json:"id"`
	At    time.Time `json:"at"`
	Likes *int64    `json:"likes,omitempty"`
}

func (p Paged) Info() crawler.Info {
	return crawler.Info{Platform: "paged", Title: "Paged", Delay: p.Delay}
}

func (p Paged) Check(src social.Source) error {
	if src.BaseURL == "" {
		return errors.New("base_url: it is empty")
	}
	return nil
}

func (p Paged) Lanes(src social.Source) []string { return src.Tags }

func (p Paged) Start(scope crawler.Scope) (crawler.Request, error) {
	if scope.Lane == "panic-start" {
		panic("no start")
	}
	req := crawler.Request{URL: scope.Source.BaseURL + "/" + scope.Lane, Conditional: p.Conditional}
	if p.Signed {
		req.Sign = map[string]string{"Authorization": "Bearer {token}"}
	}
	return req, nil
}

func (p Paged) Parse(scope crawler.Scope, resp crawler.Response) (crawler.Page, error) {
	if scope.Lane == "panic" {
		panic("unexpected shape")
	}
	if err := resp.ExpectJSON(); err != nil {
		return crawler.Page{}, err
	}
	var got Page
	if err := json.Unmarshal(resp.Body, &got); err != nil {
		return crawler.Page{}, err
	}
	page := crawler.Page{Posts: make([]social.Post, 0, len(got.Posts)), Cut: got.Cut, Unordered: got.Unordered}
	for i, post := range got.Posts {
		if post.ID == "unreadable" && p.Repaired {
			post.ID = "repaired"
		}
		if post.ID == "unreadable" {
			page.Skipped = append(page.Skipped, crawler.Skip{Where: fmt.Sprint("post ", i+1), Err: errors.New("it has no shape")})
			continue
		}
		page.Posts = append(page.Posts, social.Post{ID: post.ID, Text: "text", CreatedAt: post.At, Engagement: social.Engagement{Likes: post.Likes}})
	}
	for _, next := range got.Next {
		next, other, _ := strings.Cut(next, "|")
		req := crawler.Request{URL: scope.Source.BaseURL + next, Conditional: p.Conditional, Within: p.Within}
		if other != "" {
			req.Else = []crawler.Request{{URL: scope.Source.BaseURL + other}}
		}
		page.Next = append(page.Next, req)
	}
	return page, nil
}
