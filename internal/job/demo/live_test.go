package demo

import (
	"fmt"
	"testing"
	"time"

	"earshot/dashboard/urlstate"
	"earshot/dashboard/viewmodel"
	"earshot/internal/sample"
	"earshot/internal/social"
)

// TestLivePostsKeepTheStory: however long a demo runs, nothing stands out that was not planted, of any
// brand in any period, and what was planted still does; posts come all the same, soon after
// its start as well.
func TestLivePostsKeepTheStory(t *testing.T) {
	for _, now := range []time.Time{
		time.Date(2026, 11, 20, 3, 20, 0, 0, time.UTC), // when hardly anybody posts
		time.Date(2026, 11, 22, 19, 50, 0, 0, time.UTC),
	} {
		for _, after := range []time.Duration{18 * time.Minute, time.Hour, 5 * time.Hour, 26 * time.Hour, 50 * time.Hour} {
			t.Run(fmt.Sprint(now.Format("Mon 15h"), " after ", after), func(t *testing.T) { outlive(t, now, after) })
		}
	}
}

// outlive has a demo that began at a time run for a while, and looks at what stands out.
func outlive(t *testing.T, began time.Time, after time.Duration) {
	platforms, err := sample.Start(sample.Options{Seed: 1, Now: began})
	if err != nil {
		t.Fatal(err)
	}
	defer platforms.Close()
	before, now := len(platforms.Posts()), began.Add(after)
	platforms.Play(now, demoTrickle)
	if came := len(platforms.Posts()) - before; came < 3 {
		t.Errorf("%d posts came in %s", came, after)
	}
	times := map[social.Key]time.Time{}
	for _, p := range platforms.Posts() {
		times[p.Key()] = p.CreatedAt
	}
	for brand, keys := range platforms.Mentions() {
		for _, period := range []urlstate.Period{urlstate.Day, urlstate.Week, urlstate.Month, urlstate.Quarter} {
			view := urlstate.View{Brand: brand}.WithPeriod(period, now)
			steps, earlier := viewmodel.NewBuckets(view), viewmodel.NewBuckets(view.Previous())
			spikes := 0
			for _, o := range viewmodel.Outliers(count(steps, keys, times), count(earlier, keys, times), steps.Finished()) {
				if o.High {
					spikes++
				}
				if last := steps.End(o.Last); o.High && last.After(began) {
					t.Errorf("%s has a spike in the %s until %s: %+v", brand, period, last, o)
				}
			}
			if planted := platforms.Facts(); brand == planted.SpikeBrand && period == urlstate.Month && spikes == 0 {
				t.Errorf("the spike that was planted does not stand out any more")
			}
		}
	}
}

// count counts the posts in each step.
func count(steps viewmodel.Buckets, keys []social.Key, times map[social.Key]time.Time) []int64 {
	counts := make([]int64, len(steps.Starts))
	for i := range counts {
		for _, key := range keys {
			if at := times[key]; !at.Before(steps.Begin(i)) && at.Before(steps.End(i)) {
				counts[i]++
			}
		}
	}
	return counts
}
