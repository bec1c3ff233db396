package figure

import (
	"context"
	"time"

	"github.com/ClickHouse/clickhouse-go/v2/lib/driver"

	"earshot/internal/social"
	"earshot/storage/database"
	"earshot/storage/queries"
)

const (
	// maxPage is the longest page of a list.
	maxPage = 1000
	// scanPage is how many posts are read at a time where many are gone through.
	scanPage = 1000
	// spanMentions is how many mentions are put in order at a time; a day that
	// has more is not parted.
	spanMentions = 20 * scanPage
)

// Posts returns a page of the posts that f lets through, each post once however
// many brands it mentions. limit is clamped to between 1 and 1000; after is a former
// page's Next, or empty for the first page. The error has social.CodeInvalid
// for an after that is no page's Next.
func (s *Reader) Posts(ctx context.Context, f social.Filter, by social.PostOrder, limit int, after string) (social.PostPage, error) {
	limit = min(max(1, limit), maxPage)
	from, err := parseCursor(after)
	if err != nil {
		return social.PostPage{}, err
	}
	var ord queries.Name
	switch by {
	case social.NewestFirst, "":
		ord = newest
	case social.MostEngaged:
		ord = engaged
	default:
		return social.PostPage{}, social.Errorf(social.CodeInvalid, "unknown order %q: newest or engaged", by)
	}
	found, err := s.match(ctx, f)
	if err != nil {
		return social.PostPage{}, err
	}
	// One more than the limit tells whether there is a next page.
	spots, err := s.page(ctx, f, found, ord, from, limit+1)
	if err != nil {
		return social.PostPage{}, err
	}
	var page social.PostPage
	if len(spots) > limit {
		if page.Next, err = spots[limit-1].cursor(); err != nil {
			return social.PostPage{}, err
		}
		spots = spots[:limit]
	}
	if page.Posts, err = s.storedAt(ctx, spots); err != nil {
		return social.PostPage{}, err
	}
	return page, nil
}

// storedAt reads the posts at spots, in their order.
func (s *Reader) storedAt(ctx context.Context, spots []spot) ([]social.StoredPost, error) {
	keys := make([]social.Key, len(spots))
	for i, at := range spots {
		keys[i] = at.key()
	}
	return s.posts.Stored(ctx, keys)
}

// EachPost hands every post that f lets through to yield, once and ordered by
// CreatedAt, until there are no more or yield returns an error, which is then
// EachPost's. It holds no more than a page of posts at a time (see pageSize), and no
// connection while yield runs, so yield may take its time. With
// FoldCopies it holds the identities of the copies left out besides.
func (s *Reader) EachPost(ctx context.Context, f social.Filter, yield func(social.StoredPost) error) error {
	found, err := s.match(ctx, f)
	if err != nil {
		return err
	}
	spans, err := s.spans(ctx, f, found)
	if err != nil {
		return err
	}
	repeats, err := s.repeats(ctx, f, found)
	if err != nil {
		return err
	}
	from, to := period(f)
	// What is first among copies is told by the whole period, not by a span.
	f.FoldCopies = false
	size := &pageSize{}
	for _, span := range spans {
		f.From, f.To = database.Later(from, span.first), database.Earlier(to, span.end)
		if err := s.eachOf(ctx, f, found, repeats, size, yield); err != nil {
			return err
		}
	}
	return nil
}

// eachOf is EachPost for a short period, without the posts that repeat others.
func (s *Reader) eachOf(ctx context.Context, f social.Filter, found matching, repeats map[social.Key]bool, size *pageSize, yield func(social.StoredPost) error) error {
	var after *spot
	for {
		limit := size.limit()
		spots, err := s.page(ctx, f, found, oldest, after, limit)
		if err != nil {
			return err
		}
		posts, err := s.storedAt(ctx, spots)
		if err != nil {
			return err
		}
		size.add(posts)
		for _, p := range posts {
			if repeats[p.Post.Key()] {
				continue
			}
			if err := yield(p); err != nil {
				return err
			}
		}
		if len(spots) < limit {
			return nil
		}
		after = &spots[len(spots)-1]
	}
}

// span is a run of days, the last one excluded.
type span struct{ first, end time.Time }

// spans parts the days on which f may let something through into runs short
// enough for a page to be quickly put in order.
func (s *Reader) spans(ctx context.Context, f social.Filter, found matching) ([]span, error) {
	table, err := found.table()
	if err != nil {
		return nil, err
	}
	type count struct {
		day      time.Time
		mentions uint64
	}
	days, err := database.Collect(ctx, s.db, queries.Days, filterParams(f, found), func(r driver.Rows) (c count, err error) {
		err = r.Scan(&c.day, &c.mentions)
		c.day = database.Day(c.day)
		return c, err
	}, table)
	if err != nil {
		return nil, err
	}
	var spans []span
	var mentions uint64
	for _, d := range days {
		if len(spans) == 0 || mentions+d.mentions > spanMentions {
			spans = append(spans, span{first: d.day})
			mentions = 0
		}
		mentions += d.mentions
		spans[len(spans)-1].end = social.ByDay.Next(d.day)
	}
	return spans, nil
}
