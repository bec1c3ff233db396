package doctor

import (
	"context"
	"errors"

	"earshot/analyzer/sound/ffmpeg"
	"earshot/dashboard/viewmodel"
	"earshot/internal/app"
	"earshot/internal/app/config"
	"earshot/internal/shown"
	"earshot/internal/social"
)

// checkTranscripts asks the speech model what is said in a second of silence, within the day's
// budget.
func checkTranscripts(ctx context.Context, s app.Settings, cfg config.Config, opts Options) Check {
	c := Check{Name: "transcripts", Found: "no model configured: subtitles that platforms offer are read"}
	if cfg.LLM.TranscriptModel == "" {
		return c
	}
	address := cfg.LLM.BaseURL
	if cfg.LLM.TranscriptURL != "" {
		address = cfg.LLM.TranscriptURL
	}
	c.Found = cfg.LLM.TranscriptModel + " at " + shown.URL(address) + "; " + soundOfVideos(ctx)
	bus, err := app.OpenStreams(ctx, s, cfg, "earshot doctor")
	if social.CodeOf(err) == social.CodeConflict {
		c.Found += budgetHeld
		return c
	}
	if err != nil {
		c.Err = err
		return c
	}
	defer func() { c.Err = errors.Join(c.Err, bus.Close()) }()
	budget, err := (&app.App{Settings: s, Config: cfg, Streams: bus}).TranscriptBudget(ctx)
	if err != nil {
		c.Err = err
		return c
	}
	state, err := budget.State(ctx)
	if err == nil && state.Spent == "" {
		c.ask(ctx, opts, func(ctx context.Context) error { return app.TryTranscript(ctx, cfg.LLM, budget.Enter) })
		state, err = budget.State(ctx)
	}
	if err != nil {
		c.Err = errors.Join(c.Err, err)
		return c
	}
	c.Found += "; " + viewmodel.Exact((state.Day.Seconds+59)/60) + " of " + viewmodel.Exact(state.Budget.Seconds/60) + " minutes used today"
	if state.Spent != "" {
		c.Found += "; the budget is used up: " + state.Spent
	}
	if state.Fault != "" {
		c.Found += "; when a recording was asked about last, it heard nothing: " + state.Fault
	}
	return c
}

// soundOfVideos tells whether sound can be taken out of what cannot be sent as it is.
func soundOfVideos(ctx context.Context) string {
	program, err := ffmpeg.Find(ctx)
	if err != nil {
		return "videos of more than 25 MB, WebM and formats other than WAV, MP3, MP4, Ogg and FLAC are not heard (" + err.Error() + ")"
	}
	return program.Name() + " takes the sound out of videos"
}
