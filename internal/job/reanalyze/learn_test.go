package reanalyze

import (
	"fmt"
	"log/slog"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"earshot/analyzer/sentiment/registry"
	"earshot/analyzer/sentiment/train"
	"earshot/internal/app"
	"earshot/internal/pipeline/group"
	"earshot/internal/social"
)

// everything is analysed again but for what the version analysed already.
var everything = Options{Filter: social.Filter{Unmatched: true}, Progress: func(Summary) {}}

// TestLearn is the learning loop: people say that "sick" is praise, a model
// tuned to it takes over, stored posts are analysed again, what people said and
// the posts stay, and the old model comes back when it is asked for.
func TestLearn(t *testing.T) {
	ctx := t.Context()
	s := app.Settings{DataDir: t.TempDir(), Log: slog.New(slog.DiscardHandler)}
	store, done, err := app.OpenStore(ctx, s)
	if err != nil {
		t.Fatal(err)
	}
	text, err := app.NewTextAnalyzer(s, app.Asked{})
	if err != nil {
		t.Fatal(err)
	}
	var entries []social.Entry
	at := time.Date(2026, 11, 1, 0, 0, 0, 0, time.UTC)
	for i := range 60 {
		p := social.Post{Platform: "feed", ID: fmt.Sprint(i), Source: "s", Keep: social.KeepAll, CreatedAt: at.Add(time.Duration(i) * time.Hour), FetchedAt: at.Add(100 * time.Hour)}
		p.Text = fmt.Sprintf("this roast number %d is sick", i)
		if i%2 == 1 {
			p.Text = fmt.Sprintf("this brew number %d is mild", i)
		}
		entries = append(entries, social.Entry{Post: p, Analysis: text.Analyze(p)})
	}
	if _, err := store.Write(ctx, entries); err != nil {
		t.Fatal(err)
	}
	if _, err := group.Rebuild(ctx, app.GroupOptions(s, store)); err != nil {
		t.Fatal(err)
	}
	for i := range 40 {
		label := []social.Label{social.Positive, social.Negative}[i%2]
		if err := store.Correct(ctx, social.Correction{Key: entries[i].Post.Key(), Label: label}); err != nil {
			t.Fatal(err)
		}
	}
	done()

	// A file that says the opposite of the corrections is spoilt by them.
	var contrary []train.Row
	for i := range 200 {
		contrary = append(contrary, train.Row{Label: -1, Text: fmt.Sprintf("that dog number %d is sick", i)})
	}
	models, err := s.Models()
	if err != nil {
		t.Fatal(err)
	}
	learned, err := models.Learn(ctx, s.Corrections, registry.LearnOptions{Seed: 1, Weight: 3})
	if err != nil {
		t.Fatal(err)
	}
	if v := learned.Verdict; !v.Better || learned.InUse != learned.Model || v.Texts != 40 || v.Tuned.Accuracy() < 0.9 {
		t.Fatalf("learned %+v", learned)
	}
	again, err := models.Learn(ctx, s.Corrections, registry.LearnOptions{Seed: 1, Weight: 3, Files: contrary})
	if err != nil {
		t.Fatal(err)
	}
	if again.Verdict.Better || again.InUse != learned.Model {
		t.Errorf("with nothing new to learn: %+v", again)
	}

	before := labels(t, s)
	sum, err := Run(ctx, s, everything)
	if err != nil {
		t.Fatal(err)
	}
	if sum.Posts != 60 || sum.Changed != 60 || sum.Stale+sum.Refused != 0 {
		t.Errorf("reanalysis %+v", sum)
	}
	after := labels(t, s)
	for i := range 60 {
		key, want := entries[i].Post.Key(), []social.Label{social.Positive, social.Negative}[i%2]
		got := after[key]
		if got.Analysis.Sentiment.Label != want || got.Analysis.Sentiment.Corrected != (i < 40) {
			t.Errorf("post %d is %+v", i, got.Analysis.Sentiment)
		}
		if diff := cmp.Diff(before[key].Post, got.Post); diff != "" {
			t.Errorf("post %d changed:\n%s", i, diff)
		}
	}
	if sum, err = Run(ctx, s, everything); err != nil || sum.Changed != 0 {
		t.Errorf("a second time %+v, %v", sum, err)
	}

	if err := models.Use(registry.Shipped); err != nil {
		t.Fatal(err)
	}
	if _, err := Run(ctx, s, everything); err != nil {
		t.Fatal(err)
	}
	for key, p := range labels(t, s) {
		if diff := cmp.Diff(before[key].Analysis, p.Analysis); diff != "" {
			t.Fatalf("with the old model %v is another:\n%s", key, diff)
		}
	}
	if err := models.Use("nothing"); social.CodeOf(err) != social.CodeNotFound {
		t.Errorf("a model that is not there: %v", err)
	}
	if err := models.Use("../../etc/passwd"); social.CodeOf(err) != social.CodeInvalid {
		t.Errorf("a path: %v", err)
	}
}

// labels reads all stored posts.
func labels(t *testing.T, s app.Settings) map[social.Key]social.StoredPost {
	t.Helper()
	store, done, err := app.OpenStore(t.Context(), s)
	if err != nil {
		t.Fatal(err)
	}
	defer done()
	posts := map[social.Key]social.StoredPost{}
	err = store.EachPost(t.Context(), social.Filter{Unmatched: true}, func(p social.StoredPost) error {
		posts[p.Post.Key()] = p
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return posts
}
