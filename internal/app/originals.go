package app

import (
	"context"
	"time"

	"earshot/internal/pipeline"
	"earshot/internal/pipeline/erase"
)

// originalsEvery is how often is looked for originals of pictures that are past their time.
const originalsEvery = time.Hour

// originals lets go of the originals of pictures that are past their time.
func (a *App) originals() *erase.Originals {
	o := &erase.Originals{
		Store: a.Store, Bytes: a.Media, Keep: a.Config.Pictures.KeepOriginals.Std(), Now: time.Now, Log: a.Settings.Log,
		Waits: a.describer.Reads,
	}
	if a.Config.LLM.CaptionModel != "" {
		o.GivenUp = a.captionsGivenUp
	}
	return o
}

// keepOriginals lets go of originals now and once an hour, until ctx ends.
func (a *App) keepOriginals(ctx context.Context) {
	if a.Config.Pictures.KeepOriginals <= 0 {
		return
	}
	tick := time.NewTicker(originalsEvery)
	defer tick.Stop()
	for originals := a.originals(); ; {
		if err := pipeline.Guard(func() error { return originals.Sweep(ctx) }); err != nil && ctx.Err() == nil {
			a.Settings.Log.Warn("originals of pictures could not be let go of, will try again", "error", err)
		}
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
	}
}
