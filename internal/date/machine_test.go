package date_test

import (
	"testing"

	"earshot/internal/date"
)

// TestISOAndProgramForms reads what programs write instead of a date of a calendar.
func TestISOAndProgramForms(t *testing.T) {
	for text, want := range map[string]string{
		"/Date(1777888800000)/": "2026-05-04T10:00:00Z", `\/Date(1777888800000+0200)\/`: "2026-05-04T10:00:00Z",
		"2026-W19-1": "2026-05-04T00:00:00Z", "2026W191": "2026-05-04T00:00:00Z", "2026-W53-7": "2027-01-03T00:00:00Z", "2026-W19-1T10:00:00+02:00": "2026-05-04T08:00:00Z",
		"2026-124": "2026-05-04T00:00:00Z", "2024-366": "2024-12-31T00:00:00Z", "2026-124T10:00Z": "2026-05-04T10:00:00Z",
		"2026-05-04T10": "2026-05-04T10:00:00Z", "2026-05-04T10Z": "2026-05-04T10:00:00Z", "2026-05-04T10+02": "2026-05-04T08:00:00Z",
		"026, 04 May 2026 10:00:00 +0000": "2026-05-04T10:00:00Z", "Mxn, 4 May 2026 10:00 EST": "2026-05-04T15:00:00Z",
		"Mon, 04 May 2026 10:00:00 EST5EDT": "2026-05-04T14:00:00Z", "4 мая 2026 г. в 15:05": "2026-05-04T15:05:00Z",
		"2026-W54-1": "", "2025-W53-1": "", "2026-366": "", "2026-000": "", "2026-W19": "", "/Date(x)/": "", "/Date(-62135596800000)/": "", "026, 04 Mxy 2026 10:00:00 +0000": "",
	} {
		got, err := date.Read(text, date.Options{})
		if want == "" {
			if err == nil {
				t.Errorf("%q is read as %v", text, got.Time)
			}
			continue
		}
		if err != nil || got.Time.Format("2006-01-02T15:04:05Z07:00") != want {
			t.Errorf("%q is read as %v, %v; want %s", text, got.Time, err, want)
		}
	}
}
