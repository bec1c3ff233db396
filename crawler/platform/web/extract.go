package web

import (
	"net/url"
	"slices"

	"earshot/crawler"
	"earshot/crawler/markup"
	"earshot/crawler/platform/web/prose"
	"earshot/internal/date"
	"earshot/internal/social"
)

// found is what a page holds.
type found struct {
	address string
	// readAt is where the page was read.
	readAt string
	facts  facts
	links  []string
	// isArticle tells whether the page as a whole is a post, isListing whether it
	// is a list of other pages instead.
	isArticle, isListing bool
	// thread is the address of the first page of a topic; "" for no topic.
	thread string
	// replies are the comments, answers and reviews on the page.
	replies []reply
	meta    meta
	// isMissing says that the page tells that there is none.
	isMissing bool
	// wall says that something stands in the article's place.
	wall bool
	// unreadableDate is the article's date where it is declared and no date.
	unreadableDate string
	// unread are the values of the page that could not be read.
	unread []crawler.Skip
}

const (
	// minArticle is how many characters of running text make a page an article
	// that does not declare itself one.
	minArticle = 250
	// maxWallLinks is the most links of a login page.
	maxWallLinks = 25
)

// declarations are what a page says of itself as data.
type declarations struct {
	meta  meta
	ld    []*thing
	micro []*thing
	loose *thing
	entry []*thing
	// mainLD, mainMicro and mainEntry are what the page is about; nil for none.
	mainLD, mainMicro, mainEntry *thing
	address                      string
	// unread are the blocks of JSON-LD that are not JSON.
	unread []crawler.Skip
}

func readDeclarations(doc document) declarations {
	d := declarations{meta: readMeta(doc)}
	d.ld, d.unread = readJSONLD(doc)
	d.micro, d.loose = readMicrodata(doc)
	d.entry = readEntries(doc)
	d.address = canonical(doc, d.meta, d.ld)
	d.mainLD, d.mainMicro, d.mainEntry = mainThing(d.ld, d.address, doc.base), mainThing(d.micro, d.address, doc.base), mainThing(d.entry, d.address, doc.base)
	return d
}

// isArticle tells whether the page declares itself an article.
func (d declarations) isArticle() bool {
	return d.mainLD != nil || d.mainMicro != nil || d.mainEntry != nil || d.meta.isArticle()
}

// isArticleHere tells whether the page declares an article with its own address.
func (d declarations) isArticleHere(base *url.URL) bool {
	if d.meta.isArticle() {
		return true
	}
	for _, t := range []*thing{d.mainLD, d.mainMicro, d.mainEntry} {
		if t != nil && slices.ContainsFunc(t.ids(base), func(id string) bool { return sameAddress(id, d.address) }) {
			return true
		}
	}
	return false
}

// pageTypes are the types of schema.org that are pages: what they hold is theirs
// where no article is declared.
var pageTypes = []string{"Recipe", "VideoObject", "HowTo", "PodcastEpisode", "JobPosting", "WebPage", "ItemPage", "AboutPage", "MedicalWebPage", "FAQPage", "QAPage", "RealEstateListing"}

// facts are what is declared of the post, without texts, of which there may be
// several.
func (d declarations) facts(doc document) facts {
	f := factsOf(d.mainLD, doc.base).orElse(d.meta.facts(doc))
	lesser := factsOf(d.mainMicro, doc.base).orElse(factsOf(d.mainEntry, doc.base))
	lesser.text, f.text = "", ""
	f = f.orElse(lesser)
	for _, t := range append(slices.Clone(d.ld), d.micro...) {
		if t.is(pageTypes) && (len(t.ids(doc.base)) == 0 || slices.ContainsFunc(t.ids(doc.base), func(id string) bool { return sameAddress(id, d.address) })) {
			page := factsOf(t, doc.base)
			f = f.orElse(facts{created: page.created, dateFrom: page.dateFrom, edited: page.edited})
		}
	}
	if d.loose != nil {
		rest := factsOf(d.loose, doc.base)
		f = f.orElse(facts{author: rest.author, created: rest.created, dateFrom: rest.dateFrom, edited: rest.edited})
	}
	return f
}

