package docker

import (
	"encoding/xml"
	"errors"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// TestClusterFiles holds what is mounted into the services of the cluster to the
// services there are, and to the variables that they are given.
func TestClusterFiles(t *testing.T) {
	services := compose(t, "compose.cluster.yaml").Services
	for _, c := range []struct {
		// file is mounted into every service whose name begins so.
		file, into string
		// hosts finds the names of services in it, variables those of variables.
		hosts, variables string
	}{
		{"clickhouse/config.d.xml", "clickhouse-", `<host>([\w-]+)</host>`, `from_env="(\w+)"`},
		{"clickhouse/users.d.xml", "clickhouse-", "", `from_env="(\w+)"`},
		{"keeper/keeper_config.xml", "keeper-", `<hostname>([\w-]+)</hostname>`, `from_env="(\w+)"`},
		{"nats/nats.conf", "nats-", `nats://([\w-]+):6222`, `\$(\w+)`},
		{"proxy/Caddyfile", "proxy", `reverse_proxy ([\w-]+):`, `\{\$(\w+)\}`},
	} {
		text, err := os.ReadFile(filepath.FromSlash(c.file))
		if err != nil {
			t.Fatal(err)
		}
		if c.hosts != "" {
			named := regexp.MustCompile(c.hosts).FindAllStringSubmatch(string(text), -1)
			if len(named) == 0 {
				t.Errorf("%s names no service", c.file)
			}
			for _, host := range named {
				if _, there := services[host[1]]; !there {
					t.Errorf("%s names %s, which is no service", c.file, host[1])
				}
			}
		}
		mounted := 0
		for name, s := range services {
			if !strings.HasPrefix(name, c.into) {
				continue
			}
			mounted++
			if !slices.ContainsFunc(s.Volumes, func(v volume) bool { return strings.HasSuffix(v.Source, c.file) && v.ReadOnly }) {
				t.Errorf("%s is not mounted into %s to be read", c.file, name)
			}
			for _, variable := range regexp.MustCompile(c.variables).FindAllStringSubmatch(string(text), -1) {
				if v := s.Environment[variable[1]]; v == nil || *v == "" {
					t.Errorf("%s is not given %s, which %s reads", name, variable[1], c.file)
				}
			}
		}
		if mounted == 0 {
			t.Errorf("no service is called %s", c.into)
		}
	}
}

// TestClusterXML parses.
func TestClusterXML(t *testing.T) {
	files, err := filepath.Glob("*/*.xml")
	if err != nil || len(files) < 3 {
		t.Fatalf("files %q: %v", files, err)
	}
	for _, file := range files {
		text, err := os.Open(file)
		if err != nil {
			t.Fatal(err)
		}
		defer text.Close()
		for decoder := xml.NewDecoder(text); err == nil; {
			_, err = decoder.Token()
		}
		if !errors.Is(err, io.EOF) {
			t.Errorf("%s: %v", file, err)
		}
	}
}
