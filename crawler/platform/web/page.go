package web

import (
	"errors"
	"net/url"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/PuerkitoBio/goquery"

	"earshot/crawler"
	"earshot/crawler/markup"
	"earshot/crawler/platform/web/prose"
	"earshot/internal/social"
)

// readPage makes posts of what a page holds, and requests of its links.
func readPage(scope crawler.Scope, rules rules, resp crawler.Response, address *url.URL) (crawler.Page, error) {
	doc, err := parseDocument(resp, address)
	if err != nil {
		return crawler.Page{}, err
	}
	header := resp.Header.Values("X-Robots-Tag")
	var next []crawler.Request
	if !readMeta(doc).forbids(header, "nofollow") {
		next = follow(scope, rules, resp, address, linksOf(doc))
	}
	cut := doc.cut
	found := extract(doc)
	page := crawler.Page{Next: next, Skipped: found.skipped, Valid: true}
	if cut {
		page.Skipped = append(page.Skipped, crawler.Skip{Where: "the end of the page", Err: errors.New("it is cut off")})
	}
	switch {
	case found.wall:
		if gate := resp.Gate(); gate != nil {
			return crawler.Page{}, gate
		}
		return crawler.Page{}, social.Errorf(social.CodeBlocked, "the server sends a login, consent or captcha page instead of the page")
	case !found.isArticle && len(found.replies) == 0:
		if len(next) == 0 && len(page.Skipped) == 0 && (resp.Request.Within == 0 || depthOf(resp.Request) > 0) {
			page.Skipped = append(page.Skipped, crawler.Skip{Where: "the page", Err: errors.New("it holds no article and no links to follow")})
		}
		return page, nil
	case found.meta.forbids(header, "noindex"):
		page.Skipped = append(page.Skipped, crawler.Skip{Where: "the page", Err: errors.New("its publisher asks for it not to be stored (noindex)")})
		return page, nil
	}
	posts, skipped := found.posts()
	page.Posts = posts
	page.Skipped = append(page.Skipped, skipped...)
	return page, nil
}

// linksOf are the addresses a page links to, without those marked nofollow.
func linksOf(doc document) []string {
	var links []string
	doc.root.Find("a[href], area[href]").Each(func(_ int, s *goquery.Selection) {
		if strings.Contains(strings.ToLower(s.AttrOr("rel", "")), "nofollow") {
			return
		}
		if u := markup.Resolve(doc.base, s.AttrOr("href", "")); u != "" {
			links = append(links, u)
		}
	})
	return links
}

// found is what a page holds.
type found struct {
	address string
	facts   facts
	links   []string
	// isArticle tells whether the page as a whole is a post.
	isArticle bool
	// replies are the comments, answers and reviews on the page.
	replies []reply
	meta    meta
	// wall says that something stands in the article's place.
	wall    bool
	skipped []crawler.Skip
}

// minArticle is how many characters of running text make a page an article that
// does not declare itself one.
const minArticle = 250

// maxWallLinks is the most links of a login page.
const maxWallLinks = 25

// extract reads all that a page says. It changes doc, which must not be used
// afterwards.
func extract(doc document) found {
	declared := readMeta(doc)
	ld, skipped := readJSONLD(doc)
	micro, loose := readMicrodata(doc)
	entries := readEntries(doc)
	address := canonical(doc, declared, ld)
	out := found{address: address, meta: declared, skipped: skipped}

	fromLD, fromMicro, fromEntry := mainThing(ld, address, doc.base), mainThing(micro, address, doc.base), mainThing(entries, address, doc.base)
	merged := factsOf(fromLD, doc.base).orElse(declared.facts(doc))
	if fromLD == nil {
		merged = declared.facts(doc)
	}
	lesser := factsOf(fromMicro, doc.base).orElse(factsOf(fromEntry, doc.base))
	structured, lesserText := merged.text, lesser.text
	trusted := fromMicro == nil && fromEntry != nil
	short := isBrief(fromLD) || fromLD == nil && isBrief(fromMicro)
	if short {
		structured = first(structured, lesserText)
	}
	lesser.text = ""
	merged = merged.orElse(lesser)
	if loose != nil {
		rest := factsOf(loose, doc.base)
		merged = merged.orElse(facts{author: rest.author, created: rest.created, edited: rest.edited})
	}
	shown := visibleFacts(doc)
	shownAuthor := visibleAuthor(doc)
	siteName := declared.text("og:site_name", "application-name")
	description := declared.text("og:description", "twitter:description", "description")
	// A page with many links may have a login form beside its content.
	password := doc.root.Find("input[type=password]").Length() > 0 && doc.root.Find("a[href]").Length() < maxWallLinks
	titleText := oneLine(doc.root.Find("title").First().Text())
	root := doc.address.Path == "" || doc.address.Path == "/"
	for _, roots := range [][]*thing{ld, micro, entries} {
		if out.replies = repliesOf(roots, mainThing(roots, address, doc.base), doc.base, address); len(out.replies) > 0 {
			break
		}
	}

	body := prose.Find(doc.root.Nodes[0], doc.base, first(merged.title, shown.title))
	merged.text = bestText(structured, lesserText, body.Text, short, trusted)
	if !short || structured == "" {
		merged.images = append(merged.images, body.Images...)
	}
	out.links = body.URLs()
	hadDate := !merged.created.IsZero() || !shown.created.IsZero()
	merged = merged.orElse(facts{title: shown.title, created: shown.created, language: shown.language})
	if merged.author.Name == "" {
		merged.author.Name = first(authorName(body.Byline), shownAuthor)
	}
	merged.title = bestTitle(merged.title, shown.title, titleText, siteName, fromLD == nil && declared.text("og:type") == "website")
	merged.text = withoutTitle(merged.text, merged.title)
	length := utf8.RuneCountInString(merged.text)
	out.isArticle = fromLD != nil || fromMicro != nil || fromEntry != nil || declared.isArticle() ||
		!root && hadDate && length >= minArticle && body.Linked < 0.5
	if structured == "" && (length < minArticle || out.isArticle) && body.Running < minArticle && isUnrelated(description, merged.text) {
		// What readability merged is not what the page is about: of a page built
		// by a script only the declared text exists.
		merged.text = markup.Plain(headline(description))
	}
	out.wall = isWall(titleText, length, password && !out.isArticle)
	out.facts = merged
	return out
}

