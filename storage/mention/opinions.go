package mention

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"math"
	"time"

	"github.com/ClickHouse/clickhouse-go/v2/lib/driver"

	"earshot/internal/social"
	"earshot/storage/database"
	"earshot/storage/queries"
)

// storedOpinion is how a language model judges a text; version is when that was
// stored.
type storedOpinion struct {
	social.Opinion
	text    string
	version uint64
}

// on is the opinion of a post as it is now. It is empty but for its version, which
// tells that h was looked at, where the post has another text or is deleted.
func (h storedOpinion) on(p social.Post) storedOpinion {
	if p.Deleted || h.text != textHash(p.FullText()) {
		return storedOpinion{version: h.version}
	}
	return h
}

// Opine stores how a language model judges a post that had this text. While the
// post has it, the opinion stands beside the built-in judgement whatever is
// crawled or analysed later; see social.Sentiment.Beside. It takes the place of
// an earlier one. An opinion whose Sentiment is Unknown was discarded; it is
// stored so that the model is not sent the same text again.
//
// The error has social.CodeNotFound for a post that is not stored, or deleted,
// and social.CodeInvalid for an opinion without a model or with probabilities
// that are none. With social.CodeConflict the opinion is stored and will count,
// but the post was being written all the time; RefreshTrends applies it.
func (s *Writer) Opine(ctx context.Context, key social.Key, text string, o social.Opinion) error {
	if err := checkOpinion(o); err != nil {
		return err
	}
	stored, err := s.posts.Post(ctx, key)
	if err != nil {
		return err
	}
	if stored.Post.Deleted {
		return social.Errorf(social.CodeNotFound, "post %.200q of %.100q was deleted", key.ID, key.Platform)
	}
	if err := s.insertOpinions(ctx, []social.Key{key}, storedOpinion{o, textHash(text), uint64(time.Now().UnixNano())}); err != nil {
		return err
	}
	return s.rewriteOne(ctx, key)
}

func checkOpinion(o social.Opinion) error {
	if o.Model == "" {
		return social.Errorf(social.CodeInvalid, "storage: an opinion needs the name of a model")
	}
	sum := 0.0
	for _, p := range []float32{o.Sentiment.Negative, o.Sentiment.Neutral, o.Sentiment.Positive} {
		if !(p >= 0 && p <= 1) {
			return social.Errorf(social.CodeInvalid, "storage: an opinion with a probability of %v", p)
		}
		sum += float64(p)
	}
	switch {
	case o.Sentiment.Label == social.Unknown && sum != 0, o.Sentiment.Label != social.Unknown && (math.Abs(sum-1) > 1e-3 || o.Sentiment.Certainty() == 0):
		return social.Errorf(social.CodeInvalid, "storage: an opinion of label %.20q with probabilities that sum to %v", o.Sentiment.Label, sum)
	}
	return nil
}

// Opined tells of which of the posts, as they are, an opinion is noted, be it a
// discarded one.
func (s *Writer) Opined(ctx context.Context, posts []social.Post) (map[social.Key]bool, error) {
	keys := make([]social.Key, len(posts))
	for i, p := range posts {
		keys[i] = p.Key()
	}
	noted, err := s.opinions(ctx, keys)
	if err != nil {
		return nil, err
	}
	opined := make(map[social.Key]bool, len(noted))
	for _, p := range posts {
		if h, ok := noted[p.Key()]; ok && h.on(p).Model != "" {
			opined[p.Key()] = true
		}
	}
	return opined, nil
}

// OpinionOn returns the opinion of a model on a text, whichever post has it, nil
// for none: many posts repeat another word for word.
func (s *Writer) OpinionOn(ctx context.Context, text, model string) (*social.Opinion, error) {
	found, err := database.Collect(ctx, s.db, queries.OpinionOn, database.Params{"text_hash": textHash(text), "model": model}, func(r driver.Rows) (*social.Opinion, error) {
		var label string
		o := &social.Opinion{Model: model}
		err := r.Scan(&label, &o.Sentiment.Negative, &o.Sentiment.Neutral, &o.Sentiment.Positive, &o.Quote, &o.Fault)
		o.Sentiment.Label = social.Label(label)
		return o, err
	})
	if err != nil || len(found) == 0 {
		return nil, err
	}
	return found[0], nil
}

