package sourceday_test

import (
	"cmp"
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	gocmp "github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"earshot/internal/social"
	"earshot/storage"
	"earshot/storage/storagetest"
)

// now is in the middle of a day, and some posts are published after it.
var now = time.Date(2026, 5, 20, 15, 30, 0, 0, time.UTC)

const version = "now/1"

// some makes a state of one of few posts, so that they often replace one another.
func some(r *rand.Rand, step int) social.Entry {
	e := storagetest.Entry(fmt.Sprint(r.IntN(250)))
	source := []string{"tags", "blogs", "ended", "file"}[r.IntN(4)]
	ago := time.Duration(r.Int64N(int64(130 * 24 * time.Hour)))
	if source == "ended" {
		ago += 70 * 24 * time.Hour
	}
	e.Post.Source, e.Post.Platform = source, []string{"feed", "mastodon"}[r.IntN(2)]
	e.Post.CreatedAt = now.Add(20*time.Hour - ago).Truncate(time.Microsecond)
	if r.IntN(4) == 0 {
		e.Post.CreatedAt = e.Post.CreatedAt.Truncate(24 * time.Hour)
	}
	// A state replaces those of earlier steps, and is of any age when it is read.
	e.Post.FetchedAt = now.AddDate(0, 0, 23).Add(time.Duration(step)*12*time.Hour + time.Duration(r.IntN(600))*time.Minute).Truncate(4096 * time.Microsecond)
	e.Post.Backlog = r.IntN(6) == 0
	e.Analysis.Brands = [][]string{nil, {"A"}, {"A", "B"}}[r.IntN(3)]
	e.Analysis.Version = []string{version, "old/1", "older/1"}[r.IntN(3)]
	e.Analysis.Sentiment.SureFrom = float32(r.IntN(2)) / 2
	e.Analysis.Sentiment.Label = []social.Label{social.Unknown, social.Neutral}[r.IntN(2)]
	return e
}

// TestTablesAreExact writes, replaces, moves and erases posts at random, recomputes
// now and then, and compares what the tables answer with a count of all posts.
func TestTablesAreExact(t *testing.T) {
	s := storagetest.Open(t)
	r := rand.New(rand.NewPCG(1, 2))
	run := social.Run{ID: "1", Source: "tags", Platform: "mastodon", State: social.SourceOK, Started: now.AddDate(0, -6, 0), Finished: now.AddDate(0, -6, 0)}
	if err := s.WriteRuns(t.Context(), []social.Run{run}); err != nil {
		t.Fatal(err)
	}
	stored := map[social.Key]social.Entry{}
	for step := range 14 {
		var entries []social.Entry
		for range 25 {
			e := some(r, step)
			if r.IntN(8) == 0 {
				e = storagetest.Deleted(e)
			}
			if slices.ContainsFunc(entries, func(o social.Entry) bool { return o.Post.Key() == e.Post.Key() }) {
				continue
			}
			entries = append(entries, e)
			if delete(stored, e.Post.Key()); !e.Post.Deleted {
				stored[e.Post.Key()] = e
			}
		}
		storagetest.Write(t, s, entries...)
		if step%3 == 1 {
			if _, err := s.RefreshTrends(t.Context()); err != nil {
				t.Fatal(err)
			}
		}
		compare(t, s, stored, fmt.Sprint("step ", step))
	}
}

