package web

import (
	"errors"
	"regexp"
	"slices"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"earshot/crawler"
	"earshot/crawler/platform/web/tree"
)

// paywalledTag is the tag of a post whose publisher keeps it, or the rest of it,
// for subscribers.
const paywalledTag = "paywalled"

const (
	// maxTeaser is how long a text may be, as prose.Weigh counts, for the marks of
	// a paywall to tell that it is not all: pages that are whole have them too.
	maxTeaser = 2_500
	// maxOffer is how long the offer of a subscription may be, in bytes.
	maxOffer = 400
)

// notFree are the values of schema.org's isAccessibleForFree that say no.
var notFree = []string{"false", "no", "0", "http://schema.org/false", "https://schema.org/false"}

// isPaid tells whether the page declares that it is not for everyone: by
// isAccessibleForFree (developers.google.com/search/docs/appearance/structured-data/paywalled-content),
// or by the content tier of the article (developers.facebook.com/docs/instant-articles/subscriptions).
func (d declarations) isPaid() bool {
	for _, main := range []*thing{d.mainLD, d.mainMicro} {
		if main == nil {
			continue
		}
		for _, t := range append([]*thing{main}, main.things("hasPart")...) {
			if slices.Contains(notFree, strings.ToLower(t.text("isAccessibleForFree"))) {
				return true
			}
		}
	}
	tier := strings.ToLower(d.meta.text("article:content_tier", "og:article:content_tier", "content_tier"))
	return tier == "locked" || tier == "paid" || tier == "premium"
}

// notePaywall says of a page's post that its publisher keeps it, or the rest of it
// where what is shown is short.
func (f *found) notePaywall(post *facts, isShort bool) {
	post.tags = append(post.tags, paywalledTag)
	if isShort {
		f.unread = append(f.unread, crawler.Skip{Where: "the rest of the article", Err: errors.New("its publisher keeps it for subscribers; what is shown is stored with the tag " + paywalledTag)})
	}
}

var (
	// wallWords are the words in class names and ids of what stands where the text
	// ends for those who have not paid.
	wallWords = tree.Set(`paywall regwall paygate meteredcontent premium-wall subscription-wall subscriber-wall subscribe-wall content-gate article-gate offer-wall
		subscriber-only subscribers-only premium-only members-only paid-only locked-content content-locked article-locked piano-offer tp-container-inner`)
	// besideWords are those of what stands beside an article.
	besideWords = tree.Set(`related recirc footer header nav navbar navigation sidebar recommended trending popular most-read comments newsletter menu`)
	// offer finds what such a place says.
	offer = regexp.MustCompile(`(?i)subscribe (?:now )?to (?:continue|keep|read|unlock)|(?:continue|keep) reading (?:with|by|this (?:article|story))|to (?:continue|keep) reading|already a (?:subscriber|member)|(?:for|to) (?:our )?(?:subscribers|members) only|subscriber[- ]only|this (?:article|story|content|post) is (?:for|reserved for|only for|exclusive(?:ly)? (?:for|to)) (?:our )?(?:paying |paid )?(?:subscribers|members)|unlock this (?:article|story)|start your (?:free )?trial to|` +
		`jetzt weiterlesen|weiterlesen mit|nur für abonnenten|sie haben bereits ein abo|exklusiv für abonnenten|diesen artikel (?:jetzt )?(?:frei|weiter)|réservé(?:e)? (?:aux|à nos) abonnés|il vous reste [\d.,]+ ?% de cet article|la suite est réservée|déjà abonné|` +
		`(?:exclusivo|solo) para suscriptores|para seguir leyendo|ya (?:eres|soy) suscriptor|riservat[oa] agli abbonati|sei già abbonato|per continuare a leggere|exclusivo para assinantes|para continuar (?:a ler|lendo)|já é assinante|alleen voor abonnees|lees verder met|al abonnee|` +
		`tylko dla (?:prenumeratorów|subskrybentów)|dalsza część artykułu|kun for abonnenter|kun for abonnementer|för prenumeranter|läs vidare med|vain tilaajille|tilaajille|(?:только|доступ\p{L}*) (?:для |по )?подписчик|доступно по подписке|abonelere özel|μόνο για συνδρομητές|` +
		`有料会員(?:限定|の方)|会員限定|残り[\s\d,]+文字|この記事の続き|付费阅读|订阅后(?:继续)?阅读|剩余[\d.]+%|会员专享|구독자 전용|유료 회원|للمشتركين فقط|למנויים בלבד|khusus pelanggan|dành cho thuê bao`)
)

// showsPaywall tells whether a page shows below its headline that the text goes on
// for subscribers.
func showsPaywall(doc document) bool {
	shows, after := false, doc.root.Find("h1").Length() == 0
	tree.Walk(doc.root.Nodes[0], func(n *html.Node) bool {
		switch {
		case n.Type != html.ElementNode || shows:
			return !shows
		case n.DataAtom == atom.H1:
			after = true
			return true
		}
		switch n.DataAtom {
		case atom.Nav, atom.Footer, atom.Header, atom.Aside, atom.Dialog, atom.Script, atom.Style, atom.Template, atom.Noscript, atom.Iframe:
			return false
		case atom.Div, atom.Section, atom.P, atom.H2, atom.H3, atom.H4, atom.Span:
		default:
			return true
		}
		if tree.HasWord(n, besideWords) {
			return false
		}
		if !after {
			return true
		}
		if size := tree.LengthUpTo(n, maxOffer); size > 0 && size < maxOffer {
			text := tree.Text(n)
			shows = tree.HasWord(n, wallWords) || mayOffer(text) && offer.MatchString(text)
		}
		return !shows
	})
	return shows
}

// offerWords are parts of words, in lower case, one of which each offer has.
var offerWords = []string{
	"subscri", "reading", "member", "trial", "unlock", "abo", "weiterlesen", "réserv", "il vous reste", "suscri", "seguir", "assina", "continu", "lees ", "prenumer",
	"subskry", "dalsza", "läs ", "tilaaj", "подпис", "συνδρ", "会員", "残り", "続き", "付费", "订阅", "剩余", "会员", "구독", "유료", "للمشترك", "מנוי", "pelanggan", "thuê bao",
}

// mayOffer tells whether a text has a word of an offer. Most have none, and this
// is quicker than to look for the offers themselves.
func mayOffer(text string) bool {
	lower := strings.ToLower(text)
	return slices.ContainsFunc(offerWords, func(word string) bool { return strings.Contains(lower, word) })
}
