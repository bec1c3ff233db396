package spec

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"earshot/crawler"
	"earshot/internal/social"
)

// leads asks for what items lead to that are no posts.
func (m maker) leads(h *harvest, items []node) {
	old := 0
	var keys []string
	for i, item := range items {
		if !m.wanted(item) {
			continue
		}
		at := m.updated(item)
		if !at.IsZero() && at.Before(m.scope.Since) {
			old++
			continue
		}
		var next []crawler.Request
		key, err := m.key(item)
		switch {
		case err == nil && key == "":
			next, err = m.follow(*m.answer.Leads, stepLeads, item, m.above(), m.depth)
		case err == nil && !slices.Contains(keys, key):
			keys = append(keys, key)
		}
		if err != nil {
			h.skip(m.where(i, ""), err)
		}
		h.page.Next = append(h.page.Next, next...)
	}
	m.leadTogether(h, keys)
	h.past = len(items) > 0 && old == len(items)
}

// updated is when an item that is no post was last added to; zero where that is not
// known. What cannot be read is as unknown as what is not there.
func (m maker) updated(item node) time.Time {
	rules := m.answer.Leads.Updated
	if len(rules) == 0 && m.changes() && !m.led() {
		rules = m.lane.Changed
	}
	r := reader{node: item, values: m.values, at: m.at}
	at := r.time("updated", r.one("updated", rules))
	if r.err != nil {
		return time.Time{}
	}
	return at
}

// key is what an item leads to, where that is asked for with what others lead to; empty
// where each item has a request of its own.
func (m maker) key(item node) (string, error) {
	follow := m.answer.Leads
	if len(follow.Together) == 0 || follow.When != nil && !follow.When.holds(item) {
		return "", nil
	}
	r := reader{node: item, values: m.values, at: m.at}
	key := r.one(togetherName, follow.Together)
	if r.err != nil || key == "" || strings.Contains(key, ",") {
		return "", social.Errorf(social.CodeBroken, "together: its key is missing")
	}
	return key, nil
}

// leadTogether asks for what the items of a page lead to.
func (m maker) leadTogether(h *harvest, keys []string) {
	follow := *m.answer.Leads
	follow.When = nil // it was looked at for each item
	for some := range slices.Chunk(keys, maxTogether) {
		vars := m.above()
		vars[togetherName] = strings.Join(some, ",")
		next, err := m.follow(follow, stepLeads, nil, vars, m.depth)
		h.page.Next = append(h.page.Next, next...)
		if err != nil {
			h.skip("what "+strconv.Itoa(len(some))+" items lead to", err)
		}
	}
}

// led tells whether the items are those that others led to.
func (m maker) led() bool { return slices.Contains(strings.Split(m.step, "/"), stepLeads) }
