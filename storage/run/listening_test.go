package run_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"earshot/internal/social"
	"earshot/storage/storagetest"
)

func TestListened(t *testing.T) {
	s := storagetest.Open(t)
	at := func(day int) time.Time { return storagetest.Noon.AddDate(0, 0, day) }
	run := func(id, source string, day, reached int, brands ...string) social.Run {
		r := social.Run{ID: id, Source: source, Platform: "feed", State: social.SourceOK, Started: at(day), Finished: at(day).Add(time.Minute), Brands: brands}
		if reached != 0 {
			r.Reached = at(reached)
		}
		return r
	}
	failed, open := run("f", "down", 1, 0), run("o", "open", 1, 0)
	failed.State, open.State, open.Finished = social.SourceBlocked, social.SourceRunning, time.Time{}
	fill := run("fill", "tags", 2, -50)
	fill.From, fill.To = at(-60), at(-40)
	vain := run("vain", "tags", 2, 2)
	vain.From, vain.To = at(-90), at(-80)
	err := s.WriteRuns(t.Context(), []social.Run{
		failed, open, fill, vain,
		run("1", "tags", 1, -30, "Contoso"), run("2", "tags", 2, 1, "Contoso"), run("3", "tags", 3, 2, "Contoso", "Fabrikam"),
		// A release that did not note it, then one that does.
		run("4", "blogs", 1, 0), run("5", "blogs", 2, 0, "Contoso"), run("6", "blogs", 3, 0, "Contoso", "Fabrikam"),
		run("7", "all", 1, 0),
	})
	if err != nil {
		t.Fatal(err)
	}
	old, late := storagetest.Entry("1"), storagetest.Entry("2", "Contoso")
	old.Post.Source, late.Post.Source = "import:old.csv", "import:old.csv"
	late.Post.CreatedAt = late.Post.CreatedAt.AddDate(0, 0, 3)
	storagetest.Write(t, s, old, late)

	got, err := s.Listened(t.Context(), at(-100), at(4))
	if err != nil {
		t.Fatal(err)
	}
	midnight := storagetest.Noon.Truncate(24 * time.Hour)
	want := []social.Listening{
		{Source: "all", Platform: "feed", Since: at(1)},
		{Source: "blogs", Platform: "feed", Since: at(1), Brands: map[string]time.Time{"Contoso": at(1), "Fabrikam": at(3)}},
		{Source: "tags", Platform: "feed", Since: at(-30), Brands: map[string]time.Time{"Contoso": at(-30), "Fabrikam": at(2)},
			Windows: []social.Span{{From: at(-50), To: at(-40)}}},
		{Source: "import:old.csv", Platform: old.Post.Platform, Windows: []social.Span{{From: midnight, To: midnight.AddDate(0, 0, 4)}}},
	}
	if diff := cmp.Diff(want, got.Sources, cmpopts.EquateEmpty()); diff != "" {
		t.Errorf("listening (-want +got):\n%s", diff)
	}
}
