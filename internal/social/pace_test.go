package social_test

import (
	"math"
	"testing"
	"time"

	"earshot/internal/social"
)

// weekdays is the pace of a source with n posts an hour from 8 to 16 h, Monday
// to Friday, over eight weeks up to the last post, on a Friday at 15:59.
func weekdays(n int64) social.Pace {
	last := time.Date(2026, 11, 20, 15, 59, 0, 0, time.UTC)
	p := social.Pace{First: last.Add(-social.PaceWindow), Last: last, Longest: 64 * time.Hour}
	for at := p.First; at.Before(last); at = at.Add(time.Hour) {
		if at.Weekday() != time.Saturday && at.Weekday() != time.Sunday && at.Hour() >= 8 && at.Hour() < 16 {
			p.ByHour[social.HourOfWeek(at)] += n
			p.Posts += n
		}
	}
	return p
}

func TestSilence(t *testing.T) {
	few := weekdays(2)
	few.Posts = 19
	short := weekdays(2)
	short.First = short.Last.Add(-6 * 24 * time.Hour)
	gappy := weekdays(2)
	gappy.Longest = 10 * 24 * time.Hour
	for _, tt := range []struct {
		name  string
		pace  social.Pace
		after time.Duration
		want  bool
	}{
		{"a weekend is no silence", weekdays(2), 63 * time.Hour, false},
		{"Monday evening is one", weekdays(2), 3*24*time.Hour + 4*time.Hour, true},
		{"not with a post every four hours of work", weekdays(0), 4 * 24 * time.Hour, false},
		{"it was silent for longer before", gappy, 5 * 24 * time.Hour, false},
		{"too few posts to say", few, 30 * 24 * time.Hour, false},
		{"too short a time to say", short, 30 * 24 * time.Hour, false},
		{"a year of it", weekdays(2), 365 * 24 * time.Hour, true},
		{"nothing yet", social.Pace{}, 0, false},
		{"a clock that went back", weekdays(2), -time.Hour, false},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if got := tt.pace.Silent(tt.pace.Last.Add(tt.after)); got != tt.want {
				t.Errorf("silent %t, want %t; expected %v", got, tt.want, tt.pace.Expected(tt.pace.Last.Add(tt.after)))
			}
		})
	}
}

func TestExpectedAddsUpToTheWeek(t *testing.T) {
	p := weekdays(2)
	week := p.Expected(p.Last.Add(7 * 24 * time.Hour))
	if week == nil || math.Abs(*week-80) > 1 {
		t.Errorf("a week leads to expect %v posts, want 80", week)
	}
	if two := p.Expected(p.Last.Add(14 * 24 * time.Hour)); math.Abs(*two-2**week) > 1e-6 {
		t.Errorf("two weeks lead to expect %v posts, one %v", *two, *week)
	}
}

func TestUsualPosts(t *testing.T) {
	run := func(state social.SourceState, posts int64) social.Run {
		return social.Run{State: state, Posts: posts, Finished: time.Unix(1, 0)}
	}
	ok := social.SourceOK
	runs := []social.Run{run(ok, 60), run(social.SourceBlocked, 0), run(ok, 40), run(ok, 50), run(ok, 45), {State: social.SourceRunning}}
	if got := social.UsualPosts(runs); got != nil {
		t.Errorf("usual of four complete runs: %+v, want unknown", *got)
	}
	runs = append(runs, run(ok, 55))
	if got := social.UsualPosts(runs); got == nil || *got != (social.Usual{Low: 45, Median: 50, High: 55, Runs: 5}) {
		t.Errorf("usual %+v", got)
	}
	if got := social.CountErrors(runs); got == nil || *got != (social.Errors{Failed: 1, Runs: 6}) {
		t.Errorf("errors %+v", got)
	}
	if got := social.CountErrors([]social.Run{{State: social.SourceRunning}}); got != nil {
		t.Errorf("errors of a source without an ended run: %+v, want unknown", *got)
	}
}
