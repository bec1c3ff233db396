package preview

import (
	"context"
	"time"

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
	five := run("hn", "hackernews", social.SourceRunning, time.Minute, 4, 0, "")
	return []social.SourceHealth{
		{Source: "fosstodon", Platform: "mastodon", State: ok, Last: one, LastSuccess: one.Finished, Next: Now.Add(9 * time.Minute), Stored: 1812, Recent: recent(one, ok, ok, bad, ok, ok)},
		{Source: "hn", Platform: "hackernews", State: social.SourceRunning, Last: five, LastSuccess: Now.Add(-61 * time.Minute), Next: Now.Add(14 * time.Minute), Stored: 340, Recent: recent(five, ok, ok)},
		{Source: "lemmy-world", Platform: "lemmy", State: bad, Last: two, LastSuccess: Now.Add(-60 * time.Hour), Next: Now.Add(12 * time.Minute), Stored: 201, Recent: recent(two, bad, bad, bad, ok)},
		{Source: "roaster-blogs", Platform: "feed", State: social.SourcePartial, Last: three, LastSuccess: Now.Add(-26 * time.Hour), Next: Now.Add(20 * time.Minute), Stored: 77, Recent: recent(three, ok, ok)},
		{Source: "reddit-coffee", Platform: "reddit", State: social.SourceLimited, Last: four, LastSuccess: Now.Add(-3 * time.Hour), Next: Now.Add(10 * time.Minute), Stored: 910, Recent: recent(four, ok, ok, ok)},
		{Source: "pixel-wall", Platform: "pixelfed", State: social.SourceNew, Next: Now.Add(time.Minute)},
	}, nil
}

// Begin refuses: canned sources cannot be read.
func (Sources) Begin(_ context.Context, source string) (string, error) {
	return "", social.Errorf(social.CodeConflict, "%s is being read already", source)
}
