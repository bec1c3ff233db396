package spec

import (
	"maps"
	"net/url"
	"regexp"
	"strconv"
	"time"

	"earshot/crawler"
	"earshot/crawler/markup"
	"earshot/internal/social"
)

// older is the variable that marks every request but a lane's first.
const older = "older"

// next returns the request for the page after doc, which held the given number
// of items; oldest is the time of the oldest of them, zero when there is none.
func (f *File) next(scope crawler.Scope, resp crawler.Response, doc node, items int, oldest time.Time) ([]crawler.Request, error) {
	if items == 0 && f.Paging.Kind != "down" || f.Paging.More != nil && !f.Paging.More.holds(doc) {
		return nil, nil
	}
	vars := map[string]string{}
	if resp.Request.Vars != nil {
		vars = maps.Clone(resp.Request.Vars)
	}
	vars[older] = "1"
	switch f.Paging.Kind {
	case "page":
		return f.nextNumber(scope, doc, vars)
	case "cursor":
		cursor := one(doc.pick(*f.Paging.Cursor))
		if cursor == "" || cursor == vars["cursor"] {
			return nil, nil
		}
		vars["cursor"] = cursor
		return f.follow(scope, vars)
	case "down":
		return f.nextDown(scope, doc, vars)
	case "link":
		return f.nextLink(resp, doc, vars), nil
	case "window":
		return f.nextWindow(scope, doc, items, oldest, vars)
	default:
		return nil, nil
	}
}

func (f *File) follow(scope crawler.Scope, vars map[string]string) ([]crawler.Request, error) {
	next, err := f.request(scope, vars)
	return []crawler.Request{next}, err
}

func (f *File) nextNumber(scope crawler.Scope, doc node, vars map[string]string) ([]crawler.Request, error) {
	page, err := strconv.Atoi(vars["page"])
	if err != nil {
		return nil, social.Errorf(social.CodeInternal, "the request lost its page number")
	}
	page += max(f.Paging.Step, 1)
	if f.Paging.Last > 0 && page > f.Paging.Last {
		return nil, nil
	}
	if f.Paging.Pages != "" {
		pages, err := strconv.Atoi(one(doc.pick(Selector{JSON: f.Paging.Pages})))
		if err != nil {
			return nil, social.Errorf(social.CodeBroken, "the answer has no number of pages at %q", f.Paging.Pages)
		}
		if page-f.Paging.First >= pages {
			return nil, nil
		}
	}
	vars["page"] = strconv.Itoa(page)
	return f.follow(scope, vars)
}

// linkNext finds the next page in a Link header (RFC 8288).
var linkNext = regexp.MustCompile(`<([^<>]+)>\s*(?:;[^,<>]*)?;\s*rel="?next"?`)

func (f *File) nextLink(resp crawler.Response, doc node, vars map[string]string) []crawler.Request {
	next := ""
	if f.Paging.Header {
		for _, h := range resp.Header.Values("Link") {
			if m := linkNext.FindStringSubmatch(h); m != nil {
				next = m[1]
			}
		}
	} else {
		next = one(doc.pick(*f.Paging.Cursor))
	}
	next = markup.Resolve(doc.base(), next)
	u, err := url.Parse(next)
	// An answer has no business sending the crawler to another server.
	if err != nil || next == "" || next == resp.URL || u.Host != doc.base().Host {
		return nil
	}
	return []crawler.Request{{URL: next, Header: maps.Clone(resp.Request.Header), Step: step, Vars: vars}}
}

// nextWindow asks for what is at most as new as the oldest item. The second of
// that item is asked for again, as more may have been written in it; only when
// a page got no further than that is it left behind.
func (f *File) nextWindow(scope crawler.Scope, doc node, items int, oldest time.Time, vars map[string]string) ([]crawler.Request, error) {
	more := f.Paging.Size > 0 && items >= f.Paging.Size
	if f.Paging.Total != "" {
		total, err := strconv.ParseInt(one(doc.pick(Selector{JSON: f.Paging.Total})), 10, 64)
		if err != nil && f.Paging.Size == 0 {
			return nil, social.Errorf(social.CodeBroken, "the answer has no total at %q", f.Paging.Total)
		}
		more = more || err == nil && total > int64(items)
	}
	if !more || oldest.IsZero() {
		return nil, nil
	}
	until := oldest.Unix() + 1
	if last, err := strconv.ParseInt(vars["until_unix"], 10, 64); err == nil && until >= last {
		until = last - 1
	}
	vars["until_unix"] = strconv.FormatInt(until, 10)
	return f.follow(scope, vars)
}

func one(values []string) string {
	if len(values) == 0 {
		return ""
	}
	return values[0]
}
