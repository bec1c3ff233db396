package npm

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestFind looks from a folder upwards, and says where it looked.
func TestFind(t *testing.T) {
	top, err := filepath.EvalSymlinks(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	below := filepath.Join(top, "a", "b")
	want := filepath.Join(top, "node_modules", "@scope", "part", "file.bin")
	for _, dir := range []string{below, filepath.Dir(want)} {
		if err := os.MkdirAll(dir, 0o700); err != nil {
			t.Fatal(err)
		}
	}
	t.Chdir(below)
	if path, looked := Find("@scope/part/file.bin"); path != "" || !strings.Contains(strings.Join(looked, "\n"), below) {
		t.Errorf("nothing is there, found %q, looked in %q", path, looked)
	}
	if err := os.WriteFile(want, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if path, _ := Find("@scope/part/file.bin"); path != want {
		t.Errorf("found %q, not %q", path, want)
	}
	if path, _ := Find("@scope/part"); path != "" {
		t.Errorf("a folder was found as a file: %q", path)
	}
}
