package markup

import (
	"regexp"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"earshot/internal/social"
)

func (r *reader) image(attrs []html.Attribute) {
	attr := make(map[string]string, len(attrs))
	for _, a := range attrs {
		if _, seen := attr[a.Key]; !seen {
			attr[a.Key] = strings.TrimSpace(a.Val)
		}
	}
	if isEmoji(attr) {
		// The alt text of an emoji is the emoji itself: part of the sentence.
		r.text.flow(attr["alt"])
		return
	}
	if r.wordsOnly || isInvisible(attr) {
		return
	}
	u := ""
	for _, src := range sources(attr) {
		if u = Resolve(r.base, src); u != "" {
			break
		}
	}
	if u == "" || r.seenImages[u] {
		return
	}
	r.seenImages[u] = true
	of := social.OfPost
	if r.inCard {
		of = social.OfCard
	}
	r.images = append(r.images, social.Image{
		URL: u, Of: of, Alt: strings.Join(strings.Fields(attr["alt"]), " "),
		Width: pixels(attr["width"]), Height: pixels(attr["height"]),
	})
}

// poster takes the picture that a video shows before it is played.
func (r *reader) poster(attrs []html.Attribute) {
	for _, a := range attrs {
		if a.Key != "poster" || r.wordsOnly {
			continue
		}
		if u := Resolve(r.base, a.Val); u != "" && !r.seenImages[u] {
			r.seenImages[u] = true
			r.images = append(r.images, social.Image{URL: u, Of: social.OfVideo})
		}
	}
}

// isCard tells whether an element is the card of a link, as Discourse and others that take
// over its Onebox write one.
func isCard(a atom.Atom, attrs []html.Attribute) bool {
	if a != atom.Aside {
		return false
	}
	for _, attr := range attrs {
		if attr.Key == "class" && slices.Contains(strings.Fields(attr.Val), "onebox") {
			return true
		}
	}
	return false
}

// sources lists where the picture may be, best first. Pages with lazy loading
// keep the address in a data attribute and a placeholder in src.
func sources(attr map[string]string) []string {
	list := []string{attr["data-src"], attr["data-lazy-src"], attr["data-original"], attr["src"]}
	for _, set := range []string{attr["srcset"], attr["data-srcset"]} {
		if first := strings.Fields(set); len(first) > 0 {
			list = append(list, strings.TrimSuffix(first[0], ","))
		}
	}
	return list
}

// isEmoji recognises the small pictures that stand for a character, by the
// classes of WordPress, Discourse, Mastodon and others.
func isEmoji(attr map[string]string) bool {
	for class := range strings.FieldsSeq(attr["class"]) {
		switch class {
		case "emoji", "emojione", "wp-smiley", "custom-emoji", "smiley":
			return true
		}
	}
	// Weibo and others in China name the picture by its emotion: [笑cry].
	return bracketed.MatchString(attr["alt"]) && emoticon.MatchString(attr["src"])
}

// emoticon finds the addresses of such pictures.
var emoticon = regexp.MustCompile(`(?i)sinaimg\.cn|hdslb\.com|xhscdn\.com|zhimg\.com|emo|face|expression`)

// bracketed is the name of an emoticon.
var bracketed = regexp.MustCompile(`^\[[^\[\]]{1,12}\]$`)

// isInvisible recognises tracking pixels, the pictures nobody is meant to see.
func isInvisible(attr map[string]string) bool {
	for _, side := range []string{"width", "height"} {
		v, given := attr[side]
		if given && (v == "0" || v == "1" || v == "0px" || v == "1px") {
			return true
		}
	}
	style := strings.ReplaceAll(strings.ToLower(attr["style"]), " ", "")
	return strings.Contains(style, "display:none") || strings.Contains(style, "width:1px") && strings.Contains(style, "height:1px")
}

// maxPixels is beyond any real picture; a larger number is a mistake.
const maxPixels = 100_000

// pixels reads a width or height in pixels; 0 when it is not one.
func pixels(s string) int {
	n, err := strconv.Atoi(strings.TrimSuffix(s, "px"))
	if err != nil || n < 0 || n > maxPixels {
		return 0
	}
	return n
}

// IsPixel tells whether a declared size is that of a tracking pixel.
func IsPixel(im social.Image) bool {
	return im.Width == 1 || im.Height == 1
}

// AttrPixels reads a width or height attribute in pixels; 0 is unknown.
func AttrPixels(s string) int { return pixels(strings.TrimSpace(s)) }
