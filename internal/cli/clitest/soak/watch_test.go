package soak

import (
	"bufio"
	"context"
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"testing"
	"time"
)

// every is the time between two samples.
const every = 5 * time.Second

// gauges are what is watched, by what /metrics calls it.
var gauges = []struct {
	name, words string
	unit        float64
	most, left  float64 // 0 is no bound
}{
	{"process_resident_memory_bytes", "memory of the program, MiB", 1 << 20, mostProgram, 0},
	{"earshot_engine_resident_memory_bytes", "memory of the engine, MiB", 1 << 20, mostEngine, 0},
	{"process_open_fds", "descriptors", 1, mostDescriptors, leftDescriptors},
	{"go_goroutines", "goroutines", 1, mostGoroutines, leftGoroutines},
}

// watch samples what the program says of itself.
type watch struct {
	address string
	samples []map[string]float64
	failed  int
}

func newWatch(base string) *watch { return &watch{address: base + "metrics"} }

// run samples until ctx ends.
func (w *watch) run(ctx context.Context) {
	for {
		s, err := w.sample(ctx)
		if err == nil {
			w.samples = append(w.samples, s)
		} else if ctx.Err() == nil {
			w.failed++
		}
		select {
		case <-ctx.Done():
			return
		case <-time.After(every):
		}
	}
}

// sample reads the gauges as they are now.
func (w *watch) sample(ctx context.Context) (map[string]float64, error) {
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, w.address, nil)
	if err != nil {
		return nil, err
	}
	answer, err := http.DefaultClient.Do(request)
	if err != nil {
		return nil, err
	}
	defer answer.Body.Close()
	found := map[string]float64{}
	lines := bufio.NewScanner(answer.Body)
	for lines.Scan() {
		name, value, _ := strings.Cut(lines.Text(), " ")
		for _, g := range gauges {
			if g.name != name {
				continue
			}
			if found[name], err = strconv.ParseFloat(value, 64); err != nil {
				return nil, err
			}
		}
	}
	for _, g := range gauges {
		if _, ok := found[g.name]; !ok {
			return nil, fmt.Errorf("%s has no %s", w.address, g.name)
		}
	}
	return found, lines.Err()
}

// print prints how the gauges went, and holds them against their bounds; left is what they
// show with the readers gone.
func (w *watch) print(t *testing.T, left map[string]float64) {
	t.Helper()
	if len(w.samples) == 0 {
		t.Fatal("nothing was measured")
	}
	if w.failed > 1+len(w.samples)/20 {
		t.Errorf("/metrics failed %d times beside %d answers", w.failed, len(w.samples))
	}
	t.Logf("%-28s %8s %8s %8s %8s %8s", "", "first", "highest", "last", "left", "bound")
	for _, g := range gauges {
		of := func(s map[string]float64) float64 { return s[g.name] / g.unit }
		highest := func(samples []map[string]float64) (most float64) {
			for _, s := range samples {
				most = max(most, of(s))
			}
			return most
		}
		most := highest(w.samples)
		t.Logf("%-28s %8.0f %8.0f %8.0f %8.0f %8.0f", g.words, of(w.samples[0]), most, of(w.samples[len(w.samples)-1]), of(left), g.most/g.unit)
		if most > g.most/g.unit {
			t.Errorf("%s: %.0f, the bound is %.0f", g.words, most, g.most/g.unit)
		}
		if g.left > 0 && of(left) > g.left/g.unit {
			t.Errorf("%s with the readers gone: %.0f, the bound is %.0f", g.words, of(left), g.left/g.unit)
		}
		half := len(w.samples) / 2
		if before, after := highest(w.samples[:half]), highest(w.samples[half:]); half > 5 && after > mostGrowth*before {
			t.Errorf("%s: %.0f in the second half, %.0f in the first: more than %g times as much", g.words, after, before, mostGrowth)
		}
	}
}
