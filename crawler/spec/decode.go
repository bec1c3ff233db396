package spec

import (
	"errors"
	"io/fs"
	"slices"

	"earshot/crawler"
	"earshot/internal/social"
)

// Rules are tried in order. In YAML a single rule may stand without a list.
type Rules []Rule

// UnmarshalYAML reads a rule or a list of rules.
func (r *Rules) UnmarshalYAML(unmarshal func(any) error) error {
	return oneOrMany((*[]Rule)(r), unmarshal)
}

// Filter is a step of a rule. In YAML it is a name (`html`) or a name with an
// argument (`prefix: https://example.org/`); see Filters.
type Filter struct {
	Name, Arg string
	// Zone, in YAML zone, is the time zone of a time that names none, as in the IANA
	// database; UTC when empty.
	Zone string
	// To, in YAML to, is what regexp yields in place of its first group, and what
	// replace puts in: a text in which $1 is the first group, $2 the second.
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

// LoadAll reads every .yaml and .yml file in the root of fsys, in the order of their
// names. It reports the faults of all files together.
func LoadAll(fsys fs.FS) ([]crawler.Adapter, error) {
	var names []string
	for _, pattern := range []string{"*.yaml", "*.yml"} {
		found, err := fs.Glob(fsys, pattern)
		if err != nil {
			return nil, social.Errorf(social.CodeInvalid, "spec: %w", err)
		}
		names = append(names, found...)
	}
	slices.Sort(names)
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
