package polite

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"earshot/crawler/clock/clocktest"
	"earshot/internal/social"
)

var start = time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC)

// answered is a visit that went well and took no time.
var answered = Visit{Answered: true}

func TestEnterSpacesRequestsOfAllWorkers(t *testing.T) {
	clk := clocktest.New(start)
	hosts := New(Options{PerHost: 3, MaxWait: time.Minute, Clock: clk})
	var wg sync.WaitGroup
	for range 20 {
		wg.Go(func() {
			turn, err := hosts.Enter(t.Context(), "one.example", 2*time.Second)
			if err != nil {
				t.Error(err)
				return
			}
			turn.Leave(answered)
		})
	}
	wg.Wait()
	if got := clk.Now().Sub(start); got < 38*time.Second {
		t.Errorf("20 requests 2 s apart took %v, want at least 38 s", got)
	}
}

func TestEnterLetsOneRequestInAtATime(t *testing.T) {
	hosts := New(Options{Clock: clocktest.New(start)})
	turn, err := hosts.Enter(t.Context(), "one.example", 0)
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancelCause(t.Context())
	reason := errors.New("the worker is told to stop")
	cancel(reason)
	if _, err := hosts.Enter(ctx, "one.example", 0); !errors.Is(err, reason) {
		t.Errorf("the second request got in or failed otherwise: %v", err)
	}
	other, err := hosts.Enter(t.Context(), "two.example", 0)
	if err != nil {
		t.Fatalf("another host must not wait: %v", err)
	}
	other.Leave(answered)
	turn.Leave(answered)
	again, err := hosts.Enter(t.Context(), "one.example", 0)
	if err != nil {
		t.Fatal(err)
	}
	again.Leave(answered)
}

func TestHold(t *testing.T) {
	clk := clocktest.New(start)
	hosts := New(Options{MaxWait: 2 * time.Minute, Clock: clk})
	hosts.Hold("one.example", start.Add(90*time.Second))
	hosts.Hold("one.example", start.Add(10*time.Second))
	turn, err := hosts.Enter(t.Context(), "one.example", time.Second)
	if err != nil {
		t.Fatal(err)
	}
	turn.Leave(answered)
	if diff := cmp.Diff([]time.Duration{90 * time.Second}, clk.Slept()); diff != "" {
		t.Errorf("waits (-want +got):\n%s", diff)
	}
	hosts.Hold("one.example", clk.Now().Add(time.Hour))
	_, err = hosts.Enter(t.Context(), "one.example", time.Second)
	if social.CodeOf(err) != social.CodeRateLimited {
		t.Fatalf("code %q of %v, want rate_limited", social.CodeOf(err), err)
	}
	if want := "crawler: one.example asks to be left alone until 2026-11-23T13:01:30Z"; err.Error() != want {
		t.Errorf("error %q, want %q", err, want)
	}
}

func TestIdleHostsAreForgotten(t *testing.T) {
	clk := clocktest.New(start)
	hosts := New(Options{Clock: clk})
	hosts.Hold("held.example", start.Add(24*time.Hour))
	for i := range 3 * sweepAt {
		turn, err := hosts.Enter(t.Context(), fmt.Sprint(i), time.Second)
		if err != nil {
			t.Fatal(err)
		}
		turn.Leave(answered)
		clk.Advance(time.Second)
	}
	if n := len(hosts.hosts); n > sweepAt {
		t.Errorf("%d hosts are kept, want at most %d", n, sweepAt)
	}
	if hosts.hosts["held.example"] == nil {
		t.Error("a host that asked for a rest was forgotten")
	}
}

func TestRetryAfter(t *testing.T) {
	for _, tt := range []struct {
		name, value string
		want        time.Duration
		ok          bool
	}{
		{"none", "", 0, false},
		{"seconds", "120", 2 * time.Minute, true},
		{"zero", "0", 0, true},
		{"fraction", "1.5", 1500 * time.Millisecond, true},
		{"spaces", " 7 ", 7 * time.Second, true},
		{"date", "Mon, 23 Nov 2026 12:00:30 GMT", 30 * time.Second, true},
		{"old date format", "Monday, 23-Nov-26 12:00:30 GMT", 30 * time.Second, true},
		{"asctime", "Mon Nov 23 12:00:30 2026", 30 * time.Second, true},
		{"iso time", "2026-11-23T12:00:30Z", 30 * time.Second, true},
		{"iso time with a zone", "2026-11-23T14:00:30.5+0200", 30*time.Second + 500*time.Millisecond, true},
		{"iso time with a space", "2026-11-23 12:00:30", 30 * time.Second, true},
		{"iso time, basic", "20261123T120030Z", 30 * time.Second, true},
		{"unix time", "1795435230", 30 * time.Second, true},
		{"unix time in milliseconds", "1795435230000", 30 * time.Second, true},
		{"date in the past", "Mon, 23 Nov 2026 11:00:00 GMT", 0, true},
		{"negative", "-5", 0, false},
		{"not a number", "NaN", 0, false},
		{"endless", "1e300", longest, true},
		{"far date", "Fri, 31 Dec 9999 23:59:59 GMT", longest, true},
		{"words", "soon", 0, false},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got, ok := RetryAfter(http.Header{"Retry-After": {tt.value}}, start)
			if got != tt.want || ok != tt.ok {
				t.Errorf("RetryAfter(%q) = %v, %v, want %v, %v", tt.value, got, ok, tt.want, tt.ok)
			}
		})
	}
}

