package post

import (
	"context"
	"sync"

	"github.com/ClickHouse/clickhouse-go/v2/ext"

	"earshot/internal/social"
	"earshot/storage/database"
	"earshot/storage/picture"
	"earshot/storage/queries"
)

// Chosen are the posts that have mentions a filter lets through.
type Chosen struct {
	// Params are the values of queries/filter.sql.
	Params database.Params
	// Tables makes the tables that go along with such a query.
	Tables func() ([]*ext.Table, error)
	// Many says that they are a large part of all that is stored.
	Many bool
	// After is where to go on, the zero spot for the beginning.
	After Spot
}

// InOrder hands the chosen posts to yield with all that belongs to them, ordered by
// CreatedAt, platform and ID, until there are no more or yield returns an error. The
// server puts posts, analyses and what is known of pictures in the same order, each by
// themselves; here they are brought together as they come. What is held does not grow
// with their number, and connections are held until the end.
func (s *Lookup) InOrder(ctx context.Context, c Chosen, yield func(social.StoredPost) error) error {
	if err := s.takeTurn(ctx); err != nil {
		return err
	}
	defer s.passTurn()
	ctx, stop := context.WithCancel(ctx)
	var running sync.WaitGroup
	defer running.Wait()
	defer stop()
	decoder := newJudgementDecoder()
	posts := follow(ctx, &running, s.db, queries.PostsInOrder, c, decodePost)
	analyses := &aligned[Judgement]{feed: follow(ctx, &running, s.db, queries.AnalysesInOrder, c, decoder.decode), spot: func(j *Judgement) Spot {
		return Spot{Created: j.Created, Key: j.Key}
	}}
	pictures := &aligned[shown]{feed: follow(ctx, &running, s.db, queries.PicturesInOrder, c, decodeShown), spot: func(p *shown) Spot { return p.of }}
	for {
		batch, err := posts.next(ctx)
		if err != nil || batch == nil {
			return err
		}
		out, err := s.together(ctx, batch, analyses, pictures)
		if err != nil {
			return err
		}
		for i := range out {
			if err := yield(out[i]); err != nil {
				return err
			}
		}
	}
}

// together adds to posts what belongs to them.
func (s *Lookup) together(ctx context.Context, posts []social.Post, analyses *aligned[Judgement], pictures *aligned[shown]) ([]social.StoredPost, error) {
	out := make([]social.StoredPost, len(posts))
	keys := make([]social.Key, len(posts))
	// An analysis stands elsewhere in its order if its post was dated anew meanwhile,
	// or if it is older than the column that says when its post was published.
	var elsewhere []social.Key
	for i := range posts {
		p := &out[i]
		p.Post, keys[i] = posts[i], posts[i].Key()
		at := SpotOf(&posts[i])
		found, err := analyses.at(ctx, at)
		if err != nil {
			return nil, err
		}
		if len(found) > 0 {
			p.Analysis = found[0].Standing()
		} else {
			elsewhere = append(elsewhere, keys[i])
		}
		known, err := pictures.at(ctx, at)
		if err != nil {
			return nil, err
		}
		p.Media = mediaOf(p.Post.Images, known)
	}
	places, err := s.Places(ctx, keys)
	if err != nil {
		return nil, err
	}
	all := make([]*social.Post, len(posts))
	for i := range posts {
		all[i] = &posts[i]
	}
	heard, err := s.heard(ctx, all)
	if err != nil {
		return nil, err
	}
	missing, err := s.judgementsOf(ctx, elsewhere)
	if err != nil {
		return nil, err
	}
	for i, key := range keys {
		out[i].Places = places[key]
		out[i].Media = append(out[i].Media, heardIn(&posts[i], heard)...)
		if j := missing[key]; j != nil {
			out[i].Analysis = j.Standing()
		}
	}
	return out, nil
}

// judgementsOf are the newest analyses of keys, by key.
func (s *Lookup) judgementsOf(ctx context.Context, keys []social.Key) (map[social.Key]*Judgement, error) {
	if len(keys) == 0 {
		return nil, nil
	}
	judgements, err := s.Judgements(ctx, keys)
	byKey := make(map[social.Key]*Judgement, len(judgements))
	for i := range judgements {
		byKey[judgements[i].Key] = &judgements[i]
	}
	return byKey, err
}

// shown is what is known of a picture of a post.
type shown struct {
	of Spot
	social.Media
}

func decodeShown(r *database.Row) shown {
	return shown{of: Spot{Created: r.Time(), Key: social.Key{Platform: r.Text(), ID: r.Text()}}, Media: picture.Decode(r)}
}

// mediaOf is what is known of images. One that was never tried is pending.
func mediaOf(images []social.Image, known []shown) []social.Media {
	if len(images) == 0 {
		return nil
	}
	byURL := make(map[string]social.Media, len(known))
	for _, k := range known {
		byURL[k.URL] = k.Media
	}
	return mediaByURL(images, byURL)
}
