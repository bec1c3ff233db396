package doctor

import (
	"context"
	"fmt"
	"strings"
	"time"

	"earshot/crawler/fetch"
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
	options, done := fetcherOptions(ctx, s, cfg)
	defer done()
	answers, err := look.AskAll(ctx, s, cfg, options, askingTime)
	if err != nil {
		c.Found, c.Err = "no source could be asked", err
		return c
	}
	well, asked, costly, rest := 0, 0, 0, ""
	for _, a := range answers {
		switch {
		case a.Costs:
			costly++
			continue
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
	if left := len(answers) - asked - costly; left > 0 {
		c.Found += fmt.Sprintf("; %d were not asked, as %s were over", left, askingTime)
	}
	if costly > 0 {
		c.Found += fmt.Sprintf("; %d not asked, as an answer costs money: earshot source test NAME asks one", costly)
	}
	c.Found = strings.TrimPrefix(c.Found, "0 of 0 sources answer; ")
	if asked > 0 && well == 0 {
		c.Err = social.Errorf(social.CodeUnavailable, "no source answers: earshot source test NAME says what one answers")
	}
	return c
}

// fetcherOptions are those of a fetcher that takes turns at each host with the Earshots that
// run, and leaves those alone that asked them to; done is to be called when it is done.
func fetcherOptions(ctx context.Context, s app.Settings, cfg config.Config) (options fetch.Options, done func()) {
	alone := app.FetcherOptions(s, cfg.Crawler, nil)
	bus, err := app.OpenStreams(ctx, s, cfg, "earshot doctor")
	if err != nil {
		return alone, func() {} // which the check of the streams says
	}
	done = func() {
		if err := bus.Close(); err != nil {
			s.Log.Warn("close streams", "error", err)
		}
	}
	if !bus.Attached() && cfg.Streams.URL == "" {
		// Nobody else asks, and an Earshot that starts now is not to wait for the folder.
		done()
		return alone, func() {}
	}
	if options, _, err = app.CommonFetcherOptions(ctx, s, cfg.Crawler, bus); err != nil {
		s.Log.Warn("what is known of hosts is not known here", "error", err)
		return alone, done
	}
	return options, done
}
