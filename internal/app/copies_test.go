package app

import (
	"fmt"
	"log/slog"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"earshot/analyzer/neardup"
	"earshot/internal/export"
	"earshot/internal/pipeline"
	"earshot/internal/pipeline/group"
	"earshot/internal/pipeline/write"
	"earshot/internal/social"
	"earshot/storage"
)

// lives is what happens to posts: each is published, some are edited, read
// again or deleted, and old states of them are read late.
type lives struct {
	first []social.Entry
	later map[social.Key][]social.Entry
}

func newLives(posts int) *lives {
	r := rand.New(rand.NewPCG(5, 5))
	h := &lives{later: map[social.Key][]social.Entry{}}
	march := time.Date(2025, 3, 1, 0, 0, 0, 0, time.UTC)
	words := strings.Fields("the barista at Northwind told us that every roast of this winter comes from one small farm in the hills of Huila where beans dry on beds")
	text := func() string {
		out := slices.Clone(words)
		for range r.IntN(4) {
			out[r.IntN(len(out))] = words[r.IntN(len(words))]
		}
		k := r.IntN(3) * 7
		return strings.Join(append(out[k:], out[:k]...), " ")
	}
	for n := range posts {
		p := social.Post{
			Platform: []string{"feed", "lemmy", "mastodon"}[r.IntN(3)], ID: fmt.Sprint(n), Source: "s", Keep: social.KeepAll,
			CreatedAt: march.Add(time.Duration(r.IntN(200*24/5)) * 5 * time.Hour), FetchedAt: march.AddDate(1, 0, 0), Text: text(),
		}
		h.first = append(h.first, asRead(p))
		for range r.IntN(3) {
			p.FetchedAt = p.FetchedAt.Add(time.Minute)
			switch r.IntN(4) {
			case 0:
				p.Text = text()
			case 1:
				p.CreatedAt = p.CreatedAt.Add(time.Duration(r.IntN(4000)-2000) * time.Hour)
			case 2:
				h.later[p.Key()] = append(h.later[p.Key()], social.Entry{Post: social.Post{Platform: p.Platform, ID: p.ID, Deleted: true, FetchedAt: p.FetchedAt}})
				continue
			}
			h.later[p.Key()] = append(h.later[p.Key()], asRead(p))
		}
	}
	return h
}

func asRead(p social.Post) social.Entry {
	return social.Entry{Post: p, Analysis: social.Analysis{
		Language: "en", Brands: []string{"Northwind"}, Fingerprint: neardup.Fingerprint(p.Text), Version: "1",
	}}
}

// told is the history in an order of its own: of each post some state comes
// first, that it is deleted among them, and its last one some time; states are repeated.
func (h *lives) told(seed uint64) []social.Entry {
	r := rand.New(rand.NewPCG(seed, 1))
	var out []social.Entry
	for _, e := range h.first {
		out = append(out, e)
		if r.IntN(2) == 0 {
			out = append(out, e)
		}
		out = append(out, h.later[e.Post.Key()]...)
	}
	r.Shuffle(len(out), func(i, j int) { out[i], out[j] = out[j], out[i] })
	return out
}

// view is all that depends on near copies.
type view struct {
	Originals map[string]string
	Export    string
	Folded    []string
	Figures   social.Figures
	Trends    []social.Trend
	Copies    map[social.Key]social.Copies
}

func viewOf(t *testing.T, s *storage.Store) view {
	t.Helper()
	v := view{Originals: map[string]string{}}
	f := social.Filter{Brand: "Northwind"}
	var out strings.Builder
	posts, err := export.NewPostWriter(&out, export.CSV)
	if err != nil {
		t.Fatal(err)
	}
	var keys []social.Key
	err = s.EachPost(t.Context(), f, func(p social.StoredPost) error {
		v.Originals[p.Post.ID] = p.Analysis.Original.ID
		keys = append(keys, p.Post.Key())
		return posts.Write(p)
	})
	if err == nil {
		err = posts.Close()
	}
	if err == nil {
		v.Copies, err = s.Copies(t.Context(), keys)
	}
	f.FoldCopies = true
	if err == nil {
		err = s.EachPost(t.Context(), f, func(p social.StoredPost) error {
			v.Folded = append(v.Folded, p.Post.ID)
			return nil
		})
	}
	if err == nil {
		v.Figures, err = s.Figures(t.Context(), f)
	}
	if err == nil {
		v.Trends, err = s.Trends(t.Context(), f, social.ByWeek, nil)
	}
	if err != nil {
		t.Fatal(err)
	}
	v.Export = out.String()
	return v
}

