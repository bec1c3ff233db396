package kill

import (
	"errors"
	"math/rand/v2"
	"os"
	"testing"
	"time"

	"earshot/internal/cli/clitest"
)

const (
	// killScale makes a sample of a little more than killPosts posts.
	killScale = 3.5
	killPosts = 20_000
	kills     = 20
	// killSpan is the longest time from the start of a process to its death:
	// longer than a start takes, so that every stage of the work is hit.
	killSpan = 5 * time.Second
)

// TestKillOften kills the program twenty times at random during a crawl of
// twenty thousand posts, wherever it happens to be: opening its stores, reading,
// analysing, storing or looking at pictures. What is stored in the end is what
// was served: no post lost, none doubled, every figure exact.
func TestKillOften(t *testing.T) {
	t.Parallel()
	w := clitest.NewWorld(t, killScale)
	served := len(w.Posts())
	if served < killPosts {
		t.Fatalf("the sample has %d posts, want %d", served, killPosts)
	}
	began := time.Now()
	chance := rand.New(rand.NewPCG(20, 20_000))
	ended := 0
	for killed := 0; killed < kills; {
		cmd, output := w.Start(t)
		over := make(chan error, 1)
		go func() { over <- cmd.Wait() }()
		select {
		case <-time.After(time.Duration(chance.Int64N(int64(killSpan)))):
			if err := cmd.Process.Kill(); err != nil && !errors.Is(err, os.ErrProcessDone) {
				t.Fatal(err)
			}
			if err := <-over; err == nil {
				ended++
				continue
			}
			killed++
		case err := <-over:
			if err != nil {
				t.Fatalf("after %d kills: %v\n%s", killed, err, clitest.Tail(output.String()))
			}
			// The whole crawl fitted in: the next one reads again what is fresh.
			if ended++; ended > kills {
				t.Fatal("the crawl is over too soon to be killed")
			}
		}
	}
	disturbed := time.Since(began)
	w.ResetRequests()
	last, _ := w.Crawl(t, 0)
	account := w.Account(t, w.Posts())
	t.Logf("%d posts, %d kills in %s, %d crawls came to their end before; the last crawl stored %d more: %s",
		served, kills, disturbed.Round(time.Second), ended, last.New, account)
	if !account.Exact() || last.Stored != served {
		t.Errorf("%d posts stored, %d served", last.Stored, served)
	}

	w.ResetRequests()
	again, _ := w.Crawl(t, 0)
	if again.New != 0 {
		t.Errorf("a second crawl stored %d new posts", again.New)
	}
	t.Logf("second crawl: %d new posts, %d requests", again.New, w.TakeRequests())
	for _, run := range again.Runs {
		t.Logf("second crawl of %s: %d requests, %d posts read again", run.Source, run.Requests, run.Posts)
	}
}
