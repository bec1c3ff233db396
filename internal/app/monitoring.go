package app

import (
	"context"

	"earshot/internal/app/monitor"
	"earshot/internal/app/sourceservice"
	"earshot/internal/social"
	"earshot/storage/stream"
)

// monitor tells programs how the App is.
func (a *App) monitor() *monitor.Monitor {
	opts := monitor.Options{
		Version: a.Settings.Version, Queues: a.measureQueues, Posts: a.outcomes, Free: a.freeSpace,
		Parts: []monitor.Part{
			{Name: "storage", Check: a.Store.Ping},
			{Name: "streams", Check: func(ctx context.Context) error { _, err := a.Streams.Crawl.Pending(ctx); return err }},
			{Name: "folder", Check: a.folder.Check},
		},
		Sources: (&recentHealth{read: a.sourceHealth}).get,
	}
	if w := a.CaptionWorker; w != nil {
		opts.Captions = w.Captions
		opts.Ailing = append(opts.Ailing, monitor.Part{Name: "captions", Check: func(ctx context.Context) error {
			state, err := w.Captions(ctx)
			if err == nil && state.Fault != "" {
				err = social.Errorf(social.CodeUnavailable, "the vision model %s gives no captions: %s", state.Model, state.Fault)
			}
			return err
		}})
	}
	if w := a.SpeechWorker; w != nil {
		opts.Transcripts = w.Transcripts
		opts.Ailing = append(opts.Ailing, monitor.Part{Name: "transcripts", Check: func(ctx context.Context) error {
			state, err := w.Transcripts(ctx)
			if err == nil && state.Fault != "" {
				err = social.Errorf(social.CodeUnavailable, "the speech model %s hears nothing: %s", state.Model, state.Fault)
			}
			return err
		}})
	}
	if a.Engine != nil {
		opts.Engine = func() monitor.Engine {
			return monitor.Engine{Restarts: a.Engine.Restarts(), Memory: residentMemory(a.Engine.PID())}
		}
	}
	return monitor.New(opts)
}

func (a *App) sourceHealth(ctx context.Context) ([]social.SourceHealth, error) {
	return (&sourceservice.SourceService{Runner: a.Runner, Scheduler: a.Scheduler, History: &sourceservice.History{Store: a.Store}, Held: a.Parking().Held}).Health(ctx)
}

func (a *App) measureQueues(ctx context.Context) (map[string]monitor.Queue, error) {
	queues := map[string]monitor.Queue{}
	for name, q := range map[string]*stream.Queue{"crawl": a.Streams.Crawl, "posts": a.Streams.Posts, "media": a.Streams.Media, "opinions": a.Streams.Opinions} {
		s, err := q.Stats(ctx)
		if err != nil {
			return queues, err
		}
		queues[name] = monitor.Queue{Waiting: s.Pending, InHand: s.InFlight, Bytes: s.Bytes}
	}
	parked, err := a.Streams.Parking.Count(ctx)
	if err == nil {
		queues["parked"] = monitor.Queue{Waiting: parked}
	}
	return queues, err
}

// outcomes is what became of the posts that this process took.
func (a *App) outcomes() map[string]int64 {
	written := &a.Writer.Counts
	return map[string]int64{
		"new": written.New.Load(), "updated": written.Updated.Load(), "unchanged": written.Unchanged.Load(), "stale": written.Stale.Load(),
		"erased": written.Erased.Load(), "refused": written.Refused.Load(), "dropped": a.AnalyzeWorker.Dropped(),
		"unreadable": a.AnalyzeWorker.Unreadable(), "faulted": a.Analyzer.Faults(),
	}
}
