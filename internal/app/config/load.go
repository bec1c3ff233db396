package config

import (
	"errors"
	"fmt"
	"net/url"
	"os"
	"strings"

	"github.com/caarlos0/env/v11"
	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/parser"

	"earshot/internal/shown"
	"earshot/internal/social"
	"earshot/internal/yamlbound"
)

// maxFile bounds the configuration file.
const maxFile = 4 << 20

// Load reads the file, applies the environment ("KEY=VALUE" strings) and
// checks the values that can be checked without knowing platforms. The error
// has social.CodeInvalid and a line for every fault.
func Load(path string, environ []string) (Config, error) {
	data, err := os.ReadFile(path)
	if err != nil {
		return Config{}, social.Errorf(social.CodeInvalid, "config: read: %w", err)
	}
	return Parse(path, data, environ)
}

// Parse is Load on bytes already read; name stands for the file in errors.
func Parse(name string, data []byte, environ []string) (Config, error) {
	c := Default()
	if len(data) > maxFile {
		return c, social.Errorf(social.CodeInvalid, "%s: larger than %d bytes", name, maxFile)
	}
	c.place = placer{name: name}
	data, unread := yamlbound.Text(data)
	if unread != nil {
		return c, social.Errorf(social.CodeInvalid, "%s:%d: %s", name, unread.Line, unread.Says)
	}
	if fault := yamlbound.Check(data); fault != nil {
		return c, social.Errorf(social.CodeInvalid, "%s:%d: %s", name, fault.Line, fault.Says)
	}
	if len(strings.TrimSpace(string(data))) > 0 {
		if err := yaml.UnmarshalWithOptions(data, &c, yaml.Strict()); err != nil {
			return c, decodeFault(name, data, err)
		}
		file, err := parser.ParseBytes(data, 0)
		if err != nil {
			return c, decodeFault(name, data, err)
		}
		c.place.file = file
	}
	if err := c.applyEnvironment(env.ToMap(environ)); err != nil {
		return c, err
	}
	if err := errors.Join(c.check(), c.fillCredentials(env.ToMap(environ))); err != nil {
		return c, err
	}
	c.Storage.DSN = c.Storage.onCluster()
	return c, nil
}

// onCluster is the DSN with the cluster, as package storage reads it.
func (s Storage) onCluster() string {
	if s.Cluster == "" {
		return s.DSN
	}
	u, err := url.Parse(s.DSN)
	if err != nil {
		return s.DSN // which storage refuses
	}
	values := u.Query()
	values.Set("cluster", s.Cluster)
	u.RawQuery = values.Encode()
	return u.String()
}

// decodeFault turns a fault of the YAML library into one line that names the
// place. The lines of the file around it are not quoted: they may hold a token.
func decodeFault(name string, data []byte, err error) error {
	var fault yaml.Error
	if !errors.As(err, &fault) {
		return social.Errorf(social.CodeInvalid, "%s: %s", name, shown.Masked(err.Error()))
	}
	line := 0
	if tok := fault.GetToken(); tok != nil && tok.Position != nil {
		line = tok.Position.Line
	}
	says := fault.GetMessage()
	switch {
	case strings.Contains(says, "found character '\t'"):
		says = "a tab stands where YAML wants spaces: indent with spaces alone"
	case strings.Contains(says, "'@' is a reserved character"), strings.Contains(says, "'`' is a reserved character"):
		says = "a value cannot begin so in YAML: put it in quotes, as in every: \"@daily\""
	case strings.HasPrefix(says, "unknown field "):
		says = unknownKey(data, fault.GetToken(), says)
	}
	return social.Errorf(social.CodeInvalid, "%s:%d: %s", name, line, shown.Masked(says))
}

// placer finds the line of a value in the file.
type placer struct {
	name string
	file *ast.File
	// variables are those of the environment that values come from, by path.
	variables map[string]string
}

// fault is an error about the value at path, such as "$.sources[0].every".
func (p placer) fault(path, format string, args ...any) error {
	msg := shown.URL(fmt.Sprintf(format, args...))
	key := strings.TrimPrefix(path, "$.")
	if variable := p.variables[path]; variable != "" {
		return social.Errorf(social.CodeInvalid, "environment: %s (%s): %s", variable, key, msg)
	}
	if line := p.line(path); line > 0 {
		return social.Errorf(social.CodeInvalid, "%s:%d: %s: %s", p.name, line, key, msg)
	}
	return social.Errorf(social.CodeInvalid, "%s: %s: %s", p.name, key, msg)
}

// line is the line of the value at path, or of the nearest parent that is in
// the file (a value may come from a default or the environment); 0 for none.
func (p placer) line(path string) int {
	for p.file != nil && len(path) > 1 {
		if yp, err := yaml.PathString(path); err == nil {
			if node, err := yp.FilterFile(p.file); err == nil && node != nil {
				return firstLine(node)
			}
		}
		path = path[:strings.LastIndexAny(path, ".[")]
	}
	return 0
}

// firstLine is where a node begins. A mapping's own token is its first colon,
// so the line is that of its first key.
func firstLine(node ast.Node) int {
	if m, ok := node.(*ast.MappingNode); ok && len(m.Values) > 0 {
		node = m.Values[0].Key
	}
	return node.GetToken().Position.Line
}
