package prose

import (
	"net/url"
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"earshot/crawler/platform/web/tree"
)

// apart are the words in class names and ids of what stands in an article and
// is not of it.
var apart = tree.Set(`related recirc recirculation newsletter newsletters subscribe subscription subscriptions signup
	promo promos promotion share shares sharing sharedaddy sharebar bio byline bylines breadcrumb breadcrumbs timestamp dateline
	readmore seealso mostread trending popular recommend recommended recommendation recommendations outbrain taboola
	advert advertisement advertising sponsor sponsored caption captions credit credits copyright disclaimer rail carousel slideshow
	navigation pagination pager paywall regwall readnext upnext cta addthis jp-relatedposts
	imagecaption picturecaption photocaption kicker eyebrow
	author-bio author-box about-author read-more see-also most-read read-next up-next also-like tag-list post-tags
	post-meta entry-meta article-meta post-info entry-info wp-caption-text call-to-action more-on more-stories more-links inline-promo`)

// widgets are the words in class names of what plugins and platforms put into the
// content of an entry: buttons, forms, links to other entries.
var widgets = tree.Set(`sharedaddy sd-sharing jp-relatedposts yarpp addtoany heateor sassy-social social-share share-buttons post-share post-share-buttons
	subscription-widget signup-card kg-signup-card speechify-ignore author-bio author-box post-navigation nav-links wp-block-latest-posts wp-block-query wp-block-buttons`)

// isAnchor tells whether an element is the link that headings have to themselves.
func isAnchor(n *html.Node) bool {
	if n.DataAtom != atom.A || !strings.HasPrefix(tree.Attr(n, "href"), "#") {
		return false
	}
	switch strings.TrimSpace(tree.Text(n)) {
	case "#", "¶", "§", "🔗", "##":
		return true
	}
	return false
}

// hover are the words in class names of what pages show only where the mouse
// stands on a word.
var hover = tree.Set(`tooltip popover popup hovercard rollover-block hover-card`)

var (
	// label finds labels of links to other articles, where the links are gone.
	label = regexp.MustCompile(`(?i)^(?:related(?: \w+){0,2}|(?:read|see|watch) (?:more|also|next)|more|also see|don.?t miss|you (?:may|might) also like|recommended|trending(?: now)?|most (?:read|popular)|up next|advertisement|continue reading below|lesen sie auch|siehe auch|auch interessant|empfohlene beiträge|weitere artikel|mehr zum thema|das könnte (?:sie|dich|euch) (?:auch )?interessieren|lire aussi|à lire aussi|voir aussi|lee también|te puede interesar|leggi anche|potrebbe interessarti|leia (?:mais|também)|veja também|lees ook|zie ook|zobacz też|czytaj także|läs också|les også|læs også|lue myös|читайте также|читайте також|相关(?:阅读|新闻)|延伸阅读|関連記事|관련 ?기사|baca juga|xem thêm)\s*[:：]?$`)
	// more finds labels of links to other articles.
	more = regexp.MustCompile(`(?i)^(?:(?:also |please )?(?:read|see|watch|related|more|further)\b[^.!?]{0,40}|don.?t miss|(?:you )?(?:may|might) also like|recommended|trending|most (?:read|popular)|up next|in case you missed|elsewhere|click here.*|get the .* app|continue reading.*|sources?|lesen sie auch|mehr (?:zum thema|dazu|lesen|von)|siehe auch|auch interessant|zum thema|lire aussi|à lire(?: aussi)?|voir aussi|sur le même sujet|lee también|leer más|más información|te puede interesar|ver también|leggi anche|vedi anche|potrebbe interessarti|leia (?:mais|também)|veja (?:mais|também)|saiba mais|lees (?:ook|meer|verder)|zie ook|zobacz (?:też|także|również)|czytaj (?:też|także|również|więcej)|läs (?:också|mer|även)|les også|læs også|lue myös|читайте также|смотрите также|по теме|читайте також|相关(?:阅读|新闻|文章|推荐)|延伸阅读|推荐阅读|関連(?:記事|リンク)|あわせて読みたい|관련 ?기사|baca juga|xem thêm|ilgili haber|اقرأ أيضا)\s*[:：]?$`)
	// closing finds what publishers put below an article and not of it.
	closing = regexp.MustCompile(`(?i)^(?:©|\(c\)|copyright\b|all rights reserved|alle rechte vorbehalten|tous droits réservés|todos los derechos|tutti i diritti|todos os direitos|follow (?:us|me|him|her|them|[@A-Z])|like us on|subscribe\b|sign up(?: here| now|$| (?:for|to) (?:our|the|my|free|email|news))|join (?:us|our)\b|download (?:our|the) .*app|get (?:the latest|our|the .* app)|click here|read more|share this|print this|comments?\b.{0,30}$|leave a (?:comment|reply)|posted in|filed under|tagged|tags?:|categories:|this (?:article|story|post) (?:was )?(?:first|originally) (?:appeared|published)|have a tip|got a tip|send (?:us )?tips|contact (?:us|the author)|about the author|support (?:us|our)\b|advertisement|issn\b|photo(?:s)? (?:by|credit)|image(?:s)? (?:by|credit|source)|newsletter|folgen sie uns|abonnieren sie|jetzt abonnieren|suivez-nous|abonnez-vous|síguenos|suscríbete|seguici|iscriviti|siga-nos|inscreva-se|volg ons|schrijf je in|obserwuj nas|подпис(?:ывайтесь|аться)|следите за|扫码关注|关注我们|责任编辑|【责任编辑|（责任编辑|版权|声明：|フォロー|무단\s?전재)`)
	// dateLine finds short lines that say when something was published, or by whom.
	dateLine = regexp.MustCompile(`(?i)(?:\b(?:19|20)\d\d\b.*|\b\d{1,2}[:h]\d\d\b.*|^(?:by|von|par|por|di|door|autor|author|作者|記者|文)\b.*|^(?:published|posted|updated|last (?:updated|modified)|written|stand|veröffentlicht|aktualisiert|publié|mis à jour|publicado|actualizado|pubblicato|aggiornato|atualizado|geplaatst|bijgewerkt|opublikowano|发布|更新|公開|입력|tempo de leitura)\b.*|.*\bmin(?:ute)?s?\.? (?:read|lesezeit|de lecture|de lectura))`)
)

