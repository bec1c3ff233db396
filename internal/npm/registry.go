package npm

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
)

// Registry is the registry that npm itself would ask: the one named by the
// variable npm_config_registry, by a file .npmrc here or in the home folder, or by
// npm, where it is installed. Without any there is an error that says so.
func Registry(ctx context.Context) (string, error) {
	for _, name := range []string{"npm_config_registry", "NPM_CONFIG_REGISTRY"} {
		if address := os.Getenv(name); address != "" {
			return address, nil
		}
	}
	folders := []string{"."}
	if home, err := os.UserHomeDir(); err == nil {
		folders = append(folders, home)
	}
	for _, dir := range folders {
		address, err := registryIn(filepath.Join(dir, ".npmrc"))
		if err != nil || address != "" {
			return address, err
		}
	}
	if npm, err := exec.LookPath("npm"); err == nil {
		out, err := exec.CommandContext(ctx, npm, "config", "get", "registry").Output()
		if address := strings.TrimSpace(string(out)); err == nil && strings.HasPrefix(address, "http") {
			return address, nil
		}
	}
	return "", errors.New("npm: no registry is known: name it with --registry or in the variable npm_config_registry, or give the archive of the package with --file")
}

// registryIn reads the registry of an .npmrc file; "" where it names none.
func registryIn(path string) (address string, err error) {
	file, err := os.Open(path)
	if errors.Is(err, fs.ErrNotExist) {
		return "", nil
	}
	if err != nil {
		return "", fmt.Errorf("npm: read settings: %w", err)
	}
	defer func() { err = errors.Join(err, file.Close()) }()
	lines := bufio.NewScanner(file)
	for lines.Scan() {
		key, value, _ := strings.Cut(lines.Text(), "=")
		if strings.TrimSpace(key) == "registry" {
			return strings.Trim(strings.TrimSpace(value), `"`), nil
		}
	}
	return "", lines.Err()
}
