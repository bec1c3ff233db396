package web

import (
	"net/url"
	"regexp"
	"strings"

	"earshot/crawler/markup"
)

// canonical is the canonical address of a page: the one it names, if that is on
// the same site, so that no page replaces another site's.
func canonical(doc document, m meta, ld []*thing) string {
	own := tidyAddress(doc.address.String())
	candidates := []string{doc.root.Find("link[rel=canonical]").First().AttrOr("href", ""), m.text("og:url")}
	for _, t := range articles(ld) {
		candidates = append(candidates, t.address(doc.base, "url", "mainEntityOfPage"))
	}
	for _, raw := range candidates {
		if !looksLikeAddress(raw) {
			continue
		}
		address := tidyAddress(markup.Resolve(doc.base, raw))
		u, err := url.Parse(address)
		if err != nil || address == "" || !sameSite(u, doc.address) {
			continue
		}
		if namesSection(u, doc.address) {
			continue
		}
		return address
	}
	return own
}

var (
	// sectionPath is the path of a home page or a section, as opposed to one with
	// the number, the date or the words of an article.
	sectionPath = regexp.MustCompile(`^/?(?:[\pL_]+(?:-[\pL_]+)?/)*(?:[\pL_]+(?:-[\pL_]+)?)?$`)
	// variant is what the address of another form of the same page ends with.
	variant = regexp.MustCompile(`(?i)^(?:amp|print|all|single|full|index|index\.\w+|default\.\w+|(?:page[-/]?)?\d{1,3})/?$`)
)

// namesSection tells whether a page names its site's home page or the section it
// is in as its canonical address, which many sites do on every page by mistake: all
// of their pages would be one.
func namesSection(named, page *url.URL) bool {
	below, isBelow := strings.CutPrefix(page.EscapedPath(), strings.TrimSuffix(named.EscapedPath(), "/")+"/")
	return isBelow && below != "" && named.RawQuery == "" && sectionPath.MatchString(named.Path) && !variant.MatchString(below)
}

// articles are the things that are posts, at the top or as what a page is about.
func articles(roots []*thing) []*thing {
	var list []*thing
	for _, t := range roots {
		if t.is(articleTypes) {
			list = append(list, t)
			continue
		}
		for _, about := range t.things("mainEntity", "mainEntityOfPage") {
			if about.is(articleTypes) {
				list = append(list, about)
			}
		}
	}
	return list
}

// mainThing is the thing that the page is about: the one with its address, or
// the only one. Several without its address are a list of other pages.
func mainThing(roots []*thing, address string, base *url.URL) *thing {
	list := articles(roots)
	var nameless []*thing
	for _, t := range list {
		ids := t.ids(base)
		for _, id := range ids {
			if sameAddress(id, address) {
				return t
			}
		}
		if len(ids) == 0 {
			nameless = append(nameless, t)
		}
	}
	switch {
	case len(list) == 1:
		return list[0]
	case len(nameless) > 0 && sayTheSame(nameless):
		return fullest(nameless)
	}
	return nil
}

// sayTheSame tells whether things have one headline: pages declare their article
// once for each tool that asks.
func sayTheSame(list []*thing) bool {
	for _, t := range list[1:] {
		if headline := letters(t.text("headline", "name")); headline == "" || headline != letters(list[0].text("headline", "name")) {
			return false
		}
	}
	return true
}

// fullest is the first of the things that say most.
func fullest(list []*thing) *thing {
	most := list[0]
	for _, t := range list[1:] {
		if len(t.props) > len(most.props) {
			most = t
		}
	}
	return most
}

// sameAddress compares addresses without what often differs for one page:
// scheme, www, fragment and the last slash.
func sameAddress(a, b string) bool { return bareAddress(a) == bareAddress(b) }

func bareAddress(raw string) string {
	raw = tidyAddress(raw)
	_, rest, found := strings.Cut(raw, "://")
	if !found {
		return raw
	}
	return strings.TrimSuffix(strings.TrimPrefix(strings.ToLower(rest), "www."), "/")
}

// wallTitle finds the titles of pages that are shown instead of an article.
var wallTitle = regexp.MustCompile(`(?i)^(?:log ?in|sign ?in|login|anmelden|登录|登入|se connecter|iniciar sesi[oó]n|entrar|вход)\b|(?:log ?in(?:to)?|sign ?in|sign up|登录|ログイン)\s*(?:[•|·\-].*)?$|^just a moment|^attention required|^access denied|^not available in your (?:region|country|location)|^(?:error )?451\b|unavailable (?:due to|for) legal reasons|^are you a (?:robot|human)|verify (?:that )?you are (?:a )?human|^security check|^robot check|^before you continue|^pardon our interruption|^checking your browser|安全验证|^(?:cookie )?consent|privacy settings$|^403 forbidden|captcha`)

// isWall recognises a page that is shown instead of an article. title is that
// of the page, length how many characters of running text it has.
func isWall(title string, length int, password bool) bool {
	return length < 2*minArticle && wallTitle.MatchString(title) || password && length < minArticle
}
