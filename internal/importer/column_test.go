package importer_test

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"earshot/internal/importer"
)

// sheet is a table of dates and texts, a row for each date.
func sheet(column string, dates ...string) string {
	table := column + ",text\n"
	for i, date := range dates {
		table += `"` + date + `",cup ` + number(int64(i)) + "\n"
	}
	return table
}

func TestDatesOfAColumn(t *testing.T) {
	newYork, err := time.LoadLocation("America/New_York")
	if err != nil {
		t.Fatal(err)
	}
	for name, tc := range map[string]struct {
		column string
		dates  []string
		opts   importer.Options
		want   []string
		faults int
		told   []importer.Dates
	}{
		"a day above 12 decides for all": {
			"Timestamp (ET)", []string{"5/4/2026 3:05 pm", "5/13/2026 3:05 pm", "12/31/2025 12:30 am", "5/5/2026, 11:59:30 p.m."}, importer.Options{},
			[]string{"2026-05-04T19:05:00Z", "2026-05-13T19:05:00Z", "2025-12-31T05:30:00Z", "2026-05-06T03:59:30Z"}, 0,
			[]importer.Dates{{Column: "Timestamp (ET)", Order: "mdy", OrderBy: `no other order fits all dates, as "5/13/2026 3:05 pm"`, Zone: "America/New_York", ZoneBy: "the column's name"}},
		},
		"day first": {
			"when", []string{"4/5/2026", "13/5/2026 15:05"}, importer.Options{}, []string{"2026-05-04T00:00:00Z", "2026-05-13T15:05:00Z"}, 0,
			[]importer.Dates{{Column: "when", Order: "dmy", OrderBy: `no other order fits all dates, as "13/5/2026 15:05"`, Zone: "UTC", ZoneBy: "assumed; state --time-zone where it is another"}},
		},
		"stated": {
			"when", []string{"5/4/2026 3:05 pm"}, importer.Options{Order: "dmy", Zone: newYork}, []string{"2026-04-05T19:05:00Z"}, 0,
			[]importer.Dates{{Column: "when", Order: "dmy", OrderBy: "stated", Zone: "America/New_York", ZoneBy: "stated"}},
		},
		"in the column's name": {
			"Date (DD/MM/YYYY) [GMT+8]", []string{"4/5/2026 00:30"}, importer.Options{}, []string{"2026-05-03T16:30:00Z"}, 0,
			[]importer.Dates{{Column: "Date (DD/MM/YYYY) [GMT+8]", Order: "dmy", OrderBy: "the column's name", Zone: "GMT+8", ZoneBy: "the column's name"}},
		},
		"nothing decides": {
			"when", []string{"5/4/2026", "5/5/2026"}, importer.Options{}, []string{"2026-05-05T00:00:00Z"}, 1,
			[]importer.Dates{{Column: "when", Open: "no date in it decides between day and month; state --date-order dmy, mdy or ymd", Zone: "UTC", ZoneBy: "assumed; state --time-zone where it is another"}},
		},
		"several orders": {
			"when", []string{"13/5/2026", "5/13/2026", "5/4/2026"}, importer.Options{}, []string{"2026-05-13T00:00:00Z", "2026-05-13T00:00:00Z"}, 1,
			[]importer.Dates{{Column: "when", Open: "its dates are in several orders", Zone: "UTC", ZoneBy: "assumed; state --time-zone where it is another"}},
		},
		"years of two digits": {
			"when", []string{"26/05/04", "26/05/30", "25/12/13"}, importer.Options{}, []string{"2026-05-04T00:00:00Z", "2026-05-30T00:00:00Z", "2025-12-13T00:00:00Z"}, 0,
			[]importer.Dates{{Column: "when", Order: "ymd", OrderBy: "state", Zone: "UTC", ZoneBy: "assumed; state --time-zone where it is another"}},
		},
		"a spreadsheet's days, and times with a zone": {
			"when", []string{"46146.5", "2026-05-04T10:00:00+02:00"}, importer.Options{}, []string{"2026-05-04T12:00:00Z", "2026-05-04T08:00:00Z"}, 0,
			[]importer.Dates{{Column: "when", Zone: "UTC", ZoneBy: "assumed; state --time-zone where it is another"}},
		},
	} {
		t.Run(name, func(t *testing.T) {
			if tc.opts.Order == "" && name == "years of two digits" {
				tc.opts.Order, tc.told[0].OrderBy = "ymd", "stated"
			}
			tc.opts.Map = map[string]string{tc.column: "created_at", "text": "text"}
			out, err := read(t, sheet(tc.column, tc.dates...), tc.opts)
			if err != nil {
				t.Fatal(err)
			}
			var got []string
			for _, p := range out.Posts {
				got = append(got, p.CreatedAt.Format(time.RFC3339))
			}
			if diff := cmp.Diff(tc.want, got); diff != "" {
				t.Errorf("dates (-want +got):\n%s", diff)
			}
			if diff := cmp.Diff(tc.told, out.Summary.Dates); diff != "" {
				t.Errorf("told (-want +got):\n%s", diff)
			}
			if len(out.Summary.Faults) != tc.faults {
				t.Errorf("faults %v", out.Summary.Faults)
			}
			for _, f := range out.Summary.Faults {
				if !strings.Contains(f.Why, "state --date-order dmy, mdy or ymd") {
					t.Errorf("%s does not say what to state", f.Why)
				}
			}
		})
	}
}

func TestCountsOfAColumn(t *testing.T) {
	for name, tc := range map[string]struct{ cells, want []string }{
		"thousands by comma":       {[]string{"1,234", "12", "1,234,567"}, []string{"1234", "12", "1234567"}},
		"thousands by point":       {[]string{"1.234", "999", "12.345.678"}, []string{"1234", "999", "12345678"}},
		"thousands by space":       {[]string{"1 234", "1\u202f234", "1'234"}, []string{"1234", "1234", "1234"}},
		"India":                    {[]string{"12,34,567"}, []string{"1234567"}},
		"abbreviated":              {[]string{"12.3K", "1.2万", "3,4 Mio.", "1.234K", "2 тыс.", "100+"}, []string{"12300", "12000", "3400000", "1234", "2000", "100"}},
		"fractions of other rows":  {[]string{"1.0", "12.0", "1.234"}, []string{"1", "12", ""}},
		"both signs":               {[]string{"1.234,0", "1,234.0"}, []string{"1234", "1234"}},
		"hidden":                   {[]string{"-1", "-", "", "null", "hidden", "n/a"}, []string{"", "", "", "", "", ""}},
		"rounded by a spreadsheet": {[]string{"1.2E+06"}, []string{"1200000"}},
	} {
		t.Run(name, func(t *testing.T) {
			table := "when|text|likes\n"
			for i, cell := range tc.cells {
				table += "2026-05-04|cup " + number(int64(i)) + "|" + cell + "\n"
			}
			out, err := read(t, table, importer.Options{Map: map[string]string{"when": "created_at", "text": "text", "likes": "likes"}})
			if err != nil {
				t.Fatal(err)
			}
			var got []string
			for _, p := range out.Posts {
				if p.Engagement.Likes == nil {
					got = append(got, "")
				} else {
					got = append(got, number(*p.Engagement.Likes))
				}
			}
			if diff := cmp.Diff(tc.want, got); diff != "" {
				t.Errorf("likes (-want +got):\n%s", diff)
			}
		})
	}
}
