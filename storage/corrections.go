package storage

import (
	"context"
	"slices"
	"time"

	"github.com/ClickHouse/clickhouse-go/v2/lib/driver"

	"earshot/internal/social"
)

const (
	// settleTries and settlePause are how long a correction waits for a post
	// that is just being written.
	settleTries = 20
	settlePause = 100 * time.Millisecond
)

// Correct notes that a person judges a post's sentiment to be label; Unknown
// takes an earlier correction back. From then on the label stands wherever the
// model's would, whatever is crawled or analysed later.
//
// The error has social.CodeNotFound for a post that is not stored, or deleted, and
// social.CodeInvalid for a label that is none. With social.CodeConflict the
// correction is kept and will count, but the post was being written all the
// time; RefreshTrends brings it in.
func (s *Store) Correct(ctx context.Context, key social.Key, label social.Label) error {
	if !slices.Contains([]social.Label{social.Unknown, social.Negative, social.Neutral, social.Positive}, label) {
		return social.Errorf(social.CodeInvalid, "unknown label %q: negative, neutral, positive or empty", label)
	}
	stored, err := s.Post(ctx, key)
	if err != nil {
		return err
	}
	if stored.Post.Deleted {
		return social.Errorf(social.CodeNotFound, "post %.200q of %.100q was deleted", key.ID, key.Platform)
	}
	now := time.Now().UTC()
	err = s.insert(ctx, "insert_corrections", []string{key.Platform}, []string{key.ID}, []string{string(label)}, []time.Time{now}, []uint64{uint64(now.UnixNano())})
	if err != nil {
		return err
	}
	return s.settleNow(ctx, key)
}

// settleNow is settle for one post, tried again while that is being replaced.
func (s *Store) settleNow(ctx context.Context, key social.Key) error {
	for range settleTries {
		stale, err := s.settle(ctx, []social.Key{key})
		if err != nil || stale == 0 {
			return err
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(settlePause):
		}
	}
	return social.Errorf(social.CodeConflict, "the post is being written just now; what was noted is kept and counts within a minute")
}

// settle writes the analyses of posts once more, which makes their corrections
// and opinions count, and returns how many could not be written because their
// posts are being replaced. The opinions of those deleted meanwhile are forgotten.
func (s *Store) settle(ctx context.Context, keys []social.Key) (stale int, err error) {
	posts, err := s.stored(ctx, keys)
	if err != nil {
		return 0, err
	}
	var deleted []social.Key
	entries := make([]Entry, 0, len(posts))
	for _, p := range posts {
		if p.Post.Deleted {
			deleted = append(deleted, p.Post.Key())
			continue
		}
		entries = append(entries, Entry{Post: p.Post, Analysis: p.Analysis})
	}
	if err := s.forgetOpinions(ctx, deleted); err != nil {
		return 0, err
	}
	written, err := s.WriteAnalyses(ctx, entries)
	return written.Stale, err
}

// settleAll brings in the corrections and opinions that a crash or a concurrent
// write kept from counting. An analysis is written last, so one that agrees with
// them is counted.
func (s *Store) settleAll(ctx context.Context) error {
	keys, err := collect(ctx, s, "unsettled", nil, scanKey)
	if err != nil {
		return err
	}
	opined, err := s.unsettledOpinions(ctx)
	if err != nil {
		return err
	}
	keys = append(keys, opined...)
	for page := range slices.Chunk(keys, scanPage) {
		if _, err := s.settle(ctx, page); err != nil {
			return err
		}
	}
	return nil
}

func scanKey(r driver.Rows) (k social.Key, err error) {
	err = r.Scan(&k.Platform, &k.ID)
	return k, err
}

