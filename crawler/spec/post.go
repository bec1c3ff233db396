package spec

import (
	"strconv"
	"strings"
	"time"

	"earshot/crawler"
	"earshot/crawler/markup"
	"earshot/crawler/platform"
	"earshot/internal/date"
	"earshot/internal/social"
)

// post reads an item. With an error it returns what was read before it; undated
// says why it has no date.
func (m maker) post(item node) (p social.Post, undated, err error) {
	fields := m.answer.Fields
	p.Platform = m.file.Platform
	m.values = m.own()
	r := reader{node: item, values: m.values, at: m.at, unread: m.unread}
	p.CreatedAt, undated = m.created(item)
	p.ID = r.one("id", fields.ID)
	m.values["id"] = p.ID
	p.Author.Handle = r.one("author_handle", fields.AuthorHandle)
	m.values["author_handle"] = p.Author.Handle
	p.ParentID, p.ThreadID = r.one("parent", fields.Parent), r.one("thread", fields.Thread)
	if m.depth > 0 && len(fields.Parent) == 0 {
		p.ParentID = m.values["post.id"]
	}
	if m.depth > 0 && len(fields.Thread) == 0 {
		p.ThreadID = m.values["post.thread"]
	}
	m.values["parent"], m.values["thread"] = p.ParentID, p.ThreadID
	p.URL = markup.Resolve(item.base(), r.one("url", fields.URL))
	m.values["url"] = p.URL
	p.Author.Name = markup.Headline(r.one("author_name", fields.AuthorName))
	p.Author.URL = markup.Resolve(item.base(), r.one("author_url", fields.AuthorURL))
	p.Title = markup.Headline(r.one("title", fields.Title))
	p.Text = markup.Shown(r.one("text", fields.Text), r.all("shown", fields.Shown)...)
	p.Language = r.one("language", fields.Language)
	p.EditedAt = r.time("edited", r.one("edited", fields.Edited))
	if p.EditedAt.Equal(p.CreatedAt) {
		// So say platforms of a post that was never edited.
		p.EditedAt = time.Time{}
	}
	p.Tags = distinct(r.all("tags", fields.Tags))
	p.Links = r.addresses("links", fields.Links)
	p.Images = r.images(fields.Images)
	p.Recordings = r.recordings(fields.Recordings)
	p.Engagement = social.Engagement{
		Likes: r.count("likes", fields.Likes), Shares: r.count("shares", fields.Shares),
		Comments: r.count("comments", fields.Comments), Views: r.count("views", fields.Views),
	}
	switch {
	case r.err != nil:
		return p, undated, r.err
	case p.ID == "":
		return p, undated, social.Errorf(social.CodeBroken, "it has no id")
	}
	return p, undated, nil
}

// created reads when an item was published. An item without a readable date is
// one all the same.
func (m maker) created(item node) (time.Time, error) {
	r := reader{node: item, values: m.values, at: m.at}
	at := r.time("created", r.one("created", m.answer.Fields.Created))
	if r.err == nil && at.IsZero() {
		return at, social.Errorf(social.CodeBroken, "it has no date")
	}
	return at, r.err
}

// reader evaluates rules on an item.
type reader struct {
	node   node
	values values
	// at is when the answer came.
	at time.Time
	// unread, where it is not nil, takes the faults of values that a post can do
	// without; err is the first of the others.
	unread *[]crawler.Skip
	err    error
}

// fault notes that the value of a field cannot be read.
func (r *reader) fault(field string, err error) {
	if r.unread != nil && field != "id" && field != "created" {
		*r.unread = append(*r.unread, crawler.Skip{Where: field, Err: err})
		return
	}
	if r.err == nil {
		r.err = social.Errorf(social.CodeBroken, "%s: %w", field, err)
	}
}

// odd names what the rules find that is no value, where they find nothing else.
func (r *reader) odd(rules Rules) {
	for _, rule := range rules {
		if n, ok := r.node.(jsonNode); ok && rule.JSON != "" && (rule.When == nil || rule.When.holds(r.node)) {
			n.odd(rule.Selector)
		}
	}
}

