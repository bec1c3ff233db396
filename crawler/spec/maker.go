package spec

import (
	"fmt"
	"maps"
	"slices"
	"time"

	"earshot/crawler"
	"earshot/internal/social"
)

// maker makes posts of the items of one page.
type maker struct {
	file   *File
	scope  crawler.Scope
	lane   asked
	answer Answer
	// step names the answer, and depth is how many posts its items stand below.
	step   string
	depth  int
	values values
	at     time.Time
	// unread, where it is not nil, takes the values of posts that cannot be read.
	unread *[]crawler.Skip
	// answered are the posts that the items of the answer may be replies to, by their
	// keys; nil before the first.
	answered map[string][3]string
	// scratch are the values of the item that is being read.
	scratch values
}

// own are the values of an item: those of the page, and room for its own. They are its
// own until the next item is read.
func (m maker) own() values {
	if m.scratch == nil {
		return maps.Clone(m.values)
	}
	clear(m.scratch)
	maps.Copy(m.scratch, m.values)
	return m.scratch
}

// harvest is what the items of a page held.
type harvest struct {
	page crawler.Page
	// oldest is the time of the oldest item; zero when there is none.
	oldest time.Time
	// past says that all items are leads to what is older than wanted.
	past bool
	seen map[string]bool
	// transcripts counts those that were asked for.
	transcripts int
	// gathered are the posts below which is asked with one request, by the place of the
	// followup in the answer.
	gathered map[int]*gathered
}

func (m maker) read(items []node) harvest {
	h := harvest{seen: map[string]bool{}}
	m.scratch = values{}
	if m.answer.Leads != nil {
		m.leads(&h, items)
	} else {
		if m.changes() && !m.led() {
			items = m.since(&h, items)
		}
		m.posts(&h, items)
		m.askTogether(&h)
	}
	return h
}

// wanted tells whether all conditions of Where hold.
func (m maker) wanted(item node) bool {
	for _, c := range m.answer.Where {
		if !c.holds(item) {
			if n, ok := item.(jsonNode); ok && c.JSON != "" {
				n.odd(c.Selector)
			}
			return false
		}
	}
	return true
}

// changes tells whether the items are those that a lane of what was changed lists, or
// those that it leads to.
func (m maker) changes() bool { return len(m.lane.Changed) > 0 && m.depth == 0 }

// since leaves of the items those that were changed since the last crawl.
func (m maker) since(h *harvest, items []node) []node {
	var recent []node
	for _, item := range items {
		r := reader{node: item, values: m.values, at: m.at}
		at := r.time("changed", r.one("changed", m.lane.Changed))
		if r.err != nil || at.IsZero() || !at.Before(m.scope.Since) {
			recent = append(recent, item)
		}
	}
	h.past = len(items) > 0 && len(recent) == 0
	return recent
}

// posts reads the items, and those nested in them.
func (m maker) posts(h *harvest, items []node) {
	old := 0
	defer func() { h.past = h.past || len(items) > 0 && old == len(items) }()
	for i, item := range items {
		at := m.depth
		if m.answer.Reply != nil && m.answer.Reply.holds(item) {
			at++
		}
		if at > m.scope.Source.Comments && at > m.depth {
			continue
		}
		if m.answer.Gone.any(item) {
			m.withdrawn(h, i, item)
			m.nested(h, item, at, nil)
			continue
		}
		if !m.of(item) || !m.wanted(item) {
			// What was left out may have been answered.
			m.nested(h, item, at, nil)
			continue
		}
		known := len(h.page.Unread)
		m.unread = &h.page.Unread
		p, undated, err := m.post(item)
		for at := known; at < len(h.page.Unread); at++ {
			h.page.Unread[at].Where = m.where(i, p.ID) + ": " + h.page.Unread[at].Where
		}
		if err != nil {
			h.skip(m.where(i, p.ID), err)
		}
		if !p.CreatedAt.IsZero() && (h.oldest.IsZero() || p.CreatedAt.Before(h.oldest)) {
			h.oldest = p.CreatedAt
		}
		if err == nil && !h.seen[p.ID] {
			h.seen[p.ID] = true
			if m.isKnownWhole(item, p) {
				old++
			} else {
				h.add(p, undated, len(items)-i)
			}
			m.below(h, i, item, p, at)
		}
		m.nested(h, item, at, replyTo(p))
	}
}

// withdrawn notes the post of an item that says that it is gone.
func (m maker) withdrawn(h *harvest, i int, item node) {
	r := reader{node: item, values: maps.Clone(m.values), at: m.at}
	id := r.one("id", m.answer.Fields.ID)
	switch {
	case r.err != nil:
		h.skip(m.where(i, ""), r.err)
	case id != "" && !h.seen[id]:
		h.seen[id] = true
		h.page.Posts = append(h.page.Posts, social.Post{Platform: m.file.Platform, ID: id, Deleted: true})
	}
}

// add keeps a post, one of at most so many, and why it has no date.
func (h *harvest) add(p social.Post, undated error, most int) {
	if h.page.Posts == nil {
		h.page.Posts = make([]social.Post, 0, most)
	}
	h.page.Posts = append(h.page.Posts, p)
	if undated != nil {
		h.undated(p.ID, undated)
	}
}

// below asks for what was written below an item that is the post p, and for the
// whole of it.
func (m maker) below(h *harvest, i int, item node, p social.Post, at int) {
	replies, err := m.replies(item, p, at)
	if err == nil {
		err = m.gather(h, item, p, at)
	}
	if err != nil {
		h.skip("replies to "+m.where(i, p.ID), err)
	}
	whole, err := m.whole(item, p, at)
	if err != nil {
		h.skip("the whole of "+m.where(i, p.ID), err)
	}
	spoken, err := m.transcript(h, item, p, at)
	if err != nil {
		h.skip("what is said in "+m.where(i, p.ID), err)
	}
	h.page.Next = slices.Concat(h.page.Next, replies, whole, spoken)
}

func (h *harvest) undated(id string, why error) {
	if h.page.Undated == nil {
		h.page.Undated = map[string]error{}
	}
	h.page.Undated[id] = why
}

func (h *harvest) skip(where string, err error) {
	h.page.Skipped = append(h.page.Skipped, crawler.Skip{Where: where, Err: err})
}

// nested reads the replies within an item that stands at the given depth and is
// the given post; nil is none.
func (m maker) nested(h *harvest, item node, at int, p values) {
	if m.answer.Nested == nil || at >= m.scope.Source.Comments {
		return
	}
	within, _ := item.each(*m.answer.Nested)
	below := m
	below.depth, below.values = at+1, maps.Clone(m.values)
	maps.Copy(below.values, p)
	below.posts(h, within)
}

func (m maker) where(i int, id string) string {
	if id != "" {
		return "item " + id
	}
	return fmt.Sprintf("item %d of the page", i+1)
}
