package source

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"testing"

	"earshot/internal/cli/clitest"
	"earshot/internal/sample/wiretest"
)

// TestShippedFilesPassTheirTest runs `source test` on platform files against servers that
// answer all that the files ask, replies included: a file in order is never called wrong.
func TestShippedFilesPassTheirTest(t *testing.T) {
	t.Parallel()
	server, err := wiretest.Start(wiretest.Options{Posts: 230, Now: clitest.SampleNow})
	if err != nil {
		t.Fatal(err)
	}
	defer server.Close()
	w := &clitest.World{Dir: t.TempDir()}
	w.Listen(t, server.Sources())
	shipped, err := filepath.Abs("../../../../configs/platforms")
	if err != nil {
		t.Fatal(err)
	}
	tested := map[string]bool{}
	for _, s := range server.Sources() {
		file := filepath.Join(shipped, s.Platform+".yaml")
		if _, err := os.Stat(file); errors.Is(err, fs.ErrNotExist) {
			continue // it is read by code
		}
		tested[file] = true
		args := []string{"source", "test", file, "--base-url", s.BaseURL}
		for flag, values := range map[string][]string{"--tag": s.Tags, "--query": s.Queries, "--account": s.Accounts} {
			for _, v := range values {
				args = append(args, flag, v)
			}
		}
		w.Run(t, args...).Want(t, 0)
	}
	files, err := filepath.Glob(filepath.Join(shipped, "*.yaml"))
	if err != nil || len(files) == 0 {
		t.Fatalf("%d files in %s: %v", len(files), shipped, err)
	}
	for _, file := range files {
		if !tested[file] {
			t.Errorf("%s is tested against no server", file)
		}
	}
}
