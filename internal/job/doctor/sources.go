package doctor

import (
	"context"
	"fmt"
	"time"

	"earshot/internal/app"
	"earshot/internal/app/config"
	"earshot/internal/job/health"
	"earshot/internal/social"
	"earshot/storage"
)

// checkSources tells how the sources stand, by the verdict that every place gives.
// It fails where none of those that were asked answers.
func checkSources(ctx context.Context, s app.Settings, cfg config.Config, store *storage.Store, parked []social.Parked) Check {
	c := Check{Name: "sources", Found: "not known"}
	all, err := health.Of(ctx, s, cfg, store)
	if err != nil {
		c.Err = err
		return c
	}
	app.HoldParked(all, parked)
	zone, err := cfg.Zone(s.Environ)
	if err != nil {
		c.Err = err
		return c
	}
	now := time.Now().In(zone)
	answer := social.CountAnswering(all, now)
	c.Found = fmt.Sprintf("%d of %d sources answer", answer, len(all))
	if len(all) == 0 {
		c.Found = "none is configured"
	}
	asked := 0
	for i, v := range social.Verdicts(all, now) {
		if v.Condition != social.NotReadYet {
			asked++
		}
		if v.Condition != social.Answering {
			c.Found += "; " + all[i].Source + ": " + v.Sentence()
		}
		for _, note := range append([]string{v.Unread, all[i].UndatedNote(), all[i].JoinedNote()}, all[i].Further()...) {
			if note != "" {
				c.Found += "; " + all[i].Source + ": " + note
			}
		}
	}
	if asked > 0 && answer == 0 {
		c.Err = social.Errorf(social.CodeUnavailable, "no source answers: earshot source health says what can be done")
	}
	return c
}
