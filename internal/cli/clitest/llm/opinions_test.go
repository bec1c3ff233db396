package llm

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"earshot/internal/cli/clitest"
	"earshot/internal/social"
)

// judgedBy wants each stored post judged as the model judges it, or by the
// built-in model alone, and counts the origins. before are the posts as they
// were without second opinions: in all else they are to be the same.
func judgedBy(t *testing.T, w *clitest.World, before map[social.Key]clitest.Exported) (origins map[string]int, discarded int) {
	t.Helper()
	origins = map[string]int{}
	for key, p := range w.Stored(t) {
		origins[p.JudgedBy]++
		if p.OpinionFault != "" {
			discarded++
		}
		was := before[key]
		switch text := strings.TrimSpace(p.Text); p.JudgedBy {
		case "second opinion":
			var said struct{ Label string }
			if err := json.Unmarshal([]byte(verdictOn(text)), &said); err != nil {
				t.Fatal(err)
			}
			if len(p.Brands) == 0 || unsupported(text) || p.OpinionLabel != said.Label || p.OpinionModel != "tiny" || !strings.Contains(p.Text, p.OpinionQuote) {
				t.Errorf("%v is judged %+v", key, p)
			}
		default:
			if p.Label != was.Label || !cmp.Equal(p.Sure, was.Sure) {
				t.Errorf("%v: the built-in model says %s, was %s", key, p.Label, was.Label)
			}
		}
		p.Label, p.JudgedBy, p.OpinionModel, p.OpinionLabel, p.OpinionQuote, p.OpinionFault, p.Sure = was.Label, was.JudgedBy, "", "", "", "", was.Sure
		if diff := cmp.Diff(was, p); diff != "" {
			t.Errorf("%v changed:\n%s", key, diff)
		}
	}
	if len(before) != origins["second opinion"]+origins["built-in model"] {
		t.Errorf("judged by %v, of %d posts", origins, len(before))
	}
	return origins, discarded
}

// TestOpinions goes from no model over one that is out of order, a small budget
// and a killed program to all that can be had: the posts are there all along, the
// budget holds and every figure is exact.
func TestOpinions(t *testing.T) {
	t.Parallel()
	w := clitest.NewWorld(t, 0.05)
	w.ListenTo(t, "brew-social")
	if sum, _ := w.Crawl(t, 0); sum.Opinions != nil {
		t.Errorf("without a model: %+v", sum.Opinions)
	}
	before := w.Stored(t)
	wanted, fair := 0, 0
	for _, p := range before {
		if p.JudgedBy != "built-in model" {
			t.Errorf("%s %s is judged by %q", p.Platform, p.ID, p.JudgedBy)
		}
		if len(p.Brands) > 0 {
			wanted++
			if !unsupported(strings.TrimSpace(p.Text)) {
				fair++
			}
		}
	}
	if wanted < 30 || fair == wanted {
		t.Fatalf("the sample has %d mentions, %d fair ones", wanted, fair)
	}

	model := newJudge(t, w)
	model.set(func() { model.down = true })
	sum, _ := w.Crawl(t, 0)
	if o := sum.Opinions; o == nil || o.Given != 0 || o.Waiting != wanted || o.RequestsToday != model.today() || o.RequestsToday == 0 || o.Fault == "" {
		t.Errorf("with the model out of order %+v, %d requests", o, model.count())
	}
	if origins, _ := judgedBy(t, w, before); origins["second opinion"] != 0 {
		t.Errorf("out of order, it judged %v", origins)
	}

	budget := model.count() + 20
	w.Setenv("EARSHOT_LLM_OPINION_BUDGET", fmt.Sprint(budget))
	model.set(func() { model.down = false })
	for range 2 { // the second crawl finds the budget used up
		sum, _ = w.Crawl(t, 0)
		if o := sum.Opinions; o.RequestsToday != budget || model.count() != budget || o.Waiting == 0 {
			t.Errorf("with a budget of %d: %+v, %d requests", budget, o, model.count())
		}
	}
	origins, _ := judgedBy(t, w, before)
	if origins["second opinion"] == 0 || origins["second opinion"] >= 20 {
		t.Errorf("within the budget, judged by %v", origins)
	}
	w.CompareTrends(t)

	w.Setenv("EARSHOT_LLM_OPINION_BUDGET", "10000")
	model.killed(t, w)
	sum, _ = w.Crawl(t, 0)
	origins, discarded := judgedBy(t, w, before)
	// A request is entered before it is sent, so the kill may have come between
	// the two for those beside the one it waited for.
	unsent := sum.Opinions.RequestsToday - model.today()
	if origins["second opinion"] != fair || discarded != wanted-fair || sum.Opinions.Waiting != 0 || unsent < 0 || unsent >= askedAtOnce {
		t.Errorf("in the end judged by %v, %d discarded, want %d and %d; %+v, %d requests", origins, discarded, fair, wanted-fair, sum.Opinions, model.count())
	}
	w.CompareTrends(t)
	model.answeredOnce(t, before)

	asked := model.count()
	w.Crawl(t, 0)
	w.Run(t, "reanalyze").Want(t, 0)
	if again, _ := judgedBy(t, w, before); again["second opinion"] != fair || model.count() != asked {
		t.Errorf("read and analysed again, judged by %v, with %d requests more", again, model.count()-asked)
	}
	if out := w.Run(t, "doctor").Out; !strings.Contains(out, fmt.Sprintf("%d of 10000 requests used today, 0 posts wait", model.today()+unsent)) {
		t.Errorf("the doctor does not tell how opinions stand:\n%s", out)
	}
}

// killed kills a crawl while the model keeps its answers back.
func (j *judge) killed(t *testing.T, w *clitest.World) {
	t.Helper()
	hold := make(chan struct{})
	j.set(func() { j.hold = hold })
	asked := j.count()
	cmd, output := w.Start(t)
	for end := time.Now().Add(clitest.Patience); j.count() == asked; time.Sleep(2 * time.Millisecond) {
		if time.Now().After(end) {
			t.Fatalf("the model was not asked\n%s", clitest.Tail(output.String()))
		}
	}
	if err := cmd.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	if err := cmd.Wait(); err == nil {
		t.Fatalf("the crawl was over before it was killed\n%s", clitest.Tail(output.String()))
	}
	j.set(func() { j.hold = nil })
	close(hold)
}

// answeredOnce wants the model to have answered once about every post of which it
// says what is true, however often it could not be asked.
func (j *judge) answeredOnce(t *testing.T, posts map[social.Key]clitest.Exported) {
	t.Helper()
	times := map[string]int{}
	for _, p := range posts {
		if text := strings.TrimSpace(p.Text); len(p.Brands) > 0 && !unsupported(text) {
			times[text]++
		}
	}
	j.mu.Lock()
	defer j.mu.Unlock()
	for text, n := range j.answered {
		if !unsupported(text) && n > times[text] {
			t.Errorf("%d answers about %q, which %d posts say", n, text, times[text])
		}
	}
}
