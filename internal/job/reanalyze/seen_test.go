package reanalyze

import (
	"log/slog"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"earshot/analyzer/spam"
	"earshot/internal/app"
	"earshot/internal/query"
	"earshot/internal/social"
)

// TestReanalysisTakesUpWhatIsSeenMeanwhile: what another process finds in a picture while its
// post is analysed again is in the new analysis, and each post counts once: one that was written
// though something else is known of its picture by now is not taken for another.
func TestReanalysisTakesUpWhatIsSeenMeanwhile(t *testing.T) {
	ctx := t.Context()
	s := app.Settings{DataDir: t.TempDir(), Log: slog.New(slog.DiscardHandler)}
	text, err := app.NewTextAnalyzer(s, app.Asked{Brands: []social.Brand{{Name: "Brewline", Query: query.MustParse("brewline")}}})
	if err != nil {
		t.Fatal(err)
	}
	store, done, err := app.OpenStore(ctx, s)
	if err != nil {
		t.Fatal(err)
	}
	defer done()
	at := time.Date(2026, 11, 1, 0, 0, 0, 0, time.UTC)
	p := social.Post{Platform: "feed", ID: "1", Source: "s", Text: "Morning ritual.", Images: []social.Image{{URL: "https://herald.example/1.jpg"}}, CreatedAt: at, FetchedAt: at}
	beside := p
	beside.ID, beside.Images = "2", []social.Image{{URL: "https://herald.example/2.jpg"}}
	before := text.Analyze(p)
	before.Version = "before"
	if _, err := store.Write(ctx, []social.Entry{{Post: p, Analysis: before}, {Post: beside, Analysis: before}}); err != nil {
		t.Fatal(err)
	}
	read, err := store.Stored(ctx, []social.Key{p.Key(), beside.Key()})
	if err != nil {
		t.Fatal(err)
	}
	r := reanalysis{store: store, text: text, authors: spam.NewAuthorHistory(), sum: Summary{Version: text.Version()}}
	outdated := r.analyse(read)

	m := social.Media{URL: p.Images[0].URL, State: social.MediaReady, OCR: "Brewline", OCRReader: "a", FetchedAt: time.Now().UTC()}
	unmatched := m
	unmatched.URL = beside.Images[0].URL
	if err := store.WriteMedia(ctx, []social.Media{m, unmatched}); err != nil {
		t.Fatal(err)
	}
	if w, err := store.WriteSeen(ctx, []social.Entry{{Post: p, Analysis: text.Again(p, before, m)}}); err != nil || w.Updated != 1 {
		t.Fatalf("what is seen: %+v, %v", w, err)
	}
	if err := r.write(ctx, read, outdated); err != nil {
		t.Fatal(err)
	}
	got, err := store.Post(ctx, p.Key())
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]string{"Brewline"}, got.Analysis.Brands); diff != "" || got.Analysis.Version != text.Version() || r.sum.Changed != 2 || r.sum.Stale+r.sum.Refused != 0 {
		t.Errorf("%+v, analysed by %q, brands (-want +got):\n%s", r.sum, got.Analysis.Version, diff)
	}
}
