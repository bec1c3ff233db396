package crawler_test

import (
	"strings"
	"testing"

	"earshot/crawler"
	"earshot/crawler/runtest"
	"earshot/internal/social"
)

// TestRevisitsThatCannotBe wants a source faulty that asks for what its platform does
// not have, and no other.
func TestRevisitsThatCannotBe(t *testing.T) {
	src := social.Source{Name: "town", BaseURL: "https://town.example", Revisits: 20}
	if err := crawler.CheckSource(runtest.Paged{}, src); err != nil {
		t.Errorf("revisits that nobody asked for: %v", err)
	}
	src.Eager = true
	if err := crawler.CheckSource(runtest.Paged{}, src); err == nil || !strings.Contains(err.Error(), "revisits: Paged shows no single posts") {
		t.Errorf("got %v", err)
	}
}
