package app

import (
	"context"
	"fmt"
	"log/slog"
	"strings"
	"sync"
	"testing"
	"time"

	"earshot/analyzer"
	"earshot/analyzer/spam"
	"earshot/internal/app/config"
	"earshot/internal/pipeline"
	"earshot/internal/pipeline/analyze"
	"earshot/internal/pipeline/dating"
	"earshot/internal/pipeline/group"
	"earshot/internal/pipeline/unite"
	"earshot/internal/pipeline/write"
	"earshot/internal/social"
)

// stumbling is an analyzer that panics over the posts that say so.
type stumbling struct{ *analyzer.Analyzer }

func (s stumbling) Analyze(p social.Post, media ...social.Media) social.Analysis {
	if strings.Contains(p.Text, "poison") {
		panic("the analyzer stumbles")
	}
	return s.Analyzer.Analyze(p, media...)
}

// TestOnlyThePoisonousPostIsParked has the analyzer panic over two of many posts, one in a
// page of a hundred and one alone: these two are parked, each by itself, all others are
// stored, and the account counts each once.
func TestOnlyThePoisonousPostIsParked(t *testing.T) {
	log := &syncLog{}
	settings := Settings{DataDir: t.TempDir(), Version: "test", Log: slog.New(slog.NewTextHandler(log, nil))}
	err := With(t.Context(), settings, config.Default(), func(a *App) error {
		writer := write.New(write.Options{Store: a.Store, Erase: a.eraser(), Log: settings.Log})
		posts := Queue{Queue: a.Streams.Posts}
		a.AnalyzeWorker = analyze.New(analyze.Options{
			Posts: posts, Again: posts, Healthy: a.Store.Healthy, Analyzer: stumbling{a.Analyzer}, Articles: unite.New(unite.Options{Store: a.Store, Log: settings.Log}), Dates: dating.New(a.Store), Groups: group.New(GroupOptions(a.Settings, a.Store)),
			Authors: spam.NewAuthorHistory(), Writer: writer, Log: settings.Log,
		})
		page := func(from, to int, poison int) {
			var list []social.Post
			for i := from; i < to; i++ {
				text := fmt.Sprintf("post number %d", i)
				if i == poison {
					text = "poison"
				}
				list = append(list, social.Post{Platform: "import", ID: fmt.Sprint(i), Source: "town", Text: text, Keep: social.KeepAll, CreatedAt: time.Now().UTC(), FetchedAt: time.Now().UTC()})
			}
			if err := a.Publisher().Publish(t.Context(), list); err != nil {
				t.Fatal(err)
			}
		}
		page(0, 100, 40)
		page(100, 101, 100)
		page(101, 201, -1)
		ctx, stop := context.WithCancel(t.Context())
		var working sync.WaitGroup
		working.Go(func() { a.AnalyzeWorker.Run(ctx) })
		err := a.WaitForPosts(ctx, 0)
		stop()
		working.Wait()
		if err != nil {
			return err
		}
		parked, err := a.Parking().Parked(t.Context())
		if err != nil {
			return err
		}
		if len(parked) != 2 || writer.Counts.New.Load() != 199 || writer.Counts.Unchanged.Load() != 0 {
			t.Errorf("%d parked, %d new, %d unchanged", len(parked), writer.Counts.New.Load(), writer.Counts.Unchanged.Load())
		}
		for _, p := range parked {
			if p.Source != "town" || !strings.HasSuffix(p.What, ": poison") || p.Error != "panic: the analyzer stumbles" || p.Attempts != pipeline.DefaultAttempts {
				t.Errorf("%+v", p)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

// TestWorkerParksWhatAServerStumblesOver: a fault that looks like an outage counts against
// the one message it is about, where others succeed meanwhile, and against none where not.
func TestWorkerParksWhatAServerStumblesOver(t *testing.T) {
	t.Parallel()
	bus, said := openBus(t), &syncLog{}
	putNumbers(t, bus.Posts, "1", "2", "3")
	w := pipeline.New(Queue{Queue: bus.Posts}, number, quick(pipeline.Options{Batch: 1, Wait: 50 * time.Millisecond}, said))
	away := social.Errorf(social.CodeUnavailable, "answered 500")
	var answered time.Time
	tries := 0
	runUntilEmpty(t, bus.Posts, w, func(ctx context.Context, tasks []*pipeline.Task[int]) {
		// Nobody is answered at first, and the first one never.
		if tasks[0].Value == 1 {
			tries++
		}
		if tasks[0].Value == 1 || tries < 20 {
			w.Stumble(ctx, time.Millisecond, away, tasks[0], answered)
			return
		}
		answered = time.Now()
		if w.Parked() == 0 {
			putNumbers(t, bus.Posts, "4") // there is always another one that is answered
		}
		w.Finish(ctx, tasks...)
	})
	parked, err := bus.Parking.List(t.Context())
	if err != nil || len(parked) != 1 || w.Parked() != 1 || tries < 20 || parked[0].Error != "answered 500" {
		t.Errorf("after %d tries: %+v, %v\n%s", tries, parked, err, said)
	}
}
