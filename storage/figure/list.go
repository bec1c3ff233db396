package figure

import (
	"context"
	"slices"
	"time"

	"github.com/ClickHouse/clickhouse-go/v2/lib/driver"

	"earshot/internal/social"
	"earshot/storage/database"
	"earshot/storage/queries"
)

const (
	// maxPage is the longest page of a list.
	maxPage = 1000
	// scanPage is how many posts are read at a time where many are looked up.
	scanPage = 1000
)

// Posts returns a page of the posts that f lets through, each post once however
// many brands it mentions. limit is clamped to between 1 and 1000; after is a former
// page's Next, or empty for the first page. The error has social.CodeInvalid
// for an after that is no page's Next.
func (s *Reader) Posts(ctx context.Context, f social.Filter, by social.PostOrder, limit int, after string) (social.PostPage, error) {
	spots, next, err := s.list(ctx, f, by, limit, after)
	if err != nil {
		return social.PostPage{}, err
	}
	posts, err := s.storedAt(ctx, spots)
	return social.PostPage{Posts: posts, Next: next}, err
}

// PostsWithPictures is Posts without those that have no picture, which are counted in
// limit and not read whole.
func (s *Reader) PostsWithPictures(ctx context.Context, f social.Filter, by social.PostOrder, limit int, after string) (social.PostPage, error) {
	spots, next, err := s.list(ctx, f, by, limit, after)
	if err != nil {
		return social.PostPage{}, err
	}
	keys := make([]social.Key, len(spots))
	for i, at := range spots {
		keys[i] = at.key()
	}
	pictured, err := s.posts.Pictured(ctx, keys)
	if err != nil {
		return social.PostPage{}, err
	}
	posts, err := s.posts.Stored(ctx, slices.DeleteFunc(keys, func(key social.Key) bool { return len(pictured[key]) == 0 }))
	return social.PostPage{Posts: posts, Next: next}, err
}

// PostsShowing returns the first of the posts that f lets through whose pictures can be
// shown, until these are so many different ones; it looks through scan posts.
func (s *Reader) PostsShowing(ctx context.Context, f social.Filter, by social.PostOrder, scan, pictures int) ([]social.StoredPost, error) {
	spots, _, err := s.list(ctx, f, by, scan, "")
	if err != nil {
		return nil, err
	}
	keys := make([]social.Key, len(spots))
	for i, at := range spots {
		keys[i] = at.key()
	}
	if keys, err = s.posts.Showing(ctx, keys, pictures); err != nil {
		return nil, err
	}
	return s.posts.Stored(ctx, keys)
}

// list returns the spots of a page and where the next one begins.
func (s *Reader) list(ctx context.Context, f social.Filter, by social.PostOrder, limit int, after string) (spots []spot, next string, err error) {
	limit = min(max(1, limit), maxPage)
	from, err := parseCursor(after)
	if err != nil {
		return nil, "", err
	}
	if by != social.NewestFirst && by != social.MostEngaged && by != "" {
		return nil, "", social.Errorf(social.CodeInvalid, "unknown order %q: newest or engaged", by)
	}
	found, err := s.match(ctx, f)
	if err != nil {
		return nil, "", err
	}
	// One more than the limit tells whether there is a next page.
	if by == social.MostEngaged {
		spots, err = s.engaged(ctx, f, found, from, limit+1)
	} else {
		spots, err = s.newest(ctx, f, found, from, limit+1)
	}
	if err != nil || len(spots) <= limit {
		return spots, "", err
	}
	next, err = spots[limit-1].cursor()
	return spots[:limit], next, err
}

// storedAt reads the posts at spots, in their order.
func (s *Reader) storedAt(ctx context.Context, spots []spot) ([]social.StoredPost, error) {
	keys := make([]social.Key, len(spots))
	for i, at := range spots {
		keys[i] = at.key()
	}
	return s.posts.Stored(ctx, keys)
}

// spanSizes are how many mentions posts are looked for among at a time.
type spanSizes struct {
	// first is for the first posts, so that they come soon; each span is growth times as
	// long as the one before.
	first, growth uint64
	// longest bounds what is put in order at a time, in memory and on disk. Each span
	// costs a walk through the tables of posts.
	longest uint64
	// many is from when on to walk through a table costs less than to look posts up in it.
	many uint64
}

func usualSpans() spanSizes {
	return spanSizes{first: 10_000, growth: 10, longest: 2_000_000, many: 100_000}
}

// span is a run of days, the last one excluded.
type span struct {
	first, end time.Time
	mentions   uint64
}

// spans parts the days on which f may let something through into runs that are put in
// order one after the other. A day is not parted.
func (s *Reader) spans(ctx context.Context, f social.Filter, found matching) ([]span, error) {
	table, err := found.table()
	if err != nil {
		return nil, err
	}
	days, err := database.Collect(ctx, s.db, queries.Days, filterParams(f, found), func(r driver.Rows) (c span, err error) {
		err = r.Scan(&c.first, &c.mentions)
		c.first = database.Day(c.first)
		return c, err
	}, table)
	if err != nil {
		return nil, err
	}
	var spans []span
	most := uint64(0)
	for _, d := range days {
		if last := len(spans) - 1; last < 0 || spans[last].mentions+d.mentions > most {
			spans = append(spans, span{first: d.first})
			most = max(s.spanSizes.first, min(most*s.spanSizes.growth, s.spanSizes.longest))
		}
		last := &spans[len(spans)-1]
		last.mentions += d.mentions
		last.end = social.ByDay.Next(d.first)
	}
	return spans, nil
}
