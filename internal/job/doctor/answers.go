package doctor

import (
	"context"
	"fmt"
	"time"

	"earshot/internal/app"
	"earshot/internal/app/config"
	"earshot/internal/job/look"
	"earshot/internal/social"
)

const (
	// askingTime bounds how long the sources are asked, in all.
	askingTime = time.Minute
	// namedFaults is how many sources that do not answer are named.
	namedFaults = 20
)

// checkAnswers asks the first address of each source, as a crawl does, and stores nothing.
// It fails where none answers.
func checkAnswers(ctx context.Context, s app.Settings, cfg config.Config) Check {
	c := Check{Name: "asked now", Found: "no source is configured"}
	if len(cfg.Sources) == 0 {
		return c
	}
	answers, err := look.AskAll(ctx, s, cfg, askingTime)
	if err != nil {
		c.Found, c.Err = "no source could be asked", err
		return c
	}
	well, asked, rest := 0, 0, ""
	for _, a := range answers {
		switch {
		case !a.Asked:
			continue
		case a.Lane.Fault == nil:
			well++
		case asked-well < namedFaults:
			rest += "; " + a.Source + ": " + social.Run{State: a.Lane.State(), Fault: a.Lane.Name + ": " + a.Lane.Fault.Error()}.FaultSentence()
		}
		asked++
	}
	c.Found = fmt.Sprintf("%d of %d sources answer", well, asked) + rest
	if more := asked - well - namedFaults; more > 0 {
		c.Found += fmt.Sprintf("; and %d more do not", more)
	}
	if left := len(answers) - asked; left > 0 {
		c.Found += fmt.Sprintf("; %d were not asked, as %s were over", left, askingTime)
	}
	if asked > 0 && well == 0 {
		c.Err = social.Errorf(social.CodeUnavailable, "no source answers: earshot source test NAME says what one answers")
	}
	return c
}
