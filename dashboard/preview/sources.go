package preview

import (
	"context"
	"time"

	"earshot/internal/query"
	"earshot/internal/social"
)

// Sources are canned sources, one in each state an operator should know.
type Sources struct{}

// Health returns the canned states.
func (Sources) Health(context.Context) ([]social.SourceHealth, error) {
	run := func(source, platform string, state social.SourceState, ago time.Duration, posts, skipped int64, fault string) *social.Run {
		return &social.Run{
			ID: source, Source: source, Platform: platform, State: state, Started: Now.Add(-ago), Finished: Now.Add(-ago + time.Minute),
			Requests: posts/20 + 2, Posts: posts, Skipped: skipped, Fault: fault,
		}
	}
	recent := func(last *social.Run, states ...social.SourceState) []social.Run {
		runs := []social.Run{*last}
		for i, s := range states {
			r := *last
			r.State, r.Started = s, last.Started.Add(-time.Duration(i+1)*time.Hour)
			runs = append(runs, r)
		}
		return runs
	}
	ok, bad := social.SourceOK, social.SourceUnreachable
	one := run("fosstodon", "mastodon", ok, 6*time.Minute, 84, 0, "")
	two := run("lemmy-world", "lemmy", bad, 20*time.Minute, 0, 0, "lemmy.world answered 503 to /api/v3/post/list, twice")
	three := run("roaster-blogs", "feed", social.SourcePartial, 40*time.Minute, 22, 3, "roaster.example/feed.xml: entry 3 has no date")
	four := run("reddit-coffee", "reddit", social.SourceLimited, 50*time.Minute, 12, 0, "reddit.example asks to wait 600 s")
	three.Items, three.SkippedItems = 25, []string{
		"roaster.example/feed.xml: entry 3: it has no identifier", "roaster.example/feed.xml: entry 9: it has no identifier",
		"roaster.example/feed.xml: entry 17: its address is no address",
	}
	five := run("hn", "hackernews", social.SourceRunning, time.Minute, 4, 0, "")
	pace := func(last, longest time.Duration) *social.Pace {
		p := &social.Pace{First: Now.Add(-last - social.PaceWindow), Last: Now.Add(-last), Longest: longest}
		for h := range p.ByHour {
			p.ByHour[h] = 16
			p.Posts += 16
		}
		return p
	}
	one.New, two.New, four.New = social.Count(12), social.Count(0), social.Count(3)
	quiet := run("kafei-ribao", "feed", ok, 8*time.Minute, 20, 0, "")
	quiet.New = social.Count(0)
	fill := &social.Backfill{From: Now.AddDate(0, -1, 0), To: Now.AddDate(0, 0, -1), Posts: 3200, Requests: 81}
	fill.Advance([]social.Lane{{Oldest: Now.AddDate(0, 0, -20), Worked: 6 * time.Minute}})
	return []social.SourceHealth{
		{Source: "fosstodon", Platform: "mastodon", State: ok, Last: one, LastSuccess: one.Finished, Next: Now.Add(9 * time.Minute), Stored: 1812, Recent: recent(one, ok, ok, bad, ok, ok),
			Usual: &social.Usual{Low: 70, Median: 82, High: 95, Runs: 28}, Errors: &social.Errors{Failed: 1, Runs: 30}, Pace: pace(time.Hour, 5*time.Hour),
			Coverage: []social.Coverage{{Brand: "Northwind", Plan: query.Plan{Tags: []string{"northwind", "northwindcoffee"},
				Missing: []query.Unsupported{{Part: "roast*", Why: "words cannot be searched for"}}}}}},
		{Source: "hn", Platform: "hackernews", State: social.SourceRunning, Last: five, LastSuccess: Now.Add(-61 * time.Minute), Next: Now.Add(14 * time.Minute), Stored: 340, Recent: recent(five, ok, ok), Backfill: fill},
		{Source: "lemmy-world", Platform: "lemmy", State: bad, Last: two, LastSuccess: Now.Add(-60 * time.Hour), Next: Now.Add(12 * time.Minute), Stored: 201, Recent: recent(two, bad, bad, bad, ok),
			Usual: &social.Usual{Low: 40, Median: 51, High: 60, Runs: 26}, Errors: &social.Errors{Failed: 4, Runs: 30}},
		{Source: "roaster-blogs", Platform: "feed", State: social.SourcePartial, Last: three, LastSuccess: Now.Add(-26 * time.Hour), Next: Now.Add(20 * time.Minute), Stored: 77, Recent: recent(three, ok, ok)},
		{Source: "reddit-coffee", Platform: "reddit", State: social.SourceLimited, Last: four, LastSuccess: Now.Add(-3 * time.Hour), Next: Now.Add(10 * time.Minute), Stored: 910, Recent: recent(four, ok, ok, ok)},
		{Source: "kafei-ribao", Platform: "feed", State: ok, Last: quiet, LastSuccess: quiet.Finished, Next: Now.Add(3 * time.Minute), Stored: 1240, Recent: recent(quiet, ok, ok, ok),
			Usual: &social.Usual{Low: 20, Median: 20, High: 20, Runs: 30}, Errors: &social.Errors{Runs: 30}, Pace: pace(26*time.Hour, 9*time.Hour)},
		{Source: "pixel-wall", Platform: "pixelfed", State: social.SourceNew, Next: Now.Add(time.Minute)},
	}, nil
}

// Listened is canned: everything was listened to for a year, but for a source that
// fails, and a night without Earshot.
func (Sources) Listened(context.Context, time.Time) (social.Listened, error) {
	all := social.Listened{Gaps: []social.Gap{
		{Source: "fosstodon", Platform: "mastodon", State: social.SourceIdle, From: Now.Add(-130 * time.Hour), To: Now.Add(-90 * time.Hour)},
		{Source: "lemmy-world", Platform: "lemmy", State: social.SourceUnreachable, From: Now.Add(-60 * time.Hour), To: Now},
	}}
	for source, platform := range map[string]string{"fosstodon": "mastodon", "hn": "hackernews", "lemmy-world": "lemmy", "roaster-blogs": "feed", "reddit-coffee": "reddit", "kafei-ribao": "feed"} {
		all.Sources = append(all.Sources, social.Listening{Source: source, Platform: platform, Since: Now.AddDate(-1, 0, 0)})
	}
	return all, nil
}

// Begin refuses: canned sources cannot be read.
func (Sources) Begin(_ context.Context, source string) (string, error) {
	return "", social.Errorf(social.CodeConflict, "%s is being read already", source)
}
