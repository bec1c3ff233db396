// Package gdelt reads the news of the world through the DOC 2.0 interface of the GDELT
// Project (https://blog.gdeltproject.org/gdelt-doc-2-0-api-debuts/), which searches the
// articles of the last three months in 65 languages. It lists their headlines; the
// articles themselves are pages, which are read where their robots.txt allows it.
package gdelt

import (
	"errors"
	"fmt"
	"net/url"
	"strconv"
	"strings"
	"time"

	"earshot/crawler"
	"earshot/crawler/platform"
	"earshot/crawler/platform/web"
	"earshot/internal/query"
	"earshot/internal/social"
)

// Name is the platform's name in configuration and posts.
const Name = "gdelt"

const (
	server = "https://api.gdeltproject.org"
	// pageSize is the most articles of one answer.
	pageSize = 250
	// stamp is how the interface writes times in requests, in UTC.
	stamp = "20060102150405"
)

// The steps of a lane.
const (
	stepList    = "list"
	stepArticle = "article"
)

// paramArticles is "no" where only headlines are wanted.
const paramArticles = "articles"

// Adapter reads GDELT. It has no state.
type Adapter struct{}

var _ crawler.Adapter = Adapter{}

// New returns the adapter.
func New() Adapter { return Adapter{} }

// Info describes GDELT.
func (Adapter) Info() crawler.Info {
	return crawler.Info{
		Platform:    Name,
		Title:       "GDELT news",
		Reads:       "news articles of the world found by words (queries), of the last three months; headlines, and the articles where their sites allow it",
		Credentials: "none",
		Images:      true,
		Search:      query.Capabilities{Words: true, Phrases: true, Time: true, MaxQuery: 250},
		// The interface answers one request every five seconds.
		Delay: 6 * time.Second,
		Asks:  crawler.Asks{Open: crawler.AccessInterface, Terms: "https://www.gdeltproject.org/about.html#termsofuse"},
		Terms: "Free for any use with a citation of the GDELT Project. It answers one request every five seconds, and knows an article's time as that at which it saw it, within about 15 minutes. Articles are pages of their publishers: robots.txt decides of each.",
	}
}

// Check reports what is wrong with a source: it needs queries. params.language and
// params.country narrow them by GDELT's names (spanish, US); params.articles is yes or no.
func (Adapter) Check(src social.Source) error {
	errs := append(platform.Unused(src, "base_url", "queries"), platform.UnknownParams(src, paramArticles, "language", "country")...)
	if len(src.Queries) == 0 {
		errs = append(errs, platform.Fault(src, "queries", "a gdelt source needs queries"))
	}
	if src.BaseURL != "" {
		errs = append(errs, platform.WebAddress(src, "base_url", src.BaseURL))
	}
	for i, q := range src.Queries {
		if strings.TrimSpace(q) == "" {
			errs = append(errs, platform.Fault(src, fmt.Sprintf("queries[%d]", i), "is empty"))
		}
	}
	if v := src.Params[paramArticles]; v != "" && v != "yes" && v != "no" {
		errs = append(errs, platform.Fault(src, "params."+paramArticles, "%q is neither yes nor no", v))
	}
	for _, name := range []string{"language", "country"} {
		if v := src.Params[name]; strings.ContainsFunc(v, notLetter) {
			errs = append(errs, platform.Fault(src, "params."+name, "%q is no name of letters alone, such as spanish or US", v))
		}
	}
	return errors.Join(errs...)
}

func notLetter(c rune) bool { return (c < 'a' || c > 'z') && (c < 'A' || c > 'Z') }

// Lanes gives each query a lane.
func (Adapter) Lanes(src social.Source) []string {
	var lanes []string
	for _, q := range src.Queries {
		lanes = append(lanes, "query:"+strings.TrimSpace(q))
	}
	return platform.Once(lanes)
}

// Start asks for the newest articles of a query.
func (Adapter) Start(scope crawler.Scope) (crawler.Request, error) {
	kind, words, _ := strings.Cut(scope.Lane, ":")
	if kind != "query" || words == "" {
		return crawler.Request{}, social.Errorf(social.CodeInvalid, "gdelt: there is no lane %q", scope.Lane)
	}
	return list(scope, words, scope.Until), nil
}

// list asks for the newest articles before until; zero is now.
func list(scope crawler.Scope, words string, until time.Time) crawler.Request {
	if strings.Contains(words, " OR ") && !strings.HasPrefix(words, "(") {
		// The interface takes OR within parentheses only.
		words = "(" + words + ")"
	}
	for _, by := range []struct{ operator, param string }{{"sourcelang", "language"}, {"sourcecountry", "country"}} {
		if v := scope.Source.Params[by.param]; v != "" {
			words += " " + by.operator + ":" + v
		}
	}
	q := url.Values{
		"query": {words}, "mode": {"artlist"}, "format": {"json"}, "sort": {"datedesc"}, "maxrecords": {strconv.Itoa(pageSize)},
	}
	if !scope.Since.IsZero() {
		q.Set("startdatetime", scope.Since.UTC().Format(stamp))
	}
	if !until.IsZero() {
		q.Set("enddatetime", until.UTC().Format(stamp))
	}
	base := server
	if scope.Source.BaseURL != "" {
		base = strings.TrimSuffix(scope.Source.BaseURL, "/")
	}
	return crawler.Request{URL: base + "/api/v2/doc/doc?" + q.Encode(), Header: map[string]string{"Accept": "application/json"}, Step: stepList}
}

// Parse reads a list of articles, or an article.
func (Adapter) Parse(scope crawler.Scope, resp crawler.Response) (crawler.Page, error) {
	var page crawler.Page
	var err error
	switch resp.Request.Step {
	case stepList:
		page, err = readList(scope, resp)
	case stepArticle:
		page, err = readArticle(scope, resp)
	default:
		err = social.Errorf(social.CodeInternal, "there is no step %q", resp.Request.Step)
	}
	if err != nil {
		return crawler.Page{}, fmt.Errorf("gdelt: %s: %w", resp.URL, err)
	}
	return page, nil
}

// readArticle reads an article's page as the platform web does. The article keeps the
// identity, and where the page states none the time, that it has in the list.
func readArticle(scope crawler.Scope, resp crawler.Response) (crawler.Page, error) {
	address := resp.Request.Vars["url"]
	page, err := web.New().Parse(crawler.Scope{Source: social.Source{Name: scope.Source.Name, Platform: web.Name}, Lane: address}, resp)
	if err != nil {
		return crawler.Page{}, err
	}
	seen, err := time.Parse(time.RFC3339, resp.Request.Vars["seen"])
	if err != nil {
		return crawler.Page{}, social.Errorf(social.CodeInternal, "the request lost the time of its article")
	}
	page.Next, page.Undated = nil, nil
	posts := page.Posts[:0]
	for _, p := range page.Posts {
		if p.ParentID != "" || p.ThreadID != "" && p.ThreadID != p.ID {
			continue // readers' comments are no news
		}
		// One article is one post, whatever address its page names as its own.
		p.Platform, p.ID, p.ThreadID, p.CreatedAt, p.DateFrom = Name, address, "", seen, ""
		p.Author.Handle = resp.Request.Vars["domain"]
		posts = append(posts, p)
		break
	}
	page.Posts = posts
	return page, nil
}
