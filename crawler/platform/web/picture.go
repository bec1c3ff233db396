package web

import (
	"html"
	"net/url"
	"path"
	"regexp"
	"strings"

	"github.com/PuerkitoBio/goquery"

	"earshot/crawler/markup"
	"earshot/internal/social"
)

// distinct removes pictures that are there twice, in whatever size, and tracking
// pixels.
func distinct(images []social.Image) []social.Image {
	var list []social.Image
	place := map[string]int{}
	for _, im := range images {
		key := pictureKey(im.URL)
		if at, seen := place[key]; seen {
			if list[at].Alt == "" {
				list[at].Alt = im.Alt
			}
			if list[at].Of == social.OfPost {
				list[at].Of = im.Of
			}
			if list[at].Width == 0 {
				list[at].Width, list[at].Height = im.Width, im.Height
			}
			continue
		}
		if im.URL == "" || markup.IsPixel(im) || len(list) >= maxImages {
			continue
		}
		place[key] = len(list)
		list = append(list, im)
	}
	return list
}

var (
	// sizeSegment finds the parts of the path of a picture that say how large it is
	// wanted: those of Ghost, Medium, Blogger, Cloudinary and the like.
	sizeSegment = regexp.MustCompile(`^(?:size|w\d+|h\d+|s\d+(?:-[a-z]\d*)*|\d+x\d+|(?:resize|format|fit|quality|width|height|max|q)[:=].*|(?:[a-z]{1,4}_[\w.:-]+)(?:,[a-z]{1,4}_[\w.:-]+)*)$`)
	// sizeSuffix finds the size that WordPress puts behind the name of a picture.
	sizeSuffix = regexp.MustCompile(`-\d{2,4}x\d{2,4}(\.\w+)$`)
)

// pictureKey is the same for one picture in several sizes.
func pictureKey(address string) string {
	u, err := url.Parse(address)
	if err != nil || u.Host == "" {
		return address
	}
	segments := strings.Split(u.Path, "/")
	kept := segments[:0:0]
	for i, s := range segments {
		if i == len(segments)-1 || !sizeSegment.MatchString(s) {
			kept = append(kept, s)
		}
	}
	return strings.ToLower(u.Host) + sizeSuffix.ReplaceAllString(strings.Join(kept, "/"), "$1") + "?" + sizeless(u)
}

// sizeless is the query of a picture's address without what says its size.
func sizeless(u *url.URL) string {
	query := u.Query()
	for _, name := range []string{"w", "h", "width", "height", "resize", "fit", "quality", "q", "auto", "dpr", "ssl"} {
		query.Del(name)
	}
	return query.Encode()
}

// logosOf are the addresses of the marks of a page's site, as it declares and
// shows them. Sites give them as the picture of every page that has none.
func logosOf(d declarations, doc document) map[string]bool {
	logos := map[string]bool{}
	note := func(address string) {
		if address != "" {
			logos[pictureKey(address)] = true
		}
	}
	for _, t := range append(append([]*thing{d.mainLD, d.mainMicro}, d.ld...), d.micro...) {
		if t == nil {
			continue
		}
		for _, owner := range append([]*thing{t}, t.things("publisher", "isPartOf")...) {
			note(owner.address(doc.base, "logo"))
		}
	}
	doc.root.Find("header img[src], .logo img[src], img.logo, img.custom-logo").Each(func(_ int, s *goquery.Selection) {
		name := strings.ToLower(s.AttrOr("class", "") + " " + s.Parent().AttrOr("class", "") + " " + path.Base(s.AttrOr("src", "")))
		if strings.Contains(name, "logo") {
			note(markup.Resolve(doc.base, s.AttrOr("src", "")))
		}
	})
	return logos
}

// withoutLogos are the pictures that are not the mark of the site.
func withoutLogos(images []social.Image, logos map[string]bool) []social.Image {
	var list []social.Image
	for _, im := range images {
		if !logos[pictureKey(im.URL)] {
			list = append(list, im)
		}
	}
	return list
}

// videoTypes are the types of things whose pictures are posters.
var videoTypes = []string{"VideoObject"}

func (t *thing) images(base *url.URL) []social.Image {
	var images []social.Image
	for _, name := range []string{"image", "sharedContent", "thumbnailUrl"} {
		for _, v := range t.props[name] {
			im := social.Image{}
			switch v := v.(type) {
			case string:
				if t.isHTML {
					v = html.UnescapeString(v)
				}
				if looksLikeAddress(v) {
					im.URL = markup.Resolve(base, v)
				}
			case *thing:
				if name == "sharedContent" && !v.is([]string{"ImageObject", "VideoObject"}) {
					continue
				}
				im = social.Image{
					URL: v.address(base, "url", "contentUrl", "thumbnailUrl"), Alt: oneLine(first(v.text("caption"), v.text("description"))),
					Width: markup.AttrPixels(v.text("width")), Height: markup.AttrPixels(v.text("height")),
				}
				if im.URL == "" {
					im.URL = markup.Resolve(base, v.id)
				}
			}
			if v, nested := v.(*thing); t.is(videoTypes) || nested && v.is(videoTypes) {
				im.Of = social.OfVideo
			}
			if im.URL != "" && (name != "thumbnailUrl" || len(images) == 0) {
				images = append(images, im)
			}
		}
	}
	return images
}
