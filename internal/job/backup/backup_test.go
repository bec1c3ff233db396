package backup_test

import (
	"context"
	"encoding/json"
	"fmt"
	"log/slog"
	"math/rand/v2"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/johannesboyne/gofakes3"
	"github.com/johannesboyne/gofakes3/backend/s3mem"

	"earshot/internal/app"
	"earshot/internal/job/backup"
	"earshot/internal/social"
	"earshot/storage/engine"
	"earshot/storage/media"
	"earshot/storage/storagetest"
	"earshot/storage/stream"
)

// actEnv makes the test binary a process that backs up or restores, to be killed.
const actEnv = "EARSHOT_TEST_BACKUP"

func TestMain(m *testing.M) {
	engine.ServeIfChild()
	if act, rest, _ := strings.Cut(os.Getenv(actEnv), "|"); act != "" {
		data, place, _ := strings.Cut(rest, "|")
		s := app.Settings{DataDir: data, Version: "test", Log: slog.New(slog.DiscardHandler)}
		var err error
		if act == "backup" {
			_, err = backup.Run(context.Background(), s, backup.Options{To: place})
		} else {
			_, err = backup.Restore(context.Background(), s, backup.RestoreOptions{From: place})
		}
		if err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		os.Exit(0)
	}
	os.Exit(m.Run())
}

func settings(dir string) app.Settings {
	return app.Settings{DataDir: dir, Version: "test", Log: slog.New(slog.DiscardHandler), Environ: []string{"AWS_ACCESS_KEY_ID=a", "AWS_SECRET_ACCESS_KEY=b"}}
}

