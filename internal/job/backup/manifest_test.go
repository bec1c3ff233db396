package backup

import (
	"context"
	"encoding/json"
	"log/slog"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"earshot/internal/app"
	"earshot/internal/social"
	"earshot/storage/object"
)

func placeOf(t *testing.T, manifests ...Manifest) (string, object.Store) {
	t.Helper()
	dir := t.TempDir()
	to, err := object.Open(dir, nil)
	if err != nil {
		t.Fatal(err)
	}
	for _, m := range manifests {
		text, err := json.Marshal(m)
		if err != nil {
			t.Fatal(err)
		}
		for name, text := range map[string]string{manifestName: string(text), "streams.ndjson": "{}\n"} {
			if err := to.Put(t.Context(), m.Name+"/"+name, strings.NewReader(text), int64(len(text))); err != nil {
				t.Fatal(err)
			}
		}
	}
	return dir, to
}

// TestPruneKeepsChains removes old backups, and none that a kept one stands on.
func TestPruneKeepsChains(t *testing.T) {
	_, to := placeOf(t,
		Manifest{Name: "20260101T000000Z"}, Manifest{Name: "20260102T000000Z", Base: "20260101T000000Z"},
		Manifest{Name: "20260103T000000Z"}, Manifest{Name: "20260104T000000Z", Base: "20260103T000000Z"}, Manifest{Name: "20260105T000000Z", Base: "20260104T000000Z"},
	)
	half := "20260103T120000Z/clickhouse/x"
	if err := to.Put(t.Context(), half, strings.NewReader("x"), 1); err != nil {
		t.Fatal(err)
	}
	removed, err := prune(t.Context(), to, 2, "20260105T000000Z")
	if want := []string{"20260101T000000Z", "20260102T000000Z", "20260103T120000Z"}; err != nil || !slices.Equal(removed, want) {
		t.Errorf("removed %v, %v; want %v", removed, err, want)
	}
	whole, halves, err := List(t.Context(), to)
	if err != nil || len(whole) != 3 || len(halves) != 0 {
		t.Errorf("left %+v, %v, %v", whole, halves, err)
	}
}

// TestBackupsRefusedByName: half-written and damaged ones, one whose base is gone, and
// one of a later format.
func TestBackupsRefusedByName(t *testing.T) {
	sound := File{Path: "streams.ndjson", Size: 3, SHA256: "ca3d163bab055381827226140568f3bef7eaac187cebd76878e0b63e9e442356"}
	dir, to := placeOf(t,
		Manifest{Name: "20260101T000000Z", Files: []File{{Path: "streams.ndjson", Size: 3, SHA256: strings.Repeat("0", 64)}}},
		Manifest{Name: "20260102T000000Z", Base: "20250101T000000Z", Files: []File{sound}},
		Manifest{Name: "20260104T000000Z", Files: []File{{Path: "gone", Size: 3, SHA256: sound.SHA256}}},
		Manifest{Name: "20260105T000000Z", Files: []File{{Path: "../../etc/passwd", Size: 3, SHA256: sound.SHA256}}},
	)
	if err := to.Put(t.Context(), "20260103T000000Z/clickhouse/x", strings.NewReader("x"), 1); err != nil {
		t.Fatal(err)
	}
	data := filepath.Join(t.TempDir(), "data")
	for name, want := range map[string]string{
		"20260101T000000Z": "is damaged: streams.ndjson", "20260102T000000Z": "stands on 20250101T000000Z", "20260103T000000Z": "half-written",
		"20260104T000000Z": "lacks gone", "20260105T000000Z": "is no file of it", "20260106T000000Z": "has no backup",
	} {
		_, err := Restore(context.Background(), app.Settings{DataDir: data, Log: slog.New(slog.DiscardHandler)}, RestoreOptions{From: dir, Name: name})
		if err == nil || !strings.Contains(err.Error(), want) || !strings.Contains(err.Error(), name) {
			t.Errorf("restore %s: %v, want it to say %q", name, err, want)
		}
	}
	left, err := filepath.Glob(data + "*")
	if err != nil || len(left) != 0 {
		t.Errorf("left behind: %v, %v", left, err)
	}
	if err := os.WriteFile(filepath.Join(dir, "20260101T000000Z", manifestName), []byte(`{"format":1000,"version":"v7.2.0"}`), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, _, err := List(t.Context(), to); social.CodeOf(err) != social.CodeConflict || !strings.Contains(err.Error(), "v7.2.0") {
		t.Errorf("a backup of a later format: %v", err)
	}
}
