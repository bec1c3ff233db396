package group_test

import (
	"cmp"
	"context"
	"fmt"
	"log/slog"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"earshot/analyzer/neardup"
	"earshot/internal/pipeline"
	"earshot/internal/pipeline/group"
	"earshot/internal/pipeline/write"
	"earshot/internal/social"
)

var noon = time.Date(2026, 11, 3, 12, 0, 0, 0, time.UTC)

// shelf is a store in memory, so that many histories can be told. What a post was before
// stays among the values, as rows of earlier states do in ClickHouse.
type shelf struct {
	posts  map[social.Key]social.Fingerprint
	values []social.Fingerprint
	// rows are all states that were ever stored.
	rows []social.Fingerprint
	// yield is called before each act, where several processes use the shelf.
	yield func()
}

// act lets others act before.
func (s *shelf) act() {
	if s.yield != nil {
		s.yield()
	}
}

func (s *shelf) put(f social.Fingerprint) {
	s.posts[f.Key] = f
	s.rows = append(s.rows, f)
	if f.Fingerprint != 0 {
		s.values = append(s.values, f)
	}
}

func (s *shelf) CopiesOf(_ context.Context, keys []social.Key) (out []social.Fingerprint, err error) {
	s.act()
	for _, f := range s.posts {
		if f.Fingerprint != 0 && slices.Contains(keys, f.Original) {
			out = append(out, f)
		}
	}
	return out, nil
}

func (s *shelf) Arrived(_ context.Context, since social.Seen, do func(social.Fingerprint) error) (social.Seen, error) {
	s.act()
	if since != nil {
		for _, f := range s.rows[since[""][0][1]:] {
			if err := do(f); err != nil {
				return nil, err
			}
		}
	}
	return social.Seen{"": {{0, int64(len(s.rows))}}}, nil
}

func (s *shelf) Fingerprints(_ context.Context, keys []social.Key) (out []social.Fingerprint, err error) {
	s.act()
	for _, k := range keys {
		if f, ok := s.posts[k]; ok {
			out = append(out, f)
		}
	}
	return out, nil
}

func (s *shelf) EachFingerprint(_ context.Context, from, to time.Time, do func(social.Fingerprint) error) error {
	s.act()
	for _, f := range s.posts {
		if f.Fingerprint != 0 && !f.Created.Before(from) && f.Created.Before(to) {
			if err := do(f); err != nil {
				return err
			}
		}
	}
	return nil
}

func (s *shelf) EachValue(_ context.Context, from, to time.Time, do func(time.Time, uint64) error) error {
	s.act()
	for _, f := range s.values {
		if !f.Created.Before(from) && f.Created.Before(to) {
			if err := do(f.Created, f.Fingerprint); err != nil {
				return err
			}
		}
	}
	return nil
}

func (s *shelf) EachOf(ctx context.Context, values []uint64, from, to time.Time, originals bool, do func(social.Fingerprint) error) error {
	return s.EachFingerprint(ctx, from, to, func(f social.Fingerprint) error {
		if !slices.Contains(values, f.Fingerprint) || originals && f.Original != (social.Key{}) {
			return nil
		}
		return do(f)
	})
}

func (s *shelf) Regroup(_ context.Context, list []social.CopyOf) error {
	for _, c := range list {
		if f, ok := s.posts[c.Key]; ok && f.Fingerprint != 0 && (c.Was == nil || f.Original == *c.Was) {
			was := f.Original
			f.Original = c.Original
			s.act()
			if now := s.posts[c.Key]; now.State.Equal(f.State) && now.Original == was { // a later state has an original of its own
				s.put(f)
			}
		}
	}
	return nil
}

// write stores entries; a state that is not later than the one stored changes nothing.
func (s *shelf) write(entries []social.Entry) {
	s.act()
	for _, e := range entries {
		was, known := s.posts[e.Post.Key()]
		if known && !e.Post.FetchedAt.After(was.State) {
			continue
		}
		f := social.Fingerprint{Key: e.Post.Key(), Created: e.Post.CreatedAt, State: e.Post.FetchedAt, Fingerprint: e.Analysis.Fingerprint, Original: e.Analysis.Original}
		if e.Post.Deleted {
			f.Created, f.Fingerprint, f.Original = was.Created, 0, social.Key{}
		}
		s.put(f)
	}
}

