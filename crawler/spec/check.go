package spec

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/andybalholm/cascadia"
)

// flaws lists everything that is wrong with a file, each at its key, and
// compiles its CSS selectors on the way.
func (f *File) flaws() []flaw {
	c := checker{file: f}
	f.css = map[string]cascadia.Matcher{}
	for _, text := range []struct{ key, value string }{{"platform", f.Platform}, {"title", f.Title}, {"reads", f.Reads}, {"credentials", f.Credentials}, {"terms", f.Terms}} {
		c.want(text.value != "", text.key, "is missing")
	}
	c.want(!strings.ContainsAny(f.Platform, " /:.*>"), "platform", "%q is no name", f.Platform)
	delay, err := time.ParseDuration(f.Delay)
	c.want(err == nil, "delay", "%q is no span of time such as 1s", f.Delay)
	c.want(err != nil || delay >= 100*time.Millisecond, "delay", "at least 100ms lie between two requests")
	c.want(f.Format == "json" || f.Format == "html", "format", "%q is neither json nor html", f.Format)
	c.want(f.BaseURL == "" || strings.HasPrefix(f.BaseURL, "https://") || strings.HasPrefix(f.BaseURL, "http://"), "base_url", "%q does not begin with http:// or https://", f.BaseURL)
	c.lanes()
	c.paging()
	c.selector("items", f.Items)
	for i, w := range f.Where {
		c.selector(fmt.Sprintf("where[%d]", i), w.Selector)
	}
	if f.Empty != nil {
		c.selector("empty", f.Empty.Selector)
	}
	for i, e := range f.Errors {
		key := fmt.Sprintf("errors[%d]", i)
		c.selector(key, e.Selector)
		c.want(signatureCodes[e.State] != "", key+".state", "%q is none of blocked, login, captcha, limited and broken", e.State)
		if e.Wait != nil {
			c.want(e.State == "limited", key+".wait", "only a limited answer says how long to wait")
			c.selector(key+".wait", *e.Wait)
		}
		c.want(e.Message != "", key+".message", "is missing")
	}
	c.fields()
	return c.flaws
}

type checker struct {
	file  *File
	flaws []flaw
}

func (c *checker) want(ok bool, path, format string, args ...any) {
	if !ok {
		c.flaws = append(c.flaws, flawf(path, format, args...))
	}
}

func (c *checker) lanes() {
	c.want(len(c.file.LaneKinds) > 0, "lanes", "is missing")
	seen := map[string]bool{}
	for i, lane := range c.file.LaneKinds {
		key := fmt.Sprintf("lanes[%d]", i)
		c.want(lane.Name != "" && !strings.Contains(lane.Name, ":"), key+".name", "%q is no name", lane.Name)
		c.want(!seen[lane.Name], key+".name", "%q is there twice", lane.Name)
		seen[lane.Name] = true
		_, known := singular[lane.From]
		c.want(known, key+".from", "%q is none of queries, tags, accounts, urls and server", lane.From)
		if lane.Items != nil {
			c.selector(key+".items", *lane.Items)
		}
		if lane.Request != nil {
			c.request(key+".request", *lane.Request)
		} else {
			c.want(c.file.Request != nil, key, "there is no request, here or for all lanes")
		}
	}
	if c.file.Request != nil {
		c.request("request", *c.file.Request)
	}
}

func (c *checker) request(key string, r Request) {
	c.want(r.Path == "{url}" || strings.HasPrefix(r.Path, "/"), key+".path", "%q begins with no /", r.Path)
	known := slices.Clone(requestNames)
	for name := range c.file.Params {
		known = append(known, "params."+name)
	}
	c.template(key+".path", r.Path, known)
	for _, m := range placeholder.FindAllStringSubmatch(r.Path, -1) {
		c.want(!slices.Contains(optionalNames, m[1]), key+".path", "{%s} may have no value and cannot stand in a path", m[1])
	}
	for i, p := range r.Query {
		key := fmt.Sprintf("%s.query[%d]", key, i)
		c.want(p.Name != "", key+".name", "is missing")
		c.want(p.Value != "" || len(p.Values) > 0, key, "has no value")
		for _, v := range append([]string{p.Value}, p.Values...) {
			c.template(key, v, known)
		}
	}
	for name, value := range r.JSON {
		if text, ok := value.(string); ok {
			c.template(key+".json."+name, text, known)
		}
	}
}

func (c *checker) template(key, template string, known []string) {
	for _, m := range placeholder.FindAllStringSubmatch(template, -1) {
		c.want(slices.Contains(known, m[1]), key, "unknown placeholder {%s}", m[1])
	}
}

