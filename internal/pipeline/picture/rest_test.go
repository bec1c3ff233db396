package picture

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"earshot/internal/social"
)

var errDown = social.Errorf(social.CodeUnavailable, "no answer within 30 s")

// left is the error of a host that all who ask leave alone.
type left struct {
	error
	until time.Time
}

func (l left) RestsUntil() time.Time { return l.until }

// bed asks for pictures of a host as the worker does, at a clock of its own.
type bed struct {
	*rests
	now   time.Time
	asked int
}

func newBed() *bed {
	b := &bed{now: time.Date(2026, 5, 1, 12, 0, 0, 0, time.UTC)}
	b.rests = newRests(func() time.Time { return b.now })
	return b
}

// ask asks for n pictures, or has them wait, and counts both.
func (b *bed) ask(n int, m social.Media, err error) (asked, waits int) {
	for i := range n {
		t := &task{Value: social.MediaTask{URL: fmt.Sprintf("https://cdn.example/%d", i), Source: "forum"}}
		b.taken([]string{t.Value.URL})
		if left := b.of("cdn.example"); left > 0 {
			b.wait(t, "cdn.example", left)
			waits++
			continue
		}
		asked++
		b.learn(t, "cdn.example", m, err)
	}
	return asked, waits
}

// TestMissingPicturesDoNotCostTheHostsDelayEach: of sixty nine are asked for, and a few
// after each rest until all were.
func TestMissingPicturesDoNotCostTheHostsDelayEach(t *testing.T) {
	missing := social.Media{State: social.MediaFailed, Fault: "the server answers 404"}
	b := newBed()
	asked, waits := b.ask(60, missing, nil)
	if asked != 9 || waits != 51 {
		t.Errorf("%d of 60 missing ones were asked for, %d wait", asked, waits)
	}
	w := &Worker{rests: b.rests}
	if w.Waiting() != 51 {
		t.Errorf("%d wait", w.Waiting())
	}
	said := w.Held()["forum"]
	if len(said) != 1 || !strings.HasPrefix(said[0], "51 pictures wait: pictures of cdn.example failed one after the other and are left alone until 12:10 UTC") {
		t.Errorf("said %q", said)
	}
	var rounds []int
	for left := waits; left > 0; {
		b.now = b.now.Add(b.of("cdn.example"))
		n, _ := b.ask(left, missing, nil)
		rounds, left = append(rounds, n), left-n
	}
	if len(rounds) != 17 || w.Waiting() != 0 {
		t.Errorf("asked for in rounds of %v, %d wait", rounds, w.Waiting())
	}
	free := newBed()
	free.unpaced = true
	if asked, _ := free.ask(60, missing, nil); asked != 60 {
		t.Errorf("of a host that is asked without a pause %d were asked for", asked)
	}
	b.now = b.now.Add(longestRest)
	if asked, _ := b.ask(1, social.Media{State: social.MediaReady}, nil); asked != 1 || len(b.hosts) != 0 {
		t.Error("a picture that is there does not end it")
	}
}

// TestDeadLinksOfOnePostStopNoHost: other posts show what is there; where many posts miss their
// pictures it is the host.
func TestDeadLinksOfOnePostStopNoHost(t *testing.T) {
	missing := social.Media{State: social.MediaFailed, Fault: "the server answers 404"}
	b := newBed()
	ask := func(page, n int) {
		of := social.MediaTask{URL: fmt.Sprintf("https://cdn.example/%d/%d", page, n), Referrer: fmt.Sprintf("https://forum.example/%d", page)}
		b.learn(&task{Value: of}, "cdn.example", missing, nil)
	}
	for n := range 60 {
		ask(0, n)
	}
	if left := b.of("cdn.example"); left != 0 {
		t.Errorf("for one post it is left alone for %v", left)
	}
	for page := range patience {
		ask(page, 0)
	}
	if left := b.of("cdn.example"); left != firstRest {
		t.Errorf("for %d posts it is left alone for %v", patience, left)
	}
}

// TestHostsAreRememberedWithinBounds: what is forgotten are those that are not left alone.
func TestHostsAreRememberedWithinBounds(t *testing.T) {
	b := newBed()
	b.ask(3, social.Media{}, errDown)
	for i := range 2 * manyHosts {
		host := fmt.Sprintf("%d.example", i)
		b.learn(&task{Value: social.MediaTask{URL: "https://" + host + "/1"}}, host, social.Media{State: social.MediaFailed}, nil)
	}
	if n := len(b.hosts); n > manyHosts || b.of("cdn.example") != firstRest {
		t.Errorf("%d are remembered, and the one that is down is left alone for %v", n, b.of("cdn.example"))
	}
}

// TestAHostThatHangsIsLeftAlone after three pictures, and a picture is given up by how often
// it was asked for, not by how often its task came.
func TestAHostThatHangsIsLeftAlone(t *testing.T) {
	b := newBed()
	if asked, waits := b.ask(60, social.Media{}, errDown); asked != 3 || waits != 57 {
		t.Errorf("%d were asked for, %d wait", asked, waits)
	}
	var attempts []int
	for i := range 4 {
		attempts = append(attempts, b.attempt(fmt.Sprintf("https://cdn.example/%d", i)))
	}
	if diff := cmp.Diff([]int{2, 2, 2, 1}, attempts); diff != "" {
		t.Error(diff)
	}
	b.now = b.now.Add(firstRest)
	if asked, _ := b.ask(60, social.Media{}, errDown); asked != 1 || b.of("cdn.example") != 2*firstRest {
		t.Errorf("after the rest %d, which is now %v", asked, b.of("cdn.example"))
	}
}

// TestAHostLeftAloneByAllIsNotBlamed: a picture that was not asked for has lost no attempt.
func TestAHostLeftAloneByAllIsNotBlamed(t *testing.T) {
	b := newBed()
	task := &task{Value: social.MediaTask{URL: "https://cdn.example/1"}}
	err := fmt.Errorf("fetch: %w", left{errDown, b.now.Add(time.Hour)})
	if got := b.learn(task, "cdn.example", social.Media{}, err); got != time.Hour || b.attempt(task.Value.URL) != 1 {
		t.Errorf("left alone for %v, attempt %d", got, b.attempt(task.Value.URL))
	}
	b.ask(5, social.Media{State: social.MediaFailed}, nil)
	if b.of("other.example") != 0 {
		t.Error("another host is left alone")
	}
}
