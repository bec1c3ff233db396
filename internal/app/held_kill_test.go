package app

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"log/slog"
	"math/rand/v2"
	"os"
	"os/exec"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"earshot/internal/social"
)

const (
	// heldChildEnv makes this program work as a process of a heldWorld: its folder, store and streams.
	heldChildEnv = "EARSHOT_TEST_HELD"
	// heldKills is how often processes are killed at the most, within heldSpan of when something
	// came of their work.
	heldKills = 6
	heldSpan  = time.Second
	// heldRead is how long a picture is read, so that kills hit all of the work.
	heldRead = 60 * time.Millisecond
)

// slowReader takes its time.
type slowReader struct{ chunkReader }

func (r slowReader) Read(ctx context.Context, m *social.Media, data []byte) error {
	time.Sleep(heldRead)
	return r.chunkReader.Read(ctx, m, data)
}

// workIfHeldChild works until the input ends, or this is killed, where it is a child.
func workIfHeldChild() {
	at := strings.Split(os.Getenv(heldChildEnv), "|")
	if len(at) != 3 {
		return
	}
	settings := Settings{DataDir: at[0], Version: "test", Log: slog.New(slog.NewTextHandler(os.Stderr, nil)), ackWait: time.Second}
	err := With(context.Background(), settings, heldConfig(at[1], at[2]), func(a *App) error {
		a.readWith(slowReader{chunkReader{&atomic.Int64{}}})
		ctx, stop := context.WithCancel(context.Background())
		go func() {
			defer stop()
			_, _ = io.Copy(io.Discard, os.Stdin)
		}()
		fmt.Println("works")
		a.work(ctx)
		return nil
	})
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	os.Exit(0)
}

// heldChild is a process of a heldWorld.
type heldChild struct {
	cmd *exec.Cmd
	end io.Closer
	log *syncLog
}

// start starts a process, and returns when it works.
func (w *heldWorld) start(t *testing.T, name string) heldChild {
	t.Helper()
	c := heldChild{cmd: exec.Command(os.Args[0]), log: &syncLog{}}
	c.cmd.Env = append(os.Environ(), heldChildEnv+"="+strings.Join([]string{w.settings(name).DataDir, w.dsn, w.nats}, "|"))
	c.cmd.Stderr = c.log
	out, err := c.cmd.StdoutPipe()
	if err == nil {
		c.end, err = c.cmd.StdinPipe()
	}
	if err == nil {
		err = c.cmd.Start()
	}
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = c.cmd.Process.Kill() })
	if line, err := bufio.NewReader(out).ReadString('\n'); err != nil || line != "works\n" {
		t.Fatalf("the process says %q, %v:\n%s", line, err, c.log)
	}
	return c
}

// stillOpen is how many posts wait, and messages of posts and pictures are in the streams.
type stillOpen struct{ Held, Posts, Pictures int }

func (w *heldWorld) open(t *testing.T, a *App) (o stillOpen) {
	t.Helper()
	held, _, err := w.store.HeldSize(t.Context())
	if err == nil {
		o.Held = int(held)
		o.Posts, err = a.Streams.Posts.Pending(t.Context())
	}
	if err == nil {
		o.Pictures, err = a.Streams.Media.Pending(t.Context())
	}
	if err != nil {
		t.Fatal(err)
	}
	return o
}

// TestKillWhilePostsWait kills processes that match posts with their pictures wherever they happen to
// be: holding, reading, letting go, storing. In the end each post came to what it is to, once.
func TestKillWhilePostsWait(t *testing.T) {
	w := newHeldWorld(t)
	chance := rand.New(rand.NewPCG(14, 8))
	err := With(t.Context(), w.settings("publisher"), w.config(), func(a *App) error {
		if err := w.publish(t.Context(), a); err != nil {
			return err
		}
		kills := 0
		for open := w.open(t, a); kills < heldKills && open != (stillOpen{}); kills++ {
			c := w.start(t, "worker")
			for before := open; open == before; open = w.open(t, a) {
				time.Sleep(5 * time.Millisecond)
			}
			time.Sleep(time.Duration(chance.Int64N(int64(heldSpan))))
			if err := c.cmd.Process.Kill(); err != nil {
				return err
			}
			if err := c.cmd.Wait(); err == nil {
				t.Errorf("process %d had ended", kills)
			}
			open = w.open(t, a)
			t.Logf("kill %d: %+v", kills, open)
		}
		if kills < 4 {
			t.Errorf("only %d kills while there was work", kills)
		}
		last := w.start(t, "worker")
		if err := w.idle(t.Context(), a); err != nil {
			return fmt.Errorf("%w\n%s", err, last.log)
		}
		if err := last.end.Close(); err != nil {
			return err
		}
		return last.cmd.Wait()
	})
	if err != nil {
		t.Fatal(err)
	}
	w.check(t)
}
