// Package post reads posts as they are stored: with their analysis, the judgement
// of their sentiment that stands, and what is known of their pictures.
package post

import (
	"context"
	"maps"
	"slices"

	"github.com/ClickHouse/clickhouse-go/v2/lib/driver"
	"golang.org/x/sync/errgroup"

	"earshot/internal/social"
	"earshot/storage/database"
	"earshot/storage/picture"
	"earshot/storage/queries"
)

// Lookup reads posts as they are stored, by their identity.
type Lookup struct {
	db       *database.DB
	pictures *picture.Pictures
	// turns are those who may read in order at the same time.
	turns chan struct{}
}

// mostInOrder is how many may read in order at the same time: each holds connections,
// and memory of the server, until it is done.
const mostInOrder = 3

// New reads from db, and what is known of pictures from pictures.
func New(db *database.DB, pictures *picture.Pictures) *Lookup {
	return &Lookup{db: db, pictures: pictures, turns: make(chan struct{}, mostInOrder)}
}

// takeTurn waits until one more may read in order, who then passes the turn on.
func (s *Lookup) takeTurn(ctx context.Context) error {
	select {
	case s.turns <- struct{}{}:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

func (s *Lookup) passTurn() { <-s.turns }

// Post returns one post; the error has social.CodeNotFound when it is not stored.
func (s *Lookup) Post(ctx context.Context, key social.Key) (social.StoredPost, error) {
	posts, err := s.Stored(ctx, []social.Key{key})
	if err != nil {
		return social.StoredPost{}, err
	}
	if len(posts) == 0 {
		return social.StoredPost{}, social.Errorf(social.CodeNotFound, "no post %.200q of %.100q is stored", key.ID, key.Platform)
	}
	return posts[0], nil
}

// States reads posts as they were crawled, deleted ones too, and nothing beside
// them. One that is not stored is left out.
func (s *Lookup) States(ctx context.Context, keys []social.Key) ([]social.Post, error) {
	if len(keys) == 0 {
		return nil, nil
	}
	table, err := database.KeyTable("keys", keys)
	if err != nil {
		return nil, err
	}
	return database.Collect(ctx, s.db, queries.Posts, nil, scanRow(decodePost), table)
}

// Known reads posts with their analyses, without their pictures. Posts come first: what
// belongs to one is written before it.
func (s *Lookup) Known(ctx context.Context, keys []social.Key) (map[social.Key]*social.StoredPost, error) {
	byKey, err := s.byKey(ctx, keys)
	if err != nil || len(byKey) == 0 {
		return byKey, err
	}
	return byKey, s.addJudgements(ctx, keys, byKey)
}

// byKey reads posts and nothing beside them.
func (s *Lookup) byKey(ctx context.Context, keys []social.Key) (map[social.Key]*social.StoredPost, error) {
	posts, err := s.States(ctx, keys)
	byKey := make(map[social.Key]*social.StoredPost, len(posts))
	for _, p := range posts {
		byKey[p.Key()] = &social.StoredPost{Post: p}
	}
	return byKey, err
}

// addJudgements fills in the analyses of the posts of keys.
func (s *Lookup) addJudgements(ctx context.Context, keys []social.Key, posts map[social.Key]*social.StoredPost) error {
	judgements, err := s.Judgements(ctx, keys)
	for i := range judgements {
		if p := posts[judgements[i].Key]; p != nil {
			p.Analysis = judgements[i].Standing()
		}
	}
	return err
}

// Pictured returns the addresses of the pictures of those of keys that are posts with
// any, without reading more of them.
func (s *Lookup) Pictured(ctx context.Context, keys []social.Key) (map[social.Key][]string, error) {
	if len(keys) == 0 {
		return nil, nil
	}
	table, err := database.KeyTable("keys", keys)
	if err != nil {
		return nil, err
	}
	pictured := map[social.Key][]string{}
	_, err = database.Collect(ctx, s.db, queries.Pictured, nil, func(r driver.Rows) (key social.Key, err error) {
		var urls []string
		err = r.Scan(&key.Platform, &key.ID, &urls)
		pictured[key] = urls
		return key, err
	}, table)
	return pictured, err
}

// Showing returns those of keys, in their order, that are posts with a picture that can
// be shown, up to the one with which they have that many different ones.
func (s *Lookup) Showing(ctx context.Context, keys []social.Key, pictures int) ([]social.Key, error) {
	pictured, err := s.Pictured(ctx, keys)
	if err != nil {
		return nil, err
	}
	known, err := s.pictures.MediaByURL(ctx, slices.Concat(slices.Collect(maps.Values(pictured))...))
	if err != nil {
		return nil, err
	}
	var showing []social.Key
	shown := map[string]bool{}
	for _, key := range keys {
		if len(shown) >= pictures {
			break
		}
		shows := false
		for _, url := range pictured[key] {
			if m := known[url]; m.Shows() {
				shown[m.SHA256], shows = true, true
			}
		}
		if shows {
			showing = append(showing, key)
		}
	}
	return showing, nil
}

// Stored reads posts, and then side by side all that belongs to them, in the order of keys. A key
// whose post is not stored, or is being written for the first time, is left out.
func (s *Lookup) Stored(ctx context.Context, keys []social.Key) ([]social.StoredPost, error) {
	if len(keys) == 0 {
		return nil, nil
	}
	byKey, err := s.byKey(ctx, keys)
	if err != nil {
		return nil, err
	}
	if len(byKey) == 0 {
		return []social.StoredPost{}, nil
	}
	var places map[social.Key][]social.Place
	rest, sideBySide := errgroup.WithContext(ctx)
	rest.Go(func() error { return s.addJudgements(sideBySide, keys, byKey) })
	rest.Go(func() error { return s.AddMedia(sideBySide, byKey) })
	rest.Go(func() (err error) {
		places, err = s.Places(sideBySide, keys)
		return err
	})
	if err := rest.Wait(); err != nil {
		return nil, err
	}
	out := make([]social.StoredPost, 0, len(byKey))
	for _, k := range keys {
		if p := byKey[k]; p != nil {
			p.Places = places[k]
			out = append(out, *p)
		}
	}
	return out, nil
}

// AddMedia fills in what is known of the posts' pictures. One that was never
// tried is pending.
func (s *Lookup) AddMedia(ctx context.Context, posts map[social.Key]*social.StoredPost) error {
	list := make([]*social.Post, 0, len(posts))
	for _, p := range posts {
		list = append(list, &p.Post)
	}
	media, err := s.Media(ctx, list)
	for key, p := range posts {
		p.Media = media[key]
	}
	return err
}

// Media is what is known of the pictures of posts, and what was heard in their recordings. A
// picture that was never tried is pending.
func (s *Lookup) Media(ctx context.Context, posts []*social.Post) (map[social.Key][]social.Media, error) {
	var urls []string
	for _, p := range posts {
		for _, i := range p.Images {
			urls = append(urls, i.URL)
		}
	}
	known, err := s.pictures.MediaByURL(ctx, urls)
	if err != nil {
		return nil, err
	}
	heard, err := s.heard(ctx, posts)
	if err != nil {
		return nil, err
	}
	media := make(map[social.Key][]social.Media, len(posts))
	for _, p := range posts {
		media[p.Key()] = append(mediaByURL(p.Images, known), heardIn(p, heard)...)
	}
	return media, nil
}

// heard is what was heard in the recordings of posts, by URL.
func (s *Lookup) heard(ctx context.Context, posts []*social.Post) (map[string]social.Media, error) {
	var urls []string
	for _, p := range posts {
		for _, r := range p.Recordings {
			urls = append(urls, r.URL)
		}
	}
	return s.pictures.HeardByURL(ctx, urls)
}

// heardIn is what was heard in the recordings of one post.
func heardIn(p *social.Post, heard map[string]social.Media) []social.Media {
	var media []social.Media
	for _, r := range p.Recordings {
		if m, ok := heard[r.URL]; ok {
			media = append(media, m)
		}
	}
	return media
}

// mediaByURL is what is known of images.
func mediaByURL(images []social.Image, known map[string]social.Media) []social.Media {
	if len(images) == 0 {
		return nil
	}
	media := make([]social.Media, len(images))
	for i, image := range images {
		m, ok := known[image.URL]
		if !ok {
			m = social.Media{URL: image.URL, State: social.MediaPending}
		}
		media[i] = m
	}
	return media
}
