package storage

import (
	"context"

	"earshot/internal/social"
)

// Post returns one post; the error has social.CodeNotFound when it is not stored.
func (s *Store) Post(ctx context.Context, key social.Key) (social.StoredPost, error) {
	posts, err := s.stored(ctx, []social.Key{key})
	if err != nil {
		return social.StoredPost{}, err
	}
	if len(posts) == 0 {
		return social.StoredPost{}, social.Errorf(social.CodeNotFound, "no post %.200q of %.100q is stored", key.ID, key.Platform)
	}
	return posts[0], nil
}

// known reads posts with their analyses, without their pictures.
func (s *Store) known(ctx context.Context, keys []social.Key) (map[social.Key]*social.StoredPost, error) {
	byKey := make(map[social.Key]*social.StoredPost, len(keys))
	table, err := keyTable("keys", keys)
	if err != nil {
		return nil, err
	}
	posts, err := collect(ctx, s, "posts", nil, scanPost, table)
	if err != nil {
		return nil, err
	}
	for _, p := range posts {
		byKey[p.Key()] = &social.StoredPost{Post: p}
	}
	judgements, err := s.judgements(ctx, keys)
	if err != nil {
		return nil, err
	}
	for _, j := range judgements {
		if p := byKey[j.key]; p != nil {
			p.Analysis = j.Analysis
			p.Analysis.Sentiment = standing(j.Sentiment, j.opinion, j.corrected)
		}
	}
	return byKey, nil
}

// stored reads posts with all that belongs to them, in the order of keys. A key
// whose post is not stored, or is being written for the first time, is left out.
func (s *Store) stored(ctx context.Context, keys []social.Key) ([]social.StoredPost, error) {
	if len(keys) == 0 {
		return nil, nil
	}
	byKey, err := s.known(ctx, keys)
	if err != nil {
		return nil, err
	}
	if err := s.addMedia(ctx, byKey); err != nil {
		return nil, err
	}
	out := make([]social.StoredPost, 0, len(keys))
	for _, k := range keys {
		if p := byKey[k]; p != nil {
			out = append(out, *p)
		}
	}
	return out, nil
}

// addMedia fills in what is known of the posts' pictures. One that was never
// tried is pending.
func (s *Store) addMedia(ctx context.Context, posts map[social.Key]*social.StoredPost) error {
	var urls []string
	for _, p := range posts {
		for _, i := range p.Post.Images {
			urls = append(urls, i.URL)
		}
	}
	known, err := s.MediaByURL(ctx, urls)
	if err != nil {
		return err
	}
	for _, p := range posts {
		for _, i := range p.Post.Images {
			m, ok := known[i.URL]
			if !ok {
				m = social.Media{URL: i.URL, State: social.MediaPending}
			}
			p.Media = append(p.Media, m)
		}
	}
	return nil
}
