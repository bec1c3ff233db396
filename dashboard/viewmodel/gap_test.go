package viewmodel

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"earshot/dashboard/component"
	"earshot/internal/social"
)

func TestGapsAreDrawnWhereTheyTakeUpAStep(t *testing.T) {
	v := testView("period=7d")
	steps := NewBuckets(v)
	day := func(n int) time.Time { return steps.Starts[0].AddDate(0, 0, n) }
	gap := func(source string, state social.SourceState, from, to time.Time) social.Gap {
		return social.Gap{Source: source, Platform: "feed", State: state, From: from, To: to}
	}
	cover := Coverage{Listened: social.Listened{Gaps: []social.Gap{
		gap("dead", social.SourceUnreachable, day(4), day(7)),
		gap("briefly", social.SourceLimited, day(2).Add(10*time.Hour), day(2).Add(11*time.Hour)),
		gap("half", social.SourceIdle, day(1).Add(-3*time.Hour), day(1).Add(13*time.Hour)),
		gap("again", social.SourceBlocked, day(0), day(2)), gap("again", social.SourceBroken, day(2), day(4)),
		gap("before", social.SourceBlocked, day(-9), day(-1)),
	}}}
	want := []component.Gap{
		{From: 4, To: 6, Name: "dead", State: "unreachable"}, {From: 1, To: 1, Name: "half", State: "not crawled"},
		{From: 0, To: 3, Name: "again", State: "no usable answer"},
	}
	if diff := cmp.Diff(want, Gaps(v, steps, cover)); diff != "" {
		t.Errorf("gaps (-want +got):\n%s", diff)
	}
	v.Platforms = []string{"mastodon"}
	if got := Gaps(v, steps, cover); len(got) != 0 {
		t.Errorf("gaps of other platforms: %v", got)
	}
}

// TestUnreadIsNoZero: a step in which no source was read has no count, unless it
// has posts nevertheless.
func TestUnreadIsNoZero(t *testing.T) {
	v := testView("period=7d&split=all")
	steps := NewBuckets(v)
	at := func(n int) time.Time { return steps.Starts[n] }
	cover := Coverage{Known: true, Listened: social.Listened{
		Sources: []social.Listening{
			{Source: "a", Platform: "feed", Since: at(0).AddDate(0, 0, -20)}, {Source: "b", Platform: "mastodon", Since: at(0).AddDate(0, 0, -20)},
		},
		Gaps: []social.Gap{
			{Source: "a", Platform: "feed", State: social.SourceIdle, From: at(1), To: at(4)},
			{Source: "b", Platform: "mastodon", State: social.SourceIdle, From: at(2), To: at(5)},
		},
	}}
	rows := []social.Trend{{Date: at(3), Platform: "feed", Figures: social.Figures{Mentions: 2}}}
	chart := MentionsChart(v, nil, rows, nil, cover).Chart
	if diff := cmp.Diff([]int{2}, chart.Series[0].Unknown); diff != "" {
		t.Errorf("unknown steps (-want +got):\n%s", diff)
	}
	table := MentionsChart(v, nil, rows, nil, cover).Table
	if got := []string{table.Rows[1][1], table.Rows[2][1], table.Rows[3][1]}; !cmp.Equal(got, []string{"0", "unknown", "2"}) {
		t.Errorf("the table says %v", got)
	}
	yes, no := social.Wholly, social.NotAtAll
	if got := cover.extents(v, steps, "", "feed"); !cmp.Equal(got, []social.Extent{yes, no, no, no, yes, yes, yes}) {
		t.Errorf("without feeds: %v", got)
	}
	if got := Unheard(v, steps, cover); len(got) > 0 {
		t.Errorf("what is hatched is shaded too: %v", got)
	}
}
