package spec

import (
	"maps"
	"strconv"
	"strings"

	"earshot/internal/social"
)

const (
	// togetherName is the placeholder for the keys of the items below which is asked
	// with one request.
	togetherName = "together"
	// togetherPosts is the variable that holds the posts of these keys.
	togetherPosts = "together.posts"
	// between stands between the key, id, address and thread of a post there; each post
	// is a line.
	between = "\t"
	// maxTogether limits the items that one request asks below.
	maxTogether = 100
)

// gathered are the posts of a page below which is asked with one request, by their
// keys.
type gathered struct {
	keys  []string
	posts map[string][3]string
	depth int
}

// gather notes the item that is the post p for a request below all of a page. It
// does nothing where each item has a request of its own.
func (m maker) gather(h *harvest, item node, p social.Post, at int) error {
	if !m.isAnswered(p, at) {
		return nil
	}
	for i, follow := range m.answer.Replies {
		if len(follow.Together) == 0 || follow.When != nil && !follow.When.holds(item) {
			continue
		}
		r := reader{node: item, values: m.values, at: m.at}
		key := r.one(togetherName, follow.Together)
		if r.err != nil || key == "" || strings.Contains(key, ",") || strings.ContainsAny(key+p.ID+p.URL+p.ThreadID, "\t\n") {
			return social.Errorf(social.CodeBroken, "together: its key is missing")
		}
		g := h.gathered[i]
		if g == nil {
			if h.gathered == nil {
				h.gathered = map[int]*gathered{}
			}
			g = &gathered{posts: map[string][3]string{}, depth: at + 1}
			h.gathered[i] = g
		}
		v := replyTo(p)
		g.keys = append(g.keys, key)
		g.posts[key] = [3]string{v["post.id"], v["post.url"], v["post.thread"]}
	}
	return nil
}

// askTogether asks below the items of a page that were gathered.
func (m maker) askTogether(h *harvest) {
	for i, follow := range m.answer.Replies {
		g := h.gathered[i]
		follow.When = nil // it was looked at for each item
		for g != nil && len(g.keys) > 0 {
			keys := g.keys[:min(len(g.keys), maxTogether)]
			g.keys = g.keys[len(keys):]
			var lines []string
			for _, key := range keys {
				post := g.posts[key]
				lines = append(lines, strings.Join(append([]string{key}, post[:]...), between))
			}
			next, err := m.follow(follow, stepReplies+"."+strconv.Itoa(i), nil, values{togetherName: strings.Join(keys, ","), togetherPosts: strings.Join(lines, "\n")}, g.depth)
			h.page.Next = append(h.page.Next, next...)
			if err != nil {
				h.skip("replies to "+strconv.Itoa(len(keys))+" posts", err)
			}
		}
	}
}

// of gives an item of an answer that was asked for below several posts the one that
// it is a reply to. An item of none of them is not ours.
func (m *maker) of(item node) bool {
	if len(m.answer.Of) == 0 || m.values[togetherPosts] == "" {
		return true // it was asked below one post
	}
	if m.answered == nil {
		m.answered = map[string][3]string{}
		for line := range strings.SplitSeq(m.values[togetherPosts], "\n") {
			if parts := strings.Split(line, between); len(parts) == 4 {
				m.answered[parts[0]] = [3]string(parts[1:])
			}
		}
		m.values = maps.Clone(m.values)
	}
	r := reader{node: item, values: m.values, at: m.at}
	post, found := m.answered[r.one("of", m.answer.Of)]
	m.values["post.id"], m.values["post.url"], m.values["post.thread"] = post[0], post[1], post[2]
	return found && r.err == nil
}
