package app

import (
	"context"
	"errors"
	"net/http"
	"slices"
	"strings"
	"time"

	"earshot/analyzer"
	"earshot/analyzer/llm"
	"earshot/analyzer/opinion"
	"earshot/analyzer/picture"
	"earshot/analyzer/spam"
	"earshot/crawler/fetch"
	"earshot/internal/app/config"
	"earshot/internal/pipeline/analyze"
	"earshot/internal/pipeline/dating"
	"earshot/internal/pipeline/erase"
	"earshot/internal/pipeline/group"
	opinions "earshot/internal/pipeline/opinion"
	pictures "earshot/internal/pipeline/picture"
	rematch "earshot/internal/pipeline/seen"
	"earshot/internal/pipeline/transcript"
	"earshot/internal/pipeline/unite"
	"earshot/internal/pipeline/write"
	"earshot/internal/social"
	"earshot/storage"
)

// opinionBytes is the largest answer read of a model that is asked for opinions.
const opinionBytes = 64 << 10

// GroupOptions are how near copies are found among what is stored.
func GroupOptions(s Settings, store *storage.Store) group.Options {
	return group.Options{Store: store, State: storage.State, Log: s.Log}
}

// makePostWorkers makes what takes posts from the stream to ClickHouse. The
// opinion worker comes before it.
func (a *App) makePostWorkers(text *analyzer.Analyzer) {
	shown := pictures.Asker{Tasks: Queue{Queue: a.Streams.Media}, Caps: a.pictureCaps()}
	askers := []write.Asker{shown}
	if a.OpinionWorker != nil {
		askers = append(askers, a.OpinionWorker)
	}
	a.Writer = write.New(write.Options{Store: a.Store, Erase: a.eraser(), Askers: askers, Pictures: shown, Tally: &a.tally, Log: a.Settings.Log})
	a.Analyzer = text
	a.Seen = rematch.New(a.seenOptions(text))
	a.AnalyzeWorker = analyze.New(analyze.Options{
		Posts: Queue{Queue: a.Streams.Posts}, Again: Queue{Queue: a.Streams.Posts}, Healthy: a.Store.Healthy, Gate: a.folder.wait, Analyzer: text,
		Articles: unite.New(unite.Options{Store: a.Store, Log: a.Settings.Log}), Frames: a.videos.show, Transcripts: transcript.New(a.Store, a.transcribing...), Dates: dating.New(a.Store), Groups: group.New(GroupOptions(a.Settings, a.Store)), Authors: spam.NewAuthorHistory(),
		Pictures: a.Seen, Writer: a.Writer, Tally: &a.tally, Log: a.Settings.Log,
		Trace: a.traceOf,
	})
}

// eraser erases pictures that no post shows.
func (a *App) eraser() erase.Pictures {
	return erase.Pictures{Store: a.Store, Families: picture.Families{Store: a.Store}, Bytes: a.Media}
}

func (a *App) pictureCaps() pictures.Caps {
	c := a.Config.Crawler.Pictures
	return pictures.Caps{Post: c.PerPost, Source: c.PerSource, Day: c.PerDay}
}

// seenOptions are how posts are matched with what becomes known of their pictures.
func (a *App) seenOptions(text *analyzer.Analyzer) rematch.Options {
	c := a.Config.Crawler.Pictures
	opts := rematch.Options{
		Store: a.Store, Analyzer: text, Posts: Queue{Queue: a.Streams.Posts}, Left: a.pictureBudget.Leave, Log: a.Settings.Log,
		Caps:  rematch.Caps{Posts: uint64(c.HeldPosts), Bytes: uint64(c.HeldBytes), Time: c.HeldTime.Std(), Pictures: c.PerPost},
		Reads: a.describer.Reads, Forget: a.Writer.Forget,
	}
	if a.Config.LLM.CaptionModel != "" {
		opts.GivenUp = a.captionsGivenUp
	}
	return opts
}

// captionsGivenUp tells about which pictures the vision model is not asked again.
func (a *App) captionsGivenUp(ctx context.Context, shas []string) (map[string]bool, error) {
	asks, err := a.Store.CaptionAsks(ctx, shas)
	givenUp := make(map[string]bool, len(asks))
	for sha, ask := range asks {
		givenUp[sha] = ask.Step == social.CaptionGivenUp && ask.Model == a.Config.LLM.CaptionModel && ask.Prompt == CaptionPrompt
	}
	return givenUp, err
}

// makePictures makes what fetches pictures and says what is on them.
func (a *App) makePictures(ctx context.Context, fetcher *fetch.Fetcher, options fetch.Options) error {
	bucket, err := a.Streams.Bucket(ctx, "pictures")
	if err != nil {
		return err
	}
	a.pictureBudget = &pictures.Budget{Bucket: bucket, Caps: a.pictureCaps(), Now: time.Now}
	if a.logos, err = newLogos(ctx, a.Config, a.Store, a.Media); err != nil {
		return err
	}
	a.videos = newVideoFetcher(ctx, options, a.Config.Pictures)
	opts := picture.Options{Fetcher: pictureFetcher{fetcher, a.videos}, Blobs: a.Media, Index: a.Store, Room: a.room}
	if opts.Steps, err = PictureSteps(ctx, a.Settings, a.Config); err != nil {
		return err
	}
	opts.Families = &picture.Families{Store: a.Store}
	// Logos are looked for before a model is asked.
	opts.Steps = slices.Insert(opts.Steps, len(opts.Steps)-1, picture.Step(picture.Logo{Finder: a.logos}))
	a.pictureOptions = opts
	a.describer = describer{picture.New(opts)}
	return nil
}

