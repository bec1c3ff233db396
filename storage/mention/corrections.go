package mention

import (
	"context"
	"slices"
	"time"
	"unicode/utf8"

	"github.com/ClickHouse/clickhouse-go/v2/lib/driver"

	"earshot/internal/social"
	"earshot/storage/database"
	"earshot/storage/post"
	"earshot/storage/queries"
)

const (
	// rewriteTries and rewritePause are how long a correction waits for a post
	// that is just being written.
	rewriteTries = 20
	rewritePause = 100 * time.Millisecond
	// rewritePage is how many analyses are written once more at a time.
	rewritePage = 1000
	// firstCorrection is the first year in which a judgement can be given, clockSkew how
	// far ahead the clock may be with which it was. One of another time would stand for
	// good, because no later one could replace it.
	firstCorrection = 1970
	clockSkew       = 24 * time.Hour
)

// Correct stores a person's judgement. From then on its label stands wherever the
// model's would, whatever is crawled or analysed later. That of a brand's mention
// stands before that of the post.
//
// The error has social.CodeNotFound for a post that is not stored, or deleted, and
// social.CodeInvalid for a label that is none, a brand the post does not mention, a
// time before 1970 or in the future, or the name of a corrector that is too long. With social.CodeConflict the
// correction is stored and will count, but the post was being written all the
// time; RefreshTrends applies it.
func (s *Writer) Correct(ctx context.Context, c social.Correction) error {
	if err := checkCorrection(c); err != nil {
		return err
	}
	stored, err := s.posts.Post(ctx, c.Key)
	if err != nil {
		return err
	}
	if stored.Post.Deleted {
		return social.Errorf(social.CodeNotFound, "post %.200q of %.100q was deleted", c.Key.ID, c.Key.Platform)
	}
	if c.Brand != "" && !slices.Contains(stored.Analysis.Brands, c.Brand) {
		return social.Errorf(social.CodeInvalid, "post %.200q of %.100q does not mention %.100q", c.Key.ID, c.Key.Platform, c.Brand)
	}
	if err := s.insertCorrections(ctx, []social.Correction{c}); err != nil {
		return err
	}
	return s.rewriteOne(ctx, c.Key)
}

// CorrectAll stores many judgements at once, without those of posts that are not stored
// or deleted, or do not mention their brand, and returns how many it stored. Of two of
// one post the one given later stands; those without a time are given now, in their
// order. A post that is being written shows its own within a minute. Errors are those
// of Correct; one that is invalid lets none be stored.
func (s *Writer) CorrectAll(ctx context.Context, list []social.Correction) (int, error) {
	for _, c := range list {
		if err := checkCorrection(c); err != nil {
			return 0, err
		}
	}
	stored := 0
	for page := range slices.Chunk(list, rewritePage) {
		n, err := s.correctPage(ctx, page)
		if stored += n; err != nil {
			return stored, err
		}
	}
	return stored, nil
}

// correctPage is CorrectAll for a few judgements.
func (s *Writer) correctPage(ctx context.Context, page []social.Correction) (int, error) {
	keys := make([]social.Key, len(page))
	for i, c := range page {
		keys[i] = c.Key
	}
	posts, err := s.posts.Known(ctx, keys)
	if err != nil {
		return 0, err
	}
	var kept []social.Correction
	keys = keys[:0]
	for _, c := range page {
		p := posts[c.Key]
		if p == nil || p.Post.Deleted || c.Brand != "" && !slices.Contains(p.Analysis.Brands, c.Brand) {
			continue
		}
		kept, keys = append(kept, c), append(keys, c.Key)
	}
	if len(kept) == 0 {
		return 0, nil
	}
	if err := s.insertCorrections(ctx, kept); err != nil {
		return 0, err
	}
	_, err = s.rewrite(ctx, keys)
	return len(kept), err
}

// checkCorrection tells what is wrong with a judgement itself.
func checkCorrection(c social.Correction) error {
	switch {
	case !slices.Contains([]social.Label{social.Unknown, social.Negative, social.Neutral, social.Positive}, c.Label):
		return social.Errorf(social.CodeInvalid, "unknown label %q: negative, neutral, positive or empty", c.Label)
	case len(c.By) > social.MaxCorrector || !utf8.ValidString(c.By):
		return social.Errorf(social.CodeInvalid, "the name of who corrects has at most %d bytes", social.MaxCorrector)
	case !c.At.IsZero() && (c.At.Year() < firstCorrection || c.At.After(time.Now().Add(clockSkew))):
		return social.Errorf(social.CodeInvalid, "the judgement of post %.200q of %.100q is dated %s, which is before %d or in the future",
			c.Key.ID, c.Key.Platform, c.At.Format(time.RFC3339), firstCorrection)
	}
	return nil
}