// maxCaption is how long a caption may be, in bytes, to be taken for a description.
const maxCaption = 500

// Shape is what the blocks of a text are.
type Shape struct {
	// Running is how many characters stand in paragraphs, Paragraphs how many
	// paragraphs there are.
	Running, Paragraphs int
	// Teasers is how many headings are links to other pages of the site.
	Teasers int
}

// trim takes off an article what its page put around and between it.
func trim(root *html.Node, base *url.URL, titles ...string) Shape {
	trimWidgets(root)
	trimNamed(root)
	return trimBlocks(root, base, titles)
}

// trimWidgets takes out what plugins put into an article, however short that is.
func trimWidgets(root *html.Node) {
	var out []*html.Node
	tree.Walk(root, func(n *html.Node) bool {
		if n.Type == html.ElementNode && n != root && (isBlock(n) && tree.HasWord(n, widgets) || isAnchor(n)) {
			out = append(out, n)
			return false
		}
		return true
	})
	for _, n := range out {
		tree.Remove(n)
	}
}

// trimNamed takes out what its element or class name says is not the text:
// captions, boxes of links, bylines. What holds much of the text is kept
// whatever its name.
func trimNamed(root *html.Node) {
	all, gone := tree.Length(root), 0
	var out []*html.Node
	tree.Walk(root, func(n *html.Node) bool {
		if n.Type != html.ElementNode || n == root || n.DataAtom == atom.Img {
			return true
		}
		if n.DataAtom != atom.Figcaption && !tree.HasWord(n, hover) && (!tree.HasWord(n, apart) || inSentence(n)) {
			return true
		}
		size := tree.LengthUpTo(n, all)
		switch {
		case n.DataAtom == atom.Figcaption && 2*size < all:
		case 5*size >= all:
			return true
		default:
			gone += size
		}
		out = append(out, n)
		return false
	})
	if 2*gone > all {
		return
	}
	for _, n := range out {
		keepPictures(n, tree.Text(n))
	}
}

// keepPictures leaves nothing of an element but the pictures in it. The caption
// of one picture that has no description, in the element or in the figure around
// it, is its description.
func keepPictures(n *html.Node, caption string) {
	pictures := picturesIn(n)
	described := pictures
	for p := n.Parent; len(described) == 0 && p != nil && p.DataAtom == atom.Figure; p = p.Parent {
		described = picturesIn(p)
	}
	if len(described) == 1 && tree.Attr(described[0], "alt") == "" && caption != "" && len(caption) <= maxCaption {
		described[0].Attr = append(described[0].Attr, html.Attribute{Key: "alt", Val: caption})
	}
	for _, picture := range pictures {
		tree.Remove(picture)
		n.Parent.InsertBefore(picture, n)
	}
	tree.Remove(n)
}

