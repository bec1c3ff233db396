package crawlonce

import (
	"context"
	"fmt"
	"slices"
	"time"

	"earshot/internal/app"
	"earshot/internal/app/sourceservice"
	"earshot/internal/pipeline/caption"
	"earshot/internal/pipeline/opinion"
	pictures "earshot/internal/pipeline/picture"
	"earshot/internal/pipeline/speech"
	"earshot/internal/social"
)

// shownParked is how many of the messages that were set aside a summary names.
const shownParked = 10

// Summary is what one crawl did.
type Summary struct {
	Runs []social.Run `json:"runs"`
	// New, Updated, Unchanged and Stale count posts by what became of them in storage;
	// Dropped those that match no brand of a source that keeps mentions only. Each post is
	// counted once: one that is new and read again is New.
	New       int64 `json:"new"`
	Updated   int64 `json:"updated"`
	Unchanged int64 `json:"unchanged"`
	Stale     int64 `json:"stale"`
	// Erased counts posts that their platforms show no longer, and of which
	// nothing is kept.
	Erased  int64 `json:"erased"`
	Dropped int64 `json:"dropped"`
	// Again counts the readings of these posts beyond the first of each.
	Again int64 `json:"again"`
	// Merged counts what was read of posts that are stored under another identity,
	// and what stood in its document twice; nothing of it is among the others.
	Merged social.Merged `json:"merged"`
	// Unreadable and Refused count messages and posts that could not be stored;
	// the log says which.
	Unreadable int64 `json:"unreadable"`
	Refused    int64 `json:"refused"`
	// Parked counts the messages that were set aside in this crawl, those that could
	// not be read among them.
	Parked int64 `json:"parked"`
	// ParkedFirst are the last ones that were set aside.
	ParkedFirst []social.Parked `json:"parked_first,omitempty"`
	// Faulted counts the posts of whose analysis a part failed and is left empty;
	// the log names them.
	Faulted int64 `json:"faulted"`
	// Pictures and PicturesFailed count pictures fetched in this crawl.
	Pictures       int64 `json:"pictures"`
	PicturesFailed int64 `json:"pictures_failed"`
	// PicturesOver counts the pictures left out as over a cap of crawler.pictures.
	PicturesOver int64 `json:"pictures_over"`
	// PicturesWaiting counts those that are fetched by the next crawl, and PictureHosts
	// are the hosts whose pictures are left alone for a time.
	PicturesWaiting int64              `json:"pictures_waiting"`
	PictureHosts    []pictures.Resting `json:"picture_hosts,omitempty"`
	// Transcripts is nil where no speech model is configured.
	Transcripts *TranscriptSummary `json:"transcripts,omitempty"`
	// Captions is nil where no vision model is configured.
	Captions *CaptionSummary `json:"captions,omitempty"`
	// Opinions is nil where no model is asked for second opinions.
	Opinions *OpinionSummary `json:"opinions,omitempty"`
	// Stored is how many posts are stored in all.
	Stored int64 `json:"stored"`
	// Health is how each of the sources stands after it.
	Health []Standing `json:"health"`
}

// Standing is the verdict on a source, the same that every other place gives.
type Standing struct {
	Source  string         `json:"source"`
	Verdict social.Verdict `json:"verdict"`
	Answers bool           `json:"answers"`
}

// CaptionSummary is what a crawl did about captions.
type CaptionSummary = caption.Summary

// TranscriptSummary is what a crawl did about transcripts.
type TranscriptSummary = speech.Summary

// OpinionSummary is what a crawl did about second opinions.
type OpinionSummary = opinion.Summary

// Failed are the runs that did not read all they set out to read.
func (c Summary) Failed() []social.Run {
	var failed []social.Run
	for _, r := range c.Runs {
		if r.State.Failing() {
			failed = append(failed, r)
		}
	}
	return failed
}

func summary(ctx context.Context, a *app.App, names []string) (Summary, error) {
	counts, err := a.Counts(ctx)
	if err != nil {
		return Summary{}, err
	}
	pictures := &a.PictureWorker.Counts
	sum := Summary{
		New: counts.New, Updated: counts.Updated, Unchanged: counts.Unchanged, Stale: counts.Stale, Erased: counts.Erased, Dropped: counts.Dropped, Again: counts.Again,
		Unreadable: counts.Unreadable, Parked: counts.Parked, Refused: counts.Refused, Faulted: counts.Faulted, Stored: counts.Stored, Merged: counts.Merged,
		Pictures: pictures.Ready.Load(), PicturesFailed: pictures.Failed.Load(), PicturesOver: pictures.Over.Load(),
	}
	waiting, err := a.Streams.Media.Pending(ctx)
	if err != nil {
		return sum, fmt.Errorf("crawl: count the pictures that wait: %w", err)
	}
	sum.PicturesWaiting, sum.PictureHosts = int64(waiting), a.PictureWorker.Resting()
	for _, name := range names {
		run, ok, err := a.Runner.Run(ctx, name)
		if err != nil {
			return sum, fmt.Errorf("crawl: read run of %s: %w", name, err)
		}
		if ok {
			sum.Runs = append(sum.Runs, run)
		}
	}
	if a.CaptionWorker != nil {
		if sum.Captions, err = a.CaptionWorker.Summary(ctx); err != nil {
			return sum, err
		}
	}
	if a.SpeechWorker != nil {
		if sum.Transcripts, err = a.SpeechWorker.Summary(ctx); err != nil {
			return sum, err
		}
	}
	if a.OpinionWorker != nil {
		if sum.Opinions, err = a.OpinionWorker.Summary(ctx); err != nil {
			return sum, err
		}
	}
	if sum.Parked > 0 {
		if sum.ParkedFirst, err = a.Parking().Parked(ctx); err != nil {
			return sum, err
		}
		sum.ParkedFirst = sum.ParkedFirst[:min(len(sum.ParkedFirst), shownParked)]
	}
	sum.Health, err = standing(ctx, a, names)
	return sum, err
}

// standing is how the sources of these names stand.
func standing(ctx context.Context, a *app.App, names []string) ([]Standing, error) {
	all, err := a.Runner.Health(ctx)
	if err != nil {
		return nil, fmt.Errorf("crawl: health of the sources: %w", err)
	}
	now := time.Now().UTC()
	if err := (&sourceservice.History{Store: a.Store}).Add(ctx, all, now); err != nil {
		return nil, fmt.Errorf("crawl: history of the sources: %w", err)
	}
	held, err := a.Parking().Held(ctx)
	if err != nil {
		return nil, fmt.Errorf("crawl: parked messages of the sources: %w", err)
	}
	all = sourceservice.AddHeld(all, held)
	out := []Standing{}
	for _, h := range all {
		if slices.Contains(names, h.Source) {
			v := h.Verdict(now)
			out = append(out, Standing{Source: h.Source, Verdict: v, Answers: v.Condition.Answers()})
		}
	}
	return out, nil
}
