package polite

import (
	"strings"
	"testing"
	"time"

	"earshot/crawler/clock/clocktest"
	"earshot/internal/social"
)

var down = social.Errorf(social.CodeUnavailable, "503 Service Unavailable")

// visit takes a turn and says whether it was given.
func visit(t *testing.T, hosts *Hosts, name string, v Visit) error {
	t.Helper()
	turn, err := hosts.Enter(t.Context(), name, time.Second)
	if err != nil {
		return err
	}
	turn.Leave(v)
	return nil
}

func TestBreakerLeavesAHostAlone(t *testing.T) {
	clk := clocktest.New(start)
	hosts := New(Options{MaxWait: time.Minute, Clock: clk})
	asked := 0
	var times []time.Time
	// Somebody wants to ask every second for six hours.
	for range 6 * 3600 {
		if err := visit(t, hosts, "down.example", Visit{Fault: down}); err == nil {
			asked++
			times = append(times, clk.Now())
		} else if social.CodeOf(err) != social.CodeUnavailable || !strings.Contains(err.Error(), "down.example failed") || !strings.Contains(err.Error(), "left alone until 2026-11-2") {
			t.Fatalf("turned away with %v", err)
		}
		clk.Advance(time.Second)
	}
	// 5 at once, then after 30 s, 1, 2, 4, 8, 16, 32 and 60 minutes, and each
	// hour after that.
	if asked < 14 || asked > 17 {
		t.Errorf("%d requests in six hours", asked)
	}
	for i := 6; i < len(times); i++ {
		gap, before := times[i].Sub(times[i-1]), times[i-1].Sub(times[i-2])
		if want := min(2*before, longestRest); gap < want-2*time.Second || gap > want+10*time.Second {
			t.Errorf("request %d came %v after the one before, which had waited %v", i, gap, before)
		}
	}
	if err := visit(t, hosts, "up.example", answered); err != nil {
		t.Errorf("another host suffers: %v", err)
	}
	clk.Advance(longestRest)
	if err := visit(t, hosts, "down.example", answered); err != nil {
		t.Fatal(err)
	}
	for range 10 {
		if err := visit(t, hosts, "down.example", answered); err != nil {
			t.Fatalf("after it worked again: %v", err)
		}
	}
	// It begins anew.
	for range tolerance {
		if err := visit(t, hosts, "down.example", Visit{Fault: down}); err != nil {
			t.Fatal(err)
		}
	}
	clk.Advance(firstRest)
	if err := visit(t, hosts, "down.example", answered); err != nil {
		t.Errorf("after the first rest: %v", err)
	}
}

func TestBreakerTriesWithOneRequest(t *testing.T) {
	clk := clocktest.New(start)
	hosts := New(Options{PerHost: 3, MaxWait: time.Minute, Clock: clk})
	for range tolerance {
		if err := visit(t, hosts, "a.example", Visit{Fault: down}); err != nil {
			t.Fatal(err)
		}
	}
	clk.Advance(firstRest)
	probe, err := hosts.Enter(t.Context(), "a.example", 0)
	if err != nil {
		t.Fatal(err)
	}
	if err := visit(t, hosts, "a.example", answered); err == nil || !strings.Contains(err.Error(), "a single request") {
		t.Errorf("a second request beside the one that tries: %v", err)
	}
	// Whoever tried was told to stop: it says nothing of the host.
	probe.Leave(Visit{})
	if err := visit(t, hosts, "a.example", answered); err != nil {
		t.Errorf("the next one may try: %v", err)
	}
}

func TestFailuresInBetweenAreForgiven(t *testing.T) {
	hosts := New(Options{MaxWait: time.Minute, Clock: clocktest.New(start)})
	for range 50 {
		for range tolerance - 1 {
			if err := visit(t, hosts, "a.example", Visit{Answered: true, Fault: down}); err != nil {
				t.Fatal(err)
			}
		}
		if err := visit(t, hosts, "a.example", answered); err != nil {
			t.Fatal(err)
		}
	}
}

func TestSlowHostIsAskedMoreSlowly(t *testing.T) {
	for _, tt := range []struct {
		took, apart time.Duration
	}{
		{0, time.Second}, {200 * time.Millisecond, time.Second}, {2 * time.Second, 6 * time.Second}, {20 * time.Second, slowest},
	} {
		clk := clocktest.New(start)
		hosts := New(Options{MaxWait: time.Minute, Clock: clk})
		var began []time.Time
		for range 20 {
			turn, err := hosts.Enter(t.Context(), "a.example", time.Second)
			if err != nil {
				t.Fatal(err)
			}
			began = append(began, clk.Now())
			clk.Advance(tt.took)
			turn.Leave(Visit{Took: tt.took, Answered: true})
		}
		if got := began[19].Sub(began[18]); got != tt.apart {
			t.Errorf("answers after %v are asked for %v apart, want %v", tt.took, got, tt.apart)
		}
	}
}

func TestAHostThatGotFasterIsAskedFaster(t *testing.T) {
	clk := clocktest.New(start)
	hosts := New(Options{MaxWait: time.Minute, Clock: clk})
	ask := func(took time.Duration, times int) (apart time.Duration) {
		for range times {
			turn, err := hosts.Enter(t.Context(), "a.example", time.Second)
			if err != nil {
				t.Fatal(err)
			}
			began := clk.Now()
			clk.Advance(took)
			turn.Leave(Visit{Took: took, Answered: true})
			apart = turn.host.next.Sub(began)
		}
		return apart
	}
	if got := ask(4*time.Second, 10); got != 12*time.Second {
		t.Errorf("slow: %v apart", got)
	}
	if got := ask(10*time.Millisecond, 30); got != time.Second {
		t.Errorf("fast again: %v apart", got)
	}
}

func TestNoDelayIsNoDelay(t *testing.T) {
	clk := clocktest.New(start)
	hosts := New(Options{Clock: clk})
	for range 5 {
		turn, err := hosts.Enter(t.Context(), "own.example", 0)
		if err != nil {
			t.Fatal(err)
		}
		turn.Leave(Visit{Took: time.Minute, Answered: true})
	}
	if slept := clk.Slept(); len(slept) != 0 {
		t.Errorf("waited %v for a server of one's own", slept)
	}
}
