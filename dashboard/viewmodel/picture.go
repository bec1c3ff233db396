package viewmodel

import (
	"net/url"
	"time"

	"earshot/dashboard/component"
	"earshot/internal/social"
)

// Pictures are the pictures of a post, in its order.
func Pictures(s social.StoredPost, now time.Time) []component.Picture {
	pictures := make([]component.Picture, 0, len(s.Post.Images))
	for i, image := range s.Post.Images {
		var media social.Media
		if i < len(s.Media) {
			media = s.Media[i]
		}
		p := pictureIn(s.Post, image, media)
		p.Sightings = sightings(&s.Analysis, image, media)
		p.Href, p.Platform, p.Author = PostPath(s.Post.Key()), Platform(s.Post.Platform), s.Post.Author.Label()
		p.When, p.Sentiment = Moment(s.Post.CreatedAt, now), Sentiment(s.Analysis.Sentiment)
		pictures = append(pictures, p)
	}
	return pictures
}

// Shown are the first limit pictures of posts that can be shown. A file that
// several posts share is shown once.
func Shown(posts []social.StoredPost, limit int, now time.Time) []component.Picture {
	var out []component.Picture
	seen := map[string]bool{}
	for _, post := range posts {
		for _, p := range Pictures(post, now) {
			if p.Src == "" || seen[p.Full] {
				continue
			}
			seen[p.Full] = true
			if out = append(out, p); len(out) == limit {
				return out
			}
		}
	}
	return out
}

// pictureIn is a picture as a post shows it.
func pictureIn(post social.Post, image social.Image, media social.Media) component.Picture {
	p := picture(image, media)
	if of := pictureOf(post, image); of != "" {
		p.From = of + ", " + p.From
	}
	return p
}

// pictureOf says what a picture is of that is not the post's own.
func pictureOf(post social.Post, image social.Image) string {
	switch image.Of {
	case social.OfVideo:
		return "poster of its video"
	case social.OfFrames:
		return "frames of its video"
	case social.OfCard:
		host := ""
		for _, link := range post.Links {
			u, err := url.Parse(link)
			if err != nil || host != "" && u.Hostname() != host {
				return "card of a page it links to"
			}
			host = u.Hostname()
		}
		if host == "" {
			host = "a page it links to"
		}
		return "card of " + host
	default:
		return ""
	}
}

func picture(image social.Image, media social.Media) component.Picture {
	p := component.Picture{Width: image.Width, Height: image.Height, Read: media.OCR, Tags: media.Tags}
	if media.Width > 0 && media.Height > 0 {
		p.Width, p.Height = media.Width, media.Height
	}
	switch {
	case media.Caption != "":
		p.Caption, p.From = media.Caption, "described by "+orModel(media.CaptionModel)
	case image.Alt != "" && image.Of == social.OfCard:
		p.Caption, p.From = image.Alt, "described by that page"
	case image.Alt != "":
		p.Caption, p.From = image.Alt, "alt text by the author"
	default:
		p.From = "no description"
	}
	for _, l := range media.Logos {
		p.Marks = append(p.Marks, component.Found{Name: l.Brand, Perhaps: l.Perhaps, X: l.Box.X, Y: l.Box.Y, W: l.Box.W, H: l.Box.H})
	}
	p.Alt = p.Caption
	if p.Alt == "" {
		p.Alt = "Picture without a description"
	}
	switch media.State {
	case social.MediaReady:
		if media.SHA256 != "" {
			p.Full = "/media/" + media.SHA256
			p.Src = p.Full
		}
		if media.Thumb != "" {
			p.Src = "/media/" + media.Thumb
		}
		if !media.LetGoAt.IsZero() {
			p.Full, p.Reduced = p.Src, letGo(media)
		}
	case social.MediaFailed:
		p.Missing = "Could not be fetched"
		if media.Fault != "" {
			p.Missing = sentenceCase(media.Fault)
		}
	default:
		p.Missing = "Not fetched yet"
	}
	if p.Src == "" && p.Missing == "" {
		p.Missing = "Not stored"
	}
	return p
}

// letGo says that of a picture only the thumbnail is kept.
func letGo(m social.Media) string {
	since := m.StoredAt
	if since.IsZero() {
		since = m.FetchedAt
	}
	return "The original was let go of after " + Plural(int64(m.LetGoAt.Sub(since).Hours()/24), "day", "days") + "; this is the thumbnail."
}

func orModel(name string) string {
	if name == "" {
		return "a vision model"
	}
	return name
}
