package app

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"time"

	"earshot/analyzer"
	"earshot/analyzer/caption"
	"earshot/analyzer/llm"
	"earshot/analyzer/opinion"
	"earshot/analyzer/picture"
	"earshot/analyzer/spam"
	"earshot/crawler"
	"earshot/internal/pipeline/analyze"
	"earshot/internal/pipeline/group"
	opinions "earshot/internal/pipeline/opinion"
	pictures "earshot/internal/pipeline/picture"
	"earshot/internal/pipeline/write"
	"earshot/internal/social"
	"earshot/storage"
)

// opinionBytes is the largest answer read of a model that is asked for opinions.
const opinionBytes = 64 << 10

// groupOptions are how near copies are found among what is stored.
func groupOptions(s Settings, store *storage.Store) group.Options {
	return group.Options{Store: store, State: storage.State, Log: s.Log}
}

// makePostWorkers makes what takes posts from the stream to ClickHouse. The
// opinion worker comes before it.
func (a *App) makePostWorkers(text *analyzer.Analyzer) {
	askers := []write.Asker{pictures.Asker{Tasks: queue{a.bus.Media}}}
	if a.opinionWorker != nil {
		askers = append(askers, a.opinionWorker)
	}
	a.writer = write.New(write.Options{Store: a.store, Bytes: a.bytes, Askers: askers, Log: a.settings.Log})
	a.analyzer = text
	a.analyzeWorker = analyze.New(analyze.Options{
		Posts: queue{a.bus.Posts}, Analyzer: text, Groups: group.New(groupOptions(a.settings, a.store)), Authors: spam.NewAuthorHistory(),
		Writer: a.writer, Log: a.settings.Log,
	})
}

func (a *App) newPictureWorker(fetcher *crawler.Fetcher) (*pictures.Worker, error) {
	opts := picture.Options{Fetcher: pictureFetcher{fetcher}, Blobs: a.bytes, Index: a.store}
	model, err := a.captioner()
	if err != nil {
		return nil, err
	}
	if model != nil {
		opts.Captioner = model
	}
	return pictures.New(pictures.Options{
		Tasks: queue{a.bus.Media}, Describer: describer{picture.New(opts)}, Store: a.store, Captions: model != nil, Log: a.settings.Log,
	}), nil
}

// captioner is the configured vision model, or nil for none.
func (a *App) captioner() (*caption.Captioner, error) {
	c := a.cfg.LLM
	if c.CaptionModel == "" {
		return nil, nil
	}
	model, err := llm.New(llm.Options{BaseURL: c.BaseURL, Key: c.APIKey, Model: c.CaptionModel, Timeout: c.Timeout.Std()})
	if err != nil {
		return nil, err
	}
	return caption.New(model), nil
}

// describer lets the picture worker use the analyzer's.
type describer struct{ *picture.Worker }

func (d describer) Process(ctx context.Context, task social.MediaTask, attempt int) (pictures.Outcome, error) {
	outcome, err := d.Worker.Process(ctx, task, attempt)
	return pictures.Outcome(outcome), err
}

// pictureFetcher lets the picture worker use the crawler's fetcher.
type pictureFetcher struct{ *crawler.Fetcher }

func (f pictureFetcher) Get(ctx context.Context, url, accept, referrer string) ([]byte, string, error) {
	resp, err := f.Fetcher.Get(ctx, url, accept, referrer)
	if err != nil {
		return nil, "", err
	}
	return resp.Body, resp.Header.Get("Content-Type"), nil
}

// newOpinionWorker returns nil where no model is configured.
func (a *App) newOpinionWorker(ctx context.Context) (*opinions.Worker, error) {
	c := a.cfg.LLM
	if c.OpinionModel == "" {
		return nil, nil
	}
	bucket, err := a.bus.Bucket(ctx, opinions.BucketName)
	if err != nil {
		return nil, err
	}
	budget := &opinions.Budget{Bucket: bucket, Requests: c.OpinionBudget, Now: time.Now}
	// What is tried again is the stream's to say, so that each try is entered.
	model, err := llm.New(llm.Options{
		BaseURL: c.BaseURL, Key: c.APIKey, Model: c.OpinionModel, Timeout: c.Timeout.Std(), Retries: -1,
		MaxBytes: opinionBytes, Transport: opinions.Transport{Budget: budget, Next: http.DefaultTransport},
	})
	if err != nil {
		return nil, fmt.Errorf("app: make opinion model: %w", err)
	}
	return opinions.New(opinions.Options{
		Tasks: queue{a.bus.Opinions}, Model: opinionModel{opinion.New(model)}, Name: c.OpinionModel, Store: a.store, Budget: budget,
		Policy: opinions.Policy{Below: float32(c.OpinionBelow), Reach: c.OpinionReach}, Log: a.settings.Log,
	}), nil
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
