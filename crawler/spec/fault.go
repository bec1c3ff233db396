package spec

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"reflect"
	"slices"
	"strings"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/parser"

	"earshot/internal/social"
)

// Fault is something wrong with a description.
type Fault struct {
	// Line is the line of the file, from 1.
	Line int `json:"line"`
	// Key is the place, such as fields.id[0]; empty where the file is no YAML.
	Key string `json:"key,omitempty"`
	// Says is what is wrong there and, where that can be guessed, what was meant.
	Says string `json:"says"`
}

// String is the fault for a person, without the name of the file.
func (f Fault) String() string {
	if f.Key == "" {
		return fmt.Sprintf("%d: %s", f.Line, f.Says)
	}
	return fmt.Sprintf("%d: %s: %s", f.Line, f.Key, f.Says)
}

// maxFaults bounds the faults of one file that are told.
const maxFaults = 100

// Parse reads and checks a description; name is used in errors. The error names
// every fault, each with its line and social.CodeInvalid.
func Parse(name string, data []byte) (*File, error) {
	f, faults := Read(data)
	if len(faults) == 0 {
		return f, nil
	}
	errs := make([]error, len(faults))
	for i, fault := range faults {
		errs[i] = social.Errorf(social.CodeInvalid, "spec: %s:%s", name, fault)
	}
	return nil, errors.Join(errs...)
}

// Read reads and checks a description and returns it, or everything that is wrong
// with it in the order of lines.
func Read(data []byte) (f *File, faults []Fault) {
	defer func() {
		if cause := recover(); cause != nil {
			f, faults = nil, []Fault{{Line: 1, Says: fmt.Sprintf("the YAML parser gave up: %v", cause)}}
		}
	}()
	if len(data) > maxFile {
		return nil, []Fault{{Line: 1, Says: fmt.Sprintf("larger than %d bytes", maxFile)}}
	}
	data, fault := bounded(data)
	if fault != nil {
		return nil, []Fault{*fault}
	}
	tree, err := parser.ParseBytes(data, 0, parser.AllowDuplicateMapKey())
	if err != nil {
		return nil, []Fault{yamlFault(err)}
	}
	shape := structure{told: map[string]bool{}}
	for _, doc := range tree.Docs {
		if doc.Body != nil {
			shape.value("", doc.Body, reflect.TypeFor[File](), 0)
		}
	}
	faults = shape.faults
	f = &File{}
	if len(faults) == 0 {
		if err := yaml.NewDecoder(bytes.NewReader(data), yaml.Strict()).Decode(f); err != nil {
			return nil, []Fault{yamlFault(err)}
		}
	} else if yaml.NodeToValue(tree.Docs[0].Body, f) != nil {
		// More can be said once these are mended.
		return nil, ordered(faults)
	}
	for _, flaw := range f.flaws() {
		if !shape.told[flaw.path] {
			faults = append(faults, Fault{Line: lineOf(tree, flaw.path), Key: flaw.path, Says: flaw.says})
		}
	}
	if len(faults) > 0 {
		return nil, ordered(faults)
	}
	f.tree = tree
	return f, nil
}

// ordered sorts faults by line and leaves out what is too much to read.
func ordered(faults []Fault) []Fault {
	slices.SortStableFunc(faults, func(a, b Fault) int { return cmp.Compare(a.Line, b.Line) })
	if more := len(faults) - maxFaults; more > 0 {
		faults = append(faults[:maxFaults], Fault{Line: faults[maxFaults].Line, Says: fmt.Sprintf("and %d more faults", more)})
	}
	return faults
}

// yamlFault is a fault of the YAML library, in one line.
func yamlFault(err error) Fault {
	var fault yaml.Error
	if !errors.As(err, &fault) {
		return Fault{Line: 1, Says: firstLine(err.Error())}
	}
	line := 1
	if tok := fault.GetToken(); tok != nil && tok.Position != nil {
		line = tok.Position.Line
	}
	return Fault{Line: line, Says: firstLine(fault.GetMessage())}
}

func firstLine(s string) string {
	line, _, _ := strings.Cut(s, "\n")
	return line
}

// lineOf returns the line of a key such as fields.id[0].filters[1], or of the
// nearest key above it that is there.
func lineOf(tree *ast.File, key string) int {
	for key != "" {
		p, err := yaml.PathString("$." + key)
		if err == nil {
			if node, err := p.FilterFile(tree); err == nil && node != nil {
				return lineOfNode(node)
			}
		}
		cut := strings.LastIndexAny(key, ".[")
		key = key[:max(cut, 0)]
	}
	return 1
}

// flaw is something wrong at a key.
type flaw struct{ path, says string }

func flawf(path, format string, args ...any) flaw { return flaw{path, fmt.Sprintf(format, args...)} }