// isBrief recognises things whose description is their whole text: the page
// around it holds votes and portraits.
func isBrief(t *thing) bool {
	return t.is([]string{"SocialMediaPosting", "DiscussionForumPosting", "Question"})
}

// bestText is the text of the article: what JSON-LD holds, unless that is a
// summary of what stands on the page; then the shorter of what is marked up as
// the text and what readability found, as the one may hold advertisements and
// the other comments, unless it is too short to be all. The content of an
// h-entry is trusted to be all.
func bestText(structured, marked, read string, short, trusted bool) string {
	switch {
	case structured != "" && !short && agrees(structured, read):
		// What is shown is the same, with its paragraphs and lists.
		return read
	case structured != "" && (short || 2*len(structured) >= len(read)):
		return structured
	case len(marked) > 4*len(read):
		return marked
	case marked != "" && (trusted || 2*len(marked) >= len(read)):
		return tighter(marked, read)
	case read == "":
		return structured
	default:
		return read
	}
}

// tighter is what a marked text and a text that was found have in common, by
// lines: the one may hold buttons and boxes, the other what stands around it.
func tighter(marked, read string) string {
	known := letters(marked)
	var lines []string
	for line := range strings.Lines(read) {
		line = strings.TrimRight(line, "\n")
		if strings.Contains(known, letters(line)) {
			lines = append(lines, line)
		}
	}
	both := strings.TrimSpace(strings.Join(lines, "\n"))
	switch {
	case 3*len(both) >= 2*min(len(marked), len(read)):
		return both
	case len(marked) < len(read):
		return marked
	}
	return read
}

// letters are the letters and digits of a text, in lower case.
func letters(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return unicode.ToLower(r)
		}
		return -1
	}, s)
}

// agrees tells whether a text that was found is what is declared, or most of it:
// nearly all its runs of four words are in there.
func agrees(declared, read string) bool {
	if 4*len(read) < 3*len(declared) {
		return false
	}
	const run = 4
	words := wordsOf(declared)
	known := map[string]bool{}
	for i := 0; i+run <= len(words); i++ {
		known[strings.Join(words[i:i+run], " ")] = true
	}
	words = wordsOf(read)
	same, all := 0, 0
	for i := 0; i+run <= len(words); i++ {
		all++
		if known[strings.Join(words[i:i+run], " ")] {
			same++
		}
	}
	return all > 0 && 10*same >= 9*all
}

// isUnrelated tells whether a text has almost no words in common with a
// description.
func isUnrelated(description, text string) bool {
	words := map[string]bool{}
	for _, word := range wordsOf(text) {
		words[word] = true
	}
	all := wordsOf(description)
	shared := 0
	for _, word := range all {
		if words[word] {
			shared++
		}
	}
	return len(all) > 0 && (len(words) == 0 || len(all) >= 6 && 4*shared < len(all))
}

// wordsOf splits a text at what is neither letter nor digit, and scripts
// without spaces into characters.
func wordsOf(text string) []string {
	var list []string
	from := -1
	flush := func(to int) {
		if from >= 0 {
			list = append(list, strings.ToLower(text[from:to]))
		}
		from = -1
	}
	for i, r := range text {
		switch {
		case unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Thai, unicode.Myanmar):
			flush(i)
			list = append(list, string(r))
		case !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.IsMark(r):
			flush(i)
		case from < 0:
			from = i
		}
	}
	flush(len(text))
	return list
}
