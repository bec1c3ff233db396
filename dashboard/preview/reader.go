package preview

import (
	"cmp"
	"context"
	"slices"
	"strconv"
	"time"

	"earshot/internal/social"
)

// Reader answers for canned posts.
type Reader struct{ posts []social.StoredPost }

// NewReader returns a reader of posts.
func NewReader(posts []social.StoredPost) *Reader { return &Reader{posts: posts} }

// group identifies near copies among the mentions of a brand.
type group struct {
	brand string
	first social.Key
}

func groupOf(p social.StoredPost, brand string) group {
	return group{brand, cmp.Or(p.Analysis.Original, p.Post.Key())}
}

// each yields the mentions that match f, oldest first.
func (r *Reader) each(f social.Filter, yield func(p social.StoredPost, brand string)) {
	folded := map[group]bool{}
	r.eachCopy(f, func(p social.StoredPost, brand string) {
		if at := groupOf(p, brand); !f.FoldCopies || !folded[at] {
			folded[at] = true
			yield(p, brand)
		}
	})
}

// eachCopy is each without folding near copies.
func (r *Reader) eachCopy(f social.Filter, yield func(p social.StoredPost, brand string)) {
	for _, p := range r.posts {
		at := p.Post.CreatedAt
		if !f.From.IsZero() && at.Before(f.From) || !f.To.IsZero() && !at.Before(f.To) ||
			len(f.Platforms) > 0 && !slices.Contains(f.Platforms, p.Post.Platform) ||
			len(f.Languages) > 0 && !slices.Contains(f.Languages, p.Analysis.Language) ||
			!read(f, p.Analysis) {
			continue
		}
		if f.Query != nil {
			d := social.NewDocument(p.Post, p.Analysis, p.Media...)
			if !f.Query.Match(&d) {
				continue
			}
		}
		for _, b := range p.Analysis.Brands {
			if of := p.Analysis.Of(b); !f.Reads(&of) {
				continue
			}
			if (f.Brand == "" || b == f.Brand) && counts(f, p.Analysis)(b) {
				yield(p, b)
			}
		}
	}
}

// read reports whether a matches the filters of f beyond sentiment.
func read(f social.Filter, a social.Analysis) bool {
	return (!f.HideSpam || !a.Spam.Likely()) &&
		(f.CopiesOf == social.Key{} || f.CopiesOf == a.Original)
}

// counts reports whether the mention of a brand has a sentiment that f lets through.
func counts(f social.Filter, a social.Analysis) func(brand string) bool {
	return func(brand string) bool {
		return len(f.Labels) == 0 || slices.Contains(f.Labels, a.SentimentToward(brand).Class())
	}
}

func add(f *social.Figures, p social.StoredPost, brand string) {
	f.Mentions++
	switch p.Analysis.SentimentToward(brand).Class() {
	case social.Positive:
		f.Positive++
	case social.Neutral:
		f.Neutral++
	case social.Negative:
		f.Negative++
	case social.Unsure:
		f.Unsure++
	}
	if n := p.Post.Engagement.Total(); n != nil {
		if f.Engagement == nil {
			f.Engagement = social.Count(0)
		}
		*f.Engagement += *n
	}
}

// Backlog counts the mentions of f that are listed and in no figure.
func (r *Reader) Backlog(_ context.Context, f social.Filter) (n int64, err error) {
	r.each(f, func(p social.StoredPost, _ string) {
		if p.Post.Backlog {
			n++
		}
	})
	return n, nil
}

// Figures counts the mentions of f.
func (r *Reader) Figures(_ context.Context, f social.Filter) (social.Figures, error) {
	var out social.Figures
	authors := map[string]bool{}
	r.each(f, func(p social.StoredPost, brand string) {
		add(&out, p, brand)
		authors[p.Post.Platform+"/"+p.Post.Author.Label()] = true
	})
	out.Authors = int64(len(authors))
	f.Brand = ""
	r.each(f, func(social.StoredPost, string) { out.AllBrands++ })
	return out, nil
}

// in is t in zone; nil is UTC.
func in(t time.Time, zone *time.Location) time.Time {
	if zone == nil {
		zone = time.UTC
	}
	return t.In(zone)
}

