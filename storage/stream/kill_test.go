package stream_test

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"os"
	"os/exec"
	"strconv"
	"testing"

	"earshot/storage/stream"
)

// childDir, when set in the environment, makes the test binary a process that
// publishes until it is killed.
const childDir = "EARSHOT_STREAM_TEST_DIR"

func TestMain(m *testing.M) {
	if dir := os.Getenv(childDir); dir != "" {
		fmt.Fprintln(os.Stderr, publishForEver(dir))
		os.Exit(1)
	}
	os.Exit(m.Run())
}

// publishForEver prints each number after its message is acknowledged.
func publishForEver(dir string) error {
	ctx := context.Background()
	bus, err := stream.Open(ctx, stream.Options{Dir: dir})
	if err != nil {
		return err
	}
	state, err := bus.Bucket(ctx, "state")
	if err != nil {
		return err
	}
	for i := 1; ; i++ {
		text := []byte(strconv.Itoa(i))
		if err := bus.Posts.Put(ctx, stream.Message{Key: "page", Data: text}); err != nil {
			return err
		}
		if err := bus.Crawl.Put(ctx, stream.Message{Key: "lane", Data: text}); err != nil {
			return err
		}
		if err := state.Put(ctx, "cursor", text); err != nil {
			return err
		}
		if _, err := fmt.Println(i); err != nil {
			return err
		}
	}
}

func TestKillLosesNothingAcknowledged(t *testing.T) {
	dir := t.TempDir()
	least := 0
	for round := 1; round <= 3; round++ {
		child := exec.Command(os.Args[0])
		child.Env = append(os.Environ(), childDir+"="+dir)
		child.Stderr = t.Output()
		out, err := child.StdoutPipe()
		if err != nil {
			t.Fatal(err)
		}
		if err := child.Start(); err != nil {
			t.Fatal(err)
		}
		lines := bufio.NewScanner(out)
		acknowledged := 0
		for acknowledged < 100*round && lines.Scan() {
			acknowledged, err = strconv.Atoi(lines.Text())
			if err != nil {
				t.Fatal(err)
			}
		}
		if err := child.Process.Kill(); err != nil {
			t.Fatal(err)
		}
		for lines.Scan() { // what it reported before it died counts too
			if n, err := strconv.Atoi(lines.Text()); err == nil {
				acknowledged = n
			}
		}
		if _, err := io.Copy(io.Discard, out); err != nil {
			t.Fatal(err)
		}
		if err := child.Wait(); err == nil {
			t.Fatal("the child ended by itself")
		}
		least = max(least, acknowledged)
		check(t, dir, acknowledged)
	}
	if least < 100 {
		t.Fatalf("the child published only %d messages", least)
	}
}

// check opens what the killed process left and takes everything out of it.
func check(t *testing.T, dir string, acknowledged int) {
	t.Helper()
	bus := open(t, dir)
	defer bus.Close()
	seen := map[int]bool{}
	for {
		got, err := bus.Posts.Fetch(t.Context(), 256, 0)
		if err != nil {
			t.Fatal(err)
		}
		if len(got) == 0 {
			break
		}
		for _, d := range got {
			n, err := strconv.Atoi(string(d.Data))
			if err != nil {
				t.Fatal(err)
			}
			seen[n] = true
		}
		ack(t, got...)
	}
	for i := 1; i <= acknowledged; i++ {
		if !seen[i] {
			t.Errorf("message %d of %d acknowledged ones is lost", i, acknowledged)
		}
	}
	lane := fetch(t, bus.Crawl, 2)
	if len(lane) != 1 || number(t, lane[0].Data) < acknowledged {
		t.Errorf("lane: %v, want one message of step %d or later", texts(lane), acknowledged)
	}
	ack(t, lane...)
	cursor, _, err := bucket(t, bus, "state").Get(t.Context(), "cursor")
	if err != nil || number(t, cursor) < acknowledged {
		t.Errorf("cursor: %s, error %v, want %d or later", cursor, err, acknowledged)
	}
}

func number(t *testing.T, text []byte) int {
	t.Helper()
	n, err := strconv.Atoi(string(text))
	if err != nil {
		t.Fatalf("not a number: %q", text)
	}
	return n
}
