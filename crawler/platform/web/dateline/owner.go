package dateline

import (
	"net/url"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"earshot/crawler/platform/web/tree"
	"earshot/internal/social"
)

// Whose date one is, as far as the links beside it tell.
const (
	unowned = iota
	ours
	anothers
)

const (
	// maxTeaser is how long the text of an entry in a list of others may be, in bytes.
	maxTeaser = 700
	// maxUp is how many elements around a date are looked at for such an entry.
	maxUp = 6
)

// owned is a candidate by whose date it is: one that is linked to another page, or
// stands in an entry whose heading is, is that page's. One that is linked to the
// page itself is surely its own, wherever it stands.
func (f *finder) owned(n *html.Node, c candidate) candidate {
	if c.rank == 0 || f.address == nil {
		return c
	}
	switch f.owner(n) {
	case anothers:
		return candidate{}
	case ours:
		if c.From == social.DateStated && c.rank != changed {
			c.rank = published
		}
	}
	return c
}

// owner tells whose date stands in an element.
func (f *finder) owner(n *html.Node) int {
	whose := unowned
	for p, up := n, 0; p != nil && up < 3 && whose == unowned; p, up = p.Parent, up+1 {
		if p.DataAtom == atom.A {
			whose = f.leads(p)
		}
	}
	tree.Walk(n, func(c *html.Node) bool {
		if whose == unowned && c.DataAtom == atom.A && (n.DataAtom == atom.Time || year.MatchString(tree.Text(c))) {
			whose = f.leads(c)
		}
		return whose == unowned
	})
	for p, up := n.Parent, 0; whose == unowned && p != nil && up < maxUp; p, up = p.Parent, up+1 {
		around := f.entry(p)
		if !around.short {
			break
		}
		whose = around.whose
	}
	return whose
}

// entry is an element around dates.
type entry struct {
	// short says that it may be an entry in a list of others, and whose is where its first
	// heading leads.
	short bool
	whose int
}

// entry looks at an element, once: a page may hold any number of dates side by side.
func (f *finder) entry(n *html.Node) entry {
	known, seen := f.entries[n]
	if seen {
		return known
	}
	if !holds(n, f.headline) && tree.LengthUpTo(n, maxTeaser) < maxTeaser {
		known = entry{true, f.heading(n)}
	}
	if f.entries == nil {
		f.entries = map[*html.Node]entry{}
	}
	f.entries[n] = known
	return known
}

// heading tells where the first heading in an element leads.
func (f *finder) heading(n *html.Node) int {
	whose, seen := unowned, false
	tree.Walk(n, func(c *html.Node) bool {
		switch c.DataAtom {
		case atom.H2, atom.H3, atom.H4, atom.H5, atom.H6:
			if seen {
				return false
			}
			seen = true
			tree.Walk(c, func(a *html.Node) bool {
				if a.DataAtom == atom.A && whose == unowned {
					whose = f.leads(a)
				}
				return whose == unowned
			})
			for p := c.Parent; whose == unowned && p != nil && p != n.Parent; p = p.Parent {
				if p.DataAtom == atom.A {
					whose = f.leads(p)
				}
			}
			return false
		}
		return !seen
	})
	return whose
}

// leads tells whether a link leads to this page or to another one of the site. A
// link to a part of this page tells nothing.
func (f *finder) leads(a *html.Node) int {
	href := strings.TrimSpace(tree.Attr(a, "href"))
	if href == "" || strings.HasPrefix(href, "#") {
		return unowned
	}
	u, err := f.address.Parse(href)
	switch {
	case err != nil || u.Scheme != "http" && u.Scheme != "https" || bare(u) != bare(f.address):
		return unowned
	case !samePage(u, f.address):
		if isDayOrAuthor(u) {
			return unowned
		}
		return anothers
	case u.Fragment != "":
		return unowned
	}
	return ours
}

func bare(u *url.URL) string { return strings.TrimPrefix(strings.ToLower(u.Host), "www.") }

func samePage(a, b *url.URL) bool {
	return strings.TrimSuffix(a.EscapedPath(), "/") == strings.TrimSuffix(b.EscapedPath(), "/") && (a.RawQuery == b.RawQuery || a.RawQuery == "" && a.Path != "" && a.Path != "/")
}

// isDayOrAuthor tells whether an address is that of an archive: of a day, to which
// themes link dates, or of an author.
func isDayOrAuthor(u *url.URL) bool { return archivePath.MatchString(u.EscapedPath()) }
