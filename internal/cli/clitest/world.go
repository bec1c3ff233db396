package clitest

import (
	"context"
	"encoding/json"
	"os/exec"
	"testing"
	"time"

	"earshot/internal/sample"
	"earshot/internal/social"
)

// World is the sample platforms and a folder from which they are crawled.
type World struct {
	*sample.Server
	Dir string
	env []string
}

// SampleNow is the end of the sample's story, fixed so that a failing test
// fails again.
var SampleNow = time.Date(2026, 11, 20, 12, 0, 0, 0, time.UTC)

// NewWorld starts the sample and writes a configuration that listens to all of
// it and keeps every post.
func NewWorld(t *testing.T, scale float64) *World {
	t.Helper()
	server, err := sample.Start(sample.Options{Seed: 7, Now: SampleNow, Scale: scale})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(server.Close)
	w := &World{Server: server, Dir: t.TempDir()}
	w.Configure(t)
	return w
}

// Setenv sets an environment variable for the program alone, so that tests can
// run beside each other.
func (w *World) Setenv(key, value string) { w.env = append(w.env, key+"="+value) }

// Run calls the program in the folder and waits for its end.
func (w *World) Run(t *testing.T, args ...string) Result {
	t.Helper()
	return wait(t, "", func(ctx context.Context) *exec.Cmd { return command(ctx, w.Dir, w.env, args) })
}

// TakeRequests is how many requests the sample has answered since it was last asked.
func (w *World) TakeRequests() int {
	n := 0
	for _, c := range w.Requests() {
		n += c
	}
	w.ResetRequests()
	return n
}

// Summary is what crawl --once --json prints.
type Summary struct {
	Runs []struct {
		Source, State, Fault     string
		Requests, Posts, Skipped int
	}
	New, Updated, Stale, Dropped, Refused, Unreadable, Stored int
	Pictures                                                  int
	PicturesFailed                                            int `json:"pictures_failed"`
	Captions                                                  *struct {
		Given, Waiting int
		Fault          string
		Spent          string
		Day            social.CaptionDay `json:"today"`
	}
	Transcripts *struct {
		Heard, Waiting int
		GivenUp        int `json:"given_up"`
		Fault          string
		Spent          string
		Day            social.TranscriptDay `json:"today"`
	}
	Opinions *struct {
		Given, Discarded, Late, Waiting, Budget int
		RequestsToday                           int `json:"requests_today"`
		Fault                                   string
	}
}

// Crawl crawls everything once and wants the exit code.
func (w *World) Crawl(t *testing.T, code int) (Summary, Result) {
	t.Helper()
	got := w.Run(t, "crawl", "--once", "--json").Want(t, code)
	var s Summary
	if err := json.Unmarshal([]byte(got.Out), &s); err != nil {
		t.Fatalf("summary: %v\n%s", err, got.Out)
	}
	return s, got
}
