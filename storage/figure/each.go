package figure

import (
	"context"
	"hash/maphash"
	"time"

	"github.com/ClickHouse/clickhouse-go/v2/ext"

	"earshot/internal/social"
	"earshot/storage/database"
	"earshot/storage/post"
)

// EachPost hands every post that f lets through to yield, once and ordered by
// CreatedAt, until there are no more or yield returns an error, which is then
// EachPost's. What it holds does not grow with their number, but for the identities of
// the copies left out with FoldCopies, and of those that are dated anew meanwhile; of
// more than a million, eight bytes of each go to a temporary file. Connections are held
// while yield runs; after one that broke it goes on where it was.
//
// A post that f lets through all the time comes once, whatever else is stored meanwhile.
// One that is dated anew to where nothing is read any more, before it was read, comes
// after all others. One that f begins or ceases to let through meanwhile may come, and
// never twice.
func (s *Reader) EachPost(ctx context.Context, f social.Filter, yield func(social.StoredPost) error) error {
	r := &reading{
		Reader: s, filter: f, yield: yield, moved: map[social.Key]bool{},
		handed: handed{seed: maphash.MakeSeed(), most: s.mostHeld},
	}
	defer r.handed.close()
	// Before anything is looked for, so that what is found is of after it.
	if err := r.look(ctx); err != nil {
		return err
	}
	found, err := s.match(ctx, f)
	if err != nil {
		return err
	}
	r.few = found.few
	spans, err := s.spans(ctx, f, found)
	if err != nil {
		return err
	}
	if r.repeats, err = s.repeats(ctx, f, found); err != nil {
		return err
	}
	// What is first among copies is told by the whole period, not by a span.
	r.filter.FoldCopies = false
	for _, span := range spans {
		if err := r.span(ctx, found, span); err != nil {
			return err
		}
	}
	return r.rest(ctx)
}

// reading is one going through the posts of a filter.
type reading struct {
	*Reader
	filter  social.Filter
	yield   func(social.StoredPost) error
	repeats map[social.Key]bool
	// few: the filter's Query is looked for by the places of its posts, which posts leave
	// that change their brands.
	few bool
	// seen is what of mentions was looked at, and moved the posts that were dated anew since
	// the beginning, with whether they were handed over.
	seen  social.Seen
	moved map[social.Key]bool
	// handed are the posts that were handed over before they were seen to move.
	handed handed
	// broken are the days at which reading broke off and went on: what was stored of them
	// meanwhile may stand on the other side.
	broken  []time.Time
	stopped error
}

// breaks is how often in a row a reading may break before it has come any further.
const breaks = 3

// span hands over the posts of a span.
func (r *reading) span(ctx context.Context, found matching, span span) error {
	f := r.filter
	from, to := period(f)
	f.From, f.To = database.Later(from, span.first), database.Earlier(to, span.end)
	c := post.Chosen{Params: filterParams(f, found), Many: span.mentions > r.spanSizes.many, Tables: func() ([]*ext.Table, error) {
		table, err := found.table()
		return []*ext.Table{table}, err
	}}
	before := r.seen
	for broken := 0; ; broken++ {
		isLooked := false
		err := r.posts.InOrder(ctx, c, func(p social.StoredPost) error {
			// What is found was stored before its first post comes: of all that moved until
			// then is known now.
			if !isLooked {
				if err := r.look(ctx); err != nil {
					return err
				}
				isLooked = true
			}
			broken = 0
			c.After = post.SpotOf(&p.Post)
			r.stopped = r.hand(p)
			return r.stopped
		})
		switch {
		case err == nil:
			return nil
		case r.stopped != nil || ctx.Err() != nil || !database.Transient(err) || broken == breaks:
			return err
		}
		r.db.Log().Warn("reading of posts broke off, going on", "after", c.After.Created, "error", err)
		if c.After != (post.Spot{}) {
			// Two questions now make up this span: what was stored of the day since before
			// the first is looked at again.
			r.broken, r.seen = append(r.broken, c.After.Created), before
		}
	}
}

// hand hands a post over that was not before.
func (r *reading) hand(p social.StoredPost) error {
	key := p.Post.Key()
	if r.repeats[key] {
		return nil
	}
	was, isMoved := r.moved[key]
	switch {
	case was:
		return nil
	case isMoved:
		r.moved[key] = true
	default:
		if err := r.handed.add(key); err != nil {
			return err
		}
	}
	return r.yield(p)
}

// rest hands over the posts that were dated anew to where nothing was read any more.
func (r *reading) rest(ctx context.Context) error {
	if err := r.look(ctx); err != nil {
		return err
	}
	var left []social.Key
	for key, was := range r.moved {
		if !was && !r.repeats[key] {
			left = append(left, key)
		}
	}
	return r.choose(ctx, left)
}
