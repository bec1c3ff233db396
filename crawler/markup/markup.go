package markup

import (
	"net/url"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"earshot/internal/social"
)

// Link is one hyperlink with an http or https address.
type Link struct {
	// URL is absolute when a base was given or the link was.
	URL string
	// Class and Rel are the attributes of those names, as written.
	Class, Rel string
}

// Fragment is what a piece of HTML says.
type Fragment struct {
	// Text is the plain text: paragraphs are set apart by an empty line, other
	// blocks and br by a line break, and runs of white space are one space.
	Text string
	// Links are the distinct links, in order.
	Links []Link
	// Images are the distinct pictures, in order, without emoji and tracking
	// pixels.
	Images []social.Image
}

// URLs returns the addresses of the links, in order.
func (f Fragment) URLs() []string {
	var urls []string
	for _, l := range f.Links {
		urls = append(urls, l.URL)
	}
	return urls
}

// Read reads a piece of HTML. Relative addresses are resolved against base;
// without one they are left out. It never fails: what is not markup is text.
func Read(src string, base *url.URL) Fragment {
	r := reader{base: base, seenLinks: map[string]bool{}, seenImages: map[string]bool{}}
	r.source(src)
	return Fragment{Text: r.text.String(), Links: r.links, Images: r.images}
}

// Text returns the plain text of a piece of HTML.
func Text(src string) string {
	r := reader{wordsOnly: true}
	r.source(src)
	return r.text.String()
}

type reader struct {
	base *url.URL
	// wordsOnly leaves links and images out.
	wordsOnly  bool
	text       writer
	links      []Link
	images     []social.Image
	seenLinks  map[string]bool
	seenImages map[string]bool
	// inCard: what is read is in the card of a link.
	inCard bool
	// hidden is the element whose content is not for people, 0 outside one.
	hidden atom.Atom
	// within counts the elements of that name inside of it.
	within int
	pre    int
	// lists are the lists around what is read, the innermost last: the number of
	// the next item, or unnumbered.
	lists []int
}

// source reads markup from its source text.
func (r *reader) source(src string) {
	z := html.NewTokenizer(strings.NewReader(Unescaped(src)))
	for {
		switch z.Next() {
		case html.ErrorToken:
			return
		case html.TextToken:
			r.words(html.UnescapeString(string(z.Text())))
		case html.StartTagToken, html.SelfClosingTagToken:
			r.start(z.Token())
		case html.EndTagToken:
			r.end(z.Token().DataAtom)
		}
	}
}

// words takes text without character references.
func (r *reader) words(s string) {
	if r.hidden != 0 {
		return
	}
	if r.pre > 0 {
		r.text.verbatim(s)
		return
	}
	r.text.flow(social.UnescapeWords(s))
}

func (r *reader) start(t html.Token) {
	if r.hidden == t.DataAtom && endsItself(t.DataAtom) {
		r.hidden = 0
	}
	switch {
	case r.hidden == t.DataAtom && t.Type == html.StartTagToken && r.hidden != 0:
		r.within++
	case r.hidden != 0:
	case t.Type == html.StartTagToken && (isHidden(t.DataAtom) || isUnseen(t)):
		r.hidden, r.within = t.DataAtom, 0
	case !isHidden(t.DataAtom):
		r.open(t.DataAtom, t.Attr)
	}
}

// open begins an element that is not hidden.
func (r *reader) open(a atom.Atom, attrs []html.Attribute) {
	switch a {
	case atom.A:
		r.link(attrs)
	case atom.Img:
		r.image(attrs)
	case atom.Video:
		r.poster(attrs)
		r.boundary(a)
	case atom.Pre:
		r.text.paragraph()
		r.pre++
	default:
		r.inCard = r.inCard || isCard(a, attrs)
		r.boundary(a)
		r.list(a, attrs)
	}
}

func (r *reader) end(a atom.Atom) {
	if r.hidden != 0 {
		switch {
		case a == r.hidden && r.within > 0:
			r.within--
		case a == r.hidden, a == atom.Ruby && (r.hidden == atom.Rt || r.hidden == atom.Rp):
			r.hidden = 0
		}
		return
	}
	r.close(a)
}

// close ends an element that is not hidden.
func (r *reader) close(a atom.Atom) {
	if a == atom.Pre {
		r.pre = max(0, r.pre-1)
		r.text.paragraph()
		return
	}
	r.inCard = r.inCard && a != atom.Aside
	if a != atom.Br {
		r.endList(a)
		r.boundary(a)
	}
}

// boundary breaks the line where a block begins or ends.
func (r *reader) boundary(a atom.Atom) {
	switch a {
	case atom.P, atom.Blockquote, atom.Ul, atom.Ol, atom.Dl, atom.Table, atom.Figure,
		atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6:
		r.text.paragraph()
	case atom.Br:
		r.text.newline()
	case atom.Div, atom.Li, atom.Dt, atom.Dd, atom.Tr, atom.Section, atom.Article, atom.Header, atom.Footer,
		atom.Aside, atom.Nav, atom.Main, atom.Figcaption, atom.Hr, atom.Address, atom.Form, atom.Fieldset, atom.Details, atom.Summary:
		r.text.line()
	case atom.Td, atom.Th, atom.Option:
		r.text.flow(" ")
	}
}

func (r *reader) link(attrs []html.Attribute) {
	if r.wordsOnly {
		return
	}
	var l Link
	for _, a := range attrs {
		switch a.Key {
		case "href":
			l.URL = Resolve(r.base, a.Val)
		case "class":
			l.Class = a.Val
		case "rel":
			l.Rel = a.Val
		}
	}
	if l.URL == "" || r.seenLinks[l.URL] {
		return
	}
	r.seenLinks[l.URL] = true
	r.links = append(r.links, l)
}

// Resolve returns ref as an absolute http or https address, resolved against
// base if there is one, or "" when it is not one.
func Resolve(base *url.URL, ref string) string {
	ref = strings.ToValidUTF8(strings.TrimSpace(ref), "%EF%BF%BD")
	if ref == "" {
		return ""
	}
	if isSimple(ref) {
		return ref
	}
	u, err := url.Parse(ref)
	whole := err == nil
	if !whole {
		// Real pages have addresses with spaces, raw '%' and such; browsers
		// follow them.
		u, err = url.Parse(strings.NewReplacer(" ", "%20", "%", "%25", "\n", "", "\r", "", "\t", "").Replace(ref))
		if err != nil {
			return ""
		}
	}
	if base != nil {
		u = base.ResolveReference(u)
	}
	if (u.Scheme != "http" && u.Scheme != "https") || u.Host == "" {
		return ""
	}
	// An address that needs no change is returned letter for letter: it may be
	// an identity.
	if whole && (strings.HasPrefix(ref, "http://") || strings.HasPrefix(ref, "https://")) {
		return strings.ReplaceAll(ref, " ", "%20")
	}
	return u.String()
}

// isSimple tells whether ref is a whole web address of a form that can be read
// in one way only: a name, followed by letters, digits and a few other
// characters.
func isSimple(ref string) bool {
	rest, ok := strings.CutPrefix(ref, "https://")
	if !ok {
		if rest, ok = strings.CutPrefix(ref, "http://"); !ok {
			return false
		}
	}
	for i := range len(rest) {
		switch c := rest[i]; {
		case c >= 'a' && c <= 'z', c >= '0' && c <= '9', c >= 'A' && c <= 'Z', c == '-', c == '.', c == '_':
		case i > 0 && (c == '/' || c == '?' || c == '=' || c == '&'):
		default:
			return false
		}
	}
	return rest != "" && rest[0] != '?' && rest[0] != '/'
}
