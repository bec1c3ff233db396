package schedule

import (
	"context"
	"errors"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"earshot/crawler/clock/clocktest"
	"earshot/internal/social"
)

var start = time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC)

func TestParseFaults(t *testing.T) {
	for _, tt := range []struct{ name, text, want string }{
		{"empty", "", "it is empty"},
		{"not a duration", "every 15", `every: "15" is not a length of time`},
		{"nothing", "every ", "neither"},
		{"too short", "every 10ms", "every: 10ms is less than 1s"},
		{"negative", "every -5m", "every: \"-5m\" is not a length of time"},
		{"too few fields", "* * *", "it has 3"},
		{"six fields", "0 0 * * * *", "it has 6"},
		{"hour", "0 25 * * *", `field 2 (hour): "25"`},
		{"day of week", "0 0 * * frog", `field 5 (day of week): "frog"`},
		{"step", "*/0 * * * *", `field 1 (minute): "*/0"`},
		{"zone", "CRON_TZ=Europe/Berlin 0 6 * * *", "times are in UTC"},
		{"no such day", "0 0 31 2 *", "never comes"},
		{"no such descriptor", "@sometimes", `"@sometimes"`},
	} {
		t.Run(tt.name, func(t *testing.T) {
			_, err := Parse(tt.text)
			if social.CodeOf(err) != social.CodeInvalid || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("Parse(%q): %v, want it to say %q", tt.text, err, tt.want)
			}
		})
	}
}

func TestAfter(t *testing.T) {
	for _, tt := range []struct {
		text     string
		interval time.Duration
	}{
		{"every 15m", 15 * time.Minute},
		{"@every 1s", time.Second},
		{"every 6h", 6 * time.Hour},
		{"0 */2 * * *", 2 * time.Hour},
		{"@daily", 24 * time.Hour},
		{"every @daily", 24 * time.Hour},
		{"every 1d", 24 * time.Hour},
		{"1d", 24 * time.Hour},
		{"90m", 90 * time.Minute},
		{"30 6 * * *", 24 * time.Hour},
	} {
		t.Run(tt.text, func(t *testing.T) {
			plan, err := Parse(tt.text)
			if err != nil {
				t.Fatal(err)
			}
			moves := map[time.Duration]bool{}
			for _, source := range []string{"a", "b", "c", "d", "e"} {
				at := plan.After(start, source)
				if !at.After(start) || at.Sub(start) > tt.interval+maxJitter {
					t.Errorf("first run of %s at %v", source, at)
				}
				tick := plan.tick(at.Add(-min(maxJitter, tt.interval/10) - 1))
				move := at.Sub(tick)
				if move < 0 || move > min(maxJitter, tt.interval/10) {
					t.Errorf("%s is moved by %v", source, move)
				}
				moves[move] = true
				for range 50 {
					next := plan.After(at, source)
					if next.Sub(at) != tt.interval {
						t.Fatalf("%s comes %v after %v, want %v", source, next.Sub(at), at, tt.interval)
					}
					at = next
				}
			}
			if len(moves) < 3 {
				t.Errorf("5 sources have only the moves %v", moves)
			}
		})
	}
}

func FuzzParse(f *testing.F) {
	for _, seed := range []string{"every 15m", "0 */2 * * *", "@daily", "every 99999h", "0 0 29 2 *", "TZ= * * * * *"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		plan, err := Parse(text)
		if err != nil {
			return
		}
		if at := plan.After(start, "source"); !at.After(start) {
			t.Errorf("%q: the next run is at %v", text, at)
		}
	})
}

// book is a State in memory.
type book struct {
	mu   sync.Mutex
	m    map[string][]byte
	fail error
}

func (b *book) Get(_ context.Context, key string) ([]byte, uint64, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.m[key], 0, b.fail
}

func (b *book) Put(_ context.Context, key string, value []byte) error {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.fail == nil {
		b.m[key] = value
	}
	return b.fail
}

var errStop = errors.New("stop")

// launches counts what a Scheduler begins, on a clock that the Scheduler moves.
type launches struct {
	clk    *clocktest.Clock
	state  *book
	begun  []time.Time
	answer error
	cancel context.CancelCauseFunc
	limit  int
	// at is done after that many were begun.
	at map[int]func()
}

func (d *launches) begin(context.Context, string) (string, error) {
	d.begun = append(d.begun, d.clk.Now())
	if do := d.at[len(d.begun)]; do != nil {
		do()
	}
	if len(d.begun) >= d.limit {
		d.cancel(errStop)
	}
	return "run", d.answer
}

// run lets a new Scheduler begin limit runs.
func (d *launches) run(t *testing.T, limit int, sources ...social.Source) *Scheduler {
	t.Helper()
	ctx, cancel := context.WithCancelCause(t.Context())
	d.cancel, d.limit, d.begun = cancel, limit, nil
	s, err := New(Options{Sources: sources, Begin: d.begin, State: d.state, Clock: d.clk})
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Run(ctx); !errors.Is(err, errStop) {
		t.Fatalf("Run: %v", err)
	}
	return s
}

func newLaunches() *launches {
	return &launches{clk: clocktest.New(start), state: &book{m: map[string][]byte{}}}
}

