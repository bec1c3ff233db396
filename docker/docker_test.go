// Package docker checks what runs Earshot in containers, without a Docker engine.
package docker

import (
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/compose-spec/compose-go/v2/loader"
	"github.com/compose-spec/compose-go/v2/types"
)

// volume is what a compose file mounts into a service.
type volume = types.ServiceVolumeConfig

// compose reads a file as docker compose does, checked against its schema.
func compose(t *testing.T, file string) *types.Project {
	t.Helper()
	path, err := filepath.Abs(file)
	if err != nil {
		t.Fatal(err)
	}
	project, err := loader.LoadWithContext(t.Context(), types.ConfigDetails{
		WorkingDir: filepath.Dir(path), ConfigFiles: []types.ConfigFile{{Filename: path}},
		Environment: types.Mapping{"EARSHOT_PASSWORD_HASH": "x", "EARSHOT_USER": "x", "CLICKHOUSE_PASSWORD": "x", "NATS_PASSWORD": "x", "S3_ACCESS_KEY": "x", "S3_SECRET_KEY": "x"},
	})
	if err != nil {
		t.Fatal(err)
	}
	return project
}

// TestComposeFiles holds every compose file to the schema, and each of its
// services to what keeps a broken one from doing harm.
func TestComposeFiles(t *testing.T) {
	files, err := filepath.Glob("compose*.yaml")
	if err != nil || len(files) == 0 {
		t.Fatalf("compose files %q: %v", files, err)
	}
	for _, file := range files {
		for name, s := range compose(t, file).Services {
			if s.Image == "" || strings.Contains(s.Image, "://") {
				t.Errorf("%s: %s has the image %q", file, name, s.Image)
			}
			if len(s.CapDrop) == 0 || !slices.Contains(s.SecurityOpt, "no-new-privileges:true") || s.Privileged {
				t.Errorf("%s: %s keeps privileges that it does not need", file, name)
			}
			if strings.HasPrefix(s.Image, "earshot") && !s.ReadOnly {
				t.Errorf("%s: the root of %s can be written to", file, name)
			}
			for _, v := range s.Volumes {
				if v.Type != types.VolumeTypeBind || v.Source == "" {
					continue
				}
				if _, err := os.Stat(v.Source); err != nil && !v.ReadOnly {
					t.Errorf("%s: %s binds %s: %v", file, name, v.Source, err)
				}
			}
		}
	}
}

// TestDockerfile has a linter read it, and looks for every file that it copies.
func TestDockerfile(t *testing.T) {
	linter, err := filepath.Abs(filepath.Join("..", "node_modules", "dockerfile-utils", "bin", "dockerfile-utils"))
	if err != nil {
		t.Fatal(err)
	}
	if out, err := exec.CommandContext(t.Context(), "node", linter, "lint", "Dockerfile").CombinedOutput(); err != nil || len(strings.TrimSpace(string(out))) > 0 {
		t.Errorf("the linter says: %v\n%s", err, out)
	}
	text, err := os.ReadFile("Dockerfile")
	if err != nil {
		t.Fatal(err)
	}
	copies := regexp.MustCompile(`(?m)^COPY ([^-].*) \S+$`).FindAllStringSubmatch(string(text), -1)
	if len(copies) < 4 {
		t.Fatalf("only %d COPY lines were found", len(copies))
	}
	for _, c := range copies {
		for _, from := range strings.Fields(c[1]) {
			if _, err := os.Stat(filepath.Join("..", from)); err != nil {
				t.Errorf("COPY %s: %v", from, err)
			}
		}
	}
	if !strings.Contains(string(text), "\nUSER earshot\n") || !strings.Contains(string(text), "\nHEALTHCHECK ") {
		t.Error("the image runs as root or has no health check")
	}
}

// TestVersions: the image is built with the versions that the repository asks for.
func TestVersions(t *testing.T) {
	dockerfile, err := os.ReadFile("Dockerfile")
	if err != nil {
		t.Fatal(err)
	}
	module, err := os.ReadFile(filepath.Join("..", "go.mod"))
	if err != nil {
		t.Fatal(err)
	}
	asked := regexp.MustCompile(`(?m)^go (\d+\.\d+)`).FindSubmatch(module)
	if asked == nil || !strings.Contains(string(dockerfile), "golang:"+string(asked[1])+"-") {
		t.Errorf("go.mod asks for Go %s, the image is built with another", asked)
	}
}

// TestShellScripts parse, and stop at the first fault.
func TestShellScripts(t *testing.T) {
	err := fs.WalkDir(os.DirFS("."), ".", func(path string, _ fs.DirEntry, err error) error {
		if err != nil || filepath.Ext(path) != ".sh" {
			return err
		}
		if out, err := exec.CommandContext(t.Context(), "bash", "-n", path).CombinedOutput(); err != nil {
			t.Errorf("%s: %v\n%s", path, err, out)
		}
		text, err := os.ReadFile(path)
		if err == nil && !regexp.MustCompile(`(?m)^set -eu`).Match(text) {
			t.Errorf("%s goes on after a fault", path)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

// TestService has systemd read the unit, where it is installed.
func TestService(t *testing.T) {
	unit, err := os.ReadFile(filepath.Join("systemd", "earshot.service"))
	if err != nil {
		t.Fatal(err)
	}
	for _, line := range []string{"NoNewPrivileges=yes", "ProtectSystem=strict", "CapabilityBoundingSet=", "User=earshot", "Restart=always", "UMask=0077"} {
		if !strings.Contains(string(unit), "\n"+line+"\n") {
			t.Errorf("the unit has no line %s", line)
		}
	}
	analyze, err := exec.LookPath("systemd-analyze")
	if err != nil {
		t.Log("systemd is not installed; the unit is not read by it")
		return
	}
	// The program is not where the unit looks for it on a machine that builds it.
	copied := filepath.Join(t.TempDir(), "earshot.service")
	text := strings.ReplaceAll(string(unit), "/opt/earshot/earshot run", "/bin/true run")
	if err := os.WriteFile(copied, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	out, err := exec.CommandContext(t.Context(), analyze, "security", "--offline=true", "--threshold=30", "--no-pager", copied).CombinedOutput()
	if err != nil {
		t.Errorf("systemd finds the service too exposed: %v\n%s", err, out)
	}
}
