package bluesky

import (
	"net/url"
	"slices"
	"strings"

	"earshot/crawler/lenient"
	"earshot/crawler/markup"
	"earshot/crawler/platform"
	"earshot/internal/social"
)

const (
	// maxImages limits the pictures of a post; the lexicons allow 20.
	maxImages = 50
	// maxSide is larger than any real picture, in pixels.
	maxSide = 100_000
)

// embed is what is attached to a post, as its author wrote it (app.bsky.embed.*)
// or as the AppView shows it (the same with #view): the fields of all kinds in one.
type embed struct {
	Type   string  `json:"$type"`
	Images []image `json:"images"`
	// Items are the pictures of a gallery.
	Items []image `json:"items"`
	// Media is the attachment beside a quoted post.
	Media *embed `json:"media"`
	// External is a link with its preview, or an animated picture. Its picture
	// is in the author's own repository.
	External preview `json:"external"`
	// Record is the quoted post, which a record only names.
	Record quote `json:"record"`

	// A video: the AppView gives its poster frame, a record the file.
	Thumbnail   string `json:"thumbnail"`
	Playlist    string `json:"playlist"`
	Video       blob   `json:"video"`
	Alt         string `json:"alt"`
	AspectRatio extent `json:"aspectRatio"`
}

// preview is a link as it is shown. Thumb is its picture: an address in a view, an
// uploaded file in a record.
type preview struct {
	URI         string       `json:"uri"`
	Title       string       `json:"title"`
	Description string       `json:"description"`
	Thumb       lenient.Node `json:"thumb"`
}

// animations are the servers whose animated pictures the platform's own picker puts into
// posts as links.
var animations = []string{"media.tenor.com", "media.giphy.com", "static.klipy.com"}

// of is what the picture of a link is of: that of a page, or the animated picture itself.
func (p preview) of() social.ImageOf {
	if u, err := url.Parse(p.URI); err == nil && slices.Contains(animations, u.Hostname()) {
		return social.OfPost
	}
	return social.OfCard
}

// quote is a post that another quotes, as the AppView shows it
// (app.bsky.embed.record#viewRecord); beside media it stands a level deeper.
type quote struct {
	Author profileView `json:"author"`
	Value  struct {
		Text string `json:"text"`
	} `json:"value"`
	Labels labels `json:"labels"`
	Record *quote `json:"record"`
}

// image is a picture, shown (fullsize) or as it was uploaded (image).
type image struct {
	Fullsize    string `json:"fullsize"`
	Image       blob   `json:"image"`
	Alt         string `json:"alt"`
	AspectRatio extent `json:"aspectRatio"`
}

// blob is an uploaded file.
type blob struct {
	Ref struct {
		Link string `json:"$link"`
	} `json:"ref"`
}

// extent is a size in pixels or, by the lexicon, only a ratio.
type extent struct {
	Width  int `json:"width"`
	Height int `json:"height"`
}

// form says where the pictures of one form of an embed are found.
type form struct {
	// suffix ends the names of its types.
	suffix  string
	picture func(image) string
	poster  func(embed) string
	thumb   func(preview) string
}

// shown are the pictures of an embed as the AppView shows it.
func (e embed) shown() []social.Image {
	return e.pictures(form{
		suffix:  "#view",
		picture: func(im image) string { return im.Fullsize },
		poster:  func(video embed) string { return video.Thumbnail },
		thumb: func(p preview) string {
			if !p.Thumb.IsText() {
				return ""
			}
			return p.Thumb.String()
		},
	})
}

// uploaded are the pictures of an embed in a record of the account did. They are
// shown at the addresses that the AppView would give.
func (e embed) uploaded(did string) []social.Image {
	file := func(kind string, b blob) string {
		if !only(b.Ref.Link, "") {
			return ""
		}
		return "https://cdn.bsky.app/img/" + kind + "/plain/" + did + "/" + b.Ref.Link + "@jpeg"
	}
	return e.pictures(form{
		picture: func(im image) string { return file("feed_fullsize", im.Image) },
		poster: func(video embed) string {
			cid := video.Video.Ref.Link
			if !only(cid, "") {
				return ""
			}
			return "https://video.bsky.app/watch/" + strings.ReplaceAll(did, ":", "%3A") + "/" + cid + "/thumbnail.jpg"
		},
		thumb: func(p preview) string {
			var picture blob
			p.Thumb.Decode(&picture)
			return file("feed_thumbnail", picture)
		},
	})
}

// playlistType is how the platform offers videos: as playlists (RFC 8216).
const playlistType = "application/vnd.apple.mpegurl"

// recordings is the video of an embed. did is the account of a record, whose video stands
// where the AppView would have it; a view says it itself.
func (e embed) recordings(did string) []social.Recording {
	if e.Media != nil && e.Media.Media == nil {
		return e.Media.recordings(did)
	}
	if !strings.HasPrefix(e.Type, "app.bsky.embed.video") {
		return nil
	}
	address, cid := e.Playlist, e.Video.Ref.Link
	if address == "" && did != "" && only(cid, "") {
		address = "https://video.bsky.app/watch/" + strings.ReplaceAll(did, ":", "%3A") + "/" + cid + "/playlist.m3u8"
	}
	return platform.Recordings(platform.Recorded(markup.Resolve(nil, address), playlistType, "", ""))
}

// pictures lists the pictures and the poster frame of an embed, or of what
// stands beside a quoted post.
func (e embed) pictures(f form) []social.Image {
	var list []social.Image
	take := func(address, alt string, size extent, of social.ImageOf) {
		if address = markup.Resolve(nil, address); address == "" || len(list) >= maxImages {
			return
		}
		if size.Width < 0 || size.Height < 0 || size.Width > maxSide || size.Height > maxSide {
			size = extent{}
		}
		list = append(list, social.Image{URL: address, Of: of, Alt: strings.TrimSpace(alt), Width: size.Width, Height: size.Height})
	}
	kind, _ := strings.CutSuffix(e.Type, f.suffix)
	switch kind {
	case "app.bsky.embed.images":
		for _, im := range e.Images {
			take(f.picture(im), im.Alt, im.AspectRatio, social.OfPost)
		}
	case "app.bsky.embed.gallery":
		for _, im := range e.Items {
			take(f.picture(im), im.Alt, im.AspectRatio, social.OfPost)
		}
	case "app.bsky.embed.video":
		take(f.poster(e), e.Alt, e.AspectRatio, social.OfVideo)
	case "app.bsky.embed.external":
		take(f.thumb(e.External), "", extent{}, e.External.of())
	case "app.bsky.embed.recordWithMedia":
		if e.Media != nil && e.Media.Media == nil {
			return e.Media.pictures(f)
		}
	}
	return list
}

// words are what an embed shows in words: the preview of a link, and the quoted
// post where everybody may read it.
func (e embed) words() []string {
	previews := []preview{e.External}
	if e.Media != nil {
		previews = append(previews, e.Media.External)
	}
	var lines []string
	for _, p := range previews {
		lines = append(lines, markup.Headline(p.Title), markup.Headline(p.Description))
	}
	q := e.Record
	if q.Record != nil {
		q = *q.Record
	}
	if !q.Author.withheld() && !q.Labels.withheld() {
		lines = append(lines, markup.Quoted(q.Author.actor(), q.Value.Text))
	}
	return lines
}

// links are the addresses an embed leads to.
func (e embed) links() []string {
	found := []string{markup.Resolve(nil, e.External.URI)}
	if e.Media != nil {
		found = append(found, markup.Resolve(nil, e.Media.External.URI))
	}
	return found
}
