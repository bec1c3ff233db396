//go:build linux

package chaos

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"earshot/internal/sample"
	"earshot/internal/social"
)

// whole is the program with engine and streams inside.
type whole struct {
	*world
	disk disk
	// files are imports that were interrupted, and are repeated.
	files []string
	// backups is where they are kept.
	backups string
	// backedUp is set where a backup was interrupted: another is made, restored and used.
	backedUp bool
}

func newWhole(t *testing.T) *whole {
	w := &whole{world: newWorld(t), backups: t.TempDir()}
	w.disk = newDisk(t, w.Dir)
	w.configure(t) // on the new disk
	return w
}

func (w *whole) ways() []way {
	crawl := []string{"crawl", "--once", "--json"}
	ways := []way{
		{"kill the program", func(t *testing.T, c *rand.Rand) bool { return w.killed(t, c, crawl...) }},
		{"kill the engine", w.killEngine},
		{"stop the engine for a while", w.stopEngine},
		{"kill reanalyze", w.killReanalyze},
		{"kill an import beside run", w.killImport},
		{"kill run beside an import", w.killRun},
		{"platforms do not answer", w.silence},
		{"fill the disk", w.fillDisk},
		{"kill backup, then restore", w.killBackup},
	}
	return ways
}

// inCrawl begins a crawl and disturbs it at random; what it comes to is seen in the end.
func (w *whole) inCrawl(t *testing.T, chance *rand.Rand, disturb func(p *process) bool) bool {
	t.Helper()
	p := w.begin(t)
	if !p.works(until(chance, span)) {
		return false
	}
	hit := disturb(p)
	// It may fail: what is wanted is that the next one puts everything right.
	if p.works(2 * time.Minute) {
		t.Errorf("a crawl that was disturbed does not end\n%s", p.output)
		p.kill(t)
	}
	return hit
}

func (w *whole) killEngine(t *testing.T, chance *rand.Rand) bool {
	return w.inCrawl(t, chance, func(p *process) bool {
		pid := p.child(t)
		return pid != 0 && syscall.Kill(pid, syscall.SIGKILL) == nil
	})
}

func (w *whole) stopEngine(t *testing.T, chance *rand.Rand) bool {
	return w.inCrawl(t, chance, func(p *process) bool {
		pid := p.child(t)
		freeze(time.Second+until(chance, 8*time.Second), pid)
		return pid != 0 && p.works(0)
	})
}

func (w *whole) killReanalyze(t *testing.T, chance *rand.Rand) bool {
	w.crawl(t)
	w.editBrands(chance)
	w.configure(t)
	return w.killed(t, chance, "reanalyze", "--all")
}

// importFile writes posts of a file, newer ones of some that were imported before too.
func (w *whole) importFile(t *testing.T, chance *rand.Rand) string {
	t.Helper()
	name := filepath.Join(w.Dir, fmt.Sprintf("posts-%d.jsonl", len(w.imported)))
	var file strings.Builder
	at := time.Date(2026, 5, 1, 12, 0, 0, 0, time.UTC)
	for i := range 500 + chance.IntN(1000) {
		p := social.Post{Platform: "import", ID: fmt.Sprintf("%s-%d", filepath.Base(name), i), CreatedAt: at.Add(time.Duration(i) * time.Minute),
			Text: fmt.Sprintf("northwind grinder %s, number %d, is fine", filepath.Base(name), i)}
		w.imported = append(w.imported, p)
		line, err := json.Marshal(map[string]any{"platform": p.Platform, "id": p.ID, "url": "", "author": "", "text": p.Text, "created_at": p.CreatedAt,
			"label": "", "brands": []string{}, "likes": nil, "images": []any{}})
		if err != nil {
			t.Fatal(err)
		}
		file.Write(append(line, '\n'))
	}
	if err := os.WriteFile(name, []byte(file.String()), 0o600); err != nil {
		t.Fatal(err)
	}
	w.files = append(w.files, name)
	return name
}

func (w *whole) killImport(t *testing.T, chance *rand.Rand) bool {
	file := w.importFile(t, chance)
	running := w.begin(t, "run", "--addr", "127.0.0.1:0")
	running.works(2*time.Second + until(chance, span))
	hit := w.killed(t, chance, "import", file)
	running.stop(t, "run beside an import that was killed")
	return hit
}

func (w *whole) killRun(t *testing.T, chance *rand.Rand) bool {
	file := w.importFile(t, chance)
	running := w.begin(t, "run", "--addr", "127.0.0.1:0")
	running.works(2*time.Second + until(chance, span))
	importing := w.begin(t, "import", file)
	importing.works(until(chance, span))
	hit := running.kill(t)
	// Without the process that has streams and engine it cannot end well, but it must end.
	if importing.works(2 * time.Minute) {
		t.Errorf("an import does not end whose Earshot was killed\n%s", importing.output)
		importing.kill(t)
	}
	return hit
}

// silence lets two platforms break their connections, or keep them waiting.
func (w *whole) silence(t *testing.T, chance *rand.Rand) bool {
	for _, name := range []string{w.sources[chance.IntN(len(w.sources))], w.sources[chance.IntN(len(w.sources))]} {
		fault := sample.Fault{Drop: true, Robots: true}
		if chance.IntN(2) == 0 {
			fault = sample.Fault{Slow: until(chance, 2*time.Second), Times: 20}
		}
		if err := w.Fault(name, fault); err != nil {
			t.Fatal(err)
		}
	}
	p := w.begin(t)
	hit := p.works(until(chance, span))
	for _, name := range w.sources {
		if err := w.Fault(name, sample.Fault{}); err != nil {
			t.Fatal(err)
		}
	}
	if p.works(2 * time.Minute) {
		t.Errorf("a crawl of platforms that do not answer does not end\n%s", p.output)
		p.kill(t)
	}
	return hit
}

func (w *whole) fillDisk(t *testing.T, chance *rand.Rand) bool {
	left := []int64{0, 1 << 20, 60 << 20}[chance.IntN(3)]
	return w.inCrawl(t, chance, func(p *process) bool {
		release := w.disk.fill(t, p, left)
		waits := p.works(time.Second + until(chance, 6*time.Second))
		release()
		return waits || p.err != nil // it waits for room, or ended for want of it
	})
}

// finish repeats what was interrupted.
func (w *whole) finish(t *testing.T) {
	t.Helper()
	for _, file := range w.files {
		w.Run(t, "import", file).Want(t, 0)
	}
	w.files = nil
	w.crawl(t)
	if w.backedUp {
		w.restore(t)
		w.backedUp = false
	}
}
