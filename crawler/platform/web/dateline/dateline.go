// Package dateline finds the date of publication among what a page shows: the
// time element of the article, or words such as "Published 4 May 2026".
//
// Dates in lists of other articles, in readers' comments, footers and menus are
// never the article's.
package dateline

import (
	"net/url"
	"regexp"
	"strings"
	"time"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"earshot/crawler/platform/web/tree"
	"earshot/internal/date"
	"earshot/internal/social"
)

// Date is a date that a page shows.
type Date struct {
	// Time is in UTC.
	Time time.Time
	// HasClock says that the time of day is shown.
	HasClock bool
	// From is social.DateStated for a time element, which states it as data, and
	// social.DatePage for words.
	From social.DateFrom
}

// Ways in which a date is shown, from the one that is least likely that of
// publication to the surest.
const (
	below = iota + 1
	above
	changed
	named
	beside
	timed
	published
)

// candidate is a date on the page, and how likely it is that of publication.
type candidate struct {
	Date
	rank int
}

// Find finds the date of publication on a page at an address, in a language: a
// BCP 47 tag or "". ok is false where there is none.
func Find(page *html.Node, address *url.URL, language string) (found Date, ok bool) {
	f := finder{Reader: Reader{Language: language}, address: address, headline: headlineOf(page), size: tree.Length(page)}
	tree.Walk(page, f.visit)
	if f.best.rank == 0 {
		return Date{}, false
	}
	return f.best.Date, true
}

// finder looks for the best candidate, in the order of the page.
type finder struct {
	Reader
	headline *html.Node
	address  *url.URL
	// entries are the elements around dates that were looked at.
	entries map[*html.Node]entry
	// size is the length of the page's text, in bytes.
	size int
	// after is set behind the headline, running behind the first paragraph after it.
	after, running bool
	looked         int
	best           candidate
}

const (
	// maxShown is how long the text of an element that shows a date may be, in bytes.
	maxShown = 200
	// minRunning is how long a text is that begins the article, in bytes.
	minRunning = 160
	// maxLength is where the length of a text is read no further.
	maxLength = minRunning + maxShown
	// maxLooked limits the elements that are looked at.
	maxLooked = 20_000
)

func (f *finder) visit(n *html.Node) bool {
	if n.Type != html.ElementNode {
		return true
	}
	if n == f.headline {
		f.after = true
		return true
	}
	if f.isElsewhere(n) {
		return false
	}
	if f.looked++; f.looked > maxLooked {
		return false
	}
	if n.DataAtom == atom.Time {
		f.consider(f.owned(n, f.timeElement(n)))
	} else if at, ok := f.titled(n); ok && f.after && !f.running {
		f.consider(f.owned(n, candidate{Date: at, rank: timed}))
	}
	size := shortLength(n)
	switch {
	case size == 0:
	case size <= maxShown:
		f.consider(f.owned(n, f.words(n)))
	case f.after && !f.running && n.DataAtom == atom.P:
		f.consider(f.beginning(n))
		f.running = size > minRunning
	}
	if key := tree.Attr(n, "property"); key != "" && rdfDate.MatchString(key) {
		f.consider(f.rdfa(n))
	}
	return true
}

// consider keeps a candidate that is better than what came before it.
func (f *finder) consider(c candidate) {
	if c.rank > f.best.rank || c.rank == f.best.rank && c.HasClock && !f.best.HasClock && c.Time.Sub(f.best.Time).Abs() < 24*time.Hour {
		f.best = c
	}
}

// timeElement reads a time element (HTML, 4.5.14).
func (f *finder) timeElement(n *html.Node) candidate {
	got, err := date.Read(tree.Attr(n, "datetime"), date.Options{Language: f.Language})
	if err != nil {
		return candidate{}
	}
	c := candidate{Date: Date{Time: got.Time, HasClock: got.HasClock, From: social.DateStated}, rank: timed}
	switch context := labelBefore(n); {
	case tree.HasWord(n, eventWords):
		return candidate{}
	case hasAttr(n, "pubdate") || publishedLabel.MatchString(context) || tree.HasWord(n, publishedWords):
		c.rank = published
	case changedLabel.MatchString(context) || tree.HasWord(n, changedWords):
		c.rank = changed
	case f.headline != nil && !f.after:
		c.rank = above
	case f.running:
		c.rank = below
	}
	return c
}

