package engine

import (
	"os"
	"os/exec"
	"strings"

	"earshot/internal/npm"
	"earshot/internal/social"
)

const (
	// libraryEnv names a variable that holds the path of libchdb.so.
	libraryEnv = "EARSHOT_LIBCHDB"
	// program is the ClickHouse program looked for on the PATH.
	program = "clickhouse"
	// packaged is where npm puts the library, below node_modules.
	packaged = "@chdb/lib-linux-x64-gnu/libchdb.so"
)

// found is an engine to run: one of the two is set.
type found struct {
	binary  string
	library string
}

// find looks for an engine: the clickhouse program on the PATH, the library
// that EARSHOT_LIBCHDB names, then the npm package's library.
func find() (found, error) {
	if path, err := exec.LookPath(program); err == nil {
		return found{binary: path}, nil
	}
	if path := os.Getenv(libraryEnv); path != "" {
		if npm.IsFile(path) {
			return found{library: path}, nil
		}
		return found{}, social.Errorf(social.CodeUnavailable, "engine: %s names %s, which is not a file", libraryEnv, path)
	}
	path, looked := npm.Find(packaged)
	if path != "" {
		return found{library: path}, nil
	}
	looked = append([]string{"a storage dsn in the configuration", "the program " + program + " on the PATH", "the variable " + libraryEnv}, looked...)
	return found{}, social.Errorf(social.CodeUnavailable,
		"engine: no ClickHouse found; looked for:\n  %s\ninstall the library with \"npm ci\" (Linux x86-64) or a clickhouse program, or configure a server",
		strings.Join(looked, "\n  "))
}
