package seen

import (
	"context"
	"slices"

	"earshot/internal/social"
)

// unanswered stands for a vision model that is not asked about a picture again.
const unanswered = "none"

// reading tells whether anything reads pictures now.
func (m *Matcher) reading() bool {
	return m.opts.Reads != nil && m.opts.Reads(social.Media{State: social.MediaReady})
}

// readings returns what tells of posts whether nothing more is to be found in their pictures.
func (m *Matcher) readings(ctx context.Context, posts []social.Entry, media func(social.Post) []social.Media) (isRead func(social.Post) bool, err error) {
	if !m.reading() {
		return func(social.Post) bool { return true }, nil
	}
	var asked []string
	for _, e := range posts {
		for _, one := range media(e.Post) {
			if one.State == social.MediaReady && one.CaptionModel == "" && m.opts.Reads(one) {
				asked = append(asked, one.SHA256)
			}
		}
	}
	var givenUp map[string]bool
	if len(asked) > 0 && m.opts.GivenUp != nil {
		slices.Sort(asked)
		if givenUp, err = m.opts.GivenUp(ctx, slices.Compact(asked)); err != nil {
			return nil, err
		}
	}
	return func(p social.Post) bool { return m.isRead(p, media(p), givenUp) }, nil
}

// isRead tells whether nothing more is to be found in the pictures of a post. What could not
// be fetched before the post was read is fetched once more for it, and so is what was
// forgotten; but nothing is done for a post about its pictures over the cap.
func (m *Matcher) isRead(p social.Post, media []social.Media, givenUp map[string]bool) bool {
	known := make(map[string]social.Media, len(media))
	for _, one := range media {
		known[one.URL] = one
	}
	for i, img := range p.Images {
		if img.Of == social.OfCard {
			continue // nothing that is seen in it is waited for
		}
		one, ok := known[img.URL]
		over := m.opts.Caps.Pictures >= 0 && int64(i) >= m.opts.Caps.Pictures
		if !ok || one.State == social.MediaPending || !over && m.isUnread(p, one, givenUp) {
			return false
		}
	}
	return true
}

// isUnread tells whether more is to be found in a picture of a post that is known.
func (m *Matcher) isUnread(p social.Post, one social.Media, givenUp map[string]bool) bool {
	switch one.State {
	case social.MediaReady:
		if givenUp[one.SHA256] {
			one.CaptionModel = unanswered
		}
		return m.opts.Reads(one)
	case social.MediaDeleted:
		return true
	default:
		return one.FetchedAt.Before(p.FetchedAt)
	}
}
