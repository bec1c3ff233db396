package cli

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strings"
	"testing"
	"time"

	"earshot/dashboard/urlstate"
	"earshot/dashboard/viewmodel"
	"earshot/internal/job/crawlonce"
	"earshot/internal/job/doctor"
	"earshot/internal/social"
)

// TestEveryPlaceSaysTheSameOfASource: source health as a table and as JSON, doctor, the summary of a
// crawl, the Sources page and the overview give one verdict, whatever state a run ended in,
// whatever came before it and whether one is under way.
func TestEveryPlaceSaysTheSameOfASource(t *testing.T) {
	now := time.Date(2026, 11, 20, 12, 0, 0, 0, time.UTC)
	conditions := map[social.Condition]bool{}
	for name, h := range standings(now) {
		t.Run(name, func(t *testing.T) {
			conditions[h.Verdict(now).Condition] = true
			agree(t, h, now)
		})
	}
	for _, c := range social.Conditions() {
		if !conditions[c] {
			t.Errorf("no source of this test is %s", c)
		}
	}
}

// standings are sources in every state a run can end in, with every past.
func standings(now time.Time) map[string]social.SourceHealth {
	all := map[string]social.SourceHealth{"no run": {Source: "blog", Platform: "feed", State: social.SourceNew}}
	ended := func(state social.SourceState, ago time.Duration) social.Run {
		run := social.Run{
			ID: fmt.Sprint(ago), Source: "blog", Platform: "feed", State: state, Started: now.Add(-ago - time.Second), Finished: now.Add(-ago),
			Posts: 3, Items: 5, Requests: 1, New: new(int64),
		}
		if state.Failing() {
			run.Fault = "http://b.example/feed: crawler: http://b.example/feed answered 503 Service Unavailable"
		}
		return run
	}
	add := func(name string, runs ...social.Run) social.SourceHealth {
		h := social.SourceHealth{Source: "blog", Platform: "feed", State: runs[0].State, Last: &runs[0], Recent: runs, Stored: 7}
		for _, r := range runs {
			if r.State == social.SourceOK && r.Finished.After(h.LastSuccess) {
				h.LastSuccess = r.Finished
			}
		}
		all[name] = h
		return h
	}
	for _, state := range []social.SourceState{
		social.SourceOK, social.SourcePartial, social.SourceUnreachable, social.SourceBlocked, social.SourceLogin, social.SourceCaptcha,
		social.SourceEmpty, social.SourceLimited, social.SourceDisallowed, social.SourceBroken,
	} {
		last, before := ended(state, 10*time.Minute), ended(social.SourceOK, 25*time.Minute)
		under := social.Run{ID: "now", Source: "blog", Platform: "feed", State: social.SourceRunning, Started: now.Add(-time.Minute), Posts: 1}
		skipping := last
		skipping.Skipped, skipping.SkippedItems, skipping.Unread, skipping.UnreadFirst = 1, []string{"entry 3"}, 1, "items[3].tags is a list"
		add(string(state)+" alone", last)
		add(string(state)+" after a success", last, before)
		add(string(state)+" while it is read", under, last, before)
		add(string(state)+" with odd items", skipping, before)
		add(string(state)+" long ago", ended(state, 100*time.Hour), ended(social.SourceOK, 101*time.Hour))
		silent := add(string(state)+" and silent", last, before)
		pace := social.Pace{First: now.Add(-900 * time.Hour), Last: now.Add(-300 * time.Hour), Posts: 600, Longest: 2 * time.Hour}
		for hour := range pace.ByHour {
			pace.ByHour[hour] = 4
		}
		silent.Pace = &pace
		all[string(state)+" and silent"] = silent
		unknown := add(string(state)+" of an unknown past", last)
		unknown.PastUnknown = true
		all[string(state)+" of an unknown past"] = unknown
	}
	add("its first run is under way", social.Run{ID: "now", State: social.SourceRunning, Started: now.Add(-time.Minute)})
	return all
}

// agree holds all places against the verdict.
func agree(t *testing.T, h social.SourceHealth, now time.Time) {
	t.Helper()
	all, v := []social.SourceHealth{h}, h.Verdict(now)
	want := fmt.Sprintf("%d of 1", map[bool]int{true: 1}[v.Condition.Answers()])

	encoded, err := json.Marshal(healthRows(all, now))
	if err != nil {
		t.Fatal(err)
	}
	var rows []struct {
		Verdict social.Verdict
		Answers bool
	}
	if err := json.Unmarshal(encoded, &rows); err != nil {
		t.Fatal(err)
	}
	if got := rows[0].Verdict; got.Sentence() != v.Sentence() || got.Condition != v.Condition || got.State != v.State || rows[0].Answers != v.Condition.Answers() {
		t.Errorf("JSON says %+v, want %+v", got, v)
	}

	var table, summary bytes.Buffer
	if err := printHealth(&table, all, now); err != nil {
		t.Fatal(err)
	}
	if err := printStanding(&summary, []crawlonce.Standing{{Source: h.Source, Verdict: v, Answers: v.Condition.Answers()}}); err != nil {
		t.Fatal(err)
	}
	diagnosis, _ := doctor.Standing(all, now)
	for place, text := range map[string]string{"source health": table.String(), "the summary of a crawl": summary.String(), "doctor": diagnosis} {
		if !strings.Contains(text, want+" sources answer") {
			t.Errorf("%s does not say that %s answer:\n%s", place, want, text)
		}
		if said := strings.Contains(text, h.Source+": "+v.Sentence()); said != (v.Condition != social.Answering) {
			t.Errorf("%s says %t of %q:\n%s", place, said, v.Sentence(), text)
		}
	}
	if !strings.Contains(table.String(), "  "+v.Word+"  ") {
		t.Errorf("the table does not say %q:\n%s", v.Word, table.String())
	}

	if got := viewmodel.Answering(all, now); got != want {
		t.Errorf("the page says that %s answer, want %s", got, want)
	}
	row := viewmodel.Sources(all, now)[0]
	if row.State != v.Word || row.Running != v.Running || row.Advice != v.Advice {
		t.Errorf("the Sources page says %q, %q; want %q, %q", row.State, row.Advice, v.Word, v.Advice)
	}
	view := urlstate.View{}.WithPeriod(urlstate.Month, now)
	insights := viewmodel.Insights(view, viewmodel.InsightData{Cover: viewmodel.Coverage{Health: all}, Now: now})
	told := false
	for _, i := range insights {
		told = told || i.Title == h.Source+": "+v.Word
	}
	if wanted := v.Condition != social.Answering && v.Condition != social.NotReadYet; told != wanted {
		t.Errorf("the overview tells of %q: %t, want %t", v.Word, told, wanted)
	}
}
