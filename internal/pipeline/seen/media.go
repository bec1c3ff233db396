package seen

import (
	"context"

	"earshot/internal/social"
)

// Media is what is known of the pictures and recordings of posts, by their URLs.
func (m *Matcher) Media(ctx context.Context, posts []social.Entry) (func(p social.Post) []social.Media, error) {
	var pictures, recordings []string
	for i := range posts {
		if posts[i].Post.Deleted {
			continue
		}
		pictures = appendURLs(pictures, posts[i].Post)
		for _, r := range posts[i].Post.Recordings {
			recordings = append(recordings, r.URL)
		}
	}
	known, err := m.opts.Store.MediaByURL(ctx, pictures)
	if err != nil {
		return nil, err
	}
	heard, err := m.opts.Store.HeardByURL(ctx, recordings)
	return func(p social.Post) []social.Media {
		var media []social.Media
		for _, img := range p.Images {
			if one, ok := known[img.URL]; ok {
				media = append(media, one)
			}
		}
		for _, r := range p.Recordings {
			if one, ok := heard[r.URL]; ok {
				media = append(media, one)
			}
		}
		return media
	}, err
}
