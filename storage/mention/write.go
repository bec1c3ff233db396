package mention

import (
	"context"
	"errors"
	"fmt"
	"math"
	"slices"
	"time"

	"earshot/internal/social"
	"earshot/storage/database"
	"earshot/storage/post"
	"earshot/storage/sourceday"
)

// Write stores posts with their analyses. Of two states of one post the one
// fetched later stands, in whatever order they are written; of two fetched at
// the same time, the one written later. Writing the same entries again changes
// nothing.
//
// A post that says Deleted erases what is stored of it: text, author, pictures,
// analysis and mentions. Its identity stays, so that an older state, written
// late, stays erased as well; a later one brings the post back. Of a post that
// was never stored only a hash is, for three days: another process may have an older
// state in work, which is then stored as deleted.
//
// An entry that cannot be stored does not keep the others from being stored:
// these are written, and the error, with social.CodeInvalid, names every one
// refused. After any other error nothing is known and Write is to be repeated.
func (s *Writer) Write(ctx context.Context, entries []social.Entry) (social.Written, error) {
	return s.WriteTold(ctx, entries, nil)
}

// WriteTold is Write that tells, unless told is nil, what became of each of the
// entries that Written counts, once all are stored.
func (s *Writer) WriteTold(ctx context.Context, entries []social.Entry, told func(social.Key, social.Outcome)) (social.Written, error) {
	batch, written, older, refused := newBatch(entries)
	batch, unknown, err := s.onlyKnown(ctx, batch)
	if err != nil {
		return social.Written{}, err
	}
	written.Unknown = unknown
	if len(batch) == 0 {
		return written, refused
	}
	if err := s.claim(ctx, batch); err != nil {
		return social.Written{}, err
	}
	claimed, err := s.claims(ctx, batch)
	if err != nil {
		return social.Written{}, err
	}
	known, err := s.outcomes(ctx, batch, claimed)
	if err != nil {
		return social.Written{}, err
	}
	if claimed, err = s.alreadyGone(ctx, batch, claimed, known); err != nil {
		return social.Written{}, err
	}
	l, err := s.planWrite(ctx, batch, claimed, known)
	if err != nil {
		return social.Written{}, err
	}
	if err := s.store(ctx, l, known); err != nil {
		s.remember(batch, known)
		return social.Written{}, err
	}
	s.forget(known)
	l.tell(older, told)
	return written.Plus(l.written), refused
}

// tell tells what became of the entries of a write, of which older are the posts of those that
// another entry of it is newer than.
func (l plan) tell(older []social.Key, told func(social.Key, social.Outcome)) {
	if told == nil {
		return
	}
	for _, key := range older {
		told(key, social.OutcomeStale)
	}
	for _, f := range l.fates {
		told(f.key, f.outcome)
	}
}

// insert stores what a write changes.
func (s *Writer) insert(ctx context.Context, l plan) error {
	// Analyses are only read together with posts, and can go beside the mentions.
	analysed := make(chan error, 1)
	go func() { analysed <- s.insertAnalyses(ctx, l.newest) }()
	if err := errors.Join(s.countMentions(ctx, l), <-analysed); err != nil {
		return err
	}
	if err := s.insertPlaces(ctx, l.placed); err != nil {
		return err
	}
	if err := s.insertPosts(ctx, l.newest); err != nil {
		return err
	}
	gone := erasedOf(l.newest)
	return errors.Join(s.deleteOpinions(ctx, gone), s.deletePlaces(ctx, gone))
}

// plan is what a batch changes in what is stored.
type plan struct {
	// placed are the writes of posts that were read at several places.
	placed []write
	// newest are the writes of posts of which no newer state is stored.
	newest  []write
	rows    mentionRows
	dirty   map[database.BrandDay]struct{}
	written social.Written
	fates   []fate
}

// fate is what becomes of a post.
type fate struct {
	key     social.Key
	outcome social.Outcome
}

// planWrite decides what is to be written of a batch whose places are claimed. A
// correction or an opinion stored before the claims were read is found; whoever
// stores one later finds these claims.
func (s *Writer) planWrite(ctx context.Context, batch []write, claimed map[social.Key]claimed, known *outcomes) (plan, error) {
	l := plan{dirty: map[database.BrandDay]struct{}{}}
	if err := s.addJudgements(ctx, batch); err != nil {
		return l, err
	}
	if err := s.addMedia(ctx, batch); err != nil {
		return l, err
	}
	for _, w := range batch {
		c := claimed[w.entry.Post.Key()]
		if sameState(c.newest, w.version) && known.isLost(w.entry.Post.Key()) {
			// This state was analysed again since, and then its row was lost: what comes
			// again stands as the last of it.
			w.version = max(w.version, c.newest)
		}
		if len(w.entry.Places) > 0 {
			l.placed = append(l.placed, w)
		}
		merged := w.entry.Merged
		isNew := c.newest <= w.version && known.isNew(w.entry.Post.Key())
		if w.entry.Elsewhere && isNew {
			merged = merged.Less()
		}
		l.written.Merged = l.written.Merged.Plus(merged)
		switch {
		case w.entry.Elsewhere && !isNew:
			l.written.Joined++
		case c.newest > w.version && known.isStored(w):
			l.count(w, social.OutcomeUnchanged)
		case c.newest > w.version:
			l.count(w, social.OutcomeStale)
		case w.entry.Post.Deleted:
			l.count(w, social.OutcomeErased)
		default:
			l.count(w, known.of(w))
		}
		if c.newest == w.version {
			l.newest = append(l.newest, w)
		}
		l.rows.place(w, c, l.dirty)
	}
	return l, nil
}

