// Package discussion reads readers' comments from the usual markup of blogs and
// papers: WordPress, Blogger, Drupal, Movable Type, Isso, and what looks like
// them. Pages that declare their comments as data need none of it.
package discussion

import (
	"regexp"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"earshot/crawler/platform/web/dateline"
	"earshot/crawler/platform/web/tree"
)

// Comment is what a reader wrote below an article.
type Comment struct {
	// Fragment is the id of the comment on its page; "" for none.
	Fragment string
	// Parent is the place of the comment it answers in the list; -1 for none.
	Parent int
	// Author is the name shown, Link the address it leads to.
	Author, Link string
	// Title is that of a review.
	Title, Text string
	// Date is when it was written; zero where that is not shown.
	Date dateline.Date
}

const (
	// maxComments limits the comments of one page.
	maxComments = 5_000
	// maxWalked limits the nodes that are looked at for all comments of a page.
	maxWalked = 2_000_000
)

var (
	// section finds, among single class names and ids, the part of a page that is
	// readers' comments.
	section = regexp.MustCompile(`(?i)^(?:comments?|comments?[-_]*(?:area|section|list|wrap(?:per)?|container|block|box|thread|form|respond|holder|panel|content|template)|wp-block-(?:post-)?comments(?:-query-loop)?|commentlist|respond|disqus_thread|fb-comments|livefyre|utterances|giscus|isso-thread|isso-root|replies|discussion|kommentare|commentaires|comentarios|comentários|commenti|reacties|komentarze)$`)
	// itemName finds the class names of one comment, numbered its ids.
	itemName = regexp.MustCompile(`(?i)^(?:comment|isso-comment|static-comment|comments?[-_]+item|commentitem|comment[-_]entry|comment[-_]single|single[-_]comment|user[-_]comment|h-cite|u-comment|p-comment)$`)
	numbered = regexp.MustCompile(`(?i)^(?:li-|div-|article-)?(?:comment|cmt|isso|c)-?(\d+)$`)
	// unsure finds the numbered ids that other things than comments have, such as
	// the parts of a page of TYPO3.
	unsure = regexp.MustCompile(`(?i)^c-?\d+$`)
	// notes are links from other pages, which no reader wrote.
	notes = tree.Set(`pingback trackback`)
)

// Is tells whether an element is the part of a page that is readers' comments, or
// one of them.
func Is(n *html.Node) bool { return tree.Named(n, section) || isItem(n) }

func isItem(n *html.Node) bool {
	switch n.DataAtom {
	case atom.Li, atom.Div, atom.Article, atom.Section, atom.Tr, atom.Dd:
		id := tree.Attr(n, "id")
		return (mayBeItem(tree.Attr(n, "class")) && named(n, itemName) || id != "" && numbered.MatchString(id) && !unsure.MatchString(id)) && !holdsHeadline(n)
	}
	return false
}

// mayBeItem tells whether class names may be those of a comment; most are not, and
// this is quicker than to look at each.
func mayBeItem(classes string) bool {
	lower := strings.ToLower(classes)
	return strings.Contains(lower, "comment") || strings.Contains(lower, "h-cite")
}

// named tells whether a class name of an element is as pattern says.
func named(n *html.Node, pattern *regexp.Regexp) bool {
	for name := range strings.FieldsSeq(tree.Attr(n, "class")) {
		if pattern.MatchString(name) {
			return true
		}
	}
	return false
}

// holdsHeadline tells whether an element is around the headline: papers name
// their opinion pieces so.
func holdsHeadline(n *html.Node) bool {
	found := false
	tree.Walk(n, func(c *html.Node) bool {
		found = found || c.DataAtom == atom.H1
		return !found
	})
	return found
}

// Read reads the comments on a page in a language, a BCP 47 tag or "". It takes
// them, and what stands around them, out of the page: what is left is what they
// are about.
func Read(page *html.Node, language string) []Comment {
	list, nodes := bloggerComments(page, language)
	for _, s := range shapes {
		if s.topic == nil {
			reviews, shown := s.read(page, language)
			list, nodes = append(list, reviews...), append(nodes, shown...)
		}
	}
	more, others := readItems(page, language)
	if len(list) == 0 {
		list = more
	}
	take(page, append(nodes, others...))
	return list
}

