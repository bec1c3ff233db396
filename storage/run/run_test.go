package run_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"earshot/internal/social"
	"earshot/storage/run"
	"earshot/storage/storagetest"
)

func TestRuns(t *testing.T) {
	s := storagetest.Open(t)
	run := func(id, source string, hour int) social.Run {
		return social.Run{ID: id, Source: source, Platform: "feed", State: social.SourceRunning, Started: storagetest.Noon.Add(time.Duration(hour) * time.Hour)}
	}
	a, b, c := run("a", "blogs", 1), run("b", "blogs", 2), run("c", "tags", 3)
	if err := s.WriteRuns(t.Context(), []social.Run{a, b, c}); err != nil {
		t.Fatal(err)
	}
	a.State, a.Finished, a.Requests, a.Posts, a.Skipped, a.Fault = social.SourcePartial, storagetest.Noon.Add(90*time.Minute), 7, 70, 1, "entry 3 of feed"
	a.Unread, a.UnreadFirst = 2, "items[1].title is an object"
	a.Cut, a.CutFirst = 1, "n:4: its text of 9437184 bytes is cut to 1048576"
	a.New, a.From, a.To = social.Count(3), storagetest.Noon.AddDate(0, -1, 0), storagetest.Noon
	if err := s.WriteRuns(t.Context(), []social.Run{a}); err != nil {
		t.Fatal(err)
	}
	tests := map[string]struct {
		source string
		limit  int
		want   []social.Run
	}{
		"one source":  {"blogs", 10, []social.Run{b, a}},
		"all sources": {"", 10, []social.Run{c, b, a}},
		"the latest":  {"blogs", 1, []social.Run{b}},
		"unknown":     {"nothing", 10, nil},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			got, err := s.Runs(t.Context(), tt.source, tt.limit)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("runs (-want +got):\n%s", diff)
			}
		})
	}
}

func TestSourceCounts(t *testing.T) {
	s := storagetest.Open(t)
	first, second := storagetest.Entry("1", "Northwind"), storagetest.Entry("2")
	second.Post.Source = "blogs"
	storagetest.Write(t, s, first, second)
	second.Post.FetchedAt = second.Post.FetchedAt.Add(time.Minute)
	storagetest.Write(t, s, second)
	got, err := s.SourceCounts(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(map[string]int64{"tags": 1, "blogs": 1}, got); diff != "" {
		t.Errorf("counts (-want +got):\n%s", diff)
	}
}

// TestSourceJoined: a source whose article is stored as a post of another one is not
// silent about it.
func TestSourceJoined(t *testing.T) {
	s := storagetest.Open(t)
	e := storagetest.Entry("1", "Northwind")
	for _, source := range []string{e.Post.Source, "blogs", "page"} {
		e.Places = append(e.Places, social.Place{Platform: e.Post.Platform, ID: e.Post.ID, Source: source, FirstSeen: storagetest.Noon, FetchedAt: storagetest.Noon})
	}
	storagetest.Write(t, s, e)
	got, err := s.SourceJoined(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(map[string]int64{"blogs": 1, "page": 1}, got); diff != "" {
		t.Errorf("joined (-want +got):\n%s", diff)
	}
}

func TestLatestRuns(t *testing.T) {
	s := storagetest.Open(t)
	var runs []social.Run
	for hour := range 4 {
		for _, source := range []string{"blogs", "tags"} {
			at := storagetest.Noon.Add(time.Duration(hour) * time.Hour)
			r := social.Run{ID: source + at.String(), Source: source, State: social.SourceOK, Started: at, Finished: at.Add(time.Minute)}
			if source == "tags" && hour == 3 {
				r.State = social.SourceBlocked
			}
			runs = append(runs, r)
		}
	}
	// A back-fill says nothing of when the source was last read.
	late := runs[0]
	late.ID, late.Started, late.Finished, late.From, late.To = "fill", storagetest.Noon.Add(9*time.Hour), storagetest.Noon.Add(10*time.Hour), storagetest.Noon.AddDate(-1, 0, 0), storagetest.Noon
	if err := s.WriteRuns(t.Context(), append(runs, late)); err != nil {
		t.Fatal(err)
	}
	got, err := s.LatestRuns(t.Context(), 2)
	if err != nil {
		t.Fatal(err)
	}
	want := map[string][]social.Run{"blogs": {late, runs[6]}, "tags": {runs[7], runs[5]}}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("latest runs (-want +got):\n%s", diff)
	}
	answered, err := s.Answered(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	times := func(first, last social.Run) run.Answered {
		return run.Answered{First: first.Started, Last: last.Finished, Whole: last.Finished}
	}
	if diff := cmp.Diff(map[string]run.Answered{"blogs": times(runs[0], runs[6]), "tags": times(runs[1], runs[5])}, answered); diff != "" {
		t.Errorf("answers (-want +got):\n%s", diff)
	}
}

func TestPaces(t *testing.T) {
	s := storagetest.Open(t)
	var posts []social.Entry
	// A post every six hours for nine weeks, each of two brands; the first week
	// lies before the window.
	last := storagetest.Noon.Add(-30 * time.Minute)
	for i := range 9 * 28 {
		e := storagetest.Entry(fmt.Sprint(i), "Northwind", "Contoso")
		e.Post.CreatedAt = last.Add(-time.Duration(i) * 6 * time.Hour)
		posts = append(posts, e)
	}
	storagetest.Write(t, s, posts...)
	got, err := s.Paces(t.Context(), storagetest.Noon.Add(24*time.Hour))
	if err != nil {
		t.Fatal(err)
	}
	p := got["tags"]
	if !p.Last.Equal(last) || p.Posts != 8*28+1 || p.Longest != 6*time.Hour || !p.First.Equal(last.Add(-social.PaceWindow)) {
		t.Errorf("pace from %v to %v, %d posts, longest gap %v", p.First, p.Last, p.Posts, p.Longest)
	}
	if n := p.ByHour[social.HourOfWeek(last)]; n != 9 {
		t.Errorf("%d posts in the hour of the newest, want 9", n)
	}
	if n := p.ByHour[social.HourOfWeek(last.Add(time.Hour))]; n != 0 {
		t.Errorf("%d posts in an hour that had none", n)
	}
}
