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
// of items, of which got is what was read.
func (f *File) next(m maker, resp crawler.Response, doc node, items int, got harvest) ([]crawler.Request, error) {
	p := m.answer.Paging
	if items == 0 && p.Kind != "down" || p.More != nil && !p.More.holds(doc) || got.past {
		return nil, nil
	}
	if m.answer.Reply != nil && m.scope.Source.Comments <= m.depth {
		return nil, nil
	}
	vars := map[string]string{}
	if resp.Request.Vars != nil {
		vars = maps.Clone(resp.Request.Vars)
	}
	vars[older] = "1"
	t := turn{m: m, doc: doc, vars: vars}
	switch p.Kind {
	case "page":
		return t.number(items)
	case "cursor":
		cursor := one(doc.pick(*p.Cursor))
		if cursor == "" || cursor == vars["cursor"] {
			return nil, nil
		}
		vars["cursor"] = cursor
		return t.on()
	case "down":
		return t.down()
	case "link":
		return t.link(resp), nil
	case "window":
		return t.window(items, got.oldest)
	default:
		return nil, nil
	}
}

// turn is what the way to the next page is found with; vars are those of the
// next request.
type turn struct {
	m    maker
	doc  node
	vars map[string]string
}

// on asks for the next page.
func (t turn) on() ([]crawler.Request, error) {
	a := t.m.answer
	a.Else = nil
	return t.m.file.ask(t.m.scope, t.m.lane, a, t.m.step, t.vars)
}

// firstPage is the number of the first page: First, or where that is not given 1,
// and 0 for servers that count items (Step).
func (p *Paging) firstPage() int {
	switch {
	case p.First != nil:
		return *p.First
	case p.Step > 0:
		return 0
	default:
		return 1
	}
}

func (t turn) number(items int) ([]crawler.Request, error) {
	p := t.m.answer.Paging
	page, err := strconv.Atoi(t.vars["page"])
	if err != nil {
		return nil, social.Errorf(social.CodeInternal, "the request lost its page number")
	}
	page += max(p.Step, 1)
	if p.Last > 0 && page > p.Last {
		return nil, nil
	}
	if p.Pages != "" {
		pages, err := strconv.Atoi(one(t.doc.pick(Selector{JSON: p.Pages})))
		if err != nil {
			return nil, social.Errorf(social.CodeBroken, "the answer has no number of pages at %q", p.Pages)
		}
		if page-p.firstPage() >= pages {
			return nil, nil
		}
	}
	if p.Total != "" {
		total, err := strconv.ParseInt(one(t.doc.pick(Selector{JSON: p.Total})), 10, 64)
		if err != nil {
			return nil, social.Errorf(social.CodeBroken, "the answer has no total at %q", p.Total)
		}
		if int64(page-p.firstPage())/int64(max(p.Step, 1))*int64(p.Size) >= total {
			return nil, nil
		}
	}
	t.vars["page"] = strconv.Itoa(page)
	return t.on()
}

// linkNext finds the next page in a Link header (RFC 8288).
var linkNext = regexp.MustCompile(`<([^<>]+)>\s*(?:;[^,<>]*)?;\s*rel="?next"?`)

func (t turn) link(resp crawler.Response) []crawler.Request {
	next := ""
	if t.m.answer.Paging.Header {
		for _, h := range resp.Header.Values("Link") {
			if m := linkNext.FindStringSubmatch(h); m != nil {
				next = m[1]
			}
		}
	} else {
		next = one(t.doc.pick(*t.m.answer.Paging.Cursor))
	}
	next = markup.Resolve(t.doc.base(), next)
	u, err := url.Parse(next)
	// An answer has no business sending the crawler to another server.
	if err != nil || next == "" || next == resp.URL || u.Host != t.doc.base().Host {
		return nil
	}
	return []crawler.Request{{URL: next, Header: maps.Clone(resp.Request.Header), Sign: maps.Clone(t.m.file.Sign), Step: t.m.step, Vars: t.vars, Below: isBelow(t.m.step)}}
}

// window asks for what is at most as new as the oldest item. The second of
// that item is asked for again, as more may have been written in it; only when
// a page got no further than that is it left behind.
func (t turn) window(items int, oldest time.Time) ([]crawler.Request, error) {
	p := t.m.answer.Paging
	more := p.Size > 0 && items >= p.Size
	if p.Total != "" {
		total, err := strconv.ParseInt(one(t.doc.pick(Selector{JSON: p.Total})), 10, 64)
		if err != nil && p.Size == 0 {
			return nil, social.Errorf(social.CodeBroken, "the answer has no total at %q", p.Total)
		}
		more = more || err == nil && total > int64(items)
	}
	if !more || oldest.IsZero() {
		return nil, nil
	}
	until := oldest.Unix() + 1
	if last, err := strconv.ParseInt(t.vars["until_unix"], 10, 64); err == nil && until >= last {
		until = last - 1
	}
	t.vars["until_unix"] = strconv.FormatInt(until, 10)
	return t.on()
}

func one(values []string) string {
	if len(values) == 0 {
		return ""
	}
	return values[0]
}
