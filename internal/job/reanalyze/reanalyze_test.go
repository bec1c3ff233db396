package reanalyze

import (
	"fmt"
	"log/slog"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"earshot/analyzer/spam"
	"earshot/internal/app"
	"earshot/internal/pipeline/analyze"
	"earshot/internal/pipeline/dating"
	"earshot/internal/pipeline/group"
	"earshot/internal/pipeline/unite"
	"earshot/internal/pipeline/write"
	"earshot/internal/social"
)

// TestReanalysisJudgesAuthorsAsLive: posts that came in the order of their
// publication are judged by their authors' other posts alike when they are
// analysed again, and as many wait for that as another version analysed.
func TestReanalysisJudgesAuthorsAsLive(t *testing.T) {
	ctx := t.Context()
	s := app.Settings{DataDir: t.TempDir(), Log: slog.New(slog.DiscardHandler)}
	text, err := app.NewTextAnalyzer(s, app.Asked{})
	if err != nil {
		t.Fatal(err)
	}
	store, done, err := app.OpenStore(ctx, s)
	if err != nil {
		t.Fatal(err)
	}
	at := time.Date(2026, 11, 1, 0, 0, 0, 0, time.UTC)
	worker := analyze.New(analyze.Options{Analyzer: text, Articles: unite.New(unite.Options{Store: store, Log: s.Log}), Dates: dating.New(store), Groups: group.New(app.GroupOptions(s, store)), Authors: spam.NewAuthorHistory(), Log: s.Log})
	writer := write.New(write.Options{Store: store, Log: s.Log})
	for page := range 4 {
		var posts []social.Post
		for i := range 20 {
			n := 20*page + i
			p := social.Post{
				Platform: "feed", ID: fmt.Sprint(n), Source: "s", Keep: social.KeepAll, FetchedAt: at.Add(100 * time.Hour),
				Author: social.Author{Handle: []string{"clock", "campaign", "person"}[n%3]},
			}
			switch n % 3 {
			case 0:
				p.CreatedAt, p.Text = at.Add(time.Duration(n)*20*time.Minute), fmt.Sprintf("Roast %d of the day", n)
			case 1:
				p.CreatedAt, p.Text = at.Add(time.Duration(n*20+n*n%7)*time.Minute), "Northwind opens its third roastery in Lisbon this winter, come and see"
			case 2:
				p.CreatedAt, p.Text = at.Add(time.Duration(n*20+n*n%11)*time.Minute), fmt.Sprintf("Cup %d was fine", n)
			}
			posts = append(posts, p)
		}
		b, err := worker.Prepare(ctx, posts, false)
		if err != nil {
			t.Fatal(err)
		}
		if err := writer.Write(ctx, b); err != nil {
			t.Fatal(err)
		}
	}
	done()
	live := labels(t, s)
	kinds := map[string]int{}
	for _, p := range live {
		for _, r := range p.Analysis.Spam.Reasons {
			kinds[strings.Map(func(r rune) rune {
				if r >= '0' && r <= '9' {
					return -1
				}
				return r
			}, r)]++
		}
	}
	if kinds["its author posts every  minutes, as a clock does"] == 0 || kinds["its author said this  times"] == 0 {
		t.Errorf("reasons found: %v", kinds)
	}

	waits := func(want int64) {
		t.Helper()
		store, done, err := app.OpenStore(ctx, s)
		if err != nil {
			t.Fatal(err)
		}
		defer done()
		if got, err := store.Outdated(ctx, text.Version()); err != nil || got.Posts != want {
			t.Errorf("%+v posts wait for another analysis, want %d: %v", got, want, err)
		}
	}
	again := func(name string, opts Options, changed int64) {
		t.Helper()
		sum, err := Run(ctx, s, opts)
		if err != nil || sum.Changed != changed || sum.Regrouped+sum.Faulted+sum.Stale != 0 {
			t.Errorf("%s: %+v: %v", name, sum, err)
		}
		if diff := cmp.Diff(live, labels(t, s)); diff != "" {
			t.Errorf("%s: (-live +again)\n%s", name, diff)
		}
	}
	waits(0)
	again("by this version already", everything, 0)
	all := everything
	all.All = true
	again("all of them", all, 80)

	// Some were stored by a version before, which knew nothing of authors.
	if store, done, err = app.OpenStore(ctx, s); err != nil {
		t.Fatal(err)
	}
	var old []social.Entry
	for _, p := range live {
		if p.Post.Author.Handle != "person" && len(old) < 30 {
			p.Analysis.Version, p.Analysis.Spam = "text-0", social.Spam{}
			old = append(old, social.Entry{Post: p.Post, Analysis: p.Analysis})
		}
	}
	if _, err := store.WriteAnalyses(ctx, old); err != nil {
		t.Fatal(err)
	}
	done()
	waits(30)
	again("those of a version before", everything, 30)
	waits(0)
}
