package listened

import (
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"earshot/internal/cli/clitest"
	"earshot/internal/social"
	"earshot/storage"
	"earshot/storage/engine"
)

// apart is how far apart the entries of the feed are: 60 of them reach back 25 days.
const apart = 10 * time.Hour

// TestFreshStore crawls a feed of 60 entries and a source that fails from the start
// for the first time.
func TestFreshStore(t *testing.T) {
	t.Parallel()
	w := configure(t, map[string]string{"blogs": feed(t, 60, apart), "down": nobody(t)})
	for name, s := range agree(t, w, "0 of 2") {
		if s.Verdict.Condition != social.NotReadYet || s.ListenedSince != nil {
			t.Errorf("before the first crawl, %s: %+v", name, s)
		}
	}
	summary := read[struct{ Health []standing }](t, w.Run(t, "crawl", "--once", "--json").Want(t, 1).Out)
	all := agree(t, w, "1 of 2")
	for _, s := range summary.Health {
		if s.Verdict != all[s.Source].Verdict {
			t.Errorf("the summary says %+v, source health %+v", s.Verdict, all[s.Source].Verdict)
		}
	}
	if got := all["blogs"]; got.Verdict.Condition != social.Answering || got.ListenedSince == nil || time.Since(*got.ListenedSince) > time.Hour {
		t.Errorf("blogs: %+v", got)
	}
	if got := all["down"]; got.Verdict.Condition != social.NeverAnswered || got.ListenedSince != nil || got.Answers {
		t.Errorf("down: %+v", got)
	}

	now := time.Now().UTC()
	day := func(ago int) string { return now.AddDate(0, 0, -ago).Format(time.DateOnly) }
	trends := w.Run(t, "export", "trends", "--group", "brand", "--every-bucket", "--from", day(27)).Want(t, 0)
	rows := days(t, trends.Out)
	for ago, want := range map[int]string{27: "", 10: "1"} {
		if r := rows[day(ago)]; r["listened"] != "no" || r["authors"] != "" || r["mentions"] != want && (want == "" || r["mentions"] == "" || r["mentions"] == "0") {
			t.Errorf("%d days ago: %v, want mentions %q", ago, r, want)
		}
	}
	if !strings.Contains(trends.Err, "listened since "+now.Format("2006-01-02T")) {
		t.Errorf("no word of who listened: %s", trends.Err)
	}

	running := w.Serve(t, "run", "--addr", "127.0.0.1:0")
	base := running.Address(t)
	shots(t, "fresh", base)
	pagesAgree(t, base, "1 of 2", all)
	overview := whole(t, base+"/")
	got := figures(overview)
	if since := "no comparison: listened since " + now.Format("2 Jan"); !strings.HasPrefix(got["Mentions"], "30; "+since) || !strings.HasPrefix(got["Authors"], "unknown; "+since) {
		t.Errorf("figures %v", got)
	}
	for _, word := range []string{"None in", "none in", "▲new", "up new"} {
		if text := overview.Find("main").Text(); strings.Contains(text, word) {
			t.Errorf("the overview claims %q: %s", word, text)
		}
	}
	if chart := overview.Find("#chart-mentions-data").Text(); !strings.Contains(chart, `"state":"not listened yet"`) || !strings.Contains(chart, `"unknown":[0,`) {
		t.Errorf("the chart draws what nobody heard: %s", chart)
	}
	for date, r := range days(t, get(t, base+"/export/sentiment.csv")) {
		if r["listened"] != "no" || r["positive"] == "0" && r["neutral"] == "0" && r["negative"] == "0" && r["not_judged"] == "0" {
			t.Errorf("the file claims zeros on %s: %v", date, r)
		}
	}
	running.Stop(t)
}