// text is the best text of the page; read is what was found on it.
func (d declarations) text(doc document, read prose.Body) (text string, declared bool) {
	structured := factsOf(d.mainLD, doc.base).text
	marked := factsOf(d.mainMicro, doc.base).orElse(factsOf(d.mainEntry, doc.base)).text
	trusted := d.mainMicro == nil && d.mainEntry != nil
	short := d.isBrief()
	if short {
		structured = first(structured, marked)
	}
	return bestText(structured, marked, read.Text, short, trusted), structured != ""
}

func (d declarations) isBrief() bool {
	return isBrief(d.mainLD) || d.mainLD == nil && isBrief(d.mainMicro)
}

// extract reads all that a page says. It changes doc, which must not be used
// afterwards.
func extract(doc document) found {
	promoteHeadline(doc)
	d := readDeclarations(doc)
	out := found{address: d.address, readAt: doc.address.String(), meta: d.meta, unread: d.unread, unreadableDate: d.unreadableDate()}
	f := d.facts(doc)
	shown := visibleFacts(doc)
	f = f.orElse(facts{title: shown.title, language: shown.language})
	if at, err := date.Read(out.unreadableDate, date.Options{Language: f.language}); err == nil && f.created.IsZero() {
		// The order of its numbers is known from the page's language.
		f.created, f.dateFrom = at.Time, social.DateStated
	}
	others := otherAuthors(doc)
	topic, isTopic := d.topic(doc, f.language)
	out.replies = d.replies(doc, f.language)
	f = f.dated(doc, d.address)
	shownAuthor := visibleAuthor(doc)
	logos, teasers := logosOf(d, doc), teasersOf(doc)
	titleText := oneLine(doc.root.Find("title").First().Text())
	// A page with many links may have a login form beside its content.
	password := doc.root.Find("input[type=password]").Length() > 0 && doc.root.Find("a[href]").Length() < maxWallLinks
	paywall := showsPaywall(doc)

	// A page that declares nothing is an article where it has a headline, one
	// article element or a date of its own.
	hasForm := doc.root.Find("h1").Length() > 0 || doc.root.Find("article").Length() == 1 || f.dateFrom == social.DateStated || f.dateFrom == social.DatePage
	body := prose.Find(doc.root.Nodes[0], doc.base, f.title)
	text, declared := d.text(doc, body)
	if !d.isBrief() || !declared {
		f.images = append(f.images, body.Images...)
	}
	out.links = body.URLs()
	f = f.signed(body.Byline, shownAuthor, others)
	f.title = bestTitle(f.title, shown.title, titleText, d.meta.text("og:site_name", "application-name"), d.mainLD == nil && d.meta.text("og:type") == "website")
	f.text = withoutTitle(text, f.title)
	length := prose.Weigh(f.text)
	out.isListing = d.isListing(doc, teasers, body)
	out.isArticle = !out.isListing && !d.isProduct() && (d.isArticle() || body.IsEntry && !isRoot(doc.address) && !f.created.IsZero() && length > 0 ||
		!isRoot(doc.address) && (hasForm || body.Running >= 2*minArticle && body.Paragraphs > 2) && length >= minArticle && body.Linked < 0.5)
	description := d.meta.text("og:description", "twitter:description", "description")
	if !declared && !body.IsEntry && (length < minArticle || out.isArticle) && body.Running < minArticle && isUnrelated(description, f.text) {
		// What readability merged is not what the page is about: of a page built
		// by a script only the declared text exists.
		f.text = markup.Plain(headline(description))
	}
	out.wall = isWall(titleText, length, password && !out.isArticle) ||
		!d.isArticle() && (body.Asked > 0 && length < minArticle || asksConsent(text, length))
	if !d.isArticle() && len(out.replies) == 0 && isMissing(titleText, shown.title) {
		out.isArticle, out.isMissing = false, true
	}
	if isShort := prose.Weigh(f.text) < maxTeaser; out.isArticle && (d.isPaid() || paywall && isShort) {
		out.notePaywall(&f, isShort)
	}
	f.images = withoutLogos(f.images, logos)
	out.facts = f
	if isTopic {
		out.open(topic, doc, f)
	}
	return out
}

// replies are the comments, answers and reviews on the page, from the way of
// describing them that has any, or else as they are shown.
func (d declarations) replies(doc document, language string) []reply {
	shown := shownReplies(doc, d.address, language)
	for _, roots := range [][]*thing{d.ld, d.micro, d.entry} {
		if list := repliesOf(roots, mainThing(roots, d.address, doc.base), doc.base, d.address); len(list) > 0 {
			return merged(list, shown)
		}
	}
	return shown
}
