package prose

import (
	"regexp"
	"strconv"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"earshot/crawler/platform/web/tree"
)

// portraitWords are the words in class names, ids and test ids of the faces of
// those who write and of the marks of sites, and of what holds them.
var portraitWords = tree.Set(`avatar avatars gravatar userpic authorphoto author-photo author-image author-avatar author-profile-image profile-image profile-img profile-photo
	user-image user-photo user-head site-logo custom-logo logo publisher-logo brand-logo`)

// portraitPath finds the addresses of faces.
var portraitPath = regexp.MustCompile(`(?i)gravatar\.com/avatar/|/avatars?/|[?&]avatar=|user_avatar/`)

// maxPortrait is the longest side of a square picture that is a face or a mark,
// in pixels.
const maxPortrait = 64

// removePortraits takes out of a page the pictures that are no article's.
func removePortraits(page *html.Node) {
	var out []*html.Node
	tree.Walk(page, func(n *html.Node) bool {
		if n.DataAtom == atom.Img && isPortrait(n) {
			out = append(out, n)
		}
		return true
	})
	for _, n := range out {
		tree.Remove(n)
	}
}

func isPortrait(img *html.Node) bool {
	if portraitPath.MatchString(tree.Attr(img, "src")) || strings.EqualFold(tree.Attr(img, "data-testid"), "authorPhoto") {
		return true
	}
	width, _ := strconv.Atoi(tree.Attr(img, "width"))
	height, _ := strconv.Atoi(tree.Attr(img, "height"))
	if width > 2 && width == height && width <= maxPortrait && !strings.Contains(tree.Attr(img, "class"), "emoji") {
		return true
	}
	for n, depth := img, 0; n != nil && depth < 3 && n.DataAtom != atom.Figure; n, depth = n.Parent, depth+1 {
		if n.Type == html.ElementNode && tree.HasWord(n, portraitWords) && len(picturesIn(n)) < 2 && !holdsHeadline(n) {
			return true
		}
	}
	return false
}
