package figure

import (
	"context"
	"slices"

	"earshot/internal/query"
	"earshot/internal/social"
)

const (
	// leastGalleryPosts and mostGalleryPosts bound how many posts are looked through at a
	// time: at first about as many as families are asked for, then twice as many each time,
	// as the same pictures come again and again.
	leastGalleryPosts, mostGalleryPosts = 20, 640
	// galleryScan is how many are looked through for a page at most.
	galleryScan = 5000
)

// Gallery returns a page of the families of the pictures that the posts show which f lets
// through, those shown last first, or of those that rise. It walks backwards over the posts, so that a page reads
// what it is made of and not all that is stored. Near copies count, whatever f says of
// them. The error has social.CodeInvalid for an After that is no page's Next.
func (s *Reader) Gallery(ctx context.Context, f social.Filter, ask social.GalleryAsk) (social.GalleryPage, error) {
	f.FoldCopies = false
	compared := f
	if ask.Find != nil {
		f.Query = query.Both(f.Query, ask.Find.Implied())
	}
	if ask.Rising {
		return s.rising(ctx, compared, f, ask)
	}
	var page social.GalleryPage
	limit, after := min(max(1, ask.Limit), maxPage), ask.After
	for posts := min(max(limit, leastGalleryPosts), mostGalleryPosts); ; posts = min(2*posts, mostGalleryPosts) {
		spots, next, err := s.list(ctx, f, social.NewestFirst, posts, after)
		if err != nil {
			return social.GalleryPage{}, err
		}
		families, err := s.shownLast(ctx, f, ask, spots)
		if err != nil {
			return social.GalleryPage{}, err
		}
		for i, at := range spots {
			for _, of := range families[at.key()] {
				of.Last = of.Last.UTC()
				page.Families = append(page.Families, of)
			}
			if len(page.Families) >= limit && (i < len(spots)-1 || next != "") { // a page ends with a post
				page.Looked += i + 1
				page.Next, err = at.cursor()
				return page, err
			}
		}
		if page.Looked += len(spots); next == "" || page.Looked >= galleryScan {
			page.Next = next
			return page, nil
		}
		after = next
	}
}

// shownLast returns, of the posts at spots, the families that no post shows which is let
// through and comes after it, with all that is counted of them.
func (s *Reader) shownLast(ctx context.Context, f social.Filter, ask social.GalleryAsk, spots []spot) (map[social.Key][]social.ShownFamily, error) {
	keys := make([]social.Key, len(spots))
	for i, at := range spots {
		keys[i] = at.key()
	}
	pictured, err := s.posts.Pictured(ctx, keys)
	if err != nil {
		return nil, err
	}
	keys = slices.DeleteFunc(keys, func(key social.Key) bool { return len(pictured[key]) == 0 })
	posts, err := s.posts.Stored(ctx, keys)
	if err != nil || len(posts) == 0 {
		return nil, err
	}
	wanted := newShowings(ask)
	for _, p := range posts {
		for i, image := range p.Post.Images {
			if i < len(p.Media) && ask.Shows(image, p.Media[i]) {
				wanted.want(image.URL, p.Media[i])
			}
		}
	}
	if err := s.gather(ctx, f, wanted); err != nil {
		return nil, err
	}
	return s.described(ctx, wanted.last())
}

// described puts the first posts beside families.
func (s *Reader) described(ctx context.Context, families map[social.Key][]*family) (map[social.Key][]social.ShownFamily, error) {
	var keys []social.Key
	for _, list := range families {
		for _, of := range list {
			keys = append(keys, of.first.key)
		}
	}
	stored, err := s.posts.Stored(ctx, keys)
	if err != nil {
		return nil, err
	}
	byKey := map[social.Key]social.StoredPost{}
	for _, p := range stored {
		byKey[p.Post.Key()] = p
	}
	out := map[social.Key][]social.ShownFamily{}
	for key, list := range families {
		for _, of := range list {
			if first, there := byKey[of.first.key]; there { // one that was erased meanwhile is left out
				out[key] = append(out[key], of.shown(first))
			}
		}
	}
	return out, nil
}
