package discussion

import (
	"regexp"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"earshot/crawler/markup"
	"earshot/crawler/platform/web/dateline"
	"earshot/crawler/platform/web/tree"
	"earshot/internal/social"
)

var (
	// authorWords, textWords, aboutWords and buttonWords are the words in class
	// names of the parts of a comment: who wrote it, what it says, what stands
	// around it, and what can be pressed.
	authorWords = tree.Set(`fn author user username nickname commenter comment-author user-name display-name`)
	textWords   = tree.Set(`comment-content comment-text comment-body comment-message comment-copy isso-text content text body message e-content p-content copy`)
	aboutWords  = tree.Set(`meta metadata comment-meta comment-metadata author vcard byline date time datetime timestamp avatar gravatar says header footer info username permalink awaiting-moderation`)
	buttonWords = tree.Set(`reply report share vote votes like likes actions buttons edit flag toolbar rating respond form upvote downvote`)
)

// plainName finds the class names of authors that say so in one word.
var plainName = regexp.MustCompile(`(?i)^(?:name|nick|poster|who)$`)

// ownPart is what belongs to a comment itself.
type ownPart struct {
	author, link, text string
	date               dateline.Date
}

// own reads a comment without the answers inside it.
func (r *reader) own(n *html.Node) ownPart {
	var o ownPart
	var text *html.Node
	var paragraphs []string
	tree.Walk(n, func(c *html.Node) bool {
		r.walked++
		if c.Type != html.ElementNode || c == n {
			return true
		}
		if isItem(c) && !isSame(c, n) || tree.HasWord(c, buttonWords) || isHidden(c) {
			return false
		}
		if c.DataAtom == atom.Ul || c.DataAtom == atom.Ol {
			if tree.HasWord(c, answers) {
				return false
			}
		}
		isAuthor := tree.HasWord(c, authorWords) || tree.Named(c, plainName) || c.DataAtom == atom.Cite || tree.Attr(c, "itemprop") == "author" || tree.Attr(c, "rel") == "author"
		if isAuthor && text == nil {
			o.name(c)
		}
		if o.date.From != social.DateStated && text == nil && c.DataAtom != atom.Cite {
			if at, ok := r.dates.Of(c); ok && (o.date.Time.IsZero() || at.From == social.DateStated) {
				o.date = at
			}
		}
		switch {
		case tree.HasWord(c, aboutWords) || isAuthor || c.DataAtom == atom.Time || c.DataAtom == atom.Footer || c.DataAtom == atom.Header:
			return text == nil && !isText(c) || !tree.HasWord(c, aboutWords)
		case text == nil && isText(c) && !holdsAbout(c):
			text = c
			return false
		case text == nil && c.DataAtom == atom.P:
			if s := textOf(c); s != "" {
				paragraphs = append(paragraphs, s)
			}
			// The date may stand in a paragraph below the text.
			return true
		}
		return true
	})
	if text != nil {
		o.text = textOf(text)
	} else {
		o.text = strings.Join(paragraphs, "\n\n")
	}
	return o
}

// name takes the name of the author from an element, the innermost one that is
// short.
func (o *ownPart) name(n *html.Node) {
	const longest = 80
	name := tree.Text(n)
	if strings.TrimSpace(name) == "" || len(name) > longest && o.author == "" {
		return
	}
	if o.author == "" || len(name) < len(o.author) && strings.Contains(o.author, name) {
		o.author = name
	}
	tree.Walk(n, func(c *html.Node) bool {
		if href := tree.Attr(c, "href"); c.DataAtom == atom.A && o.link == "" && !strings.HasPrefix(href, "#") {
			o.link = href
		}
		return true
	})
}

func isText(n *html.Node) bool {
	return tree.HasWord(n, textWords) || tree.Attr(n, "itemprop") == "text" || tree.Attr(n, "itemprop") == "commentText"
}

// holdsAbout tells whether an element holds more than the words of a comment: its
// author, as the body of WordPress does.
func holdsAbout(n *html.Node) bool {
	found := false
	tree.Walk(n, func(c *html.Node) bool {
		if c != n && c.Type == html.ElementNode {
			found = found || tree.HasWord(c, authorWords) || c.DataAtom == atom.Time || isText(c)
		}
		return !found
	})
	return found
}

func isHidden(n *html.Node) bool {
	switch n.DataAtom {
	case atom.Script, atom.Style, atom.Form, atom.Button, atom.Template, atom.Noscript:
		return true
	}
	return strings.Contains(strings.ReplaceAll(tree.Attr(n, "style"), " ", ""), "display:none")
}

func textOf(n *html.Node) string { return strings.TrimSpace(markup.TextOf(n)) }
