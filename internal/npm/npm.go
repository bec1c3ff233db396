// Package npm finds files of packages that npm has installed.
package npm

import (
	"fmt"
	"os"
	"path/filepath"
)

// Find returns the path of a file below node_modules, such as
// "htmx.org/dist/htmx.js", in the folders of the executable and of the process and
// in every folder above these. Where there is none it returns "" and says where it
// looked, a line each.
func Find(file string) (path string, looked []string) {
	file = filepath.Join("node_modules", filepath.FromSlash(file))
	for _, from := range startFolders() {
		for dir := from; ; dir = filepath.Dir(dir) {
			path := filepath.Join(dir, file)
			if IsFile(path) {
				return path, nil
			}
			if dir == filepath.Dir(dir) {
				break
			}
		}
		looked = append(looked, fmt.Sprintf("%s in %s and the folders above it", file, from))
	}
	return "", looked
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

// IsFile reports whether path is a regular file.
func IsFile(path string) bool {
	info, err := os.Stat(path)
	return err == nil && info.Mode().IsRegular()
}