func picturesIn(n *html.Node) (pictures []*html.Node) {
	tree.Walk(n, func(c *html.Node) bool {
		if c.DataAtom == atom.Img {
			pictures = append(pictures, c)
		}
		return true
	})
	return pictures
}

// inSentence tells whether an element is a part of a paragraph.
func inSentence(n *html.Node) bool {
	return !isBlock(n) && n.Parent.DataAtom == atom.P && tree.Length(n.Parent) > 2*tree.Length(n)
}

// trimBlocks takes out links to other articles wherever they stand, and before
// and after the running text what is the page's and not the article's.
func trimBlocks(root *html.Node, base *url.URL, titles []string) (shape Shape) {
	list := blocksOf(root, base)
	begin, end := len(list), -1
	for i, b := range list {
		if b.isTeaser() {
			shape.Teasers++
		}
		if b.isProse() && !isTitle(b.text, titles) {
			begin, end = min(begin, i), max(end, i)
			shape.Running += b.length
			shape.Paragraphs++
		}
	}
	if end < 0 {
		return shape
	}
	var heading *html.Node
	for i, b := range list {
		switch {
		case b.leadsAway(), i < begin && b.isOpening(titles), i > end && b.length < 160 && b.isClosing():
			keepPictures(b.node, "")
			if heading != nil && (i+1 == len(list) || list[i+1].isHeading()) {
				// All that it stood over is gone.
				tree.Remove(heading)
			}
		case b.isHeading():
			heading = b.node
		default:
			heading = nil
		}
	}
	return shape
}

// isOpening tells whether a block before the running text is the title, a date,
// a byline or the entry of a menu.
func (b block) isOpening(titles []string) bool {
	switch {
	case isTitle(b.text, titles), !b.isHeading() && b.length < 120 && dateLine.MatchString(b.text) && (b.length < 50 || !sentence.MatchString(b.text)), strings.HasPrefix(b.text, "http") && !strings.Contains(b.text, " "):
		return true
	}
	return b.length < 60 && (b.inside && 10*b.linked >= 9*b.length || furniture.MatchString(b.text))
}

// sentence finds the end of one.
var sentence = regexp.MustCompile(`[.!?…。！？।؟]["'”’»」』)]*$`)

// furniture finds the words of menus and of viewers of pictures.
var furniture = regexp.MustCompile(`(?i)^(?:(?:home|menu|search|close|caption|sign in|log in|subscribe|breaking news|share|print|e-?mail|image \d+ of \d+|\d+ (?:shares?|comments?)|next|previous|loading.*|advertisement|anzeige|werbung|publicité|publicidad|pubblicità|реклама|广告|広告)\s*)+$`)

// leadsAway tells whether a block is a link to another article and no more.
func (b block) leadsAway() bool {
	if b.linked == 0 {
		return label.MatchString(b.text)
	}
	rest := b.length - b.linked
	switch {
	case rest > 3 && more.MatchString(b.label) && b.linked*2 > rest:
		return true
	case rest > 3 || b.isHeading() && b.node.Parent.DataAtom != atom.Li:
		return false
	case more.MatchString(b.text) || isShouted(b.text):
		return true
	}
	return b.inside && b.length > 20
}

// isShouted tells whether a text is in capitals, as links between paragraphs are.
func isShouted(text string) bool {
	upper, lower := 0, 0
	for _, r := range text {
		switch {
		case unicode.IsUpper(r):
			upper++
		case unicode.IsLower(r):
			lower++
		}
	}
	return upper > 12 && lower*8 < upper
}

func (b block) isClosing() bool {
	return closing.MatchString(b.text) || 10*b.linked >= 9*b.length
}

// isTitle tells whether a text is one of the titles, as far as letters go.
func isTitle(text string, titles []string) bool {
	if head, rest, found := strings.Cut(text, " "); found && strings.Contains(head, "://") {
		text = rest
	}
	a := letters(text)
	for _, title := range titles {
		b := letters(title)
		if a != "" && b != "" && (a == b || utf8.RuneCountInString(a) > 15 && strings.HasPrefix(b, a) || strings.HasPrefix(a, b) && len(b) > 15 && len(a) < len(b)+40) {
			return true
		}
	}
	return false
}

func letters(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return unicode.ToLower(r)
		}
		return -1
	}, s)
}
