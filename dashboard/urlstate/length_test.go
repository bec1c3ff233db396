package urlstate_test

import (
	"net/url"
	"testing"
	"time"

	"earshot/dashboard/urlstate"
)

// TestPeriodsAreLengthsOfTime: a period is known however its length is written, and one that no
// button has is a span that ends now.
func TestPeriodsAreLengthsOfTime(t *testing.T) {
	minute := now.Truncate(time.Minute)
	for period, want := range map[string]urlstate.Period{
		"24h": urlstate.Day, "1d": urlstate.Day, "@daily": urlstate.Day, "7d": urlstate.Week, "1w": urlstate.Week, "@weekly": urlstate.Week,
		"168h": urlstate.Week, "30d": urlstate.Month, "90d": urlstate.Quarter,
	} {
		if v, faults := parse(t, "period="+url.QueryEscape(period)); len(faults) > 0 || v.Period != want {
			t.Errorf("%s is %s, %v; want %s", period, v.Period, faults, want)
		}
	}
	for period, from := range map[string]time.Time{
		"2d": day(21), "14d": day(9), "2w": day(9), "36h": minute.Add(-36 * time.Hour), "1h": minute.Add(-time.Hour),
	} {
		v, faults := parse(t, "period="+period)
		if len(faults) > 0 || v.Period != urlstate.Custom || !v.From.Equal(from) || !v.To.Equal(minute) {
			t.Errorf("%s is %s, %s to %s, %v; want it from %s", period, v.Period, v.From, v.To, faults, from)
		}
	}
	for _, period := range []string{"1y", "0", "5s", "-1d", "3650d", "@monthly"} {
		if v, faults := parse(t, "period="+period); len(faults) != 1 || v.Period != urlstate.Month {
			t.Errorf("%s: %s, %v; want a fault and a month", period, v.Period, faults)
		}
	}
}
