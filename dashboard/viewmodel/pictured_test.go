package viewmodel

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"earshot/dashboard/component"
	"earshot/internal/social"
)

func TestSharesInPicturesStandBesideShares(t *testing.T) {
	brands := []social.Brand{{Name: "Contoso"}, {Name: "Northwind"}, {Name: "Fabrikam"}}
	of := func(name string, n int64) social.Trend {
		return social.Trend{Brand: name, Figures: social.Figures{Mentions: n}}
	}
	voices := Voices{
		Now:      []social.Trend{of("Contoso", 300), of("Northwind", 100), of("Northwind", 100)},
		Pictured: []social.Trend{of("Northwind", 40), of("Northwind", 5), of("Contoso", 100)},
	}
	got := map[string]component.Phrase{}
	for _, s := range Shares(testView("period=7d"), brands, voices, Hearing{}) {
		got[s.Name] = s.Pictured
	}
	href := func(brand string) string {
		return "/posts?brand=" + brand + "&evidence=alt&evidence=ocr&evidence=caption&evidence=logo&period=7d"
	}
	want := map[string]component.Phrase{
		"Contoso":   {Text: "69% (100 of 145)", Mentions: 100, Href: href("Contoso")},
		"Northwind": {Text: "31% (45 of 145)", Mentions: 45, Href: href("Northwind")},
		"Fabrikam":  {Text: "0% (0 of 145)", Href: href("Fabrikam")},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if note := SharesNote(voices, Hearing{}); note != "" {
		t.Errorf("note %q", note)
	}
	// Where words are asked for too, no list holds just these mentions.
	for _, s := range Shares(testView("period=7d&evidence=words"), brands, voices, Hearing{}) {
		if s.Pictured.Href != "" {
			t.Errorf("%s leads to %s", s.Name, s.Pictured.Href)
		}
	}
	voices.Pictured = nil
	for _, s := range Shares(testView("period=7d"), brands, voices, Hearing{}) {
		if s.Pictured.Text != "" {
			t.Errorf("%s: %q of nothing", s.Name, s.Pictured.Text)
		}
	}
	if note := SharesNote(voices, Hearing{}); note != "In pictures: none shown." {
		t.Errorf("note %q", note)
	}
	if row := ShareTable(brands, voices, Hearing{})[1]; row[5] != "0" || row[6] != "" {
		t.Errorf("row %q", row)
	}
}