// words reads a date among the words of an element.
func (f *finder) words(n *html.Node) candidate {
	text := tree.Text(n)
	isNamed := tree.HasWord(n, datedWords) && !tree.HasWord(n, eventWords)
	isPublished, isChanged := publishedLabel.MatchString(text), changedLabel.MatchString(text)
	near := f.after && !f.running
	if !isNamed && !isPublished && !isChanged && !near && n.DataAtom != atom.Time {
		return candidate{}
	}
	got, rest, ok := f.within(text)
	if !ok || !isPublished && !isChanged && !isNamed && n.DataAtom != atom.Time && rest > maxBeside {
		return candidate{}
	}
	if !isPublished && !isChanged && (eventLabel.MatchString(text) || rest > maxLabel && strings.HasSuffix(text, ".")) {
		return candidate{}
	}
	c := candidate{Date: Date{Time: got.Time, HasClock: got.HasClock, From: social.DatePage}}
	switch {
	case tree.HasWord(n, eventWords):
		return candidate{}
	case isPublished && !f.running:
		c.rank = published
	case isChanged:
		c.rank = changed
	case near:
		c.rank = beside
	case f.running:
		c.rank = below
	case f.headline != nil && !f.after:
		c.rank = above
	default:
		c.rank = named
	}
	return c
}

// beginning reads a date that the first paragraph begins with, before a dash or
// bar, as agencies have it. Without one it may be what the article is about.
func (f *finder) beginning(n *html.Node) candidate {
	at := opening.FindStringIndex(tree.Text(n))
	if at == nil {
		return candidate{}
	}
	got, rest, ok := f.within(tree.Text(n)[:at[1]])
	if !ok || rest > maxBeside {
		return candidate{}
	}
	return candidate{Date: Date{Time: got.Time, HasClock: got.HasClock, From: social.DatePage}, rank: above}
}

// opening finds the beginning of a text up to the first dash or bar.
var opening = regexp.MustCompile(`^.{6,70}?\s?(?: [–—|-] |[–—|])`)

// rdfa reads a date that an element states in RDFa (w3.org/TR/rdfa-primer).
func (f *finder) rdfa(n *html.Node) candidate {
	got, err := date.Read(tree.Attr(n, "content"), date.Options{Language: f.Language})
	if err != nil {
		return candidate{}
	}
	return candidate{Date: Date{Time: got.Time, HasClock: got.HasClock, From: social.DateStated}, rank: timed}
}

// rdfDate finds the properties of RDFa that are dates of publication.
var rdfDate = regexp.MustCompile(`(?i)(?:^|[\s:])(?:datePublished|dateCreated|created|issued|pubdate|date)(?:$|\s)`)

// maxBeside is how many characters may stand with a date beside the headline
// that nothing says is one.
const maxBeside = 60

// maxLabel is how many characters may stand with a date in what ends as a sentence
// does.
const maxLabel = 8

// headlineOf is the headline of a page: its first h1 that has text.
func headlineOf(page *html.Node) (found *html.Node) {
	tree.Walk(page, func(n *html.Node) bool {
		if found == nil && n.DataAtom == atom.H1 && tree.Length(n) > 0 {
			found = n
		}
		return found == nil
	})
	return found
}

// isElsewhere tells whether an element is something other than the article.
func (f *finder) isElsewhere(n *html.Node) bool {
	switch n.DataAtom {
	case atom.Script, atom.Style, atom.Template, atom.Nav, atom.Select, atom.Table, atom.Figure, atom.Noscript, atom.Head, atom.Svg, atom.Aside:
		return !holds(n, f.headline)
	case atom.Footer:
		return !holds(n, f.headline) && !isInArticle(n)
	case atom.Div, atom.Section, atom.Article, atom.Ul, atom.Ol, atom.Li, atom.Dl, atom.Header:
		// A part with most of the text is the article whatever its name.
		return tree.HasWord(n, elsewhereWords) && !holds(n, f.headline) && 2*tree.LengthUpTo(n, f.size) < f.size
	}
	return false
}

// isInArticle tells whether an element is inside an article element.
func isInArticle(n *html.Node) bool {
	for p := n.Parent; p != nil; p = p.Parent {
		if p.DataAtom == atom.Article {
			return true
		}
	}
	return false
}

// holds tells whether an element is around another one.
func holds(n, inner *html.Node) bool {
	for p := inner; p != nil; p = p.Parent {
		if p == n {
			return true
		}
	}
	return false
}

// shortLength is the length of the text of an element in bytes, or a number
// above what is looked at.
func shortLength(n *html.Node) int { return tree.LengthUpTo(n, maxLength) }

func hasAttr(n *html.Node, key string) bool {
	for _, a := range n.Attr {
		if a.Key == key {
			return true
		}
	}
	return false
}
