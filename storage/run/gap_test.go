package run_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"earshot/internal/social"
	"earshot/storage/storagetest"
)

// TestGaps crawls every hour from storagetest.Noon on; each letter is a run that ended in
// the state that begins with it, a dot an hour without a run.
func TestGaps(t *testing.T) {
	states := map[rune]social.SourceState{
		'o': social.SourceOK, 'p': social.SourcePartial, 'b': social.SourceBlocked, 'u': social.SourceUnreachable,
	}
	at := func(hour int, minutes ...int) time.Time {
		when := storagetest.Noon.Add(time.Duration(hour) * time.Hour)
		for _, m := range minutes {
			when = when.Add(time.Duration(m) * time.Minute)
		}
		return when
	}
	for _, tt := range []struct {
		name, runs string
		want       []social.Gap
	}{
		{"always well", "ooopoooooooo", nil},
		{"failed for a while", "ooouubbooooo", []social.Gap{{State: social.SourceBlocked, From: at(2, 5), To: at(7)}}},
		{"failing now", "oooooooooouu", []social.Gap{{State: social.SourceUnreachable, From: at(9, 5), To: at(12)}}},
		{"failed from the start", "bboooooooooo", []social.Gap{{State: social.SourceBlocked, From: at(0), To: at(2)}}},
		{"not running", "ooo......ooo", []social.Gap{{State: social.SourceIdle, From: at(2, 5), To: at(9)}}},
		{"not running since", "oooooo......", []social.Gap{{State: social.SourceIdle, From: at(5, 5), To: at(12)}}},
		{"a pause as long as usual", "o..o..o..o..", nil},
		{"once only", "o...........", nil},
		{"twice", "oobooooobooo", []social.Gap{
			{State: social.SourceBlocked, From: at(1, 5), To: at(3)}, {State: social.SourceBlocked, From: at(7, 5), To: at(9)},
		}},
		{"before the period", "bbb" + "ooooooooo", []social.Gap{{State: social.SourceBlocked, From: at(0), To: at(3)}}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			s := storagetest.Open(t)
			var runs []social.Run
			for hour, letter := range tt.runs {
				if state, ok := states[letter]; ok {
					runs = append(runs, social.Run{ID: fmt.Sprint(hour), Source: "blogs", Platform: "feed", State: state, Started: at(hour), Finished: at(hour, 5)})
				}
			}
			// What is filled in of the past is no sign that the present is read.
			runs = append(runs, social.Run{ID: "fill", Source: "blogs", Platform: "feed", State: social.SourceOK,
				Started: at(4), Finished: at(5), From: at(-1000), To: at(-900)})
			if err := s.WriteRuns(t.Context(), runs); err != nil {
				t.Fatal(err)
			}
			for i := range tt.want {
				tt.want[i].Source, tt.want[i].Platform = "blogs", "feed"
			}
			got, err := s.Gaps(t.Context(), storagetest.Noon.Add(-time.Hour), at(12))
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("gaps (-want +got):\n%s", diff)
			}
			if later, err := s.Gaps(t.Context(), at(12, 1), at(12, 1)); err != nil || len(later) > 0 {
				t.Errorf("gaps of the time after: %v, %v", later, err)
			}
		})
	}
}

// TestWhatWasReadBackOverIsNoGap: a timeline that is read page by page back to
// before a failure has missed nothing.
func TestWhatWasReadBackOverIsNoGap(t *testing.T) {
	s := storagetest.Open(t)
	run := func(hour int, state social.SourceState, reached int) social.Run {
		at := storagetest.Noon.Add(time.Duration(hour) * time.Hour)
		return social.Run{ID: fmt.Sprint(hour), Source: "tags", Platform: "mastodon", State: state, Started: at, Finished: at.Add(5 * time.Minute),
			Reached: storagetest.Noon.Add(time.Duration(reached) * time.Hour)}
	}
	err := s.WriteRuns(t.Context(), []social.Run{
		run(0, social.SourceOK, -1), run(1, social.SourceBlocked, 1), run(2, social.SourceOK, -1), run(3, social.SourceOK, 2), run(9, social.SourceOK, 2),
		run(10, social.SourceBlocked, 10), run(11, social.SourceOK, 11),
	})
	if err != nil {
		t.Fatal(err)
	}
	got, err := s.Gaps(t.Context(), storagetest.Noon, storagetest.Noon.Add(11*time.Hour+10*time.Minute))
	if err != nil {
		t.Fatal(err)
	}
	at := func(hour, minute int) time.Time {
		return storagetest.Noon.Add(time.Duration(hour)*time.Hour + time.Duration(minute)*time.Minute)
	}
	want := []social.Gap{{Source: "tags", Platform: "mastodon", State: social.SourceBlocked, From: at(9, 5), To: at(11, 0)}}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("gaps (-want +got):\n%s", diff)
	}
}
