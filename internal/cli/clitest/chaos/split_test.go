//go:build linux

package chaos

import (
	"bufio"
	"fmt"
	"maps"
	"math/rand/v2"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"earshot/internal/cli/clitest"
)

// split is Earshot as several processes that share a NATS server and a ClickHouse.
type split struct {
	*world
	engine *outside
	nats   *outside
	// natsEnv starts the server again where it was.
	natsEnv []string
	// toEngine and toNATS are the ways there.
	toEngine, toNATS *network
	workers          map[string]*process
	// monitor is the dashboard's address, where it tells how much is waiting.
	monitor string
}

// parts are the workers beside the dashboard, by what they are started with.
var parts = map[string][]string{
	"crawl":     {"run", "--only", "crawl"},
	"analyze 1": {"run", "--only", "analyze"},
	"analyze 2": {"run", "--only", "analyze"},
}

func newSplit(t *testing.T) *split {
	s := &split{world: newWorld(t), workers: map[string]*process{}, monitor: freeAddress(t)}
	s.natsEnv = []string{natsDir + "=" + t.TempDir(), natsAddr + "=" + freeAddress(t)}
	s.nats = start(t, s.natsEnv...)
	s.engine = start(t, engineDir+"="+t.TempDir())
	dsn, err := url.Parse(s.engine.address)
	if err != nil {
		t.Fatal(err)
	}
	s.toNATS, s.toEngine = newNetwork(t, s.nats.address), newNetwork(t, dsn.Host)
	dsn.Host = s.toEngine.addr()
	s.extra = map[string]any{
		"streams": map[string]any{"url": "nats://" + s.toNATS.addr()},
		"storage": map[string]any{"dsn": dsn.String()},
	}
	s.configure(t)
	return s
}

func (s *split) ways() []way {
	ways := []way{
		{"split: kill the engine", func(t *testing.T, c *rand.Rand) bool { return s.killServer(t, c, s.engineProcess) }},
		{"split: stop the engine for a while", func(t *testing.T, c *rand.Rand) bool { return s.stopServer(t, c, s.engineProcess) }},
		{"split: kill NATS", s.killNATS},
		{"split: stop NATS for a while", func(t *testing.T, c *rand.Rand) bool {
			return s.stopServer(t, c, func(*testing.T) int { return s.nats.cmd.Process.Pid })
		}},
		{"split: cut the way to NATS", func(t *testing.T, c *rand.Rand) bool { return s.cut(t, c, s.toNATS) }},
		{"split: cut the way to ClickHouse", func(t *testing.T, c *rand.Rand) bool { return s.cut(t, c, s.toEngine) }},
		{"split: a slow way to both", s.delay},
		{"split: stop workers for longer than their turn", s.stopWorkers},
	}
	// The order of a map is not what the seed says.
	for _, name := range append(slices.Sorted(maps.Keys(parts)), "dashboard") {
		ways = append(ways, way{"split: kill " + name, func(t *testing.T, c *rand.Rand) bool { return s.killWorker(t, c, name) }})
	}
	return ways
}

// engineProcess is the engine itself, below the process that keeps it.
func (s *split) engineProcess(t *testing.T) int {
	t.Helper()
	children := clitest.Children(t, s.engine.cmd.Process.Pid)
	if len(children) == 0 {
		return 0
	}
	return children[0]
}

// begin starts every worker that does not run.
func (s *split) begin(t *testing.T) {
	t.Helper()
	if p := s.workers["dashboard"]; p == nil || !p.works(0) {
		s.workers["dashboard"] = s.world.begin(t, "run", "--only", "dashboard", "--addr", s.monitor)
		for end := time.Now().Add(clitest.Patience); time.Now().Before(end); time.Sleep(20 * time.Millisecond) {
			if _, ok := s.waiting(); ok {
				break // it sees all of what the others do
			}
		}
	}
	for name, args := range parts {
		if p := s.workers[name]; p == nil || !p.works(0) {
			s.workers[name] = s.world.begin(t, args...)
		}
	}
}

