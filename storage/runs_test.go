package storage_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"earshot/internal/social"
	"earshot/storage/storagetest"
)

func TestRuns(t *testing.T) {
	s := storagetest.Open(t)
	run := func(id, source string, hour int) social.Run {
		return social.Run{ID: id, Source: source, Platform: "feed", State: social.SourceRunning, Started: noon.Add(time.Duration(hour) * time.Hour)}
	}
	a, b, c := run("a", "blogs", 1), run("b", "blogs", 2), run("c", "tags", 3)
	if err := s.WriteRuns(t.Context(), []social.Run{a, b, c}); err != nil {
		t.Fatal(err)
	}
	a.State, a.Finished, a.Requests, a.Posts, a.Skipped, a.Fault = social.SourcePartial, noon.Add(90*time.Minute), 7, 70, 1, "entry 3 of feed"
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
	first, second := entry("1", "Northwind"), entry("2")
	second.Post.Source = "blogs"
	write(t, s, first, second)
	second.Post.FetchedAt = second.Post.FetchedAt.Add(time.Minute)
	write(t, s, second)
	got, err := s.SourceCounts(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(map[string]int64{"tags": 1, "blogs": 1}, got); diff != "" {
		t.Errorf("counts (-want +got):\n%s", diff)
	}
}
