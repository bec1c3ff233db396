package verify_test

import (
	"context"
	"fmt"
	"log/slog"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"earshot/internal/app"
	"earshot/internal/job/doctor"
	"earshot/internal/job/verify"
	"earshot/internal/social"
	"earshot/storage/engine"
	"earshot/storage/storagetest"
)

func TestMain(m *testing.M) {
	engine.ServeIfChild()
	os.Exit(m.Run())
}

const configuration = "brands:\n  - name: Northwind\n    query: northwind\nanalyzer:\n  encoder: false\n"

func settings(t *testing.T, dir string) app.Settings {
	t.Helper()
	file := filepath.Join(t.TempDir(), "earshot.yaml")
	if err := os.WriteFile(file, []byte(configuration), 0o600); err != nil {
		t.Fatal(err)
	}
	return app.Settings{ConfigFile: file, DataDir: dir, Version: "test", Log: slog.New(slog.DiscardHandler)}
}

// fill stores posts in two writes, so that each table has two parts a partition.
func fill(t *testing.T, s app.Settings) {
	t.Helper()
	store, eng, err := app.OpenStoreAt(t.Context(), s, "")
	if err != nil {
		t.Fatal(err)
	}
	storagetest.KeepParts(t, eng.DSN(), "posts", "analyses", "mentions")
	for _, names := range [][]string{{"a", "b", "c"}, {"d", "e"}} {
		var entries []social.Entry
		for _, name := range names {
			entries = append(entries, storagetest.Entry(name, "Northwind"))
		}
		if _, err := store.Write(t.Context(), entries); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := store.RefreshTrends(t.Context()); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Damage(t.Context(), store, true); err != nil {
		t.Fatal(err)
	}
	if err := app.CloseStore(store, eng); err != nil {
		t.Fatal(err)
	}
}

// TestDamageIsNamedAndRepaired breaks a store in every way that ClickHouse passes over
// in silence, and some more.
func TestDamageIsNamedAndRepaired(t *testing.T) {
	whole := filepath.Join(t.TempDir(), "data")
	fill(t, settings(t, whole))
	// Where a migration changes what is stored, parts are not numbered from 1; which of
	// two is meant tells its place.
	part := func(table, name string, at int, files ...string) func(string) (string, error) {
		return func(dir string) (string, error) {
			found, err := filepath.Glob(filepath.Join(dir, "engine", "data", "data", "earshot", table, name))
			if err != nil || len(found) != 2 {
				return "", fmt.Errorf("parts %v, not two: %v", found, err)
			}
			found = found[at : at+1]
			name := filepath.Base(found[0])
			for _, f := range files {
				if f, cut := strings.CutPrefix(f, "!"); cut {
					if err := flip(filepath.Join(found[0], f)); err != nil {
						return "", err
					}
					continue
				}
				if err := os.Remove(filepath.Join(found[0], f)); err != nil {
					return "", err
				}
			}
			if len(files) == 0 {
				return name, os.RemoveAll(found[0])
			}
			return name, nil
		}
	}
	for name, c := range map[string]struct {
		// break_ returns the name of the part that it breaks.
		break_ func(dir string) (part string, err error)
		// says is what doctor says, PART being the part, and lost how many posts cannot be had back.
		says string
		lost int64
	}{
		"a folder of posts deleted":    {part("posts", "all_*", 0), "table posts: part PART is gone, with 3 rows", 3},
		"a file of posts deleted":      {part("posts", "all_*", 0, "data.bin"), "table posts: part broken-on-start_PART was found broken and set aside, with 3 rows", 3},
		"a file of posts altered":      {part("posts", "all_*", 0, "!data.bin"), "table posts: part PART cannot be read, with 3 rows", 3},
		"a folder of mentions deleted": {part("mentions", "202603_*", 0), "table mentions: part PART is gone, with 3 rows, of 2026-03-14", 0},
		"a file of analyses deleted":   {part("analyses", "all_*", 1, "data.bin"), "part broken-on-start_PART was found broken and set aside, with 2 rows", 0},
		"a file of analyses altered":   {part("analyses", "all_*", 0, "!data.bin"), "table analyses: part PART cannot be read, with 3 rows", 0},
		"the definition of posts deleted": {func(dir string) (string, error) {
			return "", os.Remove(filepath.Join(dir, "engine", "data", "metadata", "earshot", "posts.sql"))
		}, "table posts is gone, with 5 rows", 0},
	} {
		t.Run(name, func(t *testing.T) {
			dir := filepath.Join(t.TempDir(), "data")
			if out, err := exec.Command("cp", "-a", whole, dir).CombinedOutput(); err != nil {
				t.Fatalf("cp: %v\n%s", err, out)
			}
			broken, err := c.break_(dir)
			if err != nil {
				t.Fatal(err)
			}
			says := strings.ReplaceAll(c.says, "PART", broken)
			s := settings(t, dir)
			if said := integrityOf(t, s); !strings.Contains(said, says) {
				t.Errorf("doctor says %q, want %q", said, says)
			}
			sum, err := verify.Run(t.Context(), s, verify.Options{Repair: true})
			if err != nil {
				t.Fatal(err)
			}
			var lost int64
			for _, l := range sum.Lost {
				lost += l.Posts
				if len(l.Commands) == 0 {
					t.Errorf("no command reads %+v again", l)
				}
			}
			if lost != c.lost || sum.OK != (c.lost == 0) {
				t.Errorf("%d posts lost, want %d: %+v", lost, c.lost, sum)
			}
			if c.lost > 0 {
				if sum, err = verify.Run(t.Context(), s, verify.Options{Accept: true}); err != nil || !sum.OK {
					t.Errorf("after the loss was accepted: %+v, %v", sum, err)
				}
			}
			if diff := cmp.Diff(5-c.lost, countMentions(t, s)); diff != "" {
				t.Errorf("mentions (-want +got):\n%s", diff)
			}
		})
	}
}

// flip alters a file in its middle.
func flip(path string) error {
	data, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	data[len(data)/2] ^= 0xff
	return os.WriteFile(path, data, 0o600)
}

func integrityOf(t *testing.T, s app.Settings) string {
	t.Helper()
	for _, c := range doctor.Run(t.Context(), s, doctor.Options{}) {
		if c.Name == "integrity" && c.Err != nil {
			return c.Err.Error()
		}
	}
	return ""
}

func countMentions(t *testing.T, s app.Settings) int64 {
	t.Helper()
	store, eng, err := app.OpenStoreAt(t.Context(), s, "")
	if err != nil {
		t.Fatal(err)
	}
	defer app.CloseStore(store, eng)
	if found, err := s.Damage(t.Context(), store, false); err != nil || len(found) > 0 {
		t.Errorf("after the repair %+v, %v", found, err)
	}
	f, err := store.Figures(context.Background(), social.Filter{Brand: "Northwind"})
	if err != nil {
		t.Fatal(err)
	}
	return f.Mentions
}
