package zone

import (
	"os"
	"path/filepath"
	"testing"
)

func TestSystem(t *testing.T) {
	dir := t.TempDir()
	write := func(name, text string) string {
		path := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
		return path
	}
	link, none := filepath.Join(dir, "localtime"), filepath.Join(dir, "none")
	if err := os.Symlink(write("zoneinfo/Asia/Tokyo", ""), link); err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct{ what, localTime, zoneName, want string }{
		{"a link", link, none, "Asia/Tokyo"},
		{"a copy beside a name", write("copy", "TZif"), write("timezone", "Europe/Berlin\n"), "Europe/Berlin"},
		{"nothing", none, none, "UTC"},
	} {
		if got := system(test.localTime, test.zoneName).String(); got != test.want {
			t.Errorf("%s is %s, want %s", test.what, got, test.want)
		}
	}
}
