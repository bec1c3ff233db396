package draft

import (
	"fmt"
	"net/http"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/tidwall/gjson"
)

// paging is how a list goes on, as YAML and with why.
type paging struct{ yaml, says string }

// Names of what pages are asked for and counted with.
var (
	pageNames   = []string{"page", "p", "pg", "pagenumber", "page_number", "pageno", "paged"}
	offsetNames = []string{"offset", "start", "skip", "from"}
	cursorNames = []string{"cursor", "after", "before", "page_token", "pagetoken", "continue", "continuation", "max_id", "since", "next"}
	nextWords   = [][]string{{"next", "cursor"}, {"next", "page", "token"}, {"end", "cursor"}, {"next"}, {"next", "page"}, {"next", "url"}, {"cursor"}, {"after"}}
	pagesWords  = [][]string{{"total", "pages"}, {"page", "count"}, {"pages"}, {"last", "page"}, {"num", "pages"}, {"max", "page"}}
	totalWords  = [][]string{{"total"}, {"count"}, {"total", "count"}, {"total", "results"}, {"total", "items"}}
)

// linkNext finds the next page in a Link header (RFC 8288).
var linkNext = regexp.MustCompile(`<[^<>]+>\s*(?:;[^,<>]*)?;\s*rel="?next"?`)

// findPaging says how the list goes on, and puts the placeholder into the address.
func findPaging(at *address, answer gjson.Result, l list, header http.Header) paging {
	if slices.ContainsFunc(header.Values("Link"), func(h string) bool { return linkNext.MatchString(h) }) {
		return paging{"{kind: link, header: true}", "the answer names its next page in the Link header"}
	}
	around := surroundings(answer, l)
	if next, ok := pick(around, nextWords, func(v gjson.Result) bool { return v.Str != "" || v.Type == gjson.Number }); ok {
		if v := next.values[0].Str; strings.HasPrefix(v, "http") || strings.HasPrefix(v, "/") {
			return paging{"{kind: link, cursor: {json: " + quote(next.path) + "}}", "the address of the next page stands at " + next.path}
		}
		if _, counted := at.has(pageNames...); !counted {
			name := "cursor"
			says := "; the name of the parameter is a guess"
			if p, ok := at.has(cursorNames...); ok {
				name, says = p.name, ""
			}
			at.set(name, "{cursor}", "left out of the first page"+says)
			return paging{"{kind: cursor, cursor: {json: " + quote(next.path) + "}}", "the place to go on from stands at " + next.path}
		}
	}
	if p, ok := at.has(offsetNames...); ok {
		return byOffset(at, p, around, l)
	}
	return byNumber(at, around)
}

// byOffset counts items.
func byOffset(at *address, p param, around []leaf, l list) paging {
	first, err := strconv.Atoi(p.value)
	if err != nil || first < 0 {
		first = 0
	}
	if size, ok := at.has("limit", "count", "size", "per_page"); ok {
		if n, err := strconv.Atoi(size.value); err == nil && n > 0 && n <= 10_000 {
			l.count = n
		}
	}
	at.set(p.name, "{page}", "counts items")
	yaml := fmt.Sprintf("{kind: page, first: %d, step: %d}", min(first, 1), l.count)
	if total, ok := pick(around, totalWords, isCount); ok {
		yaml = fmt.Sprintf("{kind: page, first: %d, step: %d, size: %d, total: %s}", min(first, 1), l.count, l.count, quote(total.path))
	}
	return paging{yaml, "the address counts items; step is how many the answer holds"}
}

// byNumber counts pages, where the address or the answer has a number of them.
func byNumber(at *address, around []leaf) paging {
	p, inAddress := at.has(pageNames...)
	pages, counted := pick(around, pagesWords, isCount)
	if !inAddress && !counted {
		return paging{}
	}
	says := "counts pages"
	if !inAddress {
		p.name = "page"
		says += "; the name of the parameter is a guess"
	}
	yaml := "{kind: page"
	why := "pages are counted from 1; if the server counts from 0, write first: 0 (source test tells)"
	if p.value == "0" {
		yaml, why = yaml+", first: 0", "the address counts pages from 0"
	}
	if counted {
		yaml += ", pages: " + quote(pages.path)
	}
	at.set(p.name, "{page}", says)
	return paging{yaml + "}", why}
}

func isCount(v gjson.Result) bool { return v.Type == gjson.Number && v.Num >= 0 }

// surroundings are the single values that are not within the list.
func surroundings(answer gjson.Result, l list) []leaf {
	var around list
	if answer.IsObject() {
		around.take("", answer, 0)
	}
	return slices.DeleteFunc(around.leaves, func(v leaf) bool { return strings.HasPrefix(v.path, l.path+".") })
}

// pick finds the value whose key is made of some words, the earlier the better.
func pick(leaves []leaf, wanted [][]string, is func(gjson.Result) bool) (leaf, bool) {
	for _, words := range wanted {
		for _, l := range leaves {
			last := l.path[strings.LastIndexByte(l.path, '.')+1:]
			if slices.Equal(wordsOf(last), words) && is(l.values[0]) {
				return l, true
			}
		}
	}
	return leaf{}, false
}