// insertCorrections notes judgements in the history and then as those that stand, so
// that a crash in between leaves none that stands without its history.
func (s *Writer) insertCorrections(ctx context.Context, list []social.Correction) error {
	var (
		platform, id, brand, label, by []string
		at                             []time.Time
		version                        []uint64
		confirmed                      []bool
	)
	now := time.Now().UTC()
	for i, c := range list {
		given := c.At
		if given.IsZero() || given.After(now) { // what is judged next is to stand before it
			given = now.Add(time.Duration(i) * time.Microsecond) // the history tells them apart by it
		}
		platform, id, brand = append(platform, c.Key.Platform), append(id, c.Key.ID), append(brand, c.Brand)
		label, by, at = append(label, string(c.Label)), append(by, c.By), append(at, given.UTC())
		version, confirmed = append(version, uint64(given.UnixNano())), append(confirmed, c.Confirmed && c.Label != social.Unknown)
	}
	if err := s.db.Insert(ctx, queries.InsertCorrectionHistory, platform, id, brand, at, label, confirmed, by); err != nil {
		return err
	}
	return s.db.Insert(ctx, queries.InsertCorrections, platform, id, brand, label, at, version, confirmed, by)
}

// rewriteOne is rewrite for one post, tried again while that is being replaced.
func (s *Writer) rewriteOne(ctx context.Context, key social.Key) error {
	for range rewriteTries {
		stale, err := s.rewrite(ctx, []social.Key{key})
		if err != nil || stale == 0 {
			return err
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(rewritePause):
		}
	}
	return social.Errorf(social.CodeConflict, "the post is being written just now; what was noted is kept and counts within a minute")
}

// rewrite writes the analyses of posts once more, which makes their corrections
// and opinions count, and returns how many could not be written because their
// posts are being replaced. The opinions of posts deleted meanwhile are deleted.
func (s *Writer) rewrite(ctx context.Context, keys []social.Key) (stale int, err error) {
	s.analysing.Lock()
	defer s.analysing.Unlock()
	posts, err := s.posts.Stored(ctx, keys)
	if err != nil {
		return 0, err
	}
	var deleted []social.Key
	entries := make([]social.Entry, 0, len(posts))
	for _, p := range posts {
		if p.Post.Deleted {
			deleted = append(deleted, p.Post.Key())
			continue
		}
		entries = append(entries, social.Entry{Post: p.Post, Analysis: p.Analysis})
	}
	if err := s.deleteOpinions(ctx, deleted); err != nil {
		return 0, err
	}
	written, err := s.writeAnalyses(ctx, entries, func(ctx context.Context, batch []write) ([]write, error) {
		if err := s.asStored(ctx, batch); err != nil {
			return nil, err
		}
		return s.withOriginals(ctx, batch)
	})
	return written.Stale, err
}

// rewriteOutdated applies the corrections and opinions that do not count yet
// because of a crash or a concurrent write. An analysis is written last, so one
// that agrees with them is counted.
func (s *Writer) rewriteOutdated(ctx context.Context) error {
	keys, err := database.Collect(ctx, s.db, queries.OutdatedCorrections, nil, database.ScanKey)
	if err != nil {
		return err
	}
	opined, err := s.outdatedOpinions(ctx)
	if err != nil {
		return err
	}
	keys = append(keys, opined...)
	for page := range slices.Chunk(keys, rewritePage) {
		if _, err := s.rewrite(ctx, page); err != nil {
			return err
		}
	}
	return nil
}

// addJudgements fills in the batch's corrections and opinions, and gives analyses that
// came with a sentiment that is not the model's alone the model's own back.
func (s *Writer) addJudgements(ctx context.Context, batch []write) error {
	keys := make([]social.Key, len(batch))
	var judged []social.Key
	for i, w := range batch {
		keys[i] = w.entry.Post.Key()
		if notOwn(&w.entry.Analysis) {
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
		if notOwn(&w.entry.Analysis) {
			own := *w.entry
			own.Analysis.Sentiment, own.Analysis.Toward = models[keys[i]].Sentiment, models[keys[i]].Toward
			w.entry = &own
		}
	}
	return nil
}

// judged returns how people and language models judge keys: the labels given,
// and the opinions noted.
func (s *Writer) judged(ctx context.Context, keys []social.Key) (map[social.Key]post.Corrections, map[social.Key]storedOpinion, error) {
	table, err := database.KeyTable("keys", keys)
	if err != nil {
		return nil, nil, err
	}
	labels, noted := map[social.Key]post.Corrections{}, map[social.Key]storedOpinion{}
	_, err = database.Collect(ctx, s.db, queries.Judged, nil, func(r driver.Rows) (struct{}, error) {
		var brand string
		k, h, err := scanOpinion(r, &brand)
		switch {
		case h.Model != "":
			noted[k] = h
		case labels[k] == nil:
			labels[k] = post.Corrections{brand: h.Sentiment.Label}
		default:
			labels[k][brand] = h.Sentiment.Label
		}
		return struct{}{}, err
	}, table)
	return labels, noted, err
}

// models returns what the model judged of keys, without opinions and corrections.
func (s *Writer) models(ctx context.Context, keys []social.Key) (map[social.Key]social.Analysis, error) {
	if len(keys) == 0 {
		return nil, nil
	}
	judgements, err := s.posts.Judgements(ctx, keys)
	if err != nil {
		return nil, err
	}
	models := make(map[social.Key]social.Analysis, len(judgements))
	for _, j := range judgements {
		models[j.Key] = j.Analysis
	}
	return models, nil
}
