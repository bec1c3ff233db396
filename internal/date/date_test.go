package date_test

import (
	"testing"
	"time"

	"earshot/internal/date"
)

func TestParse(t *testing.T) {
	for _, tc := range []struct{ in, want string }{
		{"2026-03-04T05:06:07Z", "2026-03-04T05:06:07Z"},
		{"2026-03-04T05:06:07.250+0200", "2026-03-04T03:06:07Z"},
		{"2026-03-04T05:06:07EET", "2026-03-04T03:06:07Z"},
		{"2026-03-04 05:06:07.000000", "2026-03-04T05:06:07Z"},
		{"Wed, 04 Mar 2026 05:06:07 GMT", "2026-03-04T05:06:07Z"},
		{"Wednesday, March 4, 2026", "2026-03-04T00:00:00Z"},
		{"miércoles, 04 marzo 2026 10:21", "2026-03-04T10:21:00Z"},
		{"4 de marzo de 2026", "2026-03-04T00:00:00Z"},
		{"4. März 2026, 10:21 Uhr", "2026-03-04T10:21:00Z"},
		{"4 марта 2026", "2026-03-04T00:00:00Z"},
		{"März 4, 2026", "2026-03-04T00:00:00Z"},
		{"May 4, 2026 5:06 pm", "2026-05-04T17:06:00Z"},
		{"2026年3月4日 05:06", "2026-03-04T05:06:00Z"},
		{"2026年03月04日05時06分", "2026-03-04T05:06:00Z"},
		{"2026년 3월 4일", "2026-03-04T00:00:00Z"},
		{"2026/3/4 05:06", "2026-03-04T05:06:00Z"},
		{"Wed Mar 04 05:06:07 +0000 2026", "2026-03-04T05:06:07Z"},
		{"04-Mar-2026 05:06AM", "2026-03-04T05:06:00Z"},
		{"2026-03-04 05:06 +0800", "2026-03-03T21:06:00Z"},
		{"1772600767", "2026-03-04T05:06:07Z"},
		{"1772600767000", "2026-03-04T05:06:07Z"},
		{"05/29/2026 09:49:00", "2026-05-29T09:49:00Z"},
		{"29/05/2026", "2026-05-29T00:00:00Z"},
		{"03/04/2026", ""},
		{"yesterday", ""},
		{"", ""},
		{"0001-01-01", ""},
	} {
		got, ok := date.Parse(tc.in)
		if s := got.Format(time.RFC3339); ok != (tc.want != "") || ok && s != tc.want && got.Truncate(time.Second).Format(time.RFC3339) != tc.want {
			t.Errorf("Parse(%q) = %s, %t; want %q", tc.in, s, ok, tc.want)
		}
	}
}

func TestFromURL(t *testing.T) {
	for in, want := range map[string]string{
		"https://a.example/2026/03/04/title": "2026-03-04", "https://a.example/20260304/1": "2026-03-04",
		"https://a.example/2026/04/31/x": "", "https://a.example/p/2026": "",
	} {
		got, ok := date.FromURL(in)
		if ok != (want != "") || ok && got.Format(time.DateOnly) != want {
			t.Errorf("InAddress(%q) = %s, %t; want %q", in, got, ok, want)
		}
	}
}

func FuzzParse(f *testing.F) {
	f.Add("2026年3月4日 05:06")
	f.Add("Wed, 04 Mar 2026 05:06:07 GMT")
	f.Fuzz(func(t *testing.T, s string) {
		if got, ok := date.Parse(s); ok && (got.Location() != time.UTC || got.Year() < 1969) {
			t.Errorf("Parse(%q) = %v", s, got)
		}
	})
}
