package backup_test

import (
	"context"
	"fmt"
	"log/slog"
	"net"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"earshot/internal/app"
	"earshot/internal/job/backup"
	"earshot/internal/job/verify"
	"earshot/internal/social"
	"earshot/storage/engine"
	"earshot/storage/storagetest"
	"earshot/storage/stream"
	"earshot/storage/stream/streamtest"
)

// serveStreams runs a NATS server of one's own until the test ends.
func serveStreams(t *testing.T) (url string) {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	addr := l.Addr().String()
	if err := l.Close(); err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(context.Background())
	ready, ended := make(chan struct{}), make(chan error, 1)
	go func() { ended <- streamtest.Serve(ctx, addr, t.TempDir(), func() { close(ready) }) }()
	<-ready
	t.Cleanup(func() {
		stop()
		if err := <-ended; err != nil {
			t.Error(err)
		}
	})
	return "nats://" + addr
}

// outside are the settings of a data folder with a ClickHouse and a NATS of one's own.
func outside(t *testing.T, dsn, url string) app.Settings {
	t.Helper()
	dir := t.TempDir()
	file := filepath.Join(dir, "earshot.yaml")
	text := fmt.Sprintf("storage: {dsn: %q}\nstreams: {url: %q}\nbackup: {clickhouse: \"File('store/{name}')\"}\n", dsn, url)
	if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	s := settings(filepath.Join(dir, "data"))
	s.ConfigFile = file
	return s
}

// onStreams calls do with the streams at url.
func onStreams(t *testing.T, url string, do func(*stream.Bus) error) {
	t.Helper()
	bus, err := stream.Open(t.Context(), stream.Options{URL: url})
	if err != nil {
		t.Fatal(err)
	}
	defer bus.Close()
	if err := do(bus); err != nil {
		t.Fatal(err)
	}
}

// TestAClickHouseAndANATSOfOnesOwn are backed up, verified and restored to others;
// what holds anything is not restored to.
func TestAClickHouseAndANATSOfOnesOwn(t *testing.T) {
	dir := t.TempDir()
	server, err := engine.Start(t.Context(), engine.Options{Dir: filepath.Join(dir, "clickhouse"), Log: slog.New(slog.DiscardHandler)})
	if err != nil {
		t.Fatal(err)
	}
	defer func() {
		if err := server.Close(); err != nil {
			t.Error(err)
		}
	}()
	if err := os.MkdirAll(filepath.Join(dir, "backups"), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := server.LinkBackups("store", filepath.Join(dir, "backups")); err != nil {
		t.Fatal(err)
	}
	url, place := serveStreams(t), t.TempDir()
	s := outside(t, server.DSN(), url)
	fillOutside(t, s, server.DSN(), url, "a", "b")
	first, err := backup.Run(t.Context(), s, backup.Options{To: place})
	if err != nil || first.Place != "File('store/"+first.Name+"')" {
		t.Fatalf("%+v, %v", first, err)
	}
	fillOutside(t, s, server.DSN(), url, "c")
	second, err := backup.Run(t.Context(), s, backup.Options{To: place})
	if err != nil || second.Base != first.Name || second.Posts != 3 {
		t.Fatalf("%+v, %v", second, err)
	}
	if sum, err := verify.Run(t.Context(), s, verify.Options{}); err != nil || !sum.OK {
		t.Errorf("verify: %+v, %v", sum, err)
	}

	if _, err := backup.Restore(t.Context(), outside(t, server.DSN(), serveStreams(t)), backup.RestoreOptions{From: place}); social.CodeOf(err) != social.CodeConflict {
		t.Errorf("restored over a database: %v", err)
	}
	newDSN, newURL := strings.TrimSuffix(server.DSN(), "/earshot")+"/restored", serveStreams(t)
	if _, err := backup.Restore(t.Context(), outside(t, newDSN, url), backup.RestoreOptions{From: place}); social.CodeOf(err) != social.CodeConflict {
		t.Errorf("restored into streams that hold messages: %v", err)
	}
	restored := outside(t, newDSN, newURL)
	if _, err := backup.Restore(t.Context(), restored, backup.RestoreOptions{From: place}); err != nil {
		t.Fatal(err)
	}
	if got, want := stored(t, restored, newDSN), stored(t, s, server.DSN()); got != want || strings.Count(got, "\n") != 3 {
		t.Errorf("restored are\n%s, want\n%s", got, want)
	}
	onStreams(t, newURL, func(bus *stream.Bus) error {
		if n, err := bus.Posts.Pending(t.Context()); err != nil || n != 3 {
			t.Errorf("%d pages wait, %v", n, err)
		}
		return nil
	})
	if sum, err := verify.Run(t.Context(), restored, verify.Options{}); err != nil || !sum.OK {
		t.Errorf("verify what was restored: %+v, %v", sum, err)
	}
}

// fillOutside stores posts, and puts as many pages.
func fillOutside(t *testing.T, s app.Settings, dsn, url string, names ...string) {
	t.Helper()
	store, eng, err := app.OpenStoreAt(t.Context(), s, dsn)
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range names {
		storagetest.Write(t, store, storagetest.Entry(name, "Northwind"))
		onStreams(t, url, func(bus *stream.Bus) error {
			return bus.Posts.Put(t.Context(), stream.Message{Key: name, Data: []byte(`[]`)})
		})
	}
	if err := app.CloseStore(store, eng); err != nil {
		t.Fatal(err)
	}
}

// stored are the posts of a store, a line each.
func stored(t *testing.T, s app.Settings, dsn string) string {
	t.Helper()
	store, eng, err := app.OpenStoreAt(t.Context(), s, dsn)
	if err != nil {
		t.Fatal(err)
	}
	var out strings.Builder
	if err := store.EachPost(t.Context(), social.Filter{Unmatched: true}, func(p social.StoredPost) error {
		fmt.Fprintln(&out, p.Post.ID, p.Post.Text, p.Analysis.Sentiment.Label)
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	if err := app.CloseStore(store, eng); err != nil {
		t.Fatal(err)
	}
	return out.String()
}
