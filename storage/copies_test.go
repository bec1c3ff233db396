package storage_test

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"earshot/internal/social"
	"earshot/storage"
	"earshot/storage/queries"
	"earshot/storage/storagetest"
)

// copyOf is an entry that is a near copy of the post with that id.
func copyOf(original, platform, id string, brands ...string) social.Entry {
	e := entry(id, brands...)
	e.Post.Platform = platform
	e.Analysis.Original = social.Key{}
	if original != "" {
		e.Analysis.Original = social.Key{Platform: "mastodon", ID: original}
	}
	return e
}

func TestCopiesAreCountedByTheirNewestState(t *testing.T) {
	s := storagetest.Open(t)
	write(t, s, copyOf("", "mastodon", "a", "A"), copyOf("a", "feed", "b", "A", "B"), copyOf("a", "feed", "c"),
		copyOf("a", "mastodon", "d", "A"), copyOf("z", "lemmy", "e", "A"), copyOf("a", "mastodon", "a2", "B"))
	// d was edited and is no copy any more; a post is no copy of itself.
	edited, self := copyOf("", "mastodon", "d", "A"), copyOf("f", "mastodon", "f", "A")
	edited.Post.FetchedAt = edited.Post.FetchedAt.Add(time.Hour)
	write(t, s, edited, self)

	a, z := social.Key{Platform: "mastodon", ID: "a"}, social.Key{Platform: "mastodon", ID: "z"}
	got, err := s.Copies(t.Context(), []social.Key{a, z, {Platform: "mastodon", ID: "f"}, {Platform: "mastodon", ID: "d"}})
	if err != nil {
		t.Fatal(err)
	}
	want := map[social.Key]social.Copies{a: {Posts: 3, Platforms: 2}, z: {Posts: 1, Platforms: 1}}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("copies (-want +got):\n%s", diff)
	}
	listed := pages(t, s, social.Filter{CopiesOf: a, Unmatched: true}, social.NewestFirst, 10)
	if len(listed) != 3 {
		t.Errorf("%v are listed as copies, %d counted", listed, got[a].Posts)
	}
}

// TestGroupsOutlastCorrections: a correction that is written while posts are
// regrouped must not bring back what they were copies of before.
func TestGroupsOutlastCorrections(t *testing.T) {
	s := storagetest.Open(t)
	write(t, s, copyOf("", "mastodon", "a", "A"), copyOf("", "mastodon", "b", "A"))
	a, b := social.Key{Platform: "mastodon", ID: "a"}, social.Key{Platform: "mastodon", ID: "b"}
	for round := range 12 {
		want := social.Key{}
		if round%2 == 0 {
			want = a
		}
		corrected := make(chan error)
		go func() {
			corrected <- s.Correct(t.Context(), social.Correction{Key: b, Label: []social.Label{social.Negative, social.Positive}[round%2]})
		}()
		if err := errors.Join(s.Regroup(t.Context(), []social.CopyOf{{Key: b, Original: want}}), <-corrected); err != nil {
			t.Fatal(err)
		}
		p, err := s.Post(t.Context(), b)
		if err != nil {
			t.Fatal(err)
		}
		if p.Analysis.Original != want {
			t.Fatalf("round %d: a copy of %v, want %v", round, p.Analysis.Original, want)
		}
	}
}