func TestRunSurvivesRestarts(t *testing.T) {
	d := newLaunches()
	src := social.Source{Name: "blogs", Schedule: "every 10m"}
	s := d.run(t, 3, src)
	if !d.begun[0].Equal(start) {
		t.Errorf("a new source is first crawled at %v, want at once", d.begun[0])
	}
	if gap := d.begun[2].Sub(d.begun[1]); gap != 10*time.Minute {
		t.Errorf("runs are %v apart", gap)
	}
	next, err := s.Next(t.Context(), "blogs")
	if err != nil {
		t.Fatal(err)
	}

	d.run(t, 1, src)
	if !d.begun[0].Equal(next) {
		t.Errorf("after a restart the run is at %v, want %v", d.begun[0], next)
	}

	d.clk.Advance(5 * time.Hour)
	down := d.clk.Now()
	d.run(t, 2, src)
	if !d.begun[0].Equal(down) || d.begun[1].Sub(down) < time.Minute {
		t.Errorf("runs missed are made up for at %v, want once, at %v", d.begun, down)
	}
}

func TestChangedScheduleCountsAtOnce(t *testing.T) {
	d := newLaunches()
	d.run(t, 1, social.Source{Name: "blogs", Schedule: "every 24h"})
	d.run(t, 1, social.Source{Name: "blogs", Schedule: "every 10m"})
	if wait := d.begun[0].Sub(start); wait > 12*time.Minute {
		t.Errorf("the next run waits %v, want the new schedule", wait)
	}
}

// TestAClockThatWentBack has times stored by a clock that was a year ahead, and one that is
// put right while sources are scheduled: neither waits a year.
func TestAClockThatWentBack(t *testing.T) {
	const year = 365 * 24 * time.Hour
	for _, schedule := range []string{"every 10m", "*/10 * * * *"} {
		src := social.Source{Name: "blogs", Schedule: schedule}
		d := newLaunches()
		d.clk.Advance(year)
		d.run(t, 1, src)
		d.clk.Advance(-year)
		d.run(t, 1, src)
		if wait := d.begun[0].Sub(start); wait > 12*time.Minute {
			t.Errorf("%s: after a restart the next run waits %v", schedule, wait)
		}

		d = newLaunches()
		d.clk.Advance(year)
		d.at = map[int]func(){2: func() { d.clk.Advance(-year) }}
		d.run(t, 3, src)
		if wait := d.begun[2].Add(year).Sub(d.begun[1]); wait > 12*time.Minute {
			t.Errorf("%s: the run after the clock was put right waits %v", schedule, wait)
		}
		// And one that goes forward makes up for what was missed once.
		d = newLaunches()
		d.at = map[int]func(){2: func() { d.clk.Advance(year) }}
		d.run(t, 4, src)
		if wait := d.begun[3].Sub(d.begun[2]); wait < 7*time.Minute {
			t.Errorf("%s: after the clock went forward runs are %v apart", schedule, wait)
		}
	}
}

func TestOverlapIsLeftOut(t *testing.T) {
	d := newLaunches()
	d.answer = social.Errorf(social.CodeConflict, "running")
	s := d.run(t, 3, social.Source{Name: "blogs", Schedule: "every 10m"})
	if got := s.Skipped("blogs"); got != 2 {
		t.Errorf("%d runs left out, want the 2 that were not cancelled", got)
	}
}

func TestRunThatCannotBeginIsTriedAgain(t *testing.T) {
	d := newLaunches()
	d.answer = errors.New("the stream is down")
	d.run(t, 3, social.Source{Name: "blogs", Schedule: "every 24h"})
	want := []time.Time{start, start.Add(retryAfter), start.Add(2 * retryAfter)}
	if diff := cmp.Diff(want, d.begun); diff != "" {
		t.Errorf("tries (-want +got):\n%s", diff)
	}
}

func TestNextAndRunNow(t *testing.T) {
	d := newLaunches()
	d.limit = 9
	s, err := New(Options{Sources: []social.Source{{Name: "manual"}, {Name: "blogs", Schedule: "@hourly"}},
		Begin: d.begin, State: d.state, Clock: d.clk})
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"manual", "blogs", "nobody"} {
		if at, err := s.Next(t.Context(), name); err != nil || !at.IsZero() {
			t.Errorf("Next(%s) = %v, %v, want none yet", name, at, err)
		}
	}
	if id, err := s.RunNow(t.Context(), "manual"); id != "run" || err != nil || len(d.begun) != 1 {
		t.Errorf("RunNow: %q, %v, %d begun", id, err, len(d.begun))
	}
	d.state.fail = errors.New("disk gone")
	if err := s.Run(t.Context()); !errors.Is(err, d.state.fail) {
		t.Errorf("Run without a state: %v", err)
	}
}

func TestNewJoinsFaults(t *testing.T) {
	_, err := New(Options{Sources: []social.Source{{Name: "one", Schedule: "every x"}, {Name: "two", Schedule: "61 * * * *"}}})
	if err == nil || !strings.Contains(err.Error(), "source one: schedule: every") || !strings.Contains(err.Error(), "source two: schedule: field 1 (minute)") {
		t.Errorf("error %v", err)
	}
}
