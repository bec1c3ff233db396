package viewmodel

import (
	"net/url"
	"slices"
	"testing"
	"time"
	_ "time/tzdata"

	"github.com/google/go-cmp/cmp"

	"earshot/dashboard/urlstate"
	"earshot/internal/social"
)

// losAngeles is a view over hours there.
func losAngeles(t *testing.T, query string) urlstate.View {
	t.Helper()
	q, err := url.ParseQuery("tz=America/Los_Angeles&" + query)
	if err != nil {
		t.Fatal(err)
	}
	v, faults := urlstate.Parser{}.Parse(q, time.Date(2026, 11, 22, 15, 40, 0, 0, time.UTC))
	if len(faults) > 0 {
		t.Fatal(faults)
	}
	return v
}

// Each hour is compared with the one at which the clocks showed the same the day
// before, whether a day has 23 hours, 24 or 25.
func TestHoursAreComparedByTheClock(t *testing.T) {
	for day, want := range map[string]struct{ hours, before, second, third int }{
		"2026-11-01": {25, 24, 1, 1},  // 01:00 comes twice
		"2026-11-02": {24, 25, 1, 3},  // it came twice the day before
		"2026-03-08": {23, 24, 1, 3},  // 02:00 is skipped
		"2026-03-09": {24, 23, 1, -1}, // it was skipped the day before
	} {
		v := losAngeles(t, "period=custom&from="+day+"&to="+day)
		steps, past := NewBuckets(v), NewBuckets(v.Previous())
		if v.Days() != 1 || steps.By != social.ByHour || len(steps.Starts) != want.hours || len(past.Starts) != want.before {
			t.Errorf("%s: %d days by %s, %d hours after %d, want %d after %d", day, v.Days(), steps.By, len(steps.Starts), len(past.Starts), want.hours, want.before)
		}
		got := counterparts(v, steps, past)
		if got[1] != want.second || got[2] != want.third || got[len(got)-1] != want.before-1 {
			t.Errorf("%s: compared with %v", day, got)
		}
	}
}

func TestAlignedValues(t *testing.T) {
	s := series("Mentions", "ink", "", "", []int64{1, 1, 1, 1}, []int64{5, 6, 7})
	s.UnknownBefore = []int{2}
	align(&s, []int{0, 1, 1, 2})
	if diff := cmp.Diff([]float64{5, 6, 6, 0}, s.Previous); diff != "" || !slices.Equal(s.UnknownBefore, []int{3}) {
		t.Errorf("%v, unknown %v", s.Previous, s.UnknownBefore)
	}
}

func TestAnHourThatComesTwiceHasTwoNames(t *testing.T) {
	v := losAngeles(t, "period=custom&from=2026-11-01&to=2026-11-01")
	chart := MentionsChart(v, nil, nil, nil, Coverage{}).Chart
	if diff := cmp.Diff([]string{"Sun 1 Nov, 01:00–01:00 UTC-7", "Sun 1 Nov, 01:00–02:00 UTC-8"}, chart.Long[1:3]); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]string{"2026-11-01T01:00:00-07:00", "2026-11-01T01:00:00-08:00"}, chart.Starts[1:3]); diff != "" {
		t.Error(diff)
	}
	if got := during(v); got != "on Sunday 1 November" {
		t.Errorf("during a day of 25 hours: %q", got)
	}
}

func TestTimesAreShownInTheZoneOfNow(t *testing.T) {
	v := losAngeles(t, "")
	at := time.Date(2026, 10, 1, 6, 30, 0, 0, time.UTC)
	got := Moment(at, time.Date(2026, 11, 22, 15, 40, 0, 0, time.UTC).In(v.Zone()))
	if got.Exact != "Wednesday 30 September 2026, 23:30:00 UTC-7" || got.Relative != "30 Sep" {
		t.Errorf("%+v", got)
	}
}
