package condense_test

import (
	"bytes"
	"errors"
	"log/slog"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"

	"earshot/internal/condense"
)

// log is a log that keeps its lines, without their times.
type log struct {
	mu  sync.Mutex
	buf bytes.Buffer
}

func (l *log) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.buf.Write(p)
}

func (l *log) take() []string {
	l.mu.Lock()
	defer l.mu.Unlock()
	text := strings.TrimSpace(l.buf.String())
	l.buf.Reset()
	if text == "" {
		return nil
	}
	return strings.Split(text, "\n")
}

func (l *log) handler() slog.Handler {
	return slog.NewTextHandler(l, &slog.HandlerOptions{ReplaceAttr: func(groups []string, a slog.Attr) slog.Attr {
		if len(groups) == 0 && a.Key == slog.TimeKey {
			return slog.Attr{}
		}
		return a
	}})
}

func want(t *testing.T, l *log, lines ...string) {
	t.Helper()
	if diff := cmp.Diff(lines, l.take()); diff != "" {
		t.Errorf("lines differ (-want +got):\n%s", diff)
	}
}

// TestRepeatedLinesAreCounted writes the same fault many times over two minutes.
func TestRepeatedLinesAreCounted(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var out log
		h := condense.New(out.handler(), time.Minute, "source")
		l := slog.New(h)
		fail := func(n int, source string) {
			for i := range n {
				l.Warn("picture not fetched", "source", source, "url", i, "error", errors.New("refused"))
			}
		}
		fail(3, "a")
		fail(1, "b")
		l.Info("done", "source", "a")
		l.Info("done", "source", "a")
		l.Error("post refused", "id", 1)
		l.Error("post refused", "id", 2)
		want(t, &out,
			`level=WARN msg="picture not fetched" source=a url=0 error=refused`,
			`level=WARN msg="picture not fetched" source=b url=0 error=refused`,
			`level=INFO msg=done source=a`,
			`level=INFO msg=done source=a`,
			`level=ERROR msg="post refused" id=1`,
			`level=ERROR msg="post refused" id=2`,
		)
		time.Sleep(61 * time.Second)
		synctest.Wait()
		want(t, &out, `level=WARN msg="picture not fetched" source=a url=2 error=refused repeated=2`)
		// What goes on is a line a minute; what stopped is met anew.
		fail(5, "a")
		fail(1, "b")
		want(t, &out, `level=WARN msg="picture not fetched" source=b url=0 error=refused`)
		time.Sleep(60 * time.Second)
		synctest.Wait()
		want(t, &out, `level=WARN msg="picture not fetched" source=a url=4 error=refused repeated=5`)
		fail(2, "a")
		h.Flush()
		want(t, &out, `level=WARN msg="picture not fetched" source=a url=1 error=refused repeated=2`)
	})
}

// TestAttributesOfALogger tell lines apart as those of a line do.
func TestAttributesOfALogger(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var out log
		h := condense.New(out.handler(), time.Minute, "source")
		for _, source := range []string{"a", "b", "a"} {
			slog.New(h).With("source", source, "run", 1).WithGroup("g").Warn("failed", "n", 1)
		}
		want(t, &out, `level=WARN msg=failed source=a run=1 g.n=1`, `level=WARN msg=failed source=b run=1 g.n=1`)
		h.Flush()
		want(t, &out, `level=WARN msg=failed source=a run=1 g.n=1 g.repeated=1`)
	})
}

// TestManyKinds holds no more than it may, and loses nothing.
func TestManyKinds(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var out log
		h := condense.New(out.handler(), time.Minute, "source")
		l := slog.New(h)
		for i := range 3000 {
			l.Warn("failed", "source", i)
		}
		h.Flush()
		if n := len(out.take()); n != 3000 {
			t.Errorf("%d lines for 3000 kinds", n)
		}
	})
}

// TestKindsOfFaultsAreOneLine: what says of which kind its fault is, is counted below a
// warning as well, by its kind.
func TestKindsOfFaultsAreOneLine(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var written log
		lines := slog.New(condense.New(written.handler(), time.Minute))
		for i := range 500 {
			lines.Info("picture not usable", condense.Kind, "answered 404", "url", i)
			lines.Info("picture not usable", condense.Kind, "too large", "url", i)
			lines.Info("source crawled", "source", "a")
		}
		first := written.take()
		if len(first) != 502 {
			t.Errorf("%d lines are written at once, want one a kind and 500 of no kind", len(first))
		}
		time.Sleep(61 * time.Second)
		synctest.Wait()
		if later := written.take(); len(later) != 2 || !strings.Contains(later[0], "repeated=499") {
			t.Errorf("after a minute: %q", later)
		}
	})
}
