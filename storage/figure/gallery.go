package figure

import (
	"context"
	"strconv"
	"time"

	"github.com/ClickHouse/clickhouse-go/v2/lib/driver"

	"earshot/internal/social"
	"earshot/storage/database"
	"earshot/storage/queries"
)

// maxGallery is how far a gallery is paged through, in families.
const maxGallery = 10_000

// Gallery returns a page of the families of the pictures that the posts show which f lets
// through. The error has social.CodeInvalid for an After that is no page's Next.
func (s *Reader) Gallery(ctx context.Context, f social.Filter, ask social.GalleryAsk) (social.GalleryPage, error) {
	var page social.GalleryPage
	from := 0
	if ask.After != "" {
		var err error
		if from, err = strconv.Atoi(ask.After); err != nil || from < 0 || from > maxGallery {
			return page, social.Errorf(social.CodeInvalid, "storage: %.80q is no place in a gallery", ask.After)
		}
	}
	found, err := s.match(ctx, f)
	if err != nil {
		return page, err
	}
	limit := min(max(1, ask.Limit), maxPage)
	p := filterParams(f, found)
	p["having"], p["words"] = string(ask.Having), database.List(ask.Words)
	p["limit"], p["offset"] = uint64(limit+1), uint64(from)
	table, err := found.table()
	if err != nil {
		return page, err
	}
	type row struct {
		social.ShownFamily
		first social.Key
	}
	rows, err := database.Collect(ctx, s.db, queries.Gallery, p, func(r driver.Rows) (of row, err error) {
		var posts, pictures uint64
		var last time.Time
		err = r.Scan(&of.Name, &posts, &pictures, &of.Platforms, &of.first.Platform, &of.first.ID, &of.URL, &last)
		of.Posts, of.Pictures, of.Last = int64(posts), int64(pictures), last.UTC()
		return of, err
	}, table)
	if err != nil {
		return page, err
	}
	if len(rows) > limit {
		rows, page.Next = rows[:limit], strconv.Itoa(from+limit)
	}
	keys := make([]social.Key, len(rows))
	for i, of := range rows {
		keys[i] = of.first
	}
	stored, err := s.posts.Stored(ctx, keys)
	if err != nil {
		return page, err
	}
	byKey := map[social.Key]social.StoredPost{}
	for _, post := range stored {
		byKey[post.Post.Key()] = post
	}
	for _, of := range rows {
		if post, ok := byKey[of.first]; ok { // one that was erased meanwhile is left out
			of.First = post
			page.Families = append(page.Families, of.ShownFamily)
		}
	}
	return page, nil
}