// count counts what becomes of a post.
func (l *plan) count(w write, o social.Outcome) {
	l.written.Count(o)
	l.fates = append(l.fates, fate{w.entry.Post.Key(), o})
}

// countMentions stores what figures are counted from.
func (s *Writer) countMentions(ctx context.Context, l plan) error {
	if err := s.insertMentions(ctx, l.rows); err != nil {
		return err
	}
	// Both marks follow the mentions, and each of the other tables has its own.
	days := slices.Compact(slices.SortedFunc(slices.Values(l.rows.days), time.Time.Compare))
	return errors.Join(s.markDirty(ctx, l.dirty), sourceday.Mark(ctx, s.db, days))
}

// write is one valid entry of a batch.
type write struct {
	entry *social.Entry
	// version orders the states of a post and their analyses; see generations.
	version uint64
	// wants are the places of the post: its day under each of its brands, or
	// under an empty one for none. A deleted post wants none.
	wants []database.BrandDay
	// claims are the places claimed first: those wanted, and for a deleted post
	// all it ever had.
	claims []database.BrandDay
	// opinion is the second opinion on the post's text; without a model there is
	// none. Its version is that of the stored one, also if that is of another text.
	opinion storedOpinion
	// media is what is known of its pictures.
	media []social.Media
	// corrected are the labels people gave.
	corrected post.Corrections
}

// standing is the analysis that stands.
func (w write) standing() social.Analysis {
	return post.Standing(w.entry.Analysis, w.opinion.Opinion, w.corrected)
}

// newBatch takes the valid entries, of each post the newest only; older are the posts of the
// others.
func newBatch(entries []social.Entry) (batch []write, written social.Written, older []social.Key, refused error) {
	batch = make([]write, 0, len(entries))
	index := make(map[social.Key]int, len(entries))
	var faults []error
	for i := range entries {
		e := &entries[i]
		if err := check(e.Post); err != nil {
			faults = append(faults, fmt.Errorf("storage: entry %d: %w", i, err))
			continue
		}
		w := write{entry: e, version: stateVersion(e.Post.FetchedAt)}
		if e.Post.Deleted {
			w.entry = erased(e.Post)
		} else {
			w.wants = places(e.Analysis.Brands, database.DayOf(e.Post.CreatedAt))
			w.claims = w.wants
		}
		at, seen := index[e.Post.Key()]
		if !seen {
			index[e.Post.Key()] = len(batch)
			batch = append(batch, w)
			continue
		}
		if w.version >= batch[at].version {
			batch[at], w = w, batch[at]
		}
		if batch[at].entry.Post.Deleted {
			// The post is known by its older state, though that is never written.
			batch[at].claims = append(slices.Clip(batch[at].claims), w.claims...)
		}
		written.Stale++
		older = append(older, e.Post.Key())
	}
	if len(faults) > 0 {
		refused = social.Errorf(social.CodeInvalid, "%w", errors.Join(faults...))
	}
	return batch, written, older, refused
}

// places returns the day under each distinct brand, or under the empty one for none.
func places(brands []string, day time.Time) []database.BrandDay {
	out := make([]database.BrandDay, 0, max(1, len(brands)))
	for _, b := range brands {
		if at := (database.BrandDay{Brand: b, Day: day}); b != "" && !slices.Contains(out, at) {
			out = append(out, at)
		}
	}
	if len(out) == 0 {
		out = append(out, database.BrandDay{Day: day})
	}
	return out
}

const (
	// maxID bounds Post.Platform and Post.ID, which are held in the tables' keys.
	maxID = 4096
	// maxCount bounds an engagement count, so that no sum overflows.
	maxCount = math.MaxInt64 >> 20
)

// check reports why a post cannot be stored.
func check(p social.Post) error {
	switch {
	case p.Platform == "" || p.ID == "":
		return fmt.Errorf("a post needs a platform and an id; platform %.100q, id %.100q", p.Platform, p.ID)
	case len(p.Platform) > maxID || len(p.ID) > maxID:
		return fmt.Errorf("post %.100q of %.100q: the id is longer than %d bytes", p.ID, p.Platform, maxID)
	case !database.Storable(p.FetchedAt):
		return fmt.Errorf("post %.100q of %s: fetched_at %s is not from 1971 to 2105", p.ID, p.Platform, p.FetchedAt)
	case p.Deleted:
		return nil
	case !database.Storable(p.CreatedAt):
		return fmt.Errorf("post %.100q of %s: created_at %s is not from 1971 to 2105", p.ID, p.Platform, p.CreatedAt)
	case !p.EditedAt.IsZero() && !database.Storable(p.EditedAt):
		return fmt.Errorf("post %.100q of %s: edited_at %s is not from 1971 to 2105", p.ID, p.Platform, p.EditedAt)
	}
	e := p.Engagement
	for _, n := range []*int64{e.Likes, e.Shares, e.Comments, e.Views} {
		if n != nil && (*n < 0 || *n > maxCount) {
			return fmt.Errorf("post %.100q of %s: an engagement count of %d is not from 0 to %d", p.ID, p.Platform, *n, int64(maxCount))
		}
	}
	return nil
}