// TestFoldingLeavesTheFirstOfThoseLetThrough: the original of a group is a post
// as any other, that a filter may leave out and that may be gone.
func TestFoldingLeavesTheFirstOfThoseLetThrough(t *testing.T) {
	s := storagetest.Open(t)
	at := func(hours int, e social.Entry) social.Entry {
		e.Post.CreatedAt = noon.Add(time.Duration(hours) * time.Hour)
		e.Analysis.Keywords = []string{"roast"}
		return e
	}
	first := at(0, copyOf("", "mastodon", "a", "A"))
	write(t, s, first, at(1, copyOf("a", "lemmy", "b", "A", "B")), at(2, copyOf("a", "feed", "c", "A", "B")), at(3, copyOf("a", "feed", "d", "A")),
		at(1, copyOf("never stored", "feed", "e", "A")), at(2, copyOf("never stored", "feed", "f", "A")))
	check := func(name string, f social.Filter, want ...string) {
		t.Helper()
		f.FoldCopies = true
		if got := pages(t, s, f, social.NewestFirst, 1); !slices.Equal(got, want) {
			t.Errorf("%s: %v are listed, want %v", name, got, want)
		}
		if got := pages(t, s, f, social.MostEngaged, 1); !slices.Equal(got, want) {
			t.Errorf("%s: %v are listed by engagement, want %v", name, got, want)
		}
		var each []string
		err := s.EachPost(t.Context(), f, func(p social.StoredPost) error {
			each = append([]string{p.Post.ID}, each...)
			return nil
		})
		if err != nil || !slices.Equal(each, want) {
			t.Errorf("%s: %v are exported, want %v: %v", name, each, want, err)
		}
		figures, err := s.Figures(t.Context(), f)
		if err != nil || figures.Mentions != int64(len(want)) {
			t.Errorf("%s: %d mentions are counted, want %d: %v", name, figures.Mentions, len(want), err)
		}
		terms, err := s.Terms(t.Context(), f, 1)
		if err != nil || len(terms) != 1 || terms[0].Mentions != int64(len(want)) {
			t.Errorf("%s: terms %v, want one in %d: %v", name, terms, len(want), err)
		}
	}
	check("a brand", social.Filter{Brand: "A"}, "e", "a")
	check("another brand", social.Filter{Brand: "B"}, "b")
	check("a platform", social.Filter{Brand: "A", Platforms: []string{"feed"}}, "c", "e")
	check("a period", social.Filter{Brand: "A", From: noon.Add(2 * time.Hour)}, "f", "c")
	check("copies", social.Filter{Brand: "A", CopiesOf: first.Post.Key()}, "b")
	gone := first
	gone.Post.Deleted, gone.Post.FetchedAt = true, gone.Post.FetchedAt.Add(time.Hour)
	write(t, s, gone)
	check("the original erased", social.Filter{Brand: "A"}, "b", "e")
}

