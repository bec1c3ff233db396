package doctor

import (
	"context"
	"fmt"
	"time"

	"earshot/internal/app"
	"earshot/internal/app/config"
	"earshot/internal/app/sourceservice"
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
	all = sourceservice.AddHeld(all, app.HeldParked(parked))
	zone, err := cfg.Zone(s.Environ)
	if err != nil {
		c.Err = err
		return c
	}
	c.Found, c.Err = Standing(all, time.Now().In(zone))
	return c
}

// Standing tells how sources stand at now, and in the zone of that, by the verdict that every
// place gives. It is an error where none of those that were asked answers.
func Standing(all []social.SourceHealth, now time.Time) (found string, err error) {
	if len(all) == 0 {
		return "none is configured", nil
	}
	answer := social.CountAnswering(all, now)
	found = fmt.Sprintf("%d of %d sources answer", answer, len(all))
	asked := 0
	for i, v := range social.Verdicts(all, now) {
		if v.Condition != social.NotReadYet {
			asked++
		}
		if v.Condition != social.Answering {
			found += "; " + all[i].Source + ": " + v.Sentence()
		}
		for _, note := range append([]string{v.Unread, all[i].UndatedNote(), all[i].JoinedNote()}, all[i].Further()...) {
			if note != "" {
				found += "; " + all[i].Source + ": " + note
			}
		}
	}
	if asked > 0 && answer == 0 {
		err = social.Errorf(social.CodeUnavailable, "no source answers: earshot source health says what can be done")
	}
	return found, err
}
