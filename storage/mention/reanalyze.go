package mention

import (
	"context"
	"math/rand/v2"
	"time"

	"earshot/internal/social"
)

const (
	// analysisTries bounds how often an analysis is tried beside another writer
	// of the same post, analysisPause is the longest wait between two.
	analysisTries = 6
	analysisPause = 200 * time.Millisecond
)

// WriteAnalyses stores other analyses of posts as they are stored: what Post
// and EachPost gave, analysed again. The posts themselves are not touched. An
// entry whose post is stored in another state by now, or deleted, or not at all,
// is stale and changes nothing, and so is one made with what was known of pictures before, where
// the analysis that is stored was made with what is known now; and from then on so is a repeated Write of the state
// that was analysed. An analysis whose sentiment is Corrected keeps the model's
// judgement that is stored. Writing the same entries again changes nothing.
//
// Errors are those of Write.
func (s *Writer) WriteAnalyses(ctx context.Context, entries []social.Entry) (social.Written, error) {
	written, _, err := s.WriteAnalysesTold(ctx, entries)
	return written, err
}

// WriteAnalysesTold is WriteAnalyses that also returns the stale posts that were analysed with what
// was known of their pictures before.
func (s *Writer) WriteAnalysesTold(ctx context.Context, entries []social.Entry) (written social.Written, unseen []social.Key, err error) {
	s.analysing.Lock()
	defer s.analysing.Unlock()
	written, err = s.writeAnalyses(ctx, entries, func(ctx context.Context, batch []write) ([]write, error) {
		keys := keysOf(batch)
		left, err := s.stillSeen(ctx, batch)
		if err != nil || len(left) == len(keys) {
			return left, err
		}
		seen := make(map[social.Key]bool, len(left))
		for _, w := range left {
			seen[w.entry.Post.Key()] = true
		}
		for _, key := range keys {
			if !seen[key] {
				unseen = append(unseen, key)
			}
		}
		return left, nil
	})
	return written, unseen, err
}

// writeAnalyses is WriteAnalyses for callers that hold s.analysing. still is asked which of the
// writes are to be done, before their places are claimed; the others are stale.
func (s *Writer) writeAnalyses(ctx context.Context, entries []social.Entry, still func(context.Context, []write) ([]write, error)) (social.Written, error) {
	batch, written, _, refused := newBatch(entries)
	for try := 0; len(batch) > 0; try++ {
		if try == analysisTries {
			written.Stale += len(batch)
			break
		}
		if try > 0 {
			select {
			case <-ctx.Done():
				return social.Written{}, ctx.Err()
			case <-time.After(rand.N(analysisPause)):
			}
		}
		done, contested, err := s.analyse(ctx, batch, still)
		if err != nil {
			return social.Written{}, err
		}
		written, batch = written.Plus(done), contested
	}
	return written, refused
}

// analyse is one try of WriteAnalyses. Contested are the writes that another
// writer of the same post stood against; nothing of them is written. Each has
// noted its claim before it looks for others, so of two at least one gives way,
// and no two analyses ever have the same version.
func (s *Writer) analyse(ctx context.Context, batch []write, still func(context.Context, []write) ([]write, error)) (written social.Written, contested []write, err error) {
	before, err := s.claims(ctx, batch)
	if err != nil {
		return written, nil, err
	}
	gone, err := s.deleted(ctx, batch)
	if err != nil {
		return written, nil, err
	}
	var current []write
	for _, w := range batch {
		c, stored := before[w.entry.Post.Key()]
		if !stored || w.entry.Post.Deleted || gone[w.entry.Post.Key()] || !sameState(c.newest, w.version) {
			written.Stale++
			continue
		}
		w.version = nextGeneration(c.newest)
		current = append(current, w)
	}
	// Before anything is claimed: whoever claims places must write.
	if len(current) > 0 {
		n := len(current)
		if current, err = still(ctx, current); err != nil {
			return written, nil, err
		}
		written.Stale += n - len(current)
	}
	if len(current) == 0 {
		return written, nil, nil
	}
	if err := s.claim(ctx, current); err != nil {
		return written, nil, err
	}
	after, err := s.claims(ctx, current)
	if err != nil {
		return written, nil, err
	}
	var alone []write
	for _, w := range current {
		key := w.entry.Post.Key()
		if after[key].writes == before[key].writes+uint64(len(w.claims)) {
			alone = append(alone, w)
		} else {
			contested = append(contested, w)
		}
	}
	l, err := s.planWrite(ctx, alone, after, nil)
	if err != nil {
		return written, nil, err
	}
	if err := s.countMentions(ctx, l); err != nil {
		return written, nil, err
	}
	// Last, so that a correction an analysis shows is counted; see rewriteOutdated.
	if err := s.insertAnalyses(ctx, l.newest); err != nil {
		return written, nil, err
	}
	return written.Plus(l.written), contested, nil
}
