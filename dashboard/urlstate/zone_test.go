package urlstate_test

import (
	"net/url"
	"testing"
	"time"
	_ "time/tzdata"

	"earshot/dashboard/urlstate"
)

func TestPeriodsBeginInTheZoneOfTheWorkspace(t *testing.T) {
	shanghai, err := time.LoadLocation("Asia/Shanghai")
	if err != nil {
		t.Fatal(err)
	}
	p := urlstate.Parser{Zone: shanghai}
	now := time.Date(2026, 5, 4, 20, 0, 0, 0, time.UTC)
	for query, want := range map[string][2]string{
		"period=7d":  {"2026-04-29T00:00:00+08:00", "2026-05-05T04:00:00+08:00"},
		"period=24h": {"2026-05-04T05:00:00+08:00", "2026-05-05T04:00:00+08:00"},
		"period=custom&from=2026-05-03&to=2026-05-03":                        {"2026-05-03T00:00:00+08:00", "2026-05-04T00:00:00+08:00"},
		"period=7d&tz=Asia/Kolkata":                                          {"2026-04-29T00:00:00+05:30", "2026-05-05T01:30:00+05:30"},
		"period=7d&tz=UTC":                                                   {"2026-04-28T00:00:00Z", "2026-05-04T20:00:00Z"},
		"period=custom&from=2026-03-08&to=2026-03-08&tz=America/Los_Angeles": {"2026-03-08T00:00:00-08:00", "2026-03-09T00:00:00-07:00"},
	} {
		q, err := url.ParseQuery(query)
		if err != nil {
			t.Fatal(err)
		}
		v, faults := p.Parse(q, now)
		if len(faults) > 0 {
			t.Errorf("%s: %v", query, faults)
		}
		if from, to := v.From.Format(time.RFC3339), v.To.Format(time.RFC3339); from != want[0] || to != want[1] {
			t.Errorf("%s: from %s to %s, want %v", query, from, to, want)
		}
		again, _ := p.Parse(v.Values(), now)
		if !again.From.Equal(v.From) || !again.To.Equal(v.To) || again.Zone().String() != v.Zone().String() {
			t.Errorf("%s is written %s, which is from %v to %v", query, v.URL("/"), again.From, again.To)
		}
		if f := v.Filter(); f.Zone != v.Zone() {
			t.Errorf("%s: the filter is of %v", query, f.Zone)
		}
	}
}

func TestUnknownZonesAreLeftOut(t *testing.T) {
	v, faults := urlstate.Parser{}.Parse(url.Values{"tz": {"Asia/Shangai"}}, time.Now())
	if v.Zone() != time.UTC || v.TimeZone != "" || len(faults) != 1 {
		t.Fatalf("%v, %v", v.Zone(), faults)
	}
	if want := `There is no time zone "Asia/Shangai"; did you mean Asia/Shanghai?`; faults[0].Message != want || faults[0].Field != "tz" {
		t.Errorf("%+v", faults[0])
	}
}

// A month in which the clocks are changed has as many days as its calendar says.
func TestDaysAreThoseOfTheCalendar(t *testing.T) {
	berlin, err := time.LoadLocation("Europe/Berlin")
	if err != nil {
		t.Fatal(err)
	}
	p := urlstate.Parser{Zone: berlin}
	for period, want := range map[string]int{"24h": 1, "7d": 7, "30d": 30, "90d": 90} {
		for _, now := range []time.Time{
			time.Date(2026, 10, 26, 22, 30, 0, 0, time.UTC), time.Date(2026, 10, 25, 22, 30, 0, 0, time.UTC),
			time.Date(2026, 3, 29, 21, 30, 0, 0, time.UTC), time.Date(2026, 3, 30, 0, 30, 0, 0, time.UTC),
		} {
			v, _ := p.Parse(url.Values{"period": {period}}, now)
			if v.Days() != want {
				t.Errorf("%s at %v has %d days", period, now, v.Days())
			}
			if before := v.Previous(); before.Days() != want {
				t.Errorf("the %s before %v has %d days, from %v to %v", period, now, before.Days(), before.From, before.To)
			}
		}
	}
}
