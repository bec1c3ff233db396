package preview

import (
	"context"
	"slices"
	"strconv"

	"earshot/internal/social"
)

// Gallery lists the pictures of posts, each a family by itself but for those of one file.
func (r *Reader) Gallery(ctx context.Context, f social.Filter, ask social.GalleryAsk) (social.GalleryPage, error) {
	if ask.Rising {
		return r.rising(ctx, f, ask)
	}
	from, err := strconv.Atoi("0" + ask.After)
	if err != nil {
		return social.GalleryPage{}, social.Errorf(social.CodeInvalid, "%q is no place in a gallery", ask.After)
	}
	at := map[string]int{}
	seen := map[social.Key]bool{}
	var all []social.ShownFamily
	r.each(f, func(p social.StoredPost, _ string) {
		if seen[p.Post.Key()] {
			return
		}
		seen[p.Post.Key()] = true
		for i, image := range p.Post.Images {
			var m social.Media
			if i < len(p.Media) {
				m = p.Media[i]
			}
			if !ask.Shows(image, m) {
				continue
			}
			if known, ok := at[m.SHA256]; ok && m.SHA256 != "" {
				all[known].Posts++
				all[known].AllPosts++
				if !slices.Contains(all[known].Platforms, p.Post.Platform) {
					all[known].Platforms = append(all[known].Platforms, p.Post.Platform)
				}
				continue
			}
			at[m.SHA256] = len(all)
			all = append(all, social.ShownFamily{
				Name: m.SHA256, Posts: 1, Pictures: 1, AllPosts: 1, AllPictures: 1, Platforms: []string{p.Post.Platform}, First: p, URL: image.URL, Last: p.Post.CreatedAt,
			})
		}
	})
	slices.SortStableFunc(all, func(a, b social.ShownFamily) int { return b.Last.Compare(a.Last) })
	from = min(from, len(all))
	to := min(from+ask.Limit, len(all))
	page := social.GalleryPage{Families: all[from:to]}
	if to < len(all) {
		page.Next = strconv.Itoa(to)
	}
	return page, nil
}

// rising are those that emerge against the same length before.
func (r *Reader) rising(ctx context.Context, f social.Filter, ask social.GalleryAsk) (social.GalleryPage, error) {
	before := f
	before.From, before.To = f.From.Add(-f.To.Sub(f.From)), f.From
	ask.Rising, ask.Limit = false, len(r.posts)*10
	page, err := r.Gallery(ctx, f, ask)
	if err != nil {
		return page, err
	}
	past, err := r.Gallery(ctx, before, ask)
	if err != nil {
		return page, err
	}
	var mentions, previous int64
	r.each(f, func(social.StoredPost, string) { mentions++ })
	r.each(before, func(social.StoredPost, string) { previous++ })
	counts, families := []social.TermCount{}, map[string]social.ShownFamily{}
	for _, of := range page.Families {
		families[of.Name] = of
		count := social.TermCount{Term: of.Name, Mentions: of.Posts}
		for _, then := range past.Families {
			if then.Name == of.Name {
				count.Previous = then.Posts
			}
		}
		counts = append(counts, count)
	}
	page = social.GalleryPage{Looked: int(mentions)}
	for _, e := range social.Emerging(counts, mentions, previous) {
		of := families[e.Term]
		of.Previous, of.Score = e.Previous, e.Z
		page.Families = append(page.Families, of)
	}
	return page, nil
}

// Family is a picture and the posts that show it.
func (r *Reader) Family(_ context.Context, sha string) (social.FamilyPage, error) {
	page := social.FamilyPage{Name: sha}
	for _, p := range r.posts {
		for _, m := range p.Media {
			if m.SHA256 == sha && sha != "" {
				if len(page.Pictures) == 0 {
					page.Pictures = []social.Media{m}
				}
				page.Posts = append(page.Posts, p)
			}
		}
	}
	if len(page.Pictures) == 0 {
		return page, social.Errorf(social.CodeNotFound, "there is no picture %q", sha)
	}
	page.Total = int64(len(page.Posts))
	slices.SortStableFunc(page.Posts, func(a, b social.StoredPost) int { return a.Post.CreatedAt.Compare(b.Post.CreatedAt) })
	return page, nil
}