// readItems reads the comments that look like those of blogs, and the elements
// that they are in.
func readItems(page *html.Node, language string) (list []Comment, nodes []*html.Node) {
	r := reader{dates: dateline.Reader{Language: language}, place: map[*html.Node]int{}}
	tree.Walk(page, func(n *html.Node) bool {
		if n.Type == html.ElementNode && isItem(n) && r.walked < maxWalked && len(r.list) < maxComments {
			r.item(n)
		}
		return n.DataAtom != atom.Script && n.DataAtom != atom.Style && n.DataAtom != atom.Head
	})
	for n, place := range r.place {
		if place >= 0 || tree.HasWord(n, notes) {
			nodes = append(nodes, n)
		}
	}
	return r.list, nodes
}

type reader struct {
	dates dateline.Reader
	list  []Comment
	// place is where the comment of an element stands in list; -1 for an element
	// that is none.
	place  map[*html.Node]int
	walked int
}

// item reads one comment, unless the element is the inner part of the comment
// around it.
func (r *reader) item(n *html.Node) {
	around, parent := r.around(n)
	if around != nil && isSame(n, around) {
		r.place[n] = r.place[around]
		return
	}
	r.place[n] = -1
	if tree.HasWord(n, notes) {
		return
	}
	own := r.own(n)
	if own.text == "" || own.author == "" && own.date.Time.IsZero() {
		return
	}
	r.place[n] = len(r.list)
	r.list = append(r.list, Comment{Fragment: fragmentOf(n), Parent: parent, Author: own.author, Link: own.link, Text: own.text, Date: own.date})
}

// around is the comment that an element is inside of, and the place of the one
// it answers: that, or the one before the box in which answers are indented.
func (r *reader) around(n *html.Node) (item *html.Node, parent int) {
	for p := n.Parent; p != nil; p = p.Parent {
		if place, known := r.place[p]; known {
			return p, place
		}
		if !tree.HasWord(p, answers) {
			continue
		}
		for s := p.PrevSibling; s != nil; s = s.PrevSibling {
			if place, known := r.place[s]; known {
				return nil, place
			}
		}
	}
	return nil, -1
}

// answers are the words in class names of the boxes that answers stand in.
var answers = tree.Set(`children replies indented nested thread subcomments comment-replies follow-ups`)

// isSame tells whether an element inside a comment is a part of it and not an
// answer: it has the same number, or none and no list between the two.
func isSame(n, around *html.Node) bool {
	inner, outer := numberOf(n), numberOf(around)
	if inner != "" && outer != "" {
		return inner == outer
	}
	if class := tree.Attr(n, "class"); class != "" && class == tree.Attr(around, "class") && n.DataAtom == around.DataAtom {
		return false
	}
	for p := n.Parent; p != nil && p != around; p = p.Parent {
		if p.DataAtom == atom.Ul || p.DataAtom == atom.Ol || tree.HasWord(p, answers) {
			return false
		}
	}
	return true
}

func numberOf(n *html.Node) string {
	if m := numbered.FindStringSubmatch(tree.Attr(n, "id")); m != nil {
		return m[1]
	}
	return ""
}

// fragmentOf is the id of a comment: its own, or that of the element in it that
// has a comment's number.
func fragmentOf(n *html.Node) string {
	if id := tree.Attr(n, "id"); id != "" && !strings.ContainsAny(id, " \t\n") {
		return strings.TrimPrefix(strings.TrimPrefix(id, "li-"), "div-")
	}
	found := ""
	tree.Walk(n, func(c *html.Node) bool {
		if c != n && isItem(c) && !isSame(c, n) {
			return false
		}
		if id := tree.Attr(c, "id"); found == "" && numbered.MatchString(id) {
			found = id
		}
		return found == ""
	})
	return found
}
