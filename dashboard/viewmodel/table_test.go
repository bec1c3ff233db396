package viewmodel

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"earshot/internal/social"
)

func TestTablesHoldWhatPanelsShow(t *testing.T) {
	v := testView("period=custom&from=2026-11-20&to=2026-11-21")
	day := time.Date(2026, time.November, 20, 0, 0, 0, 0, time.UTC)
	rows := []social.Trend{{Date: day, Figures: social.Figures{Mentions: 7, Positive: 3, Negative: 1, Unsure: 2}}}
	table := SentimentTable(v, rows, Coverage{})
	if len(table) != 1+48 {
		t.Fatalf("%d rows, want a header and 48 hours", len(table))
	}
	if diff := cmp.Diff([]string{"2026-11-20T00:00:00Z", "3", "0", "1", "1", "0.5000", "yes", "UTC", "2"}, table[1]); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]string{"2026-11-20T01:00:00Z", "0", "0", "0", "0", "", "yes", "UTC", "0"}, table[2]); diff != "" {
		t.Error(diff)
	}
	brands := []social.Brand{{Name: "=Contoso"}, {Name: "Northwind"}}
	got := ShareTable(brands, Voices{
		Now:      []social.Trend{{Brand: "Northwind", Figures: social.Figures{Mentions: 4}}},
		Pictured: []social.Trend{{Brand: "Northwind", Figures: social.Figures{Mentions: 3}}},
	}, Hearing{})
	want := [][]string{
		{"brand", "mentions", "share_of_voice", "previous_mentions", "previous_share_of_voice", "picture_mentions", "picture_share"},
		{"Northwind", "4", "1.0000", "0", "", "3", "1.0000"}, {"'=Contoso", "0", "0.0000", "0", "", "0", "0.0000"},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]string{"'@cup", "2", "1", "1", "0", "1", "0"}, TermTable([]social.TermCount{{Term: "@cup", Mentions: 2, Previous: 1, Positive: 1, Negative: 1}}, Hearing{})[1]); diff != "" {
		t.Error(diff)
	}
}

func TestFileName(t *testing.T) {
	v := testView("period=custom&from=2026-11-20&to=2026-11-21").WithBrand("North/Wind \"Coffee\"")
	if got, want := FileName(v, "terms", "csv"), "earshot-north-wind-coffee-terms-2026-11-20-to-2026-11-21.csv"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	if got, want := FileName(v.WithBrand(""), "posts", "ndjson"), "earshot-all-brands-posts-2026-11-20-to-2026-11-21.ndjson"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}
