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

// heard is what a language model said of a text, and when that was noted.
type heard struct {
	social.Opinion
	text    string
	version uint64
}

// on is what h says of a post as it is: of another text, or of a deleted post,
// nothing, but that h was looked at.
func (h heard) on(p social.Post) heard {
	if p.Deleted || h.text != textHash(p.FullText()) {
		return heard{version: h.version}
	}
	return h
}

// Opine notes what a language model said of a post that had this text. While
// the post has it, the opinion stands beside the built-in judgement whatever is
// crawled or analysed later; see social.Sentiment.Beside. It takes the place of
// an earlier one. An opinion whose Said is Unknown was discarded, and notes that
// the text was asked about.
//
// The error has social.CodeNotFound for a post that is not stored, or deleted,
// and social.CodeInvalid for an opinion without a model or with probabilities
// that are none. With social.CodeConflict the opinion is kept and will count, but
// the post was being written all the time; RefreshTrends brings it in.
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
	if err := s.insertOpinions(ctx, []social.Key{key}, heard{o, textHash(text), uint64(time.Now().UnixNano())}); err != nil {
		return err
	}
	return s.settleNow(ctx, key)
}

func checkOpinion(o social.Opinion) error {
	if o.Model == "" {
		return social.Errorf(social.CodeInvalid, "storage: an opinion needs the name of a model")
	}
	sum := 0.0
	for _, p := range []float32{o.Said.Negative, o.Said.Neutral, o.Said.Positive} {
		if !(p >= 0 && p <= 1) {
			return social.Errorf(social.CodeInvalid, "storage: an opinion with a probability of %v", p)
		}
		sum += float64(p)
	}
	switch {
	case o.Said.Label == social.Unknown && sum != 0, o.Said.Label != social.Unknown && (math.Abs(sum-1) > 1e-3 || o.Said.Certainty() == 0):
		return social.Errorf(social.CodeInvalid, "storage: an opinion of label %.20q with probabilities that sum to %v", o.Said.Label, sum)
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
	asked := make(map[social.Key]bool, len(noted))
	for _, p := range posts {
		if h, ok := noted[p.Key()]; ok && h.on(p).Model != "" {
			asked[p.Key()] = true
		}
	}
	return asked, nil
}

// OpinionOn returns what a model said of a text, whichever post has it, nil for
// nothing: many posts repeat another word for word.
func (s *Writer) OpinionOn(ctx context.Context, text, model string) (*social.Opinion, error) {
	found, err := database.Collect(ctx, s.db, queries.OpinionOn, database.Params{"text_hash": textHash(text), "model": model}, func(r driver.Rows) (*social.Opinion, error) {
		var label string
		o := &social.Opinion{Model: model}
		err := r.Scan(&label, &o.Said.Negative, &o.Said.Neutral, &o.Said.Positive, &o.Quote, &o.Fault)
		o.Said.Label = social.Label(label)
		return o, err
	})
	if err != nil || len(found) == 0 {
		return nil, err
	}
	return found[0], nil
}

// opinions returns what is noted of keys.
func (s *Writer) opinions(ctx context.Context, keys []social.Key) (map[social.Key]heard, error) {
	noted := map[social.Key]heard{}
	if len(keys) == 0 {
		return noted, nil
	}
	table, err := database.KeyTable("keys", keys)
	if err != nil {
		return nil, err
	}
	_, err = database.Collect(ctx, s.db, queries.Opinions, nil, func(r driver.Rows) (struct{}, error) {
		k, h, err := scanHeard(r)
		noted[k] = h
		return struct{}{}, err
	}, table)
	return noted, err
}

// scanHeard reads a row of opinions.sql or judged.sql.
func scanHeard(r driver.Rows) (k social.Key, h heard, err error) {
	var label string
	err = r.Scan(&k.Platform, &k.ID, &label, &h.text, &h.Model, &h.Said.Negative, &h.Said.Neutral, &h.Said.Positive, &h.Quote, &h.Fault, &h.version)
	h.Said.Label = social.Label(label)
	return k, h, err
}

// insertOpinions notes the same of every one of keys.
func (s *Writer) insertOpinions(ctx context.Context, keys []social.Key, h heard) error {
	n := len(keys)
	platforms, ids := make([]string, n), make([]string, n)
	for i, k := range keys {
		platforms[i], ids[i] = k.Platform, k.ID
	}
	return s.db.Insert(ctx, queries.InsertOpinions, platforms, ids, all(n, h.text), all(n, h.Model), all(n, string(h.Said.Label)),
		all(n, h.Said.Negative), all(n, h.Said.Neutral), all(n, h.Said.Positive), all(n, h.Quote), all(n, h.Fault), all(n, h.version))
}

// all is a column of n equal values.
func all[T any](n int, value T) []T {
	column := make([]T, n)
	for i := range column {
		column[i] = value
	}
	return column
}

// forgetOpinions leaves nothing of the opinions of deleted posts, which quote them.
func (s *Writer) forgetOpinions(ctx context.Context, deleted []social.Key) error {
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
	return s.insertOpinions(ctx, keys, heard{version: uint64(time.Now().UnixNano())})
}

// opinionOverlap is how far back opinions are looked through again for those
// that a write under way missed; it is much longer than a write takes.
const opinionOverlap = 10 * time.Minute

// unsettledOpinions finds the posts whose analysis has not looked at their
// opinion: among all until there are none, then among those noted of late.
// RefreshTrends alone calls it.
func (s *Writer) unsettledOpinions(ctx context.Context) ([]social.Key, error) {
	began := time.Now()
	keys, err := database.Collect(ctx, s.db, queries.UnsettledOpinions, database.Params{"since": s.opinionsSettled}, database.ScanKey)
	if err == nil && len(keys) == 0 {
		s.opinionsSettled = uint64(began.Add(-opinionOverlap).UnixNano())
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

func (c *opinionColumns) add(h heard) {
	c.model = append(c.model, h.Model)
	c.label = append(c.label, string(h.Said.Label))
	c.negative = append(c.negative, h.Said.Negative)
	c.neutral = append(c.neutral, h.Said.Neutral)
	c.positive = append(c.positive, h.Said.Positive)
	c.quote = append(c.quote, h.Quote)
	c.fault = append(c.fault, h.Fault)
	c.version = append(c.version, h.version)
}