func TestExhausted(t *testing.T) {
	in := func(d time.Duration) time.Time { return start.Add(d) }
	for _, tt := range []struct {
		name, left, reset string
		want              time.Time
		yes               bool
	}{
		{"some left", "12", "2026-11-23T12:05:00Z", time.Time{}, false},
		{"no fields", "", "", time.Time{}, false},
		{"iso time", "0", "2026-11-23T12:05:00.000Z", in(5 * time.Minute), true},
		{"iso time with zone", "0", "2026-11-23T13:05:00+01:00", in(5 * time.Minute), true},
		{"unix time", "0", "1795435260", in(time.Minute), true},
		{"seconds", "0", "42", in(42 * time.Second), true},
		{"a fraction left", "0.0", "42.5", in(42500 * time.Millisecond), true},
		{"already over", "0", "2026-11-23T11:59:00Z", time.Time{}, false},
		{"milliseconds", "0", "1795435260000", in(time.Minute), true},
		{"microseconds", "0", "1795435260000000", in(longest), true},
		{"http date", "0", "Mon, 23 Nov 2026 12:00:30 GMT", in(30 * time.Second), true},
		{"iso time without a zone", "0", "2026-11-23T12:05:00", in(5 * time.Minute), true},
		{"no reset", "0", "", time.Time{}, false},
		{"words", "none", "later", time.Time{}, false},
	} {
		t.Run(tt.name, func(t *testing.T) {
			h := http.Header{}
			h.Set("X-RateLimit-Remaining", tt.left)
			h.Set("X-RateLimit-Reset", tt.reset)
			got, yes := Exhausted(h, start)
			if !got.Equal(tt.want) || yes != tt.yes {
				t.Errorf("Exhausted(%q, %q) = %v, %v, want %v, %v", tt.left, tt.reset, got, yes, tt.want, tt.yes)
			}
		})
	}
}

func TestExhaustedUnderEveryName(t *testing.T) {
	for _, tt := range []struct {
		name   string
		fields map[string]string
		want   time.Duration
	}{
		{"early draft", map[string]string{"RateLimit-Remaining": "0", "RateLimit-Reset": "3"}, 3 * time.Second},
		{"with hyphens", map[string]string{"X-Rate-Limit-Remaining": "0", "X-Rate-Limit-Reset": "1795435203"}, 3 * time.Second},
		{"reset after", map[string]string{"X-RateLimit-Remaining": "0", "X-RateLimit-Reset-After": "3"}, 3 * time.Second},
		{"one field", map[string]string{"RateLimit": "limit=100, remaining=0, reset=3"}, 3 * time.Second},
		{"one field, some left", map[string]string{"RateLimit": "limit=100, remaining=5, reset=3"}, 0},
		{"late draft", map[string]string{"RateLimit": `"default";r=0;t=3`, "RateLimit-Policy": `"default";q=100;w=60`}, 3 * time.Second},
		{"late draft, some left", map[string]string{"RateLimit": `"default";r=1;t=3`}, 0},
		{"late draft without a time", map[string]string{"RateLimit": `"default";r=0`}, 0},
	} {
		t.Run(tt.name, func(t *testing.T) {
			h := http.Header{}
			for name, value := range tt.fields {
				h.Set(name, value)
			}
			got, yes := Exhausted(h, start)
			if yes != (tt.want > 0) || yes && !got.Equal(start.Add(tt.want)) {
				t.Errorf("until %v, %v, want %v", got, yes, tt.want)
			}
		})
	}
}

func FuzzHeaders(f *testing.F) {
	f.Add("0", "2026-11-23T12:05:00Z", "120")
	f.Add("0.0", "1795435260", "Mon, 23 Nov 2026 12:00:30 GMT")
	f.Add("9223372036854775807", "-1", "Sun, 06 Nov 1994 08:49:37 GMT")
	f.Fuzz(func(t *testing.T, left, reset, retry string) {
		h := http.Header{"X-Ratelimit-Remaining": {left}, "X-Ratelimit-Reset": {reset}, "Retry-After": {retry}, "Ratelimit": {left}}
		if d, _ := RetryAfter(h, start); d < 0 || d > longest {
			t.Errorf("Retry-After %q is a wait of %v", retry, d)
		}
		if until, yes := Exhausted(h, start); yes && (until.Before(start) || until.Sub(start) > longest) {
			t.Errorf("reset %q is at %v", reset, until)
		}
	})
}
