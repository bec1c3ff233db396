package app

import (
	"bytes"
	"encoding/json"
	"fmt"
	"log/slog"
	"math/rand/v2"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"earshot/internal/export"
	"earshot/internal/social"
	"earshot/storage"
	"earshot/storage/storagetest"
)

// exportedSentiment is what a file of posts says of their sentiments.
type exportedSentiment struct {
	Label  string
	Sure   *bool
	Brands []string
	Toward []struct {
		Brand, Label string
		Sure         bool
	}
}

// class is the class of the mention of a brand, as a reader of the file works it out.
func (e exportedSentiment) class(brand string) string {
	label, sure := e.Label, e.Sure != nil && *e.Sure
	for _, own := range e.Toward {
		if own.Brand == brand {
			label, sure = own.Label, own.Sure
		}
	}
	if label != "" && !sure {
		return "unsure"
	}
	return label
}

// exportedPosts exports what f lets through, as the mentions of a brand or as whole posts.
func exportedPosts(t *testing.T, s *storage.Store, f social.Filter, of string) (rows []exportedSentiment) {
	t.Helper()
	var out bytes.Buffer
	w, err := export.NewPostWriter(&out, export.NDJSON)
	if err != nil {
		t.Fatal(err)
	}
	err = s.EachPost(t.Context(), f, func(p social.StoredPost) error {
		p.Analysis = p.Analysis.Of(of)
		return w.Write(p)
	})
	if err == nil {
		err = w.Close()
	}
	for lines := json.NewDecoder(&out); err == nil && lines.More(); {
		var row exportedSentiment
		err = lines.Decode(&row)
		rows = append(rows, row)
	}
	if err != nil {
		t.Fatal(err)
	}
	return rows
}

// opinionated are posts that say this of one brand and that of another.
func opinionated(r *rand.Rand, n int) []social.Entry {
	judge := func(labels ...social.Label) social.Sentiment {
		label := labels[r.IntN(len(labels))]
		return social.Sentiment{Label: label, Sure: label != social.Unknown && r.IntN(3) > 0}
	}
	entries := make([]social.Entry, n)
	for i := range entries {
		at := time.Date(2026, 3, 1, 0, 0, 0, 0, time.UTC).Add(time.Duration(r.IntN(96)) * time.Hour)
		brands := [][]string{{"Northwind"}, {"Contoso"}, {"Northwind", "Contoso"}, nil}[r.IntN(4)]
		e := social.Entry{
			Post:     social.Post{Platform: "feed", ID: fmt.Sprint(i), Text: "text", CreatedAt: at, FetchedAt: at.Add(time.Hour)},
			Analysis: social.Analysis{Language: "en", Brands: brands, Sentiment: judge(social.Unknown, social.Negative, social.Neutral, social.Positive)},
		}
		for _, brand := range brands {
			if r.IntN(2) == 0 {
				e.Analysis.Toward = append(e.Analysis.Toward, social.TowardBrand{Brand: brand, Sentiment: judge(social.Negative, social.Neutral, social.Positive)})
			}
		}
		entries[i] = e
	}
	return entries
}

// TestFiguresAreThoseOfTheExportedPosts: whoever counts the exported posts by what they
// say of a brand has the figures of that brand, and each figure leads to as many posts.
func TestFiguresAreThoseOfTheExportedPosts(t *testing.T) {
	r := rand.New(rand.NewPCG(28, 11))
	s, done, err := OpenStore(t.Context(), Settings{DataDir: t.TempDir(), Log: slog.New(slog.DiscardHandler)})
	if err != nil {
		t.Fatal(err)
	}
	defer done()
	entries := opinionated(r, 200)
	storagetest.Write(t, s, entries...)
	if _, err := s.RefreshTrends(t.Context()); err != nil {
		t.Fatal(err)
	}
	for _, e := range entries[:40] {
		brand := append([]string{""}, e.Analysis.Brands...)[r.IntN(1+len(e.Analysis.Brands))]
		label := []social.Label{social.Negative, social.Neutral, social.Positive}[r.IntN(3)]
		if err := s.Correct(t.Context(), social.Correction{Key: e.Post.Key(), Brand: brand, Label: label}); err != nil {
			t.Fatal(err)
		}
	}
	for _, when := range []string{"before", "after"} {
		for _, brand := range []string{"", "Northwind", "Contoso"} {
			compareExported(t, s, brand, when+" the trends are counted again")
		}
		if _, err := s.RefreshTrends(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
}

func compareExported(t *testing.T, s *storage.Store, brand, when string) {
	t.Helper()
	f := social.Filter{Brand: brand}
	counted, asMentions := map[string]int64{}, map[string]int64{}
	for _, row := range exportedPosts(t, s, f, "") {
		for _, b := range row.Brands {
			if brand == "" || b == brand {
				counted[row.class(b)]++
			}
		}
	}
	got, err := s.Figures(t.Context(), f)
	if err != nil {
		t.Fatal(err)
	}
	figures := map[string]int64{"positive": got.Positive, "neutral": got.Neutral, "negative": got.Negative, "unsure": got.Unsure, "": got.Unjudged()}
	if diff := cmp.Diff(counted, figures); diff != "" {
		t.Errorf("%s, brand %q (-exported +figures):\n%s", when, brand, diff)
	}
	if brand == "" {
		return
	}
	for _, row := range exportedPosts(t, s, f, brand) {
		row.Toward = nil
		asMentions[row.class(brand)]++
	}
	if diff := cmp.Diff(counted, asMentions); diff != "" {
		t.Errorf("%s, brand %q (-whole posts +as mentions):\n%s", when, brand, diff)
	}
	for class, n := range figures {
		f.Labels = []social.Label{social.Label(class)}
		if listed := exportedPosts(t, s, f, brand); int64(len(listed)) != n || n == 0 {
			t.Errorf("%s, brand %q: %d are %q and lead to %d posts", when, brand, n, class, len(listed))
		}
	}
}