// Trends counts the mentions of f by bucket and dimensions.
func (r *Reader) Trends(_ context.Context, f social.Filter, by social.Bucket, dims []social.Dimension) ([]social.Trend, error) {
	type key struct {
		at                        time.Time
		brand, platform, language string
	}
	at := func(p social.StoredPost, brand string) key {
		k := key{at: by.Start(in(p.Post.CreatedAt, f.Zone))}
		for _, d := range dims {
			switch d {
			case social.DimBrand:
				k.brand = brand
			case social.DimPlatform:
				k.platform = p.Post.Platform
			case social.DimLanguage:
				k.language = p.Analysis.Language
			}
		}
		return k
	}
	rows, authors, all := map[key]*social.Figures{}, map[key]map[string]bool{}, map[key]int64{}
	whole := f
	whole.Brand = ""
	r.each(whole, func(p social.StoredPost, brand string) {
		k := at(p, brand)
		k.brand = ""
		all[k]++
	})
	r.each(f, func(p social.StoredPost, brand string) {
		k := at(p, brand)
		if rows[k] == nil {
			rows[k], authors[k] = &social.Figures{}, map[string]bool{}
		}
		add(rows[k], p, brand)
		authors[k][p.Post.Platform+p.Post.Author.Label()] = true
	})
	var out []social.Trend
	for k, figures := range rows {
		figures.Authors = int64(len(authors[k]))
		figures.AllBrands = all[key{k.at, "", k.platform, k.language}]
		out = append(out, social.Trend{Date: k.at, Brand: k.brand, Platform: k.platform, Language: k.language, Figures: *figures})
	}
	slices.SortFunc(out, func(a, b social.Trend) int {
		return cmp.Or(a.Date.Compare(b.Date), cmp.Compare(a.Brand, b.Brand), cmp.Compare(a.Platform, b.Platform), cmp.Compare(a.Language, b.Language))
	})
	return out, nil
}

// PostsWithPictures is Posts without the posts that have no picture.
func (r *Reader) PostsWithPictures(ctx context.Context, f social.Filter, order social.PostOrder, limit int, after string) (social.PostPage, error) {
	page, err := r.Posts(ctx, f, order, limit, after)
	page.Posts = slices.DeleteFunc(page.Posts, func(p social.StoredPost) bool { return len(p.Post.Images) == 0 })
	return page, err
}

// PostsShowing are the posts with pictures to show.
func (r *Reader) PostsShowing(ctx context.Context, f social.Filter, order social.PostOrder, scan, _ int) ([]social.StoredPost, error) {
	page, err := r.PostsWithPictures(ctx, f, order, scan, "")
	return page.Posts, err
}

// Posts lists posts; after is the number of posts already seen.
func (r *Reader) Posts(_ context.Context, f social.Filter, order social.PostOrder, limit int, after string) (social.PostPage, error) {
	var all []social.StoredPost
	r.each(f, func(p social.StoredPost, _ string) { all = append(all, p) })
	total := func(p social.StoredPost) int64 {
		if n := p.Post.Engagement.Total(); n != nil {
			return *n
		}
		return -1
	}
	slices.SortStableFunc(all, func(a, b social.StoredPost) int {
		if order == social.MostEngaged {
			return cmp.Compare(total(b), total(a))
		}
		return b.Post.CreatedAt.Compare(a.Post.CreatedAt)
	})
	from, _ := strconv.Atoi(after)
	from = min(max(from, 0), len(all))
	to := min(from+limit, len(all))
	page := social.PostPage{Posts: all[from:to]}
	if to < len(all) {
		page.Next = strconv.Itoa(to)
	}
	return page, nil
}

// Post finds a post by its identity.
func (r *Reader) Post(_ context.Context, key social.Key) (social.StoredPost, error) {
	for _, p := range r.posts {
		if p.Post.Key() == key {
			return p, nil
		}
	}
	return social.StoredPost{}, social.Errorf(social.CodeNotFound, "there is no post %s", key.ID)
}

// EachPost hands over posts, oldest first.
func (r *Reader) EachPost(_ context.Context, f social.Filter, yield func(social.StoredPost) error) error {
	var fault error
	r.each(f, func(p social.StoredPost, _ string) {
		if fault == nil {
			fault = yield(p)
		}
	})
	return fault
}

// Facets counts the mentions of f by each of its values.
func (r *Reader) Facets(_ context.Context, f social.Filter) (social.Facets, error) {
	brands, platforms, languages := map[string]int64{}, map[string]int64{}, map[string]int64{}
	r.each(f, func(p social.StoredPost, brand string) {
		brands[brand]++
		platforms[p.Post.Platform]++
		languages[p.Analysis.Language]++
	})
	return social.Facets{Brands: facets(brands), Platforms: facets(platforms), Languages: facets(languages)}, nil
}

func facets(counts map[string]int64) []social.Facet {
	var out []social.Facet
	for value, n := range counts {
		out = append(out, social.Facet{Value: value, Mentions: n})
	}
	slices.SortFunc(out, func(a, b social.Facet) int {
		return cmp.Or(cmp.Compare(b.Mentions, a.Mentions), cmp.Compare(a.Value, b.Value))
	})
	return out
}

// Copies counts the posts that are near copies of each key.
func (r *Reader) Copies(_ context.Context, keys []social.Key) (map[social.Key]social.Copies, error) {
	copies, platforms := map[social.Key]social.Copies{}, map[social.Key]map[string]bool{}
	for _, p := range r.posts {
		key := p.Analysis.Original
		if key == (social.Key{}) || !slices.Contains(keys, key) {
			continue
		}
		if platforms[key] == nil {
			platforms[key] = map[string]bool{}
		}
		platforms[key][p.Post.Platform] = true
		copies[key] = social.Copies{Posts: copies[key].Posts + 1, Platforms: int64(len(platforms[key]))}
	}
	return copies, nil
}