// fill stores posts, a picture and work that waits.
func fill(t *testing.T, s app.Settings, names ...string) {
	t.Helper()
	store, eng, err := app.OpenStoreAt(t.Context(), s, "")
	if err != nil {
		t.Fatal(err)
	}
	var entries []social.Entry
	for _, name := range names {
		entries = append(entries, storagetest.Entry(name, "Northwind"))
	}
	if _, err := store.Write(t.Context(), entries); err != nil {
		t.Fatal(err)
	}
	if _, err := store.RefreshTrends(t.Context()); err != nil {
		t.Fatal(err)
	}
	if err := app.CloseStore(store, eng); err != nil {
		t.Fatal(err)
	}
	address, err := media.FolderURL(filepath.Join(s.Folder(), "media"))
	if err != nil {
		t.Fatal(err)
	}
	pictures, err := media.Open(t.Context(), address)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := pictures.Put(t.Context(), []byte("picture of "+names[0]), ""); err != nil {
		t.Fatal(err)
	}
	bus := openStreams(t, s)
	defer bus.Close()
	for i, name := range names {
		if err := bus.Posts.Put(t.Context(), stream.Message{Key: name, ID: name, Data: []byte("page of " + name)}); err != nil {
			t.Fatal(err)
		}
		if err := bus.Crawl.Put(t.Context(), stream.Message{Key: "lane", Data: []byte(fmt.Sprint("step ", i, " of ", names))}); err != nil {
			t.Fatal(err)
		}
	}
	state, err := bus.Bucket(t.Context(), "crawl")
	if err != nil {
		t.Fatal(err)
	}
	for _, key := range []string{"kept", "deleted", strings.Repeat("long/", 80)} {
		if err := state.Put(t.Context(), key, []byte(names[0])); err != nil {
			t.Fatal(err)
		}
		_, rev, err := state.Get(t.Context(), key)
		if err == nil {
			err = state.Update(t.Context(), key, []byte(names[0]+" again"), rev)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := state.Delete(t.Context(), "deleted"); err != nil {
		t.Fatal(err)
	}
}

func openStreams(t *testing.T, s app.Settings) *stream.Bus {
	t.Helper()
	bus, err := stream.Open(t.Context(), stream.Options{Dir: filepath.Join(s.Folder(), "streams"), Version: s.Version, Log: s.Log})
	if err != nil {
		t.Fatal(err)
	}
	return bus
}

// all is everything that a data folder holds, as text.
func all(t *testing.T, s app.Settings) string {
	t.Helper()
	var out strings.Builder
	store, eng, err := app.OpenStoreAt(t.Context(), s, "")
	if err != nil {
		t.Fatal(err)
	}
	enc := json.NewEncoder(&out)
	err = store.EachPost(t.Context(), social.Filter{Unmatched: true}, func(p social.StoredPost) error { return enc.Encode(p) })
	if err != nil {
		t.Fatal(err)
	}
	trends, err := store.Trends(t.Context(), social.Filter{}, social.ByDay, []social.Dimension{social.DimBrand, social.DimLanguage})
	if err != nil {
		t.Fatal(err)
	}
	enc.Encode(trends)
	r, err := store.Compare(t.Context(), nil)
	if err != nil || len(r.Faulty) > 0 || len(r.Trends) > 0 {
		t.Errorf("not exact: %+v, %v", r, err)
	}
	if err := app.CloseStore(store, eng); err != nil {
		t.Fatal(err)
	}
	bus := openStreams(t, s)
	defer bus.Close()
	if _, err := bus.Dump(t.Context(), &out); err != nil {
		t.Fatal(err)
	}
	pictures, err := filepath.Glob(filepath.Join(s.Folder(), "media", "*", "*", "*"))
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range pictures {
		text, err := os.ReadFile(p)
		if err != nil {
			t.Fatal(err)
		}
		fmt.Fprintf(&out, "%s %s\n", filepath.Base(p), text)
	}
	return out.String()
}

// TestRestoredIsTheSame backs up twice, the second time beside a process that has the
// store open, and restores both, from a folder and from a bucket.
func TestRestoredIsTheSame(t *testing.T) {
	srv := httptest.NewServer(gofakes3.New(s3mem.New(), gofakes3.WithAutoBucket(true)).Server())
	defer srv.Close()
	for name, place := range map[string]string{"folder": t.TempDir(), "bucket": "s3://earshot/kept?endpoint=" + srv.URL} {
		t.Run(name, func(t *testing.T) {
			s := settings(filepath.Join(t.TempDir(), "data"))
			fill(t, s, "a", "b", "c")
			first, err := backup.Run(t.Context(), s, backup.Options{To: place})
			if err != nil {
				t.Fatal(err)
			}
			before := all(t, s)
			fill(t, s, "d", "a")
			store, eng, err := app.OpenStoreAt(t.Context(), s, "")
			if err != nil {
				t.Fatal(err)
			}
			second, err := backup.Run(t.Context(), s, backup.Options{To: place})
			if err != nil || second.Base != first.Name {
				t.Fatalf("the second backup stands on %q, %v", second.Base, err)
			}
			if err := app.CloseStore(store, eng); err != nil {
				t.Fatal(err)
			}
			for backupName, want := range map[string]string{first.Name: before, "": all(t, s)} {
				restored := settings(filepath.Join(t.TempDir(), "restored"))
				if _, err := backup.Restore(t.Context(), restored, backup.RestoreOptions{From: place, Name: backupName}); err != nil {
					t.Fatal(err)
				}
				if diff := cmp.Diff(strings.Split(want, "\n"), strings.Split(all(t, restored), "\n")); diff != "" {
					t.Errorf("restored %q (-was +is):\n%s", backupName, diff)
				}
				if _, err := backup.Restore(t.Context(), restored, backup.RestoreOptions{From: place}); social.CodeOf(err) != social.CodeConflict {
					t.Errorf("restored over what is there: %v", err)
				}
			}
		})
	}
}

// TestARestoredStoreGoesOnAtItsPlace: its backups are a chain of their own beside those
// that it is from, and keep a store away that goes on from the same ones by itself.
func TestARestoredStoreGoesOnAtItsPlace(t *testing.T) {
	place := t.TempDir()
	first := settings(filepath.Join(t.TempDir(), "data"))
	fill(t, first, "a", "b")
	old, err := backup.Run(t.Context(), first, backup.Options{To: place})
	if err != nil {
		t.Fatal(err)
	}
	last, lastName := first, old.Name
	for i, name := range []string{"c", "d"} { // restored, and restored from that again
		restored := settings(filepath.Join(t.TempDir(), "restored"))
		if _, err := backup.Restore(t.Context(), restored, backup.RestoreOptions{From: place}); err != nil {
			t.Fatal(err)
		}
		fill(t, restored, name)
		m, err := backup.Run(t.Context(), restored, backup.Options{To: place})
		if err != nil || m.Base != "" || m.Restored != lastName || len(m.Before) != i+1 {
			t.Fatalf("the first backup after a restore: %+v, %v", m, err)
		}
		next, err := backup.Run(t.Context(), restored, backup.Options{To: place})
		if err != nil || next.Base != m.Name {
			t.Fatalf("the second one stands on %q, %v", next.Base, err)
		}
		if _, err := backup.Run(t.Context(), last, backup.Options{To: place}); social.CodeOf(err) != social.CodeConflict || !strings.Contains(fmt.Sprint(err), lastName) {
			t.Errorf("the store that was backed up goes on, too: %v", err)
		}
		last, lastName = restored, next.Name
	}
	again := settings(filepath.Join(t.TempDir(), "again"))
	if _, err := backup.Restore(t.Context(), again, backup.RestoreOptions{From: place}); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(strings.Split(all(t, last), "\n"), strings.Split(all(t, again), "\n")); diff != "" {
		t.Errorf("restored from the newest (-was +is):\n%s", diff)
	}
	stranger := settings(filepath.Join(t.TempDir(), "other"))
	fill(t, stranger, "a")
	if _, err := backup.Run(t.Context(), stranger, backup.Options{To: place}); social.CodeOf(err) != social.CodeConflict {
		t.Errorf("another store at the same place: %v", err)
	}
}

// TestKilledAtAnyMoment kills backups and restores: what is listed as whole can be
// restored, and a data folder is whole or not there.
func TestKilledAtAnyMoment(t *testing.T) {
	dir := t.TempDir()
	data, place := filepath.Join(dir, "data"), filepath.Join(dir, "backups")
	s := settings(data)
	fill(t, s, "a", "b")
	want := all(t, s)
	if _, err := backup.Run(t.Context(), s, backup.Options{To: place}); err != nil {
		t.Fatal(err)
	}
	killed := func(act, data string) {
		cmd := exec.Command(os.Args[0])
		cmd.Env = append(os.Environ(), actEnv+"="+act+"|"+data+"|"+place)
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		time.Sleep(rand.N(2500 * time.Millisecond))
		cmd.Process.Kill()
		cmd.Wait() // killed or done
	}
	for i := range 3 {
		killed("backup", data)
		if _, _, err := backup.At(t.Context(), s, place); err != nil {
			t.Fatal(err)
		}
		restored := filepath.Join(dir, fmt.Sprint("restored", i))
		killed("restore", restored)
		if _, err := os.Stat(restored); err != nil {
			if _, err := backup.Restore(t.Context(), settings(restored), backup.RestoreOptions{From: place}); err != nil {
				t.Fatal(err)
			}
		}
		if diff := cmp.Diff(strings.Split(want, "\n"), strings.Split(all(t, settings(restored)), "\n")); diff != "" {
			t.Errorf("round %d (-was +is):\n%s", i, diff)
		}
	}
}