// prepare is that of the world, with workers that read the configuration of now.
func (s *split) prepare(t *testing.T, chance *rand.Rand) {
	t.Helper()
	s.world.prepare(t, chance)
	s.begin(t)
}

// atWork waits until something is under way, and then for a random time.
func (s *split) atWork(chance *rand.Rand) bool {
	busy := false
	for end := time.Now().Add(2 * span); time.Now().Before(end) && !busy; time.Sleep(20 * time.Millisecond) {
		n, _ := s.waiting()
		busy = n > 0
	}
	time.Sleep(until(chance, time.Second))
	return busy
}

// waiting is how many messages the streams hold, as the dashboard tells; ok is false where
// it does not.
func (s *split) waiting() (sum float64, ok bool) {
	answer, err := http.Get("http://" + s.monitor + "/metrics")
	if err != nil {
		return 0, false
	}
	defer answer.Body.Close()
	for lines := bufio.NewScanner(answer.Body); lines.Scan(); {
		if rest, found := strings.CutPrefix(lines.Text(), "earshot_stream_messages{"); found {
			_, value, _ := strings.Cut(rest, "} ")
			var n float64
			if _, err := fmt.Sscan(value, &n); err == nil {
				sum += n
				ok = true
			}
		}
	}
	return sum, ok
}

func (s *split) killWorker(t *testing.T, chance *rand.Rand, name string) bool {
	busy := s.atWork(chance)
	hit := s.workers[name].kill(t) && busy
	s.begin(t)
	return hit
}

func (s *split) killServer(t *testing.T, chance *rand.Rand, server func(*testing.T) int) bool {
	busy := s.atWork(chance)
	pid := server(t)
	return pid != 0 && syscall.Kill(pid, syscall.SIGKILL) == nil && busy
}

func (s *split) stopServer(t *testing.T, chance *rand.Rand, server func(*testing.T) int) bool {
	busy := s.atWork(chance)
	pid := server(t)
	freeze(time.Second+until(chance, 10*time.Second), pid)
	return pid != 0 && busy
}

func (s *split) killNATS(t *testing.T, chance *rand.Rand) bool {
	busy := s.atWork(chance)
	if err := s.nats.cmd.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	_ = s.nats.cmd.Wait() // it was killed
	time.Sleep(until(chance, 4*time.Second))
	s.nats = start(t, s.natsEnv...)
	return busy
}

func (s *split) cut(t *testing.T, chance *rand.Rand, n *network) bool {
	busy := s.atWork(chance)
	broken := 0
	for range 1 + chance.IntN(3) {
		broken += n.setCut(true)
		time.Sleep(until(chance, 6*time.Second))
		n.setCut(false)
		time.Sleep(until(chance, 2*time.Second))
	}
	return broken > 0 && busy
}

func (s *split) delay(t *testing.T, chance *rand.Rand) bool {
	d := 20*time.Millisecond + until(chance, 200*time.Millisecond)
	passing := s.toNATS.setDelay(d) + s.toEngine.setDelay(d)
	busy := s.atWork(chance)
	time.Sleep(5 * time.Second)
	s.toNATS.setDelay(0)
	s.toEngine.setDelay(0)
	return passing > 0 && busy
}

// stopWorkers stops an analyzer and the crawler for longer than their messages are kept for
// them: others get these, and the late ones must do no harm.
func (s *split) stopWorkers(t *testing.T, chance *rand.Rand) bool {
	busy := s.atWork(chance)
	freeze(32*time.Second+until(chance, 3*time.Second), s.workers["analyze 1"].cmd.Process.Pid, s.workers["crawl"].cmd.Process.Pid)
	return busy
}

// finish ends the workers well, and lets one process do what is left.
func (s *split) finish(t *testing.T) {
	t.Helper()
	for name, p := range s.workers {
		p.stop(t, "split: "+name)
	}
	clear(s.workers)
	s.crawl(t)
}
