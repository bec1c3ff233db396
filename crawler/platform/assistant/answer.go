package assistant

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"regexp"
	"strings"
	"time"

	"earshot/crawler"
	"earshot/crawler/lenient"
	"earshot/crawler/markup"
	"earshot/crawler/platform"
	"earshot/internal/social"
)

// Parse reads an answer. One that its model refuses to give is an item that cannot be
// read, and no answer without the brand. One that ends at the limit of tokens is tagged so.
func (Adapter) Parse(scope crawler.Scope, resp crawler.Response) (crawler.Page, error) {
	root, err := platform.JSON(resp.Body)
	if err != nil {
		return crawler.Page{}, fmt.Errorf("assistant: %s: %w", resp.URL, err)
	}
	if err := complaint(root); err != nil {
		return crawler.Page{}, fmt.Errorf("assistant: %s: %w", resp.URL, err)
	}
	choice := root.Get("choices.0")
	message := choice.Get("message")
	if !message.Exists() {
		return crawler.Page{}, social.Errorf(social.CodeBroken, "assistant: %s: the answer holds no choice", resp.URL)
	}
	page := crawler.Page{Valid: true, Unordered: true}
	said := strings.TrimSpace(message.Get("content").String())
	refused := message.Get("refusal").String()
	if choice.Get("finish_reason").String() == "content_filter" && refused == "" {
		refused = "a content filter stopped the answer"
	}
	if refused != "" || said == "" {
		if refused == "" {
			refused = "the answer is empty"
		}
		page.Skipped = []crawler.Skip{{Where: "the answer of " + resp.Request.Vars["model"], Err: social.Errorf(social.CodeBlocked, "%.200s", refused)}}
		page.Unread = root.Unread()
		return page, nil
	}
	html, err := markup.Markdown(said)
	if err != nil {
		return crawler.Page{}, social.Errorf(social.CodeBroken, "assistant: %s: the answer is no Markdown: %w", resp.URL, err)
	}
	shown := markup.Read(html, nil)
	model := resp.Request.Vars["model"]
	p := social.Post{
		Platform: Name, ID: identity(root, resp), Author: social.Author{Handle: model}, Title: resp.Request.Vars["prompt"], Text: shown.Text,
		CreatedAt: resp.At.UTC().Truncate(time.Second), Links: links(root, message, shown.URLs()),
	}
	if choice.Get("finish_reason").String() == "length" {
		p.Tags = []string{social.AnswerCut}
		page.Notes = []string{fmt.Sprintf("the answer of %s was cut off at %d tokens: params.max_tokens", model, number(scope.Source, paramTokens, defaultTokens))}
	}
	page.Posts, page.Unread = []social.Post{p}, root.Unread()
	return page, nil
}

// identity tells an answer from others: by the interface's own number where there is one,
// else by what was asked and when.
func identity(root lenient.Node, resp crawler.Response) string {
	sum := sha256.Sum256([]byte(strings.Join([]string{resp.Request.URL, resp.Request.Vars["model"], resp.Request.Vars["prompt"], resp.At.UTC().Format(time.RFC3339Nano), root.Get("id").String()}, "\x00")))
	return hex.EncodeToString(sum[:12])
}

// links are the citations of an answer and what its text links to.
func links(root, message lenient.Node, inText []string) []string {
	list := citations(root, message)
	for _, address := range inText {
		list = append(list, withoutMark(address))
	}
	return platform.Once(list)
}

// citations are the pages that an answer names as its sources, in the ways of the
// interfaces that search the web: annotations (OpenAI, OpenRouter), citations and
// search_results (Perplexity), context.citations (Azure).
func citations(root, message lenient.Node) []string {
	var list []string
	add := func(address string) {
		if u := markup.Resolve(nil, strings.TrimSpace(address)); u != "" {
			list = append(list, withoutMark(u))
		}
	}
	for _, a := range message.Get("annotations").Array() {
		add(a.Get("url_citation.url").String())
	}
	for _, from := range []lenient.Node{root.Get("citations"), message.Get("citations"), root.Get("search_results"), message.Get("context.citations")} {
		for _, c := range from.Array() {
			if c.IsText() {
				add(c.String())
			} else {
				add(c.Get("url").String())
			}
		}
	}
	return list
}

// assistantMark is what assistants append to the addresses they cite.
var assistantMark = regexp.MustCompile(`[?&]utm_source=(?:openai|chatgpt\.com|perplexity)$`)

func withoutMark(address string) string { return assistantMark.ReplaceAllString(address, "") }

// Refusal reads the error object of an answer that is no success.
func (Adapter) Refusal(resp crawler.Response) error {
	root, err := platform.JSON(resp.Body)
	if err != nil {
		return nil
	}
	return complaint(root)
}

// complaint is the error that an answer states; nil for none.
func complaint(root lenient.Node) error {
	fault := root.Get("error")
	if !fault.Exists() || fault.IsNull() {
		return nil
	}
	says, code := fault.Get("message").String(), fault.Get("code").String()+" "+fault.Get("type").String()
	if fault.IsText() {
		says = fault.String()
	}
	switch {
	case strings.Contains(code, "rate_limit"), strings.Contains(code, "insufficient_quota"), strings.HasPrefix(code, "429"):
		return social.Errorf(social.CodeRateLimited, "the interface asks to come back later: %.200s", says)
	case strings.Contains(code, "invalid_api_key"), strings.Contains(code, "authentication"), strings.HasPrefix(code, "401"):
		return social.Errorf(social.CodeLogin, "the interface does not know the token: %.200s", says)
	default:
		return social.Errorf(social.CodeBlocked, "the interface refuses: %.200s", says)
	}
}
