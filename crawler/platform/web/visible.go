package web

import (
	"regexp"
	"strings"

	"github.com/PuerkitoBio/goquery"
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"earshot/crawler/markup"
	"earshot/crawler/platform/web/discussion"
	"earshot/crawler/platform/web/tree"
)

// visibleFacts are what a reader would see where nothing is declared.
func visibleFacts(doc document) facts {
	heading := oneLine(doc.root.Find("h1").First().Text())
	title := oneLine(doc.root.Find("title").First().Text())
	f := facts{language: language(doc.root.Find("html").AttrOr("lang", doc.root.Find("html").AttrOr("xml:lang", "")))}
	f.title = pageTitle(title, heading)
	return f
}

// written finds a date among other words.
var written = regexp.MustCompile(`\d{4}\s?[-/.年]\s?\d{1,2}\s?[-/.月]\s?\d{1,2}日?(?:[T\s]*(?:[（(].{1,3}[)）])?\s*\d{1,2}\s?[:時时]\s?\d{2}(?:[:分]?\s?\d{2})?[分秒]?)?|\d{1,2}\.?\s\pL{3,10}\.?,?\s\d{4}(?:,?\s(?:-\s)?\d{1,2}:\d{2})?|\pL{3,10}\.?\s\d{1,2},\s\d{4}`)

// maxDated is how long the text of an element that shows a date may be, in bytes.
const maxDated = 160

// shortText is the text of an element, or "" when it is longer than a date is.
func shortText(n *html.Node) string {
	size := 0
	var measure func(n *html.Node) bool
	measure = func(n *html.Node) bool {
		if n.Type == html.TextNode {
			size += len(strings.TrimSpace(n.Data))
		}
		for c := n.FirstChild; c != nil && size <= maxDated; c = c.NextSibling {
			measure(c)
		}
		return size <= maxDated
	}
	if !measure(n) {
		return ""
	}
	return oneLine(markup.TextOf(n))
}

// bylines are where pages show who wrote, the most exact first.
var bylines = []string{
	"[rel=author]", "[itemprop=author]", ".wp-block-post-author-name", ".wp-block-post-author__name", "[data-testid=authorName]", "a[href*='/author/']",
	".author-name", ".byline-name", ".post-author .fn", ".entry-author", ".byline", ".author",
}

// visibleAuthor is the name shown as the author's.
func visibleAuthor(doc document) string {
	for i := range 2 * len(bylines) {
		// What is told of the author below the article comes last.
		selector, inBio := bylines[i%len(bylines)], i >= len(bylines)
		var names []string
		var beside *html.Node
		doc.root.Find(selector).EachWithBreak(func(_ int, s *goquery.Selection) bool {
			n := s.Nodes[0]
			if isElsewhere(n) || tree.HasWord(n, siteWords) || isInBio(n) != inBio || beside != nil && n.Parent != beside {
				return beside == nil
			}
			if name := authorName(shortText(n)); name != "" && len([]rune(name)) < 50 && !contains(names, name) {
				names, beside = append(names, name), n.Parent
			}
			return len(names) < maxAuthors
		})
		if len(names) > 0 {
			return strings.Join(names, ", ")
		}
	}
	name := ""
	doc.root.Find("div, p, span, em, i, li").EachWithBreak(func(_ int, s *goquery.Selection) bool {
		if m := namedAuthor.FindStringSubmatch(shortText(s.Nodes[0])); m != nil {
			name = authorName(m[1])
		}
		return name == ""
	})
	return name
}

// signed is f with the author that is shown, where none is declared: byline as it
// was found beside the text, unless that is one of others or but the first of those
// who are shown.
func (f facts) signed(byline, shown string, others []string) facts {
	if f.author.Name != "" {
		return f
	}
	f.author.Name = authorName(byline)
	if f.author.Name == "" || contains(others, f.author.Name) || strings.HasPrefix(shown, f.author.Name+", ") {
		f.author.Name = shown
	}
	return f
}

// siteWords are the words in class names of links to the home page, which themes
// mark as the author's, and bioWords those of what is told of an author.
var (
	siteWords = tree.Set("site-title site-name site-logo brand")
	bioWords  = tree.Set("bio author-bio author-box author-info author-card about-author author-description author-link")
)

// isInBio tells whether an element is part of what is told of an author.
func isInBio(n *html.Node) bool {
	for up := 0; n != nil && up < 6 && n.DataAtom != atom.Article && n.DataAtom != atom.Body; n, up = n.Parent, up+1 {
		if n.Type == html.ElementNode && tree.HasWord(n, bioWords) && !holdsHeading(n) {
			return true
		}
	}
	return false
}

// otherAuthors are the names shown as those of the authors of something else: of
// readers' comments and of other articles.
func otherAuthors(doc document) []string {
	var names []string
	for _, selector := range bylines {
		doc.root.Find(selector).Each(func(_ int, s *goquery.Selection) {
			if n := s.Nodes[0]; len(names) < 100 && isElsewhere(n) {
				names = append(names, authorName(shortText(n)))
			}
		})
	}
	return names
}

// maxAuthors limits the authors that are read side by side.
const maxAuthors = 5

// otherWords are the class names and ids of what stands beside an article and
// names authors of its own.
var otherWords = tree.Set("related latest sidebar trending popular recommended teaser teasers widget mostread most-read read-next more-stories")

// isElsewhere tells whether an element is among readers' comments or beside the
// article.
func isElsewhere(n *html.Node) bool {
	inArticle := false
	for n = n.Parent; n != nil; n = n.Parent {
		if n.Type != html.ElementNode {
			continue
		}
		switch n.DataAtom {
		case atom.Article, atom.Main:
			inArticle = true
		case atom.Aside, atom.Nav, atom.Footer:
			if n.DataAtom == atom.Footer && isInArticle(n) {
				// Themes have the byline of an article in its own footer.
				continue
			}
			if !inArticle && n.FirstChild != nil && !holdsHeading(n) {
				return true
			}
		case atom.Body:
			return false
		}
		if discussion.Is(n) || tree.HasWord(n, otherWords) && !holdsHeading(n) {
			return true
		}
	}
	return false
}

// isInArticle tells whether an element is inside an article element.
func isInArticle(n *html.Node) bool {
	for n = n.Parent; n != nil; n = n.Parent {
		if n.DataAtom == atom.Article {
			return true
		}
	}
	return false
}

// holdsHeading tells whether an element holds the headline of the page.
func holdsHeading(n *html.Node) bool {
	found := false
	tree.Walk(n, func(c *html.Node) bool {
		found = found || c.DataAtom == atom.H1
		return !found
	})
	return found
}

// namedAuthor is a name after a word for author, as Chinese and Japanese pages
// have it.
var namedAuthor = regexp.MustCompile(`(?:作者|记者|記者|撰文|著者|責任編集)\s*[:：/]\s*([\p{Han}\p{Katakana}\p{Latin}·]{2,20})`)
