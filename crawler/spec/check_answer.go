package spec

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"
)

// answer checks what stands at key, and that it is whole with what it has from
// elsewhere. Flaws of the file's own defaults are told at the lanes that use them.
func (c *checker) answer(key string, own, whole Answer) {
	if whole.Request == nil {
		c.want(false, key, "there is no request, here or for all lanes")
	} else {
		c.request(c.place(key, "request", own.Request != nil), *whole.Request)
	}
	if whole.Paging != nil {
		c.paging(c.place(key, "paging", own.Paging != nil), *whole.Paging)
	}
	if whole.Items == nil {
		c.want(false, c.place(key, "items", false), "is missing")
	} else {
		c.selector(c.place(key, "items", own.Items != nil), *whole.Items)
	}
	if whole.Empty != nil {
		c.selector(c.place(key, "empty", own.Empty != nil), whole.Empty.Selector)
	}
	if whole.End != nil {
		c.selector(c.place(key, "end", own.End != nil), whole.End.Selector)
	}
	c.conditions(c.place(key, "gone", own.Gone != nil), whole.Gone)
	for i, w := range whole.Where {
		c.selector(fmt.Sprintf("%s[%d]", c.place(key, "where", own.Where != nil), i), w.Selector)
	}
	if whole.Reply != nil {
		c.selector(c.place(key, "reply", own.Reply != nil), whole.Reply.Selector)
	}
	if whole.Nested != nil {
		c.selector(c.place(key, "nested", own.Nested != nil), *whole.Nested)
	}
	switch {
	case whole.Leads != nil:
		key := c.place(key, "leads", own.Leads != nil)
		c.want(whole.Fields == nil && whole.Replies == nil && whole.Nested == nil && whole.Gone == nil, key, "what leads to posts is none, and has no fields, replies or gone")
		c.followup(key, *whole.Leads)
	case whole.Fields == nil:
		c.want(false, c.place(key, "fields", false), "is missing")
	default:
		c.fields(c.place(key, "fields", own.Fields != nil), *whole.Fields)
	}
	for i, follow := range whole.Replies {
		c.followup(fmt.Sprintf("%s[%d]", c.place(key, "replies", own.Replies != nil), i), follow)
	}
	if own.Whole != nil {
		key := key + ".whole"
		c.want(own.Whole.When != nil, key+".when", "is missing: how an item that is cut short is told")
		whole.Whole = nil
		all := *own.Whole
		all.Answer = own.Whole.answer(whole)
		c.followup(key, all)
	}
	if whole.Transcript != nil {
		c.transcript(c.place(key, "transcript", own.Transcript != nil), *whole.Transcript)
	}
	if own.Else != nil {
		c.answer(key+".else", *own.Else, own.Else.over(whole))
	}
}

// conditions checks a list of conditions, of which each names what it looks at.
func (c *checker) conditions(key string, list Conditions) {
	for i, one := range list {
		c.selector(fmt.Sprintf("%s[%d]", key, i), one.Selector)
	}
}

// place is where in the file a part of the answer at key stands.
func (c *checker) place(key, part string, own bool) string {
	if own {
		return key + "." + part
	}
	return part
}

func (c *checker) followup(key string, follow Followup) {
	before := c.taken
	c.taken = append(slices.Clone(before), postNames...)
	for name, rules := range follow.Take {
		c.want(name != "" && strings.Trim(name, "abcdefghijklmnopqrstuvwxyz_") == "" && !slices.Contains(requestNames, name), key+".take", "%q is no name for a placeholder", name)
		c.rules(key+".take."+name, rules)
		c.taken = append(c.taken, name)
	}
	c.rules(key+".updated", follow.Updated)
	c.rules(key+".together", follow.Together)
	c.rules(key+".of", follow.Of)
	if strings.HasSuffix(key, stepLeads) {
		c.want(len(follow.Of) == 0, key+".of", "is for replies")
	} else {
		c.want((len(follow.Together) > 0) == (len(follow.Of) > 0), key+".together", "goes with of: the key of an item, and in the answer whose reply one is")
	}
	if len(follow.Together) > 0 {
		c.want(len(follow.Take) == 0, key+".take", "is of one item, and what is asked together is not")
		c.taken = append(c.taken, togetherName)
	}
	c.want(!follow.Again || follow.Replies == nil, key+".again", "is for replies that have none of their own")
	if follow.When != nil {
		c.selector(key+".when", follow.When.Selector)
	}
	c.answer(key, follow.Answer, follow.Answer)
	c.taken = before
}

func (c *checker) request(key string, r Request) {
	known := append(slices.Clone(requestNames), c.taken...)
	for name := range c.file.Params {
		known = append(known, "params."+name)
	}
	c.want(lone.MatchString(r.Path) || strings.HasPrefix(r.Path, "/") || strings.HasPrefix(r.Path, basePlaceholder+"/"), key+".path", "%q begins with no /", r.Path)
	c.template(key+".path", r.Path, known)
	c.laneValue(key+".path", r.Path)
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
	c.members(key+".json", r.JSON, known)
}

