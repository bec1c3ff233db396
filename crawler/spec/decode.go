package spec

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/parser"

	"earshot/crawler"
	"earshot/internal/social"
)

// Rules are tried in order. In YAML a single rule may stand without a list.
type Rules []Rule

// UnmarshalYAML reads a rule or a list of rules.
func (r *Rules) UnmarshalYAML(unmarshal func(any) error) error {
	return oneOrMany((*[]Rule)(r), unmarshal)
}

// Filter is a step of a rule. In YAML it is a name ("html") or a name with an
// argument ("prefix: https://example.org/"). There are
//
//	html, markdown    the plain text of HTML; Markdown as HTML, for html, links and pictures
//	links, absolute   the links of HTML; a relative address made whole
//	trim, lower, prefix, suffix, split
//	regexp, every     the first match (or its group, or To); all matches
//	replace           all matches replaced by To, or taken out
//	map               another name for each of some values
//	int, compact, sum whole numbers: 1,234; 1.2K; several added up
//	unix, unix_ms, time
//	recent            a time of day, a day of the year, or a month: 14:05, 7-6, 2019-10
type Filter struct {
	Name, Arg string
	// Zone is the time zone of a time that names none, as in the IANA database;
	// UTC when empty.
	Zone string
	// To is what regexp yields in place of its first group, and what replace puts
	// in: a text in which $1 is the first group, $2 the second.
	To string
}

// UnmarshalYAML reads a name or a mapping of one name.
func (f *Filter) UnmarshalYAML(unmarshal func(any) error) error {
	var form any
	if err := unmarshal(&form); err != nil {
		return err
	}
	if name, ok := form.(string); ok {
		f.Name = name
		return nil
	}
	var pairs map[string]string
	if err := unmarshal(&pairs); err != nil {
		return err
	}
	f.Zone, f.To = pairs["zone"], pairs["to"]
	delete(pairs, "zone")
	delete(pairs, "to")
	if len(pairs) != 1 {
		return errors.New("a filter is one name, or one name with its argument")
	}
	for name, arg := range pairs {
		f.Name, f.Arg = name, arg
	}
	return nil
}

func oneOrMany[T any](list *[]T, unmarshal func(any) error) error {
	var form any
	if err := unmarshal(&form); err != nil {
		return err
	}
	if _, many := form.([]any); many {
		return unmarshal(list)
	}
	*list = make([]T, 1)
	return unmarshal(&(*list)[0])
}

// maxFile bounds a description, in bytes.
const maxFile = 1 << 20

// Load reads and checks the description at name. Errors name the file and line.
func Load(fsys fs.FS, name string) (*File, error) {
	data, err := fs.ReadFile(fsys, name)
	if err != nil {
		return nil, social.Errorf(social.CodeInvalid, "spec: %w", err)
	}
	return Parse(name, data)
}

// LoadAll reads every .yaml file in the root of fsys, in the order of their
// names. It reports the faults of all files together.
func LoadAll(fsys fs.FS) ([]crawler.Adapter, error) {
	names, err := fs.Glob(fsys, "*.yaml")
	if err != nil {
		return nil, social.Errorf(social.CodeInvalid, "spec: %w", err)
	}
	var adapters []crawler.Adapter
	var errs []error
	for _, name := range names {
		f, err := Load(fsys, name)
		adapters, errs = append(adapters, f), append(errs, err)
	}
	if err := errors.Join(errs...); err != nil {
		return nil, err
	}
	return adapters, nil
}

// Parse reads and checks a description; name is used in errors.
func Parse(name string, data []byte) (f *File, err error) {
	defer func() {
		if cause := recover(); cause != nil {
			f, err = nil, social.Errorf(social.CodeInvalid, "spec: %s: the YAML parser gave up: %v", name, cause)
		}
	}()
	if len(data) > maxFile {
		return nil, social.Errorf(social.CodeInvalid, "spec: %s: larger than %d bytes", name, maxFile)
	}
	f = &File{}
	if err := yaml.NewDecoder(bytes.NewReader(data), yaml.Strict()).Decode(f); err != nil {
		return nil, social.Errorf(social.CodeInvalid, "spec: %s:%s", name, yaml.FormatError(err, false, true))
	}
	tree, err := parser.ParseBytes(data, 0)
	if err != nil {
		return nil, social.Errorf(social.CodeInvalid, "spec: %s:%s", name, yaml.FormatError(err, false, true))
	}
	var errs []error
	for _, flaw := range f.flaws() {
		errs = append(errs, social.Errorf(social.CodeInvalid, "spec: %s:%d: %s: %s", name, lineOf(tree, flaw.path), flaw.path, flaw.says))
	}
	if len(errs) > 0 {
		return nil, errors.Join(errs...)
	}
	return f, nil
}

// lineOf returns the line of a key such as fields.id[0].filters[1], or of the
// nearest key above it that is there.
func lineOf(tree *ast.File, key string) int {
	for key != "" {
		p, err := yaml.PathString("$." + key)
		if err == nil {
			if node, err := p.FilterFile(tree); err == nil && node != nil {
				return node.GetToken().Position.Line
			}
		}
		cut := bytes.LastIndexAny([]byte(key), ".[")
		key = key[:max(cut, 0)]
	}
	return 1
}

// flaw is something wrong at a key.
type flaw struct{ path, says string }

func flawf(path, format string, args ...any) flaw { return flaw{path, fmt.Sprintf(format, args...)} }
