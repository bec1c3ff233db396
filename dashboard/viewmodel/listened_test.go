package viewmodel

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"earshot/dashboard/component"
	"earshot/internal/social"
)

// feedSince covers a view with one feed that was listened to from a time on.
func feedSince(since time.Time) Coverage {
	return Coverage{Known: true, Listened: social.Listened{Sources: []social.Listening{{Source: "blogs", Platform: "feed", Since: since}}}}
}

// TestWhatNobodyListenedToIsNoZero begins to listen three days ago to a feed that
// showed one older post: nothing else before is drawn, counted or compared.
func TestWhatNobodyListenedToIsNoZero(t *testing.T) {
	v := testView("period=7d&split=all")
	steps := NewBuckets(v)
	cover := feedSince(steps.Starts[4])
	rows := []social.Trend{{Date: steps.Starts[1], Platform: "feed", Figures: social.Figures{Mentions: 2, Positive: 2}}}
	lines := MentionsChart(v, nil, rows, nil, cover)
	if diff := cmp.Diff([]int{0, 2, 3}, lines.Chart.Series[0].Unknown); diff != "" {
		t.Errorf("unknown steps (-want +got):\n%s", diff)
	}
	if lines.Chart.Series[0].Previous != nil {
		t.Error("the period before is drawn")
	}
	if diff := cmp.Diff([]component.Gap{{From: 0, To: 3, State: "not listened yet"}}, lines.Chart.Unheard); diff != "" {
		t.Errorf("shaded (-want +got):\n%s", diff)
	}
	var said []string
	for _, row := range lines.Table.Rows {
		said = append(said, row[1])
	}
	if diff := cmp.Diff([]string{"not listened yet", "2", "not listened yet", "not listened yet", "0", "0", "0"}, said); diff != "" {
		t.Errorf("table (-want +got):\n%s", diff)
	}
	table := SentimentTable(v, rows, cover)
	if diff := cmp.Diff([]string{"2026-11-16", "", "", "", "", "", "no", "UTC", ""}, table[1]); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]string{"2026-11-17", "2", "0", "0", "0", "1.0000", "no", "UTC", "0"}, table[2]); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]string{"2026-11-20", "0", "0", "0", "0", "", "yes", "UTC", "0"}, table[5]); diff != "" {
		t.Error(diff)
	}
	h := Hear(v, cover)
	if got := TermTable([]social.TermCount{{Term: "cup", Mentions: 2}}, h)[1][2]; got != "" {
		t.Errorf("a term was in %q mentions before", got)
	}
	if got := Terms(v, []social.TermCount{{Term: "cup", Mentions: 2}}, h)[0].Change; got.Text != "–" {
		t.Errorf("change %+v", got)
	}
	if got, want := h.RankNote(), "No comparison: listened since 20 Nov."; got != want {
		t.Errorf("note %q, want %q", got, want)
	}
}

func TestFiguresSayWhatIsNotKnown(t *testing.T) {
	v := testView("period=7d")
	steps := NewBuckets(v)
	texts := func(now, before social.Figures, cover Coverage) []string {
		var out []string
		for _, f := range Figures(v, now, before, nil, cover) {
			out = append(out, strings.TrimSpace(f.Value+": "+f.Change.Text))
		}
		return out
	}
	some := social.Figures{Mentions: 60, Positive: 10, Negative: 5, AllBrands: 60}
	since := "no comparison: listened since 20 Nov"
	for _, tt := range []struct {
		name        string
		now, before social.Figures
		cover       Coverage
		want        []string
	}{
		{"before anybody answered", social.Figures{}, social.Figures{}, Coverage{Known: true},
			[]string{"not listened yet: no comparison: not listened yet", "not listened yet: no comparison: not listened yet", "not listened yet: not published here",
				"not listened yet: no comparison: not listened yet", "not listened yet: no comparison: not listened yet"}},
		{"a fresh store", some, social.Figures{}, feedSince(steps.Starts[4]),
			[]string{"60: " + since, "+0.33: " + since, "unknown: not published here", "100%: " + since, "unknown: " + since}},
		{"heard all along", some, social.Figures{}, feedSince(steps.Starts[0].AddDate(0, 0, -8)),
			[]string{"60: new", "+0.33: not known before", "unknown: not published here", "100%: no share before", "unknown:"}},
		{"nobody knows", social.Figures{}, some, Coverage{},
			[]string{"0: 100%", "unknown:", "unknown: not published here", "unknown:", "0: not known before"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if diff := cmp.Diff(tt.want, texts(tt.now, tt.before, tt.cover)); diff != "" {
				t.Errorf("figures (-want +got):\n%s", diff)
			}
		})
	}
}

func TestSentenceSaysWhoListened(t *testing.T) {
	v := testView("period=7d")
	steps := NewBuckets(v)
	down := []social.SourceHealth{{Source: "down", Platform: "feed", Recent: []social.Run{
		{State: social.SourceUnreachable, Started: testNow.Add(-time.Hour), Finished: testNow.Add(-time.Hour), Fault: "no answer"},
	}}}
	failing, two := Coverage{Known: true, Health: down}, feedSince(steps.Starts[0].AddDate(0, 0, -30))
	two.Sources = append(two.Sources, social.Listening{Source: "tags", Platform: "mastodon", Since: steps.Starts[4]})
	now, ago := figures(60, 0, 0), figures(30, 0, 0)
	for _, tt := range []struct {
		name string
		data SentenceData
		want string
	}{
		{"never answered", SentenceData{Cover: failing}, "Not listened yet in the last 7 days. No source has answered yet. 0 of 1 sources answer."},
		{"a fresh store", SentenceData{Now: now, Cover: feedSince(testNow.Add(-time.Hour))},
			"60 mentions in the last 7 days; no comparison with the 7 days before: listened since 22 Nov 2026, 14:40. " +
				"Of what is older, only what the sources still showed is counted."},
		{"one began in between", SentenceData{Now: now, Before: ago, Cover: two},
			"60 mentions in the last 7 days, twice as many as in the 7 days before. Not heard alike in both: tags (listened since 20 Nov)."},
		{"heard all along", SentenceData{Now: now, Before: ago, Cover: feedSince(steps.Starts[0].AddDate(0, 0, -30))},
			"60 mentions in the last 7 days, twice as many as in the 7 days before."},
	} {
		t.Run(tt.name, func(t *testing.T) {
			tt.data.Buckets, tt.data.Trend, tt.data.At = steps, make([]social.Figures, len(steps.Starts)), testNow
			var got strings.Builder
			for _, p := range Sentence(v, tt.data) {
				got.WriteString(p.Text)
			}
			if got.String() != tt.want {
				t.Errorf("got  %s\nwant %s", got.String(), tt.want)
			}
		})
	}
}