// laneValue reports the value of another kind of lane in a path: it is empty in
// this one.
func (c *checker) laneValue(key, path string) {
	for _, m := range placeholder.FindAllStringSubmatch(path, -1) {
		for list, name := range singular {
			if c.lane.From != "" && name == m[1] && list != c.lane.From {
				c.want(false, key, "the lane %s reads %s, so that {%s} has no value in its path: give the lane a request of its own", c.lane.Name, c.lane.From, name)
			}
		}
	}
}

func (c *checker) members(key string, templates map[string]any, known []string) {
	for name, value := range templates {
		switch value := value.(type) {
		case string:
			c.template(key+"."+name, value, known)
		case map[string]any:
			c.members(key+"."+name, value, known)
		}
	}
}

func (c *checker) paging(key string, p Paging) {
	switch p.Kind {
	case "":
	case "page":
		c.want(p.firstPage() >= 0 && p.Last >= 0, key, "first and last are not negative")
		c.want(p.Total == "" || p.Size > 0, key+".size", "is missing: how many items a page holds")
	case "cursor":
		c.want(p.Cursor != nil, key+".cursor", "is missing")
	case "down":
		c.want(p.Cursor != nil, key+".cursor", "is missing")
		c.want(p.Size > 0, key+".size", "is missing")
	case "link":
		c.want(p.Header != (p.Cursor != nil), key, "takes either header or cursor")
	case "window":
		c.want(p.Total != "" || p.Size > 0, key, "needs total or size")
	default:
		c.want(false, key+".kind", "%q is none of page, cursor, down, link and window%s", p.Kind, didYouMean(p.Kind, []string{"page", "cursor", "down", "link", "window"}))
	}
	c.want(p.Step >= 0 && (p.Step == 0 || p.Kind == "page"), key+".step", "is for a page that counts up")
	c.want(p.Start == "" || p.Kind == "cursor", key+".start", "is for a cursor")
	if p.Cursor != nil {
		c.selector(key+".cursor", *p.Cursor)
	}
	if p.More != nil {
		c.selector(key+".more", p.More.Selector)
	}
}

func (c *checker) fields(at string, f Fields) {
	c.want(len(f.ID) > 0, at+".id", "is missing")
	c.want(len(f.URL) > 0, at+".url", "is missing")
	c.want(len(f.Created) > 0, at+".created", "is missing")
	c.want(len(f.Text)+len(f.Title) > 0, at+".text", "is missing, and so is title")
	for _, field := range f.list() {
		c.rules(at+"."+field.name, field.rules)
	}
	for i, im := range f.Images {
		key := fmt.Sprintf("%s.images[%d]", at, i)
		c.want((im.Each != nil) == (len(im.URL) > 0) && (im.Each != nil || len(im.HTML) > 0), key, "takes each and url, or html")
		if im.Each != nil {
			c.selector(key+".each", *im.Each)
		}
		for name, rules := range map[string]Rules{"url": im.URL, "alt": im.Alt, "width": im.Width, "height": im.Height, "html": im.HTML} {
			c.rules(key+"."+name, rules)
		}
	}
	for i, rec := range f.Recordings {
		key := fmt.Sprintf("%s.recordings[%d]", at, i)
		c.selector(key+".each", rec.Each)
		c.want(len(rec.URL) > 0, key+".url", "is missing")
		for name, rules := range map[string]Rules{"url": rec.URL, "type": rec.Type, "length": rec.Length, "bytes": rec.Bytes} {
			c.rules(key+"."+name, rules)
		}
	}
}

func (c *checker) rules(key string, rules Rules) {
	known := slices.Concat(fieldNames, requestNames, c.taken, postNames)
	for name := range c.file.Params {
		known = append(known, "params."+name)
	}
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
			c.filter(fmt.Sprintf("%s.filters[%d]", key, j), f)
		}
	}
}

func (c *checker) filter(key string, f Filter) {
	known, ok := filters[f.Name]
	if !ok {
		names := slices.Sorted(maps.Keys(filters))
		c.want(false, key, "unknown filter %q%s", f.Name, cmp.Or(didYouMean(f.Name, names), "; there are "+strings.Join(names, ", ")))
		return
	}
	c.want(known.arg == "" || f.Arg != "" || known.optional, key, "the filter %s needs an argument: %s", f.Name, known.arg)
	c.want(known.arg != "" || f.Arg == "", key, "the filter %s takes no argument", f.Name)
	if known.check != nil {
		err := known.check(f.Arg)
		c.want(err == nil, key, "%v", err)
	}
	if f.Name == "recent" || f.Name == "date" && f.Arg != "" {
		_, err := time.LoadLocation(f.Arg)
		c.want(err == nil, key, "%q is no time zone", f.Arg)
	}
	c.want(f.To == "" || f.Name == "regexp" || f.Name == "replace", key, "to is for regexp and replace")
	if f.Zone != "" {
		_, err := time.LoadLocation(f.Zone)
		c.want(err == nil && f.Name == "time", key, "%q is no time zone, or this is no time", f.Zone)
	}
}