func compare(t *testing.T, s *storage.Store, stored map[social.Key]social.Entry, at string) {
	t.Helper()
	counts, outdated := map[string]int64{}, social.Outdated{}
	times := map[string][]time.Time{}
	imported := map[[2]string]social.Span{}
	for _, e := range stored {
		counts[e.Post.Source]++
		if e.Analysis.Version != version {
			outdated.Posts++
			if e.Analysis.Sentiment.Label != social.Unknown && e.Analysis.Sentiment.SureFrom == 0 {
				outdated.Undoubted++
			}
		}
		if !e.Post.Backlog && !e.Post.CreatedAt.After(now) {
			times[e.Post.Source] = append(times[e.Post.Source], e.Post.CreatedAt)
		}
		if e.Post.Source != "tags" {
			key, day := [2]string{e.Post.Source, e.Post.Platform}, e.Post.CreatedAt.Truncate(24*time.Hour)
			span, known := imported[key]
			if !known || day.Before(span.From) {
				span.From = day
			}
			if end := day.AddDate(0, 0, 1); end.After(span.To) {
				span.To = end
			}
			imported[key] = span
		}
	}
	paces := map[string]social.Pace{}
	for source, all := range times {
		paces[source] = paceOf(all)
	}
	check := func(what string, want, got any, err error) {
		t.Helper()
		if diff := gocmp.Diff(want, got, cmpopts.EquateEmpty()); err != nil || diff != "" {
			t.Fatalf("%s, %s: %v (-want +got):\n%s", at, what, err, diff)
		}
	}
	gotCounts, err := s.SourceCounts(t.Context())
	check("posts by source", counts, gotCounts, err)
	gotOutdated, err := s.Outdated(t.Context(), version)
	check("outdated", outdated, gotOutdated, err)
	gotPaces, err := s.Paces(t.Context(), now)
	check("paces", paces, gotPaces, err)
	listening, err := s.Listening(t.Context())
	gotImported := map[[2]string]social.Span{}
	for _, l := range listening {
		for _, w := range l.Windows {
			gotImported[[2]string{l.Source, l.Platform}] = w
		}
	}
	check("imported", imported, gotImported, err)
	growing := []string{"1", "2", "3", "50", "51", "200"}
	for _, source := range []string{"tags", "ended"} {
		want := overdue(stored, source, growing, 9)
		due, err := s.Due(t.Context(), source, growing, []string{"4"}, 9, false, later)
		got := map[social.Key]bool{}
		for _, p := range due {
			got[p.Key()] = true
		}
		check("due of "+source, want, got, err)
	}
}

// later is when posts are due to be read again.
var later = now.AddDate(0, 1, 1)

// overdue are the most overdue posts of a source.
func overdue(stored map[social.Key]social.Entry, source string, growing []string, limit int) map[social.Key]bool {
	by := map[social.Key]float64{}
	for key, e := range stored {
		if e.Post.Source != source || key.ID == "4" || e.Post.CreatedAt.Before(later.AddDate(0, 0, -180).Truncate(24*time.Hour)) {
			continue
		}
		interval := min(2592000, max(3600, float64(e.Post.FetchedAt.Unix()-e.Post.CreatedAt.Unix())/4))
		if slices.Contains(growing, key.ID) {
			interval /= 4
		}
		if waited := float64(later.Unix() - e.Post.FetchedAt.Unix()); waited >= interval {
			by[key] = waited / interval
		}
	}
	keys := slices.SortedFunc(maps.Keys(by), func(a, b social.Key) int {
		return cmp.Or(-cmp.Compare(by[a], by[b]), cmp.Compare(a.Platform, b.Platform), cmp.Compare(a.ID, b.ID))
	})
	first := map[social.Key]bool{}
	for _, key := range keys[:min(limit, len(keys))] {
		first[key] = true
	}
	return first
}

// paceOf is the pace of the posts of those times.
func paceOf(times []time.Time) social.Pace {
	slices.SortFunc(times, time.Time.Compare)
	last := times[len(times)-1]
	p := social.Pace{Last: last}
	for _, at := range times {
		if at.Before(last.Add(-social.PaceWindow)) {
			continue
		}
		if p.Posts == 0 {
			p.First, p.Last = at, at
		}
		p.Longest = max(p.Longest, at.Sub(p.Last))
		p.Last = at
		p.Posts++
		p.ByHour[social.HourOfWeek(at)]++
	}
	return p
}