// all returns the values of all rules.
func (r *reader) all(field string, rules Rules) []string {
	var values []string
	for _, rule := range rules {
		values = append(values, r.eval(field, rule)...)
	}
	r.odd(rules)
	return values
}

// one returns the first value that is not empty.
func (r *reader) one(field string, rules Rules) string {
	for _, rule := range rules {
		for _, v := range r.eval(field, rule) {
			if strings.TrimSpace(v) != "" {
				return v
			}
		}
	}
	r.odd(rules)
	return ""
}

func (r *reader) eval(field string, rule Rule) []string {
	var values []string
	if rule.When != nil && !rule.When.holds(r.node) {
		return nil
	}
	if rule.Value != "" {
		r.pickItem(rule.Value)
		if v, ok := r.values.expand(rule.Value, plain); ok {
			values = []string{v}
		}
	} else {
		values = r.node.pick(rule.Selector)
	}
	for _, f := range rule.Filters {
		var err error
		if values, err = f.apply(values, r.node.base(), r.at); err != nil {
			r.fault(field, err)
			return nil
		}
	}
	return values
}

func (r *reader) time(field, s string) time.Time {
	if s == "" {
		return time.Time{}
	}
	got, err := date.Read(s, date.Options{Reference: r.at})
	if err != nil {
		r.fault(field, err)
	}
	return got.Time
}

func (r *reader) count(field string, rules Rules) *int64 {
	s := r.one(field, rules)
	if s == "" {
		return nil
	}
	n, err := strconv.ParseInt(strings.TrimSpace(s), 10, 64)
	if err != nil || n < 0 {
		r.fault(field, social.Errorf(social.CodeBroken, "%.40q is no count", s))
		return nil
	}
	return social.Count(n)
}

func (r *reader) addresses(field string, rules Rules) []string {
	var list []string
	for _, v := range r.all(field, rules) {
		if u := markup.Resolve(r.node.base(), v); u != "" {
			list = append(list, u)
		}
	}
	return distinct(list)
}

func (r *reader) images(rules []ImageRule) []social.Image {
	var images []social.Image
	seen := map[string]bool{}
	add := func(rule ImageRule, im social.Image) {
		if rule.Of != "" {
			im.Of = social.ImageOf(rule.Of)
		}
		if im.URL != "" && !seen[im.URL] && !markup.IsPixel(im) {
			seen[im.URL] = true
			images = append(images, im)
		}
	}
	for _, rule := range rules {
		for _, src := range r.all("images", rule.HTML) {
			for _, im := range markup.Read(src, r.node.base()).Images {
				add(rule, im)
			}
		}
		if rule.Each == nil {
			continue
		}
		parts, _ := r.node.each(*rule.Each)
		for _, part := range parts {
			sub := reader{node: part, values: r.values, at: r.at, unread: r.unread}
			add(rule, social.Image{
				URL:   markup.Resolve(part.base(), sub.one("images.url", rule.URL)),
				Alt:   markup.Headline(sub.one("images.alt", rule.Alt)),
				Width: markup.AttrPixels(sub.one("images.width", rule.Width)), Height: markup.AttrPixels(sub.one("images.height", rule.Height)),
			})
			if r.err == nil {
				r.err = sub.err
			}
		}
	}
	return images
}

func (r *reader) recordings(rules []RecordingRule) []social.Recording {
	var list []social.Recording
	for _, rule := range rules {
		parts, _ := r.node.each(rule.Each)
		for _, part := range parts {
			sub := reader{node: part, values: r.values, at: r.at, unread: r.unread}
			list = append(list, platform.Recorded(markup.Resolve(part.base(), sub.one("recordings.url", rule.URL)),
				sub.one("recordings.type", rule.Type), sub.one("recordings.bytes", rule.Bytes), sub.one("recordings.length", rule.Length)))
			if r.err == nil {
				r.err = sub.err
			}
		}
	}
	return platform.Recordings(list...)
}

func distinct(values []string) []string {
	var list []string
	seen := map[string]bool{}
	for _, v := range values {
		if v = strings.TrimSpace(v); v != "" && !seen[v] {
			seen[v] = true
			list = append(list, v)
		}
	}
	return list
}