// EachCorrection hands every stored post that a person judged to do, by
// identity, with that judgement as its Sentiment, until there are no more or do
// returns an error, which is then EachCorrection's.
func (s *Store) EachCorrection(ctx context.Context, do func(social.StoredPost) error) error {
	var after social.Key
	for {
		keys, err := collect(ctx, s, "corrected_page", params{
			"after_platform": after.Platform, "after_id": after.ID, "limit": uint64(scanPage),
		}, scanKey)
		if err != nil || len(keys) == 0 {
			return err
		}
		posts, err := s.stored(ctx, keys)
		if err != nil {
			return err
		}
		for _, p := range posts {
			if p.Post.Deleted {
				continue
			}
			if !p.Analysis.Sentiment.Corrected {
				continue // it was made a moment ago and counts soon
			}
			if err := do(p); err != nil {
				return err
			}
		}
		after = keys[len(keys)-1]
	}
}

// judge fills in the batch's corrections and opinions, and gives analyses that
// came with a sentiment that is not the model's alone the model's own back.
func (s *Store) judge(ctx context.Context, batch []write) error {
	keys := make([]social.Key, len(batch))
	var judged []social.Key
	for i, w := range batch {
		keys[i] = w.entry.Post.Key()
		if notOwn(w.entry.Analysis.Sentiment) {
			judged = append(judged, keys[i])
		}
	}
	labels, noted, err := s.judged(ctx, keys)
	if err != nil {
		return err
	}
	models, err := s.models(ctx, judged)
	if err != nil {
		return err
	}
	for i := range batch {
		w := &batch[i]
		w.corrected = labels[keys[i]]
		if h, ok := noted[keys[i]]; ok {
			w.opinion = h.on(w.entry.Post)
		}
		if notOwn(w.entry.Analysis.Sentiment) {
			own := *w.entry
			own.Analysis.Sentiment = models[keys[i]]
			w.entry = &own
		}
	}
	return nil
}

// notOwn tells whether a judgement is not the built-in model's alone.
func notOwn(s social.Sentiment) bool { return s.Corrected || s.Opinion != nil }

// standing is the judgement that stands: the model's, with a second opinion
// beside it, or the label a person gave.
func standing(model social.Sentiment, o social.Opinion, given social.Label) social.Sentiment {
	if o.Model != "" {
		model = model.Beside(o)
	}
	return correctedTo(model, given)
}

// judged returns what people and language models said of keys: the labels given,
// and the opinions noted.
func (s *Store) judged(ctx context.Context, keys []social.Key) (map[social.Key]social.Label, map[social.Key]heard, error) {
	table, err := keyTable("keys", keys)
	if err != nil {
		return nil, nil, err
	}
	labels, noted := map[social.Key]social.Label{}, map[social.Key]heard{}
	_, err = collect(ctx, s, "judged", nil, func(r driver.Rows) (struct{}, error) {
		k, h, err := scanHeard(r)
		if h.Model == "" {
			labels[k] = h.Said.Label
		} else {
			noted[k] = h
		}
		return struct{}{}, err
	}, table)
	return labels, noted, err
}

// models returns what the model judged of keys, without opinions and corrections.
func (s *Store) models(ctx context.Context, keys []social.Key) (map[social.Key]social.Sentiment, error) {
	if len(keys) == 0 {
		return nil, nil
	}
	judgements, err := s.judgements(ctx, keys)
	if err != nil {
		return nil, err
	}
	models := make(map[social.Key]social.Sentiment, len(judgements))
	for _, j := range judgements {
		models[j.key] = j.Sentiment
	}
	return models, nil
}

// correctedTo is s with the label a person gave; s itself where nobody did.
func correctedTo(s social.Sentiment, label social.Label) social.Sentiment {
	if label == social.Unknown {
		return s
	}
	out := social.Sentiment{Label: label, Corrected: true, Opinion: s.Opinion, Why: s.Why}
	switch label {
	case social.Negative:
		out.Negative = 1
	case social.Neutral:
		out.Neutral = 1
	case social.Positive:
		out.Positive = 1
	}
	return out
}
