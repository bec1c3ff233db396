package gdelt

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net/url"
	"strings"
	"time"

	"earshot/crawler"
	"earshot/crawler/lenient"
	"earshot/crawler/markup"
	"earshot/internal/social"
)

// readList reads a list of articles, asks for each article, and for those before them.
func readList(scope crawler.Scope, resp crawler.Response) (crawler.Page, error) {
	root, err := parse(resp)
	if err != nil {
		return crawler.Page{}, err
	}
	// Where nothing is found the answer is an empty object.
	articles := root.Get("articles").Array()
	page := crawler.Page{Valid: true}
	var oldest time.Time
	for i, a := range articles {
		p, err := article(a)
		if err != nil {
			page.Skipped = append(page.Skipped, crawler.Skip{Where: fmt.Sprintf("article %d", i+1), Err: err})
			continue
		}
		page.Posts = append(page.Posts, p)
		if oldest.IsZero() || p.CreatedAt.Before(oldest) {
			oldest = p.CreatedAt
		}
		if scope.Source.Params[paramArticles] != "no" {
			page.Next = append(page.Next, crawler.Request{
				URL: p.URL, Step: stepArticle, Page: true, Thread: p.CreatedAt.Format(time.RFC3339),
				Vars: map[string]string{"url": p.ID, "domain": p.Author.Handle, "seen": p.CreatedAt.Format(time.RFC3339)},
			})
		}
	}
	page.Unread = root.Unread()
	if before, ok := older(scope, resp.Request, len(articles), oldest); ok {
		page.Next = append([]crawler.Request{before}, page.Next...)
	}
	return page, nil
}

// older asks for the articles up to the oldest of a full list. Its second is asked for
// again, as more may have been seen in it; only where a list got no further is it left.
func older(scope crawler.Scope, req crawler.Request, found int, oldest time.Time) (crawler.Request, bool) {
	if found < pageSize || oldest.IsZero() {
		return crawler.Request{}, false
	}
	_, words, _ := strings.Cut(scope.Lane, ":")
	next := list(scope, words, oldest)
	if asked, err := url.Parse(req.URL); err == nil {
		if end, err := time.Parse(stamp, asked.Query().Get("enddatetime")); err == nil && !oldest.Before(end) {
			next = list(scope, words, end.Add(-time.Second))
		}
	}
	return next, true
}

// article reads an article of a list.
func article(a lenient.Node) (social.Post, error) {
	address := markup.Resolve(nil, strings.TrimSpace(a.Get("url").String()))
	seen, err := time.Parse("20060102T150405Z", a.Get("seendate").String())
	switch {
	case address == "":
		return social.Post{}, social.Errorf(social.CodeBroken, "it has no address")
	case err != nil:
		return social.Post{}, social.Errorf(social.CodeBroken, "seendate: %w", err)
	}
	domain := a.Get("domain").String()
	p := social.Post{
		Platform: Name, ID: address, URL: address, Title: headline(a.Get("title").String()),
		Author: social.Author{Handle: domain}, Language: languages[strings.ToLower(a.Get("language").String())], CreatedAt: seen,
	}
	if p.Title == "" {
		return social.Post{}, social.Errorf(social.CodeBroken, "it has no headline")
	}
	if picture := markup.Resolve(nil, a.Get("socialimage").String()); picture != "" {
		p.Images = []social.Image{{URL: picture}}
	}
	return p, nil
}

// headline undoes the spaces that GDELT puts around signs in headlines: "Northwind ' s
// new kettle , reviewed".
func headline(title string) string {
	return tight.Replace(markup.Headline(title))
}

var tight = strings.NewReplacer(" ' s ", "'s ", " , ", ", ", " . ", ". ", " : ", ": ", " ; ", "; ", " ? ", "? ", " ! ", "! ", " % ", "% ", "( ", "(", " )", ")", " ’ s ", "’s ")

// parse reads an answer, which is JSON where all is well and a sentence where not,
// whatever its status says.
func parse(resp crawler.Response) (lenient.Node, error) {
	body := bytes.TrimSpace(resp.Body)
	if len(body) > 0 && body[0] != '{' && body[0] != '[' && body[0] != '<' {
		return lenient.Node{}, complaint(string(body[:min(len(body), 300)]))
	}
	root, err := lenient.Parse(body, resp.Header.Get("Content-Type"))
	if err == nil {
		return root, nil
	}
	mended := escape(body)
	if !json.Valid(mended) {
		return lenient.Node{}, err
	}
	return lenient.Parse(mended, resp.Header.Get("Content-Type"))
}

// complaint gives a sentence of the interface its code.
func complaint(says string) error {
	says = strings.Join(strings.Fields(says), " ")
	lower := strings.ToLower(says)
	switch {
	case strings.Contains(lower, "limit requests"), strings.Contains(lower, "too many requests"), strings.Contains(lower, "rate limit"):
		return crawler.ComeBack(time.Minute, "GDELT asks to come back later: %.200s", says)
	case strings.Contains(lower, "too short"), strings.Contains(lower, "too long"), strings.Contains(lower, "too common"),
		strings.Contains(lower, "invalid"), strings.Contains(lower, "parenthes"), strings.Contains(lower, "illegal"), strings.Contains(lower, "quer"):
		return social.Errorf(social.CodeBlocked, "GDELT does not take the query: %.200s", says)
	default:
		return social.Errorf(social.CodeBroken, "a sentence where JSON was promised: %.200s", says)
	}
}

// escape mends what GDELT copies out of pages into strings: characters below the space,
// and backslashes before what needs none.
func escape(body []byte) []byte {
	var out bytes.Buffer
	within := false
	for i := 0; i < len(body); i++ {
		c := body[i]
		switch {
		case !within:
			within = c == '"'
			out.WriteByte(c)
		case c == '"':
			within = false
			out.WriteByte(c)
		case c < ' ':
			out.WriteByte(' ')
		case c == '\\' && i+1 < len(body) && strings.IndexByte(`"\/bfnrt`, body[i+1]) >= 0:
			out.Write(body[i : i+2])
			i++
		case c == '\\' && i+5 < len(body) && body[i+1] == 'u' && isHex(body[i+2:i+6]):
			out.Write(body[i : i+6])
			i += 5
		case c == '\\':
			// Left out.
		default:
			out.WriteByte(c)
		}
	}
	return out.Bytes()
}

func isHex(digits []byte) bool {
	for _, c := range digits {
		if (c < '0' || c > '9') && (c < 'a' || c > 'f') && (c < 'A' || c > 'F') {
			return false
		}
	}
	return true
}
