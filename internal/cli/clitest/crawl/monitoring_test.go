package crawl

import (
	"encoding/json"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"earshot/internal/cli/clitest"
)

// ask asks a running Earshot and returns the status and the answer.
func ask(t *testing.T, url string) (int, string) {
	t.Helper()
	resp, err := http.Get(url)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(resp.Body)
	if err != nil {
		t.Fatal(err)
	}
	return resp.StatusCode, string(body)
}

// TestMonitoring watches a running Earshot as other programs do, while its engine
// stands still and goes on.
func TestMonitoring(t *testing.T) {
	t.Parallel()
	w := clitest.NewWorld(t, 0.03)
	w.Crawl(t, 0)
	running := w.Serve(t, "run", "--addr", "127.0.0.1:0")
	url := strings.TrimSuffix(running.Address(t), "/")
	if code, body := ask(t, url+"/readyz"); code != http.StatusOK {
		t.Fatalf("/readyz answers %d %s", code, body)
	}
	_, figures := ask(t, url+"/metrics")
	for _, line := range []string{`earshot_ready{part="storage"} 1`, `earshot_source_ok{`, `earshot_stream_messages{stream="posts"} `, "earshot_engine_resident_memory_bytes "} {
		if !strings.Contains(figures, "\n"+line) {
			t.Errorf("/metrics has no line %s", line)
		}
	}
	var engine struct{ PID int }
	record, err := os.ReadFile(filepath.Join(w.Dir, "data", "engine", "engine.json"))
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(record, &engine); err != nil {
		t.Fatal(err)
	}
	if err := syscall.Kill(engine.PID, syscall.SIGSTOP); err != nil {
		t.Fatal(err)
	}
	resumed := false
	defer func() {
		if !resumed {
			_ = syscall.Kill(engine.PID, syscall.SIGCONT)
		}
	}()
	wantReady(t, url, http.StatusServiceUnavailable, `"storage":{"ready":false`)
	if code, _ := ask(t, url+"/healthz"); code != http.StatusOK {
		t.Errorf("/healthz answers %d while the engine stands still", code)
	}
	if err := syscall.Kill(engine.PID, syscall.SIGCONT); err != nil {
		t.Fatal(err)
	}
	resumed = true
	wantReady(t, url, http.StatusOK, `"storage":{"ready":true`)
	running.Stop(t)
}

// wantReady asks until /readyz answers so, as long as tests are patient.
func wantReady(t *testing.T, url string, code int, part string) {
	t.Helper()
	for end := time.Now().Add(clitest.Patience); ; time.Sleep(100 * time.Millisecond) {
		got, body := ask(t, url+"/readyz")
		if got == code && strings.Contains(body, part) {
			return
		}
		if time.Now().After(end) {
			t.Fatalf("/readyz answers %d %s, want %d with %s", got, body, code, part)
		}
	}
}