func TestEachFingerprint(t *testing.T) {
	s := storagetest.Open(t)
	want := map[social.Key]uint64{}
	var entries []social.Entry
	for i := range 2000 {
		e := entry(fmt.Sprint(i), "A", "B")
		e.Post.CreatedAt = noon.Add(time.Duration(i-1000) * time.Minute)
		e.Analysis.Fingerprint = uint64(i % 3)
		if i >= 1000 && i < 1800 && i%3 > 0 {
			want[e.Post.Key()] = uint64(i % 3)
		}
		entries = append(entries, e)
	}
	write(t, s, entries...)
	write(t, s, entries...)
	got := map[social.Key]uint64{}
	end := noon.Add(800 * time.Minute)
	err := s.EachFingerprint(t.Context(), noon, end, func(f social.Fingerprint) error {
		_, twice := got[f.Key]
		if twice || f.Created.Before(noon) || !f.Created.Before(end) || f.Original.ID != "first" || !f.State.Equal(storage.State(entries[0].Post.FetchedAt)) {
			t.Errorf("%+v, seen before: %t", f, twice)
		}
		got[f.Key] = f.Fingerprint
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("fingerprints (-want +got):\n%s", diff)
	}
	enough := errors.New("enough")
	if err := s.EachFingerprint(t.Context(), time.Time{}, end, func(social.Fingerprint) error { return enough }); !errors.Is(err, enough) {
		t.Errorf("error = %v", err)
	}
}

// TestFingerprintsNearby: what is near to a fingerprint is found without the other posts
// being read, by the state that stands.
func TestFingerprintsNearby(t *testing.T) {
	dsn := storagetest.DSN(t)
	s := storagetest.OpenAt(t, dsn)
	var entries []social.Entry
	for i := range 3000 {
		e := entry(fmt.Sprint(i), "A")
		e.Post.CreatedAt = noon.AddDate(0, 0, i-1500)
		e.Analysis.Fingerprint = uint64(i % 100)
		if i%2 == 0 {
			e.Analysis.Original = social.Key{}
		}
		entries = append(entries, e)
	}
	write(t, s, entries...)
	from, to := noon.AddDate(0, 0, -300), noon.AddDate(0, 0, 300)
	edited := entries[1510] // in between, and 10 before
	edited.Analysis.Fingerprint, edited.Post.FetchedAt = 11, edited.Post.FetchedAt.Add(time.Hour)
	write(t, s, edited)
	values, posts := map[uint64]int{}, 0
	err := s.EachValue(t.Context(), from, to, func(created time.Time, fingerprint uint64) error {
		if created.Before(from) || !created.Before(to) {
			t.Errorf("a fingerprint of %v", created)
		}
		values[fingerprint]++
		posts++
		return nil
	})
	if err != nil || len(values) != 99 || posts < 594 || posts > 595 {
		t.Errorf("%d values of %d posts: %v", len(values), posts, err)
	}
	for originals, want := range map[bool]int{true: 6, false: 12} {
		var got []social.Fingerprint
		err := s.EachOf(t.Context(), []uint64{10, 11}, from, to, originals, func(f social.Fingerprint) error {
			got = append(got, f)
			return nil
		})
		if err != nil || len(got) != want {
			t.Errorf("originals only %t: %d, want %d: %+v %v", originals, len(got), want, got, err)
		}
		for _, f := range got {
			if f.Key == edited.Post.Key() && f.Fingerprint != 11 {
				t.Errorf("an earlier state: %+v", f)
			}
		}
	}
	if len(storagetest.Servers()) > 1 {
		return // each has a plan of its own
	}
	for _, name := range []queries.Name{queries.FingerprintValues, queries.FingerprintsAmong} {
		if plan := explain(t, dsn, name, from, to); !strings.Contains(plan, "by_fingerprint") {
			t.Errorf("%s does not read the projection:\n%s", name, plan)
		}
	}
}

// explain is how ClickHouse answers a query about fingerprints.
func explain(t *testing.T, dsn string, name queries.Name, from, to time.Time) string {
	t.Helper()
	conn := storagetest.Connect(t, dsn)
	text, err := name.Text(queries.Parts{})
	if err != nil {
		t.Fatal(err)
	}
	if _, inner, ok := strings.Cut(text, "IN (\n"); ok {
		text = inner[:strings.LastIndex(inner, ")\nWHERE")]
	}
	text = strings.NewReplacer("{from:Int64}", fmt.Sprint(from.UnixMicro()), "{to:Int64}", fmt.Sprint(to.UnixMicro()), "{originals:Bool}", "false", "IN among", "IN (10, 11)").Replace(text)
	rows, err := conn.Query(t.Context(), "EXPLAIN indexes = 1, projections = 1 "+text)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	var plan strings.Builder
	for rows.Next() {
		var line string
		if err := rows.Scan(&line); err != nil {
			t.Fatal(err)
		}
		plan.WriteString(line + "\n")
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
	return plan.String()
}

// TestRegroup: another original is all that changes, folding follows, and what
// is not stored or deleted stays so.
func TestRegroup(t *testing.T) {
	s := storagetest.Open(t)
	a, b, c, gone := copyOf("", "mastodon", "a", "A"), copyOf("a", "feed", "b", "A"), copyOf("", "feed", "c", "A"), copyOf("", "feed", "gone", "A")
	write(t, s, a, b, c, gone)
	if err := s.Correct(t.Context(), social.Correction{Key: c.Post.Key(), Label: social.Negative}); err != nil {
		t.Fatal(err)
	}
	gone.Post.Deleted, gone.Post.FetchedAt = true, gone.Post.FetchedAt.Add(time.Hour)
	write(t, s, gone)
	before, err := s.Post(t.Context(), c.Post.Key())
	if err != nil {
		t.Fatal(err)
	}
	list := []social.CopyOf{
		{Key: b.Post.Key()}, {Key: c.Post.Key(), Original: a.Post.Key()}, {Key: gone.Post.Key(), Original: a.Post.Key()},
		{Key: social.Key{Platform: "feed", ID: "never stored"}, Original: a.Post.Key()},
	}
	for range 2 {
		if err := s.Regroup(t.Context(), list); err != nil {
			t.Fatal(err)
		}
	}
	after, err := s.Post(t.Context(), c.Post.Key())
	if err != nil {
		t.Fatal(err)
	}
	before.Analysis.Original = a.Post.Key()
	if diff := cmp.Diff(before, after); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
	got, err := s.Fingerprints(t.Context(), []social.Key{gone.Post.Key(), b.Post.Key(), {Platform: "feed", ID: "never stored"}})
	if err != nil {
		t.Fatal(err)
	}
	slices.SortFunc(got, func(p, q social.Fingerprint) int { return strings.Compare(p.Key.ID, q.Key.ID) })
	if len(got) != 2 || got[0].Original != (social.Key{}) || got[1].Fingerprint != 0 || !got[1].State.Equal(storage.State(gone.Post.FetchedAt)) {
		t.Errorf("stored: %+v", got)
	}
	f := social.Filter{Brand: "A", FoldCopies: true}
	if got := pages(t, s, f, social.NewestFirst, 10); !slices.Equal(got, []string{"c", "b"}) {
		t.Errorf("folded: %v", got)
	}
}
