package llm

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"earshot/internal/cli/clitest"
)

const (
	// captionKills is how often a crawl is killed within each budget.
	captionKills = 3
	// captionTokens is a day's budget in tokens that all of these tests fit into.
	captionTokens = 1_000_000
)

// TestKilledCaptions kills crawls at random while a vision model is asked, first within a
// budget that is too small. In the end every picture has its own caption, no budget was ever
// overspent, and nothing was asked again but what a kill cut short.
func TestKilledCaptions(t *testing.T) {
	t.Parallel()
	w, n := pictured(t)
	model := newVision(t, w)
	model.slow = 20 * time.Millisecond
	w.Setenv("EARSHOT_LLM_CAPTION_TOKENS", fmt.Sprint(captionTokens))
	chance := rand.New(rand.NewPCG(14, 4))
	spent := 2 * n / 3
	w.Setenv("EARSHOT_LLM_CAPTION_BUDGET", fmt.Sprint(spent))
	kills := model.killed(t, w, chance)
	sum, _ := w.Crawl(t, 0)
	model.within(t, sum, spent)
	if c := sum.Captions; int(c.Day.Pictures) != spent || c.Spent == "" || c.Waiting < n-spent {
		t.Errorf("with a budget of %d: %+v", spent, c)
	}
	w.Setenv("EARSHOT_LLM_CAPTION_BUDGET", "1000")
	kills += model.killed(t, w, chance)
	sum, _ = w.Crawl(t, 0)
	model.within(t, sum, 1000)
	if again := model.total() - n; again < 0 || again > kills*askedAtOnce {
		t.Errorf("%d pictures were asked about %d times more, after %d kills", n, again, kills)
	}
	if got := captions(t, w, true); got != n || sum.Captions.Waiting != 0 {
		t.Errorf("%d pictures in the end, want %d: %+v", got, n, sum.Captions)
	}
	t.Logf("%d pictures, %d kills, %d questions, %d entered in the budget", n, kills, model.total(), sum.Captions.Day.Requests)
}

// TestTwoProcessesCaption has two processes ask about the same pictures out of one budget:
// none is asked about twice, and the budget is spent to the last picture.
func TestTwoProcessesCaption(t *testing.T) {
	t.Parallel()
	w, n := pictured(t)
	model := newVision(t, w)
	model.together = make(chan struct{})
	spent := n - 3
	w.Setenv("EARSHOT_LLM_CAPTION_BUDGET", fmt.Sprint(spent))
	other := *w
	other.Setenv("EARSHOT_LLM_API_KEY", "secret of another")
	first := w.Serve(t, "run", "--only", "analyze,dashboard", "--addr", "127.0.0.1:0") // it carries the streams
	first.Address(t)
	second, said := other.Start(t, "run", "--only", "analyze")
	for end := time.Now().Add(clitest.Patience); model.total() < spent; time.Sleep(10 * time.Millisecond) {
		if time.Now().After(end) {
			_ = second.Process.Kill()
			t.Fatalf("%d of %d pictures were asked about", model.total(), spent)
		}
	}
	if err := second.Process.Signal(syscall.SIGTERM); err != nil {
		t.Error(err)
	}
	if err := second.Wait(); err != nil {
		t.Errorf("the second process: %v\n%s", err, clitest.Tail(said.String()))
	}
	first.Stop(t)
	sum, _ := w.Crawl(t, 0)
	model.within(t, sum, spent)
	if c := sum.Captions; model.total() != spent || int(c.Day.Pictures) != spent || c.Waiting != n-spent || c.Spent == "" {
		t.Errorf("%d pictures asked about within a budget of %d: %+v", model.total(), spent, c)
	}
	w.Setenv("EARSHOT_LLM_CAPTION_BUDGET", "1000")
	sum, _ = w.Crawl(t, 0)
	if got := captions(t, w, true); got != n || sum.Captions.Waiting != 0 {
		t.Errorf("%d pictures in the end, want %d: %+v", got, n, sum.Captions)
	}
	model.mu.Lock()
	defer model.mu.Unlock()
	if len(model.keys) != 2 {
		t.Errorf("one of the processes asked alone: %v", model.keys)
	}
	for said, times := range model.asked {
		if times != 1 {
			t.Errorf("asked %d times: %s", times, said)
		}
	}
	t.Logf("%d pictures, asked about by each process: %v", n, model.keys)
}

// pictured is a world whose pictures are stored and have no caption, and how many there are.
func pictured(t *testing.T) (*clitest.World, int) {
	t.Helper()
	w := clitest.NewWorld(t, 0.02)
	w.ListenTo(t, "brew-social")
	w.Setenv("EARSHOT_PICTURES_TEXT", "off")
	w.Crawl(t, 0)
	return w, captions(t, w, false)
}

// killed kills crawls at random after they have asked the model, and returns how many.
func (v *vision) killed(t *testing.T, w *clitest.World, chance *rand.Rand) (kills int) {
	t.Helper()
	for range captionKills {
		before := v.requests.Load()
		cmd, output := w.Start(t)
		var over atomic.Bool
		ended := make(chan struct{})
		go func() {
			_ = cmd.Wait() // its state says it
			over.Store(true)
			close(ended)
		}()
		questions := chance.Int64N(6)
		for end := time.Now().Add(clitest.Patience); v.requests.Load() < before+questions && !over.Load(); time.Sleep(time.Millisecond) {
			if time.Now().After(end) {
				t.Fatalf("the model was not asked\n%s", clitest.Tail(output.String()))
			}
		}
		time.Sleep(time.Duration(chance.Int64N(int64(60 * time.Millisecond))))
		_ = cmd.Process.Kill() // it may be over
		<-ended
		switch {
		case cmd.ProcessState.ExitCode() == -1:
			kills++
		case !cmd.ProcessState.Success():
			t.Fatalf("a crawl fails after %d kills\n%s", kills, clitest.Tail(output.String()))
		}
	}
	if kills == 0 {
		t.Fatal("the crawls are over too soon to be killed")
	}
	return kills
}

// within wants the budget to have all questions of its day entered, and no more than it allows.
func (v *vision) within(t *testing.T, sum clitest.Summary, pictures int) {
	t.Helper()
	d := sum.Captions.Day
	v.mu.Lock()
	defer v.mu.Unlock()
	asked := int64(v.days[d.Day])
	if tokens := d.Input + d.Output; d.Pictures < asked || d.Pictures > int64(pictures) || d.Requests < asked ||
		tokens < asked*(questionTokens+answerTokens) || tokens > captionTokens {
		t.Errorf("%d questions within a budget of %d pictures: %+v", asked, pictures, d)
	}
}

func (v *vision) total() (n int) {
	v.mu.Lock()
	defer v.mu.Unlock()
	for said, times := range v.asked {
		if strings.Contains(said, "Coffee") {
			n += times
		}
	}
	return n
}
