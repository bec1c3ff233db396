package engine

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"

	"earshot/internal/social"
)

const (
	// libraryEnv names a variable that holds the path of libchdb.so.
	libraryEnv = "EARSHOT_LIBCHDB"
	// program is the ClickHouse program looked for on the PATH.
	program = "clickhouse"
)

// packaged is where npm puts the library, below a folder with node_modules.
var packaged = filepath.Join("node_modules", "@chdb", "lib-linux-x64-gnu", "libchdb.so")

// found is an engine to run: one of the two is set.
type found struct {
	binary  string
	library string
}

// find looks for an engine: the clickhouse program on the PATH, the library
// that EARSHOT_LIBCHDB names, then the npm package's library in the folders of
// the executable and of the process, and in every folder above these.
func find() (found, error) {
	if path, err := exec.LookPath(program); err == nil {
		return found{binary: path}, nil
	}
	looked := []string{"a storage dsn in the configuration", "the program " + program + " on the PATH"}
	if path := os.Getenv(libraryEnv); path != "" {
		if isFile(path) {
			return found{library: path}, nil
		}
		return found{}, social.Errorf(social.CodeUnavailable, "engine: %s names %s, which is not a file", libraryEnv, path)
	}
	looked = append(looked, "the variable "+libraryEnv)
	for _, from := range startFolders() {
		for dir := from; ; dir = filepath.Dir(dir) {
			path := filepath.Join(dir, packaged)
			if isFile(path) {
				return found{library: path}, nil
			}
			if dir == filepath.Dir(dir) {
				break
			}
		}
		looked = append(looked, fmt.Sprintf("%s in %s and the folders above it", packaged, from))
	}
	return found{}, social.Errorf(social.CodeUnavailable,
		"engine: no ClickHouse found; looked for:\n  %s\ninstall the library with \"npm ci\" (Linux x86-64) or a clickhouse program, or configure a server",
		strings.Join(looked, "\n  "))
}

// startFolders are the folders of the executable and of the process.
func startFolders() []string {
	var dirs []string
	if exe, err := os.Executable(); err == nil {
		if real, err := filepath.EvalSymlinks(exe); err == nil {
			exe = real
		}
		dirs = append(dirs, filepath.Dir(exe))
	}
	if wd, err := os.Getwd(); err == nil && (len(dirs) == 0 || dirs[0] != wd) {
		dirs = append(dirs, wd)
	}
	return dirs
}

func isFile(path string) bool {
	info, err := os.Stat(path)
	return err == nil && info.Mode().IsRegular()
}
