package measure

import (
	"os"
	"os/exec"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// A stopwatch counts the processor time of this process and of the engine's, each on
// its own, and only while it times.
func TestStopwatchCountsProcessorTime(t *testing.T) {
	other := exec.Command("sh", "-c", "while :; do :; done")
	if err := other.Start(); err != nil {
		t.Fatal(err)
	}
	defer other.Wait()
	defer other.Process.Kill()
	const enough = 30 * time.Millisecond
	watch := Stopwatch{Engine: other.Process.Pid}
	work := func() error {
		for begun := processorTime(os.Getpid()); processorTime(os.Getpid())-begun < enough; {
		}
		for begun := processorTime(watch.Engine); processorTime(watch.Engine)-begun < enough; {
			time.Sleep(time.Millisecond)
		}
		return nil
	}
	if err := watch.Time(work); err != nil {
		t.Fatal(err)
	}
	if got := watch.Rate(7); got.N != 7 || got.Program < enough || got.Engine < enough || got.Took < enough/2 {
		t.Errorf("work of %s each was measured as %+v", enough, got)
	}
	before := watch.Rate(1)
	if err := work(); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(before, watch.Rate(1)); diff != "" {
		t.Errorf("work that was not timed is counted: %s", diff)
	}
}