// TestStoppedAfterAWeek has beside these a source that was read for a week and has
// failed for another.
func TestStoppedAfterAWeek(t *testing.T) {
	t.Parallel()
	w := configure(t, map[string]string{"blogs": feed(t, 60, apart), "down": nobody(t), "weekly": nobody(t)})
	now := time.Now().UTC()
	began, ended := now.AddDate(0, 0, -14), now.AddDate(0, 0, -7)
	listenFor(t, w, "weekly", began, ended, now)
	w.Run(t, "crawl", "--once").Want(t, 1)
	all := agree(t, w, "1 of 3")
	if got := all["weekly"].Verdict; got.Condition != social.Failing || got.Since.Sub(ended).Abs() > 7*time.Hour {
		t.Errorf("weekly: %+v", got)
	}
	if since := all["weekly"].ListenedSince; since == nil || since.Sub(began).Abs() > time.Second {
		t.Errorf("weekly is listened to since %v, want %v", since, began)
	}
	rows := days(t, w.Run(t, "export", "trends", "--group", "brand", "--every-bucket", "--from", now.AddDate(0, 0, -20).Format(time.DateOnly)).Want(t, 0).Out)
	for ago, want := range map[int]string{18: "no", 10: "partly", 4: "no"} {
		if r := rows[now.AddDate(0, 0, -ago).Format(time.DateOnly)]; r["listened"] != want {
			t.Errorf("%d days ago: %v, want listened %s", ago, r, want)
		}
	}
	running := w.Serve(t, "run", "--addr", "127.0.0.1:0")
	base := running.Address(t)
	shots(t, "week", base)
	pagesAgree(t, base, "1 of 3", all)
	if chart := whole(t, base+"/").Find("#chart-mentions-data").Text(); !strings.Contains(chart, `"name":"weekly","state":"unreachable"`) {
		t.Errorf("the chart does not say that weekly fails: %s", chart)
	}
	running.Stop(t)
}

// listenFor makes a source look as if it was read every six hours from began to
// ended, with a post about the brand at each time, and failed from then to now.
func listenFor(t *testing.T, w *clitest.World, source string, began, ended, now time.Time) {
	t.Helper()
	var posts strings.Builder
	var runs []social.Run
	for at := began; at.Before(now); at = at.Add(6 * time.Hour) {
		r := social.Run{ID: source + at.String(), Source: source, Platform: "feed", State: social.SourceOK, Started: at, Finished: at.Add(time.Minute), Reached: at, Posts: 1, Brands: []string{"Northwind"}}
		if at.After(ended) {
			r.State, r.Fault, r.Posts = social.SourceUnreachable, "weekly.example does not answer", 0
		} else {
			line, err := json.Marshal(map[string]any{"platform": "feed", "id": r.ID, "url": fmt.Sprintf("http://weekly.example/%d", at.Unix()), "author": "@ana",
				"text": fmt.Sprintf("Northwind was lovely at %s", at.Format(time.RFC1123)), "language": "en", "created_at": at, "label": nil, "brands": []string{}, "likes": nil, "images": []string{}})
			if err != nil {
				t.Fatal(err)
			}
			posts.Write(append(line, '\n'))
		}
		runs = append(runs, r)
	}
	file := filepath.Join(w.Dir, "weekly.ndjson")
	if err := os.WriteFile(file, []byte(posts.String()), 0o600); err != nil {
		t.Fatal(err)
	}
	w.Run(t, "import", file, "--source", source).Want(t, 0)
	log := slog.New(slog.DiscardHandler)
	eng, err := engine.Start(t.Context(), engine.Options{Dir: filepath.Join(w.Dir, "data", "engine"), Log: log})
	if err != nil {
		t.Fatal(err)
	}
	defer func() {
		if err := eng.Close(); err != nil {
			t.Error(err)
		}
	}()
	store, err := storage.Open(t.Context(), eng.DSN(), log)
	if err != nil {
		t.Fatal(err)
	}
	if err := store.WriteRuns(t.Context(), runs); err != nil {
		t.Error(err)
	}
	if err := store.Close(); err != nil {
		t.Error(err)
	}
}

func get(t *testing.T, address string) string {
	t.Helper()
	resp, err := http.Get(address)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	text, err := io.ReadAll(resp.Body)
	if err != nil || resp.StatusCode != http.StatusOK {
		t.Fatalf("%s: %s, %v", address, resp.Status, err)
	}
	return strings.TrimPrefix(string(text), "\ufeff")
}