// history is what becomes of some posts, in an order of arrival of its own.
func history(r *rand.Rand) (entries []social.Entry) {
	var pool []uint64
	for range 3 {
		base := r.Uint64()
		for range 5 { // alike to different degrees
			v := base
			for range r.IntN(6) {
				place := 4 * r.IntN(16)
				v = v&^(0xF<<place) | r.Uint64N(16)<<place
			}
			pool = append(pool, max(v, 1))
		}
	}
	days := 30 + r.IntN(300)
	for n := range 20 + r.IntN(60) {
		p := social.Post{Platform: []string{"feed", "lemmy"}[r.IntN(2)], ID: fmt.Sprint(n), FetchedAt: noon}
		p.CreatedAt = noon.Add(time.Duration(r.IntN(days)) * 24 * time.Hour)
		for range 1 + r.IntN(3) {
			p.FetchedAt = p.FetchedAt.Add(time.Minute)
			e := social.Entry{Post: p, Analysis: social.Analysis{Fingerprint: pool[r.IntN(len(pool))]}}
			switch r.IntN(8) {
			case 0:
				e.Post.Deleted, e.Analysis.Fingerprint = true, 0
			case 1:
				e.Analysis.Fingerprint = 0
			case 2:
				p.CreatedAt = noon.Add(time.Duration(r.IntN(days)) * 24 * time.Hour)
				e.Post.CreatedAt = p.CreatedAt
			}
			entries = append(entries, e)
			if r.IntN(4) == 0 {
				entries = append(entries, e)
			}
		}
	}
	if r.IntN(4) > 0 {
		r.Shuffle(len(entries), func(i, j int) { entries[i], entries[j] = entries[j], entries[i] })
	} else {
		slices.SortStableFunc(entries, func(a, b social.Entry) int { return a.Post.CreatedAt.Compare(b.Post.CreatedAt) })
	}
	return entries
}

// inTurn is of what each stored post is a copy when an index that has them all is asked.
func inTurn(s *shelf) map[social.Key]social.Key {
	x := neardup.NewIndex()
	out := map[social.Key]social.Key{}
	for _, f := range s.posts {
		if f.Fingerprint != 0 {
			x.Upsert(neardup.Post{Key: f.Key, Created: f.Created, Fetched: f.State, Fingerprint: f.Fingerprint})
		}
	}
	x.Resolve()
	for k, f := range s.posts {
		if f.Fingerprint != 0 {
			out[k] = x.Original(k)
		}
	}
	return out
}

// TestAnyOrderAnyBudget: posts that come in any order, late, edited, erased and again,
// while the batch before is written, by processes that die in between and hold next to
// nothing, have the originals that all posts at once have.
func TestAnyOrderAnyBudget(t *testing.T) {
	copies := 0
	for seed := range uint64(100) {
		r := rand.New(rand.NewPCG(seed, 7))
		s := &shelf{posts: map[social.Key]social.Fingerprint{}}
		opts := group.Options{
			Store: s, State: func(t time.Time) time.Time { return t }, Log: slog.New(slog.DiscardHandler),
			MostPosts: []int{1, 5, 30, 0}[r.IntN(4)], MostBytes: []int64{1, 1000, 0}[r.IntN(3)],
		}
		tell(t, r, s, opts, history(r))
		want := inTurn(s)
		for k, original := range want {
			if original != (social.Key{}) {
				copies++
			}
			if got := s.posts[k].Original; got != original {
				t.Fatalf("seed %d: %v is a copy of %v, want %v", seed, k, got, original)
			}
		}
		if n, err := group.Rebuild(t.Context(), opts); err != nil || n != 0 {
			t.Fatalf("seed %d: %d are others when worked out anew: %v", seed, n, err)
		}
		for k, f := range s.posts { // spoilt, it is mended
			if f.Fingerprint != 0 && r.IntN(3) == 0 {
				f.Original = social.Key{Platform: "feed", ID: fmt.Sprint(100 + r.IntN(90))}
				s.posts[k] = f
			}
		}
		if _, err := group.Rebuild(t.Context(), opts); err != nil {
			t.Fatal(err)
		}
		for k, original := range want {
			if got := s.posts[k].Original; got != original {
				t.Fatalf("seed %d, worked out anew: %v is a copy of %v, want %v", seed, k, got, original)
			}
		}
	}
	t.Logf("%d copies", copies)
}

// tell has entries grouped in batches, each written while the next is grouped.
func tell(t *testing.T, r *rand.Rand, s *shelf, opts group.Options, entries []social.Entry) {
	t.Helper()
	g := group.New(opts)
	var writing *pipeline.Batch
	finish := func() {
		if writing == nil {
			return
		}
		if err := s.Regroup(t.Context(), write.LatestFirst(writing.Originals)); err != nil {
			t.Fatal(err)
		}
		s.write(writing.Entries)
		if err := g.Settle(t.Context(), writing.Entries, writing.Originals); err != nil {
			t.Fatal(err)
		}
		writing = nil
	}
	most := 1 + r.IntN(40)
	at, stored := 0, 0
	for at < len(entries) {
		n := min(1+r.IntN(most), len(entries)-at)
		b := pipeline.Batch{Entries: slices.Clone(entries[at : at+n])}
		if r.IntN(2) == 0 {
			finish()
			stored = at
		}
		var err error
		if b.Originals, err = g.Group(t.Context(), b.Entries, r.IntN(3) == 0); err != nil {
			t.Fatal(err)
		}
		if r.IntN(12) == 0 { // dies while a batch is written; what is not stored comes again
			dying := cmp.Or(writing, &b)
			list := write.LatestFirst(dying.Originals)
			if err := s.Regroup(t.Context(), list[:r.IntN(len(list)+1)]); err != nil {
				t.Fatal(err)
			}
			writing, at, g = nil, stored, group.New(opts)
			continue
		}
		finish()
		stored = at
		writing = &b
		at += n
	}
	finish()
}
