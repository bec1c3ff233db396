package config

import (
	"errors"
	"maps"
	"reflect"
	"slices"
	"strconv"
	"strings"

	"github.com/caarlos0/env/v11"

	"earshot/internal/query"
	"earshot/internal/social"
)

// environmentPrefix begins the names of the variables that override values of the file.
const environmentPrefix = "EARSHOT_"

// applyEnvironment takes values from the environment. The error names each variable whose value
// cannot be read.
func (c *Config) applyEnvironment(environ map[string]string) error {
	c.place.variables = map[string]string{}
	known := map[string]string{}
	variablesOf(reflect.TypeFor[Config](), "$", environmentPrefix, known)
	for path, variable := range known {
		if _, isSet := environ[variable]; isSet {
			c.place.variables[path] = variable
		}
	}
	if err := misspelt(environ, slices.Sorted(maps.Values(known)), c.variablesOfCredentials()); err != nil {
		return err
	}
	whole := env.ParseWithOptions(c, env.Options{Prefix: environmentPrefix, Environment: environ})
	if whole == nil {
		return nil
	}
	// The library names the field; each variable alone tells whose it is.
	var faults []error
	for _, path := range slices.Sorted(maps.Keys(c.place.variables)) {
		variable := c.place.variables[path]
		var alone Config
		err := env.ParseWithOptions(&alone, env.Options{Prefix: environmentPrefix, Environment: map[string]string{variable: environ[variable]}})
		if err != nil {
			faults = append(faults, c.place.fault(path, "%s", unreadable(err, environ[variable])))
		}
	}
	if len(faults) == 0 {
		return social.Errorf(social.CodeInvalid, "config: environment: %w", whole)
	}
	return errors.Join(faults...)
}

// misspelt is a fault for each variable that is none and nearly one of those known. Others
// are let be, as are those named: the surroundings of a container set variables of names like these.
func misspelt(environ map[string]string, known []string, named map[string]bool) error {
	var faults []error
	for _, name := range slices.Sorted(maps.Keys(environ)) {
		if !strings.HasPrefix(name, environmentPrefix) || slices.Contains(known, name) || named[name] {
			continue
		}
		if near := query.Nearest(name, known); near != "" {
			faults = append(faults, social.Errorf(social.CodeInvalid, "environment: %s is no setting: did you mean %s?", name, near))
		}
	}
	return errors.Join(faults...)
}

// unreadable says of a value of the environment why it cannot be read.
func unreadable(err error, value string) string {
	var all env.AggregateError
	if errors.As(err, &all) && len(all.Errors) == 1 {
		err = all.Errors[0]
	}
	if parse, ok := errors.AsType[env.ParseError](err); ok {
		err = parse.Err
		if _, isNumber := errors.AsType[*strconv.NumError](err); isNumber {
			return strconv.Quote(value) + " is no " + map[bool]string{true: "true or false", false: "number"}[parse.Type.Kind() == reflect.Bool]
		}
	}
	return err.Error()
}

// variablesOf notes the variables of a struct by the paths of their values.
func variablesOf(t reflect.Type, path, prefix string, to map[string]string) {
	for field := range t.Fields() {
		key, _, _ := strings.Cut(field.Tag.Get("yaml"), ",")
		if nested, ok := field.Tag.Lookup("envPrefix"); ok {
			variablesOf(field.Type, path+"."+key, prefix+nested, to)
		} else if name, _, _ := strings.Cut(field.Tag.Get("env"), ","); name != "" && name != "-" {
			to[path+"."+key] = prefix + name
		}
	}
}
