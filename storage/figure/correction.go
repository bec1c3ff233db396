package figure

import (
	"cmp"
	"context"
	"slices"

	"github.com/ClickHouse/clickhouse-go/v2/lib/driver"

	"earshot/internal/social"
	"earshot/storage/database"
	"earshot/storage/queries"
)

// EachCorrection hands every judgement that a person gave and that stands to do, with
// its post and the judgements before it, by identity and brand, until there are no more
// or do returns an error, which is then EachCorrection's.
func (s *Reader) EachCorrection(ctx context.Context, do func(social.StoredPost, social.Correction) error) error {
	var after social.Correction
	for {
		page, err := database.Collect(ctx, s.db, queries.CorrectedPage, database.Params{
			"after_platform": after.Key.Platform, "after_id": after.Key.ID, "after_brand": after.Brand, "limit": uint64(scanPage),
		}, scanCorrection)
		if err != nil || len(page) == 0 {
			return err
		}
		if err := s.eachGiven(ctx, page, do); err != nil {
			return err
		}
		after = page[len(page)-1]
	}
}

// eachGiven is EachCorrection for a few judgements.
func (s *Reader) eachGiven(ctx context.Context, page []social.Correction, do func(social.StoredPost, social.Correction) error) error {
	keys := make([]social.Key, len(page))
	for i, c := range page {
		keys[i] = c.Key
	}
	keys = slices.Compact(keys)
	posts, err := s.posts.Stored(ctx, keys)
	if err != nil {
		return err
	}
	byKey := make(map[social.Key]social.StoredPost, len(posts))
	for _, p := range posts {
		byKey[p.Post.Key()] = p
	}
	table, err := database.KeyTable("keys", keys)
	if err != nil {
		return err
	}
	history, err := database.Collect(ctx, s.db, queries.CorrectionHistoryOf, nil, scanCorrection, table)
	if err != nil {
		return err
	}
	type mention struct {
		post  social.Key
		brand string
	}
	given := map[mention][]social.Correction{}
	for _, h := range history {
		given[mention{h.Key, h.Brand}] = append(given[mention{h.Key, h.Brand}], h)
	}
	for _, c := range page {
		p, stored := byKey[c.Key]
		if !stored || p.Post.Deleted {
			continue
		}
		for _, h := range given[mention{c.Key, c.Brand}] {
			if h.At.Before(c.At) {
				c.Earlier = append(c.Earlier, h)
			}
		}
		if err := do(p, c); err != nil {
			return err
		}
	}
	return nil
}

func scanCorrection(r driver.Rows) (c social.Correction, err error) {
	var label string
	err = r.Scan(&c.Key.Platform, &c.Key.ID, &c.Brand, &label, &c.Confirmed, &c.By, &c.At)
	c.Label, c.At = social.Label(label), c.At.UTC()
	return c, err
}

// Twins returns the posts that a judgement of one may be passed on to: those with the
// same text word for word, and those of its group of near copies. Deleted posts, and
// those a person has judged already, are left out. The error has social.CodeNotFound
// for a post that is not stored.
func (s *Reader) Twins(ctx context.Context, key social.Key) ([]social.Key, error) {
	of, err := s.posts.Post(ctx, key)
	if err != nil {
		return nil, err
	}
	group := of.Analysis.Original
	if group == (social.Key{}) {
		group = key
	}
	keys, err := database.Collect(ctx, s.db, queries.Twins, database.Params{
		"text": of.Post.Text, "title": of.Post.Title, "original_platform": group.Platform, "original_id": group.ID,
	}, database.ScanKey)
	if err != nil {
		return nil, err
	}
	keys = append(keys, group)
	var twins []social.Key
	for page := range slices.Chunk(keys, scanPage) {
		posts, err := s.posts.Known(ctx, page)
		if err != nil {
			return nil, err
		}
		for k, p := range posts {
			same := k == group || p.Analysis.Original == group || p.Post.FullText() == of.Post.FullText()
			if k != key && same && !p.Post.Deleted && !p.Analysis.Sentiment.Corrected {
				twins = append(twins, k)
			}
		}
	}
	slices.SortFunc(twins, func(a, b social.Key) int {
		return cmp.Or(cmp.Compare(a.Platform, b.Platform), cmp.Compare(a.ID, b.ID))
	})
	return slices.Compact(twins), nil
}