// opinions returns what is noted of keys.
func (s *Writer) opinions(ctx context.Context, keys []social.Key) (map[social.Key]storedOpinion, error) {
	noted := map[social.Key]storedOpinion{}
	if len(keys) == 0 {
		return noted, nil
	}
	table, err := database.KeyTable("keys", keys)
	if err != nil {
		return nil, err
	}
	_, err = database.Collect(ctx, s.db, queries.Opinions, nil, func(r driver.Rows) (struct{}, error) {
		k, h, err := scanOpinion(r)
		noted[k] = h
		return struct{}{}, err
	}, table)
	return noted, err
}

// scanOpinion reads a row of opinions.sql, or with what it has beside of judged.sql.
func scanOpinion(r driver.Rows, beside ...any) (k social.Key, h storedOpinion, err error) {
	var label string
	into := []any{&k.Platform, &k.ID, &label, &h.text, &h.Model, &h.Sentiment.Negative, &h.Sentiment.Neutral, &h.Sentiment.Positive, &h.Quote, &h.Fault, &h.version}
	err = r.Scan(append(into, beside...)...)
	h.Sentiment.Label = social.Label(label)
	return k, h, err
}

// insertOpinions stores the same opinion for each of keys.
func (s *Writer) insertOpinions(ctx context.Context, keys []social.Key, h storedOpinion) error {
	n := len(keys)
	platforms, ids := make([]string, n), make([]string, n)
	for i, k := range keys {
		platforms[i], ids[i] = k.Platform, k.ID
	}
	return s.db.Insert(ctx, queries.InsertOpinions, platforms, ids, all(n, h.text), all(n, h.Model), all(n, string(h.Sentiment.Label)),
		all(n, h.Sentiment.Negative), all(n, h.Sentiment.Neutral), all(n, h.Sentiment.Positive), all(n, h.Quote), all(n, h.Fault), all(n, h.version))
}

// all is a column of n equal values.
func all[T any](n int, value T) []T {
	column := make([]T, n)
	for i := range column {
		column[i] = value
	}
	return column
}

// deleteOpinions empties the opinions of deleted posts, which quote them.
func (s *Writer) deleteOpinions(ctx context.Context, deleted []social.Key) error {
	noted, err := s.opinions(ctx, deleted)
	if err != nil || len(noted) == 0 {
		return err
	}
	var keys []social.Key
	for _, k := range deleted {
		if _, ok := noted[k]; ok {
			keys = append(keys, k)
		}
	}
	return s.insertOpinions(ctx, keys, storedOpinion{version: uint64(time.Now().UnixNano())})
}

// opinionOverlap is how far back opinions are looked through again for those
// that a write under way missed; it is much longer than a write takes.
const opinionOverlap = 10 * time.Minute

// outdatedOpinions finds the posts whose analysis has not looked at their opinion:
// among all until there are none left, then among those stored since.
// RefreshTrends alone calls it.
func (s *Writer) outdatedOpinions(ctx context.Context) ([]social.Key, error) {
	began := time.Now()
	keys, err := database.Collect(ctx, s.db, queries.OutdatedOpinions, database.Params{"since": s.opinionsApplied}, database.ScanKey)
	if err == nil && len(keys) == 0 {
		s.opinionsApplied = uint64(began.Add(-opinionOverlap).UnixNano())
	}
	return keys, err
}

// textHash tells texts apart; it is the first half of a SHA-256.
func textHash(text string) string {
	hash := sha256.Sum256([]byte(text))
	return hex.EncodeToString(hash[:16])
}

// opinionColumns are opinions column by column.
type opinionColumns struct {
	model, label, quote, fault  []string
	negative, neutral, positive []float32
	version                     []uint64
}

func (c *opinionColumns) add(h storedOpinion) {
	c.model = append(c.model, h.Model)
	c.label = append(c.label, string(h.Sentiment.Label))
	c.negative = append(c.negative, h.Sentiment.Negative)
	c.neutral = append(c.neutral, h.Sentiment.Neutral)
	c.positive = append(c.positive, h.Sentiment.Positive)
	c.quote = append(c.quote, h.Quote)
	c.fault = append(c.fault, h.Fault)
	c.version = append(c.version, h.version)
}