// TestCopiesDoNotDependOnTheOrderOfArrival: the same posts, in other orders and
// batches, edited, deleted, read again, by processes that end and die in
// between, come to the same copies, folded posts, figures and export.
func TestCopiesDoNotDependOnTheOrderOfArrival(t *testing.T) {
	h := newLives(90)
	var want view
	for seed := range uint64(3) {
		store, done, err := OpenStore(t.Context(), Settings{DataDir: t.TempDir(), Log: slog.New(slog.DiscardHandler)})
		if err != nil {
			t.Fatal(err)
		}
		tell(t, store, h.told(seed), seed)
		got := viewOf(t, store)
		if seed == 0 {
			want = got
			if len(got.Folded) < 10 || len(got.Folded) > len(got.Originals)*2/3 || len(got.Folded) != int(got.Figures.Mentions) {
				t.Errorf("of %d posts %d are left when folded, %d counted", len(got.Originals), len(got.Folded), got.Figures.Mentions)
			}
		} else if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("order %d: (-first +got)\n%s", seed, diff)
		}
		// Working all of them out anew finds nothing to change, and mends what a
		// version before may have stored.
		if n, err := group.Rebuild(t.Context(), GroupOptions(quiet, store)); err != nil || n != 0 {
			t.Errorf("order %d: %d originals are others when worked out anew: %v", seed, n, err)
		}
		spoil(t, store, got)
		if _, err := group.Rebuild(t.Context(), GroupOptions(quiet, store)); err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(want, viewOf(t, store)); diff != "" {
			t.Errorf("order %d, worked out anew: (-first +got)\n%s", seed, diff)
		}
		done()
	}
}

// quiet discards the log.
var quiet = Settings{Log: slog.New(slog.DiscardHandler)}

// tell has entries analysed in batches.
func tell(t *testing.T, store *storage.Store, entries []social.Entry, seed uint64) {
	t.Helper()
	r := rand.New(rand.NewPCG(seed, 3))
	var groups *group.Groups
	var writer *write.Writer
	begin := func() {
		groups, writer = group.New(GroupOptions(quiet, store)), write.New(write.Options{Store: store, Log: quiet.Log})
	}
	begin()
	for len(entries) > 0 {
		n := min(1+r.IntN(60), len(entries))
		b := pipeline.Batch{Entries: slices.Clone(entries[:n])}
		var err error
		if b.Originals, err = groups.Group(t.Context(), b.Entries, r.IntN(2) == 0); err != nil {
			t.Fatal(err)
		}
		if r.IntN(6) == 0 && n < len(entries) {
			// Dies before all is written; the batch stays in the stream.
			list := write.LatestFirst(b.Originals)
			if err := store.Regroup(t.Context(), list[:r.IntN(len(list)+1)]); err != nil {
				t.Fatal(err)
			}
			begin()
			continue
		}
		if err := writer.Write(t.Context(), b); err != nil {
			t.Fatal(err)
		}
		entries = entries[n:]
		if r.IntN(8) == 0 {
			begin()
		}
	}
}

// spoil stores wrong originals.
func spoil(t *testing.T, store *storage.Store, v view) {
	t.Helper()
	var wrong []social.CopyOf
	for key := range v.Copies {
		wrong = append(wrong, social.CopyOf{Key: key, Original: social.Key{Platform: "feed", ID: "of no post"}})
	}
	if len(wrong) < 3 {
		t.Fatal("there are too few copies to spoil")
	}
	if err := store.Regroup(t.Context(), wrong[:3]); err != nil {
		t.Fatal(err)
	}
}
