package social_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"earshot/internal/social"
)

func TestListened(t *testing.T) {
	day := func(n int) time.Time { return time.Date(2026, 11, n, 0, 0, 0, 0, time.UTC) }
	all := social.Listened{
		Sources: []social.Listening{
			{Source: "old", Platform: "mastodon", Since: day(1)},
			{Source: "young", Platform: "feed", Since: day(15), Brands: map[string]time.Time{"Contoso": day(15), "Fabrikam": day(18)}},
			{Source: "file", Platform: "x", Windows: []social.Span{{From: day(3), To: day(5)}, {From: day(4), To: day(6)}}},
		},
		Gaps: []social.Gap{{Source: "old", From: day(8), To: day(10)}},
	}
	for _, tt := range []struct {
		name      string
		brand     string
		platforms []string
		from, to  int
		want      social.Extent
	}{
		{"before anybody", "", []string{"feed"}, 1, 14, social.NotAtAll},
		{"first day", "", []string{"feed"}, 15, 16, social.Wholly},
		{"begins within", "", []string{"feed"}, 14, 16, social.Partly},
		{"one of two", "", []string{"feed", "mastodon"}, 12, 14, social.Partly},
		{"both", "", []string{"feed", "mastodon"}, 16, 18, social.Wholly},
		{"a brand that came later", "Fabrikam", []string{"feed"}, 16, 17, social.NotAtAll},
		{"a brand that was there", "Contoso", []string{"feed"}, 16, 17, social.Wholly},
		{"a brand nobody looks for", "Nobody", []string{"feed"}, 20, 21, social.NotAtAll},
		{"a gap", "", []string{"mastodon"}, 8, 10, social.NotAtAll},
		{"half a gap", "", []string{"mastodon"}, 7, 9, social.Partly},
		{"a file", "", []string{"x"}, 3, 6, social.Wholly},
		{"after the file", "", []string{"x"}, 6, 7, social.NotAtAll},
		{"no source of that kind", "", []string{"reddit"}, 6, 7, social.NotAtAll},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if got := all.For(tt.brand, tt.platforms).Heard(day(tt.from), day(tt.to)); got.Extent != tt.want {
				t.Errorf("%s, want %s: %v", got.Extent, tt.want, got.Shares)
			}
		})
	}
	for _, tt := range []struct {
		name      string
		brand     string
		platforms []string
		from, to  int // compared with as many days before
		want      social.Comparison
	}{
		{"alike", "", []string{"mastodon", "feed"}, 22, 27, social.Comparison{Possible: true, Fair: true}},
		{"not heard before", "", []string{"feed"}, 16, 20, social.Comparison{Since: day(15), Unlike: []social.Begun{{Source: "young", Since: day(15)}}}},
		{"one of two began in between", "", []string{"mastodon", "feed"}, 16, 20, social.Comparison{Possible: true, Unlike: []social.Begun{{Source: "young", Since: day(15)}}}},
		{"a gap before", "", []string{"mastodon"}, 10, 12, social.Comparison{Unlike: []social.Begun{{Source: "old"}}}},
		{"a file of long ago is out of it", "", []string{"mastodon", "x"}, 16, 18, social.Comparison{Possible: true, Fair: true}},
		{"nobody ever", "", []string{"reddit"}, 16, 18, social.Comparison{}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			from, to := day(tt.from), day(tt.to)
			got := all.For(tt.brand, tt.platforms).Compare(social.Span{From: from.Add(-to.Sub(from)), To: from}, from, to)
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("comparison (-want +got):\n%s", diff)
			}
		})
	}
}

// TestTrendsSayHowTheyWereHeard adds the days without mentions to those of a feed
// that was listened to from the 15th on.
func TestTrendsSayHowTheyWereHeard(t *testing.T) {
	day := func(n int) time.Time { return time.Date(2026, 11, n, 0, 0, 0, 0, time.UTC) }
	all := social.Listened{Sources: []social.Listening{{Source: "blogs", Platform: "feed", Since: day(15).Add(time.Hour)}}}
	row := func(n int, mentions int64) social.Trend {
		return social.Trend{Date: day(n), Brand: "Contoso", Platform: "feed", Figures: social.Figures{Mentions: mentions, AllBrands: mentions}}
	}
	rows := []social.Trend{row(13, 2), row(16, 1)}
	f := social.Filter{From: day(12)}
	now := day(17).Add(6 * time.Hour)
	all.MarkListened(rows, f, social.ByDay, now)
	rows = all.EveryBucket(rows, social.SeriesOf(rows), f, social.ByDay, f.From, now, now)
	var got []string
	for _, r := range rows {
		text := r.Date.Format("2 ") + string(r.Listened)
		if r.Unheard() {
			text += " unknown"
		}
		got = append(got, text)
	}
	want := []string{"12 no unknown", "13 no", "14 no unknown", "15 yes", "16 yes", "17 yes"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("rows (-want +got):\n%s", diff)
	}
	if none := all.EveryBucket(nil, nil, f, social.ByDay, day(12), day(14), now); len(none) != 2 || !none[0].Unheard() {
		t.Errorf("without rows: %+v", none)
	}
}