func (c *checker) paging() {
	p := c.file.Paging
	switch p.Kind {
	case "":
	case "page":
		c.want(p.First >= 0 && p.Last >= 0, "paging", "first and last are not negative")
	case "cursor":
		c.want(p.Cursor != nil, "paging.cursor", "is missing")
	case "down":
		c.want(p.Cursor != nil, "paging.cursor", "is missing")
		c.want(p.Size > 0, "paging.size", "is missing")
	case "link":
		c.want(p.Header != (p.Cursor != nil), "paging", "takes either header or cursor")
	case "window":
		c.want(p.Total != "" || p.Size > 0, "paging", "needs total or size")
	default:
		c.want(false, "paging.kind", "%q is none of page, cursor, down, link and window", p.Kind)
	}
	c.want(p.Step >= 0 && (p.Step == 0 || p.Kind == "page"), "paging.step", "is for a page that counts up")
	c.want(p.Start == "" || p.Kind == "cursor", "paging.start", "is for a cursor")
	if p.Cursor != nil {
		c.selector("paging.cursor", *p.Cursor)
	}
	if p.More != nil {
		c.selector("paging.more", p.More.Selector)
	}
}

func (c *checker) selector(key string, s Selector) {
	switch {
	case c.file.Format == "html":
		c.want(s.JSON == "", key+".json", "a JSON path in a platform that answers in HTML")
		c.want(s.CSS != "", key, "has no css selector")
		if s.CSS != "" && s.CSS != self {
			compiled, err := cascadia.ParseGroup(s.CSS)
			c.want(err == nil, key+".css", "%v", err)
			c.file.css[s.CSS] = compiled
		}
		c.want(s.Attr == "" || !s.HTML, key, "takes either attr or html")
	default:
		c.want(s.CSS == "" && s.Attr == "" && !s.HTML, key, "css, attr and html are for platforms that answer in HTML")
		c.want(s.JSON != "", key, "has no json path")
	}
}

func (c *checker) fields() {
	f := c.file.Fields
	c.want(len(f.ID) > 0, "fields.id", "is missing")
	c.want(len(f.URL) > 0, "fields.url", "is missing")
	c.want(len(f.Created) > 0, "fields.created", "is missing")
	c.want(len(f.Text)+len(f.Title) > 0, "fields.text", "is missing, and so is title")
	for _, field := range []struct {
		name  string
		rules Rules
	}{
		{"id", f.ID}, {"url", f.URL}, {"author_handle", f.AuthorHandle}, {"author_name", f.AuthorName}, {"author_url", f.AuthorURL},
		{"title", f.Title}, {"text", f.Text}, {"language", f.Language}, {"created", f.Created}, {"edited", f.Edited},
		{"parent", f.Parent}, {"thread", f.Thread}, {"likes", f.Likes}, {"shares", f.Shares}, {"comments", f.Comments},
		{"views", f.Views}, {"tags", f.Tags}, {"links", f.Links},
	} {
		c.rules("fields."+field.name, field.rules)
	}
	for i, im := range f.Images {
		key := fmt.Sprintf("fields.images[%d]", i)
		c.want((im.Each != nil) == (len(im.URL) > 0) && (im.Each != nil || len(im.HTML) > 0), key, "takes each and url, or html")
		if im.Each != nil {
			c.selector(key+".each", *im.Each)
		}
		for name, rules := range map[string]Rules{"url": im.URL, "alt": im.Alt, "width": im.Width, "height": im.Height, "html": im.HTML} {
			c.rules(key+"."+name, rules)
		}
	}
}

func (c *checker) rules(key string, rules Rules) {
	known := append(slices.Clone(fieldNames), requestNames...)
	for i, r := range rules {
		key := fmt.Sprintf("%s[%d]", key, i)
		if r.Value != "" {
			c.want(r.Selector == Selector{}, key, "takes either a selector or a value")
			c.template(key, r.Value, append(known, c.itemNames(r.Value)...))
		} else {
			c.selector(key, r.Selector)
		}
		if r.When != nil {
			c.selector(key+".when", r.When.Selector)
		}
		for j, f := range r.Filters {
			key := fmt.Sprintf("%s.filters[%d]", key, j)
			known, ok := filters[f.Name]
			if !ok {
				c.want(false, key, "unknown filter %q; there are %s", f.Name, strings.Join(slices.Sorted(maps.Keys(filters)), ", "))
				continue
			}
			c.want(known.arg == "" || f.Arg != "", key, "the filter %s needs an argument: %s", f.Name, known.arg)
			c.want(known.arg != "" || f.Arg == "", key, "the filter %s takes no argument", f.Name)
			if known.check != nil {
				err := known.check(f.Arg)
				c.want(err == nil, key, "%v", err)
			}
			c.want(f.To == "" || f.Name == "regexp" || f.Name == "replace", key, "to is for regexp and replace")
			if f.Zone != "" {
				_, err := time.LoadLocation(f.Zone)
				c.want(err == nil && f.Name == "time", key, "%q is no time zone, or this is no time", f.Zone)
			}
		}
	}
}
