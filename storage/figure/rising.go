package figure

import (
	"context"
	"maps"
	"slices"

	"earshot/internal/social"
)

// rising returns the families that emerge in f's period against the one of equal length
// before, by the rule of terms, compared with all that a filter lets through. Of a long
// period it looks through the newest posts alone for which families there are; what these
// have in both periods is counted exactly.
func (s *Reader) rising(ctx context.Context, compared, f social.Filter, ask social.GalleryAsk) (social.GalleryPage, error) {
	if f.From.IsZero() || f.To.IsZero() {
		return social.GalleryPage{}, social.Errorf(social.CodeInvalid, "what rises needs a period")
	}
	mentions, err := s.mentions(ctx, compared)
	if err != nil {
		return social.GalleryPage{}, err
	}
	previous, err := s.mentions(ctx, justBefore(compared))
	if err != nil {
		return social.GalleryPage{}, err
	}
	var page social.GalleryPage
	candidates, err := s.repeated(ctx, f, &page)
	if err != nil || len(candidates) == 0 {
		return page, err
	}
	now, past := newShowings(ask), newShowings(ask)
	for _, m := range candidates {
		now.want(m.URL, m)
		past.want(m.URL, m)
	}
	if err := s.gather(ctx, f, now); err != nil {
		return page, err
	}
	if err := s.gather(ctx, justBefore(f), past); err != nil {
		return page, err
	}
	var counts []social.TermCount
	for id, of := range now.families {
		count := social.TermCount{Term: id, Mentions: int64(len(of.posts))}
		if then := past.families[id]; then != nil {
			count.Previous = int64(len(then.posts))
		}
		counts = append(counts, count)
	}
	page.Families, err = s.emerged(ctx, now, social.Emerging(counts, mentions, previous))
	return page, err
}

// justBefore is f of the period of equal length before.
func justBefore(f social.Filter) social.Filter {
	f.From, f.To = f.From.Add(-f.To.Sub(f.From)), f.From
	return f
}

func (s *Reader) mentions(ctx context.Context, f social.Filter) (int64, error) {
	f.WithoutAuthors, f.WithoutAllBrands = true, true
	figures, err := s.Figures(ctx, f)
	return figures.Mentions, err
}

// emerged describes families in the order in which they emerge.
func (s *Reader) emerged(ctx context.Context, of *showings, emerging []social.EmergingTerm) ([]social.ShownFamily, error) {
	keys := make([]social.Key, len(emerging))
	for i, e := range emerging {
		keys[i] = of.families[e.Term].first.key
	}
	stored, err := s.posts.Stored(ctx, keys)
	if err != nil {
		return nil, err
	}
	byKey := map[social.Key]social.StoredPost{}
	for _, p := range stored {
		byKey[p.Post.Key()] = p
	}
	var out []social.ShownFamily
	for i, e := range emerging {
		if first, there := byKey[keys[i]]; there { // one that was erased meanwhile is left out
			shown := of.families[e.Term].shown(first)
			shown.Last, shown.Previous, shown.Score = shown.Last.UTC(), e.Previous, e.Z
			out = append(out, shown)
		}
	}
	return out, nil
}

// repeated returns the pictures that the newest posts which f lets through show, those of
// families that so many of them show as can emerge. It notes in page what it looked through.
func (s *Reader) repeated(ctx context.Context, f social.Filter, page *social.GalleryPage) ([]social.Media, error) {
	shown := map[string]int64{} // posts by address
	for after := ""; page.Looked < galleryScan; {
		spots, next, err := s.list(ctx, f, social.NewestFirst, maxPage, after)
		if err != nil {
			return nil, err
		}
		keys := make([]social.Key, len(spots))
		for i, at := range spots {
			keys[i] = at.key()
		}
		pictured, err := s.posts.Pictured(ctx, keys)
		if err != nil {
			return nil, err
		}
		for _, urls := range pictured {
			for _, url := range slices.Compact(slices.Sorted(slices.Values(urls))) {
				shown[url]++
			}
		}
		page.Looked, page.More = page.Looked+len(spots), next != ""
		if after = next; next == "" {
			break
		}
	}
	known, err := s.posts.StoredDigests(ctx, slices.Collect(maps.Keys(shown)))
	if err != nil {
		return nil, err
	}
	all := newShowings(social.GalleryAsk{})
	for url := range shown {
		all.want(url, social.Media{URL: url, SHA256: known[url], State: social.MediaReady})
	}
	if all.names, err = s.posts.FamilyNames(ctx, all.digests()); err != nil {
		return nil, err
	}
	posts := map[string]int64{}
	for url, n := range shown {
		posts[all.id(url)] += n
	}
	var urls []string
	for _, url := range slices.Sorted(maps.Keys(shown)) {
		if posts[all.id(url)] >= social.EmergingMentions {
			urls = append(urls, url)
		}
	}
	media, err := s.posts.MediaAt(ctx, urls)
	var out []social.Media
	for _, url := range urls {
		m := media[url]
		m.URL = url
		out = append(out, m)
	}
	return out, err
}
