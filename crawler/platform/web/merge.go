package web

import (
	"slices"
	"strings"
)

// derived begins the fragment of replies that have no identity of their own.
const derived = "#reply-"

// merged are the replies that a page declares, together with those it shows. Many pages
// declare the newest few alone, or with the quotations that stand in them. Where none of
// those shown is declared, what is shown may be no discussion, and is left out.
func merged(declared, shown []reply) []reply {
	places := make([]int, len(shown))
	found := false
	for i, s := range shown {
		places[i] = slices.IndexFunc(declared, func(d reply) bool { return sayTheSameReply(d, s) })
		found = found || places[i] >= 0
	}
	if !found {
		return declared
	}
	all := slices.Clone(declared)
	for i, s := range shown {
		if at := places[i]; at >= 0 {
			all[at] = declaredAs(all[at], s)
			if old := declared[at].id; old != all[at].id {
				renameParent(all, old, all[at].id)
			}
		}
	}
	known := map[string]string{}
	for i, s := range shown {
		if at := places[i]; at >= 0 {
			known[s.id] = all[at].id
			all[at].parent = first(all[at].parent, known[s.parent])
			continue
		}
		if s.text == "" || s.author.Name == "" {
			continue
		}
		known[s.id] = s.id
		s.parent = known[s.parent]
		all = append(all, s)
	}
	return all
}

// sayTheSameReply tells whether a declared reply is one that is shown.
func sayTheSameReply(declared, shown reply) bool {
	a, b := letters(declared.text), letters(shown.text)
	return b != "" && strings.Contains(a, b) && letters(declared.author.Name) == letters(shown.author.Name)
}

// declaredAs is a declared reply with what is better told by how it is shown: its own
// words, without those it quotes, and its place in the page.
func declaredAs(d, shown reply) reply {
	d.text = shown.text
	if shown.title == "" {
		d.title = ""
	}
	if strings.Contains(d.id, derived) && !strings.Contains(shown.id, derived) {
		d.id, d.url = shown.id, shown.url
	}
	return d
}

func renameParent(list []reply, old, name string) {
	for i := range list {
		if list[i].parent == old {
			list[i].parent = name
		}
	}
}
