package web

import (
	"net/url"
	"regexp"
	"slices"
	"strings"

	"github.com/PuerkitoBio/goquery"

	"earshot/crawler/markup"
	"earshot/crawler/platform/web/prose"
	"earshot/crawler/platform/web/tree"
)

var (
	// listTypes are the types of schema.org whose pages list others.
	listTypes = []string{"CollectionPage", "SearchResultsPage", "ProfilePage"}
	// listPath finds the addresses of lists: of a subject, an author, a month,
	// the results of a search, a further page of any of these.
	listPath = regexp.MustCompile(`(?i)(?:^|/)(?:tags?|categor(?:y|ies|ie|ia|ía)|kategorien?|kategoria|rubri(?:k|que|ka|ca)s?|topics?|themen|thema|sujets?|temas?|etiquetas?|schlagwort|label|labels|authors?|autor(?:en|es)?|auteurs?|archives?|archiv|search|suche|recherche|buscar|busca|zoeken|szukaj|section|sections|feed)(?:/[^/]*){0,2}/?$|/page/\d+/?$|^/(?:19|20)\d\d(?:/\d\d?){0,2}/?$|^/(?:index\.\w+)?$`)
)

// manyTeasers is how many show a list that calls itself an article.
const manyTeasers = 5

// isArticleByTypeAlone tells whether nothing but og:type makes a page an article.
func (d declarations) isArticleByTypeAlone() bool {
	return d.mainLD == nil && d.mainMicro == nil && d.mainEntry == nil && d.meta.text("article:published_time", "og:article:published_time") == ""
}

// minTeasers is how many teasers of other pages make a page a list of them.
const minTeasers = 3

// isListing tells whether a page lists others: a front page, the page of a tag,
// the results of a search. A page that declares an article at its own address is
// none.
func (d declarations) isListing(doc document, shown teasersShown, body prose.Body) bool {
	if d.isArticleHere(doc.base) {
		// Some sites call all of their pages articles.
		return d.isArticleByTypeAlone() && body.Teasers >= manyTeasers && body.Running < minTeaser/4*body.Teasers
	}
	if !body.IsEntry && (shown.count > 1 || shown.count == 1 && listPath.MatchString(doc.address.Path)) && 2*shown.length > shown.of {
		return true
	}
	query := doc.address.Query()
	switch {
	case d.holds(listTypes),
		listPath.MatchString(doc.address.Path) && body.Teasers > 0,
		(query.Has("s") || query.Has("q") || query.Has("query") || query.Has("search")) && body.Teasers > 0:
		return true
	}
	// A list has its words under headings that lead elsewhere.
	return body.Teasers >= minTeasers && body.Running < minTeaser*body.Teasers
}

// teasersShown are the entries on a page that are shown in a list of them, whole or
// not: the heading of each leads to its own page.
type teasersShown struct {
	// count is how many there are, length how long their text is and of how long that
	// of the page, in bytes.
	count, length, of int
}

// teasersOf looks for the entries of lists on a page.
func teasersOf(doc document) (shown teasersShown) {
	const selector = "article, .hentry, .h-entry, li.post, li.wp-block-post, .post"
	doc.root.Find(selector).Each(func(_ int, s *goquery.Selection) {
		n := s.Nodes[0]
		if s.ParentsFiltered(selector).Length() > 0 || holdsHeading(n) || shown.count >= maxHeadings {
			return
		}
		leads := false
		s.Find("h1 a[href], h2 a[href], h3 a[href], h4 a[href], a[href] h2, a[href] h3").EachWithBreak(func(_ int, a *goquery.Selection) bool {
			u, err := url.Parse(markup.Resolve(doc.base, a.AttrOr("href", a.Closest("a").AttrOr("href", ""))))
			leads = err == nil && u.Host != "" && sameSite(u, doc.address) && !sameAddress(u.String(), doc.address.String())
			return !leads
		})
		if leads {
			shown.count++
			shown.length += tree.Length(n)
		}
	})
	if shown.count > 0 {
		whole := doc.root.Find("main, #main, [role=main]").First()
		if whole.Length() == 0 {
			whole = doc.root.Find("body")
		}
		for _, n := range whole.Nodes {
			shown.of = tree.Length(n)
		}
	}
	return shown
}

// minTeaser is how many characters of running text for each teaser show that a
// page is more than a list, with teasers of others beside it.
const minTeaser = 600

// holds tells whether the page declares itself to be one of the types.
func (d declarations) holds(types []string) bool {
	for _, roots := range [][]*thing{d.ld, d.micro} {
		for _, t := range roots {
			if t.is(types) && !d.isArticle() {
				return true
			}
		}
	}
	return false
}

// isProduct tells whether a page declares itself that of a product: what is said
// of it are the reviews.
func (d declarations) isProduct() bool {
	if d.isArticle() {
		return false
	}
	if strings.HasPrefix(strings.ToLower(d.meta.text("og:type")), "product") {
		return true
	}
	products := 0
	for _, t := range append(slices.Clone(d.ld), d.micro...) {
		if t.is([]string{"Product", "ProductGroup"}) {
			products++
		}
	}
	return products == 1
}

func isRoot(address *url.URL) bool { return strings.Trim(address.Path, "/") == "" }