func (a *App) newPictureWorker() *pictures.Worker {
	out := pictures.Options{
		Families: picture.Families{Store: a.Store}, Erase: a.eraser(), Tasks: Queue{Queue: a.Streams.Media}, Describer: a.describer, Store: a.Store, Posts: a.Seen, Healthy: a.Store.Healthy, Gate: a.folder.wait, Budget: a.pictureBudget, Unpaced: a.Config.Crawler.Delay == 0, Log: a.Settings.Log,
	}
	if a.CaptionWorker != nil {
		out.Store, out.Captions = toldOf{a.Store, a.CaptionWorker.Wake}, a.Store
	}
	return pictures.New(out)
}

// PictureSteps are what is found out about pictures, as configured.
func PictureSteps(ctx context.Context, s Settings, c config.Config) ([]picture.Step, error) {
	return []picture.Step{picture.Measures{}, picture.Print{}, textStep(ctx, s, c.Pictures), picture.Caption{Asked: c.LLM.CaptionModel != ""}}, nil
}

// describer lets the picture worker use the analyzer's.
type describer struct{ *picture.Worker }

func (d describer) Process(ctx context.Context, task social.MediaTask, attempt int) (pictures.Outcome, error) {
	result, err := d.Worker.Process(ctx, task, attempt)
	outcome := pictures.Outcome{Media: result.Media, Changed: result.Changed, Asked: result.Asked}
	for _, f := range result.Faults {
		outcome.Faults = append(outcome.Faults, pictures.Fault{What: f.Step, Err: f.Err})
	}
	return outcome, err
}

// pictureFetcher lets the picture worker use the crawler's fetcher.
type pictureFetcher struct {
	*fetch.Fetcher
	videos *videoFetcher
}

func (f pictureFetcher) Get(ctx context.Context, url, accept, referrer string) ([]byte, string, error) {
	if video, ok := social.VideoOf(url); ok {
		return f.videos.storyboard(ctx, video, referrer)
	}
	resp, err := f.Fetcher.Get(ctx, url, accept, referrer)
	if _, slow := errors.AsType[*fetch.SlowBody](err); slow {
		// A picture that drips would do so again.
		return nil, "", social.Errorf(social.CodeBroken, "%w", err)
	}
	if err != nil {
		return nil, "", err
	}
	return resp.Body, resp.Header.Get("Content-Type"), nil
}

// NewOpinionWorker returns nil where no model is configured.
func (a *App) NewOpinionWorker(ctx context.Context) (*opinions.Worker, error) {
	c := a.Config.LLM
	if c.OpinionModel == "" {
		return nil, nil
	}
	bucket, err := a.Streams.Bucket(ctx, opinions.BucketName)
	if err != nil {
		return nil, err
	}
	budget := &opinions.Budget{Bucket: bucket, Requests: c.OpinionBudget, Now: time.Now}
	model, err := newOpinionAsker(c, opinions.Transport{Budget: budget, Next: http.DefaultTransport})
	if err != nil {
		return nil, err
	}
	return opinions.New(opinions.Options{
		Tasks: Queue{Queue: a.Streams.Opinions}, Model: opinionModel{model}, Name: c.OpinionModel, Store: a.Store, Budget: budget, Healthy: healthyOf(a.Store), Gate: a.gate(),
		Policy: opinions.Policy{Below: float32(c.OpinionBelow), Reach: c.OpinionReach}, Log: a.Settings.Log,
	}), nil
}

// gate waits for room on the disk; where no folder is watched it is open.
func (a *App) gate() func(context.Context) {
	if a.folder == nil {
		return nil
	}
	return a.folder.wait
}

// healthyOf looks into a store; where none is open nothing is looked at.
func healthyOf(store *storage.Store) func(context.Context) error {
	if store == nil {
		return nil
	}
	return store.Healthy
}

// opinionModel lets the opinion worker ask a language model.
type opinionModel struct{ *opinion.Asker }

// Worthless says why an answer was discarded, without the model's own words.
func (opinionModel) Worthless(err error) (why string, worthless bool) {
	if errors.Is(err, llm.ErrRefused) {
		return "the model would not answer", true
	}
	if !opinion.IsUnusable(err) {
		return "", false
	}
	_, why, _ = strings.Cut(err.Error(), ": ")
	why, _, _ = strings.Cut(why, ": ")
	return why, true
}

func (opinionModel) RetryAfter(err error) time.Duration { return llm.RetryAfter(err) }
