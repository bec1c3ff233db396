package config

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
)

// fromVariable begins a credential that stands in the environment.
const fromVariable = "env:"

// variablesOfCredentials are the variables that credentials name.
func (c Config) variablesOfCredentials() map[string]bool {
	names := map[string]bool{}
	for _, s := range c.Sources {
		for _, value := range s.Credentials {
			if name, ok := strings.CutPrefix(value, fromVariable); ok {
				names[name] = true
			}
		}
	}
	return names
}

// fillCredentials puts the values of variables in the place of credentials that
// name one. A variable that is not set is a fault: a source would otherwise be
// refused by its platform without a word about why.
func (c Config) fillCredentials(environ map[string]string) error {
	var faults []error
	for i, s := range c.Sources {
		for _, key := range slices.Sorted(maps.Keys(s.Credentials)) {
			name, ok := strings.CutPrefix(s.Credentials[key], fromVariable)
			if !ok {
				continue
			}
			value := environ[name]
			if value == "" {
				faults = append(faults, c.place.fault(fmt.Sprintf("$.sources[%d].credentials.%s", i, key), "the variable %s is not set", name))
				continue
			}
			s.Credentials[key] = value
		}
	}
	return errors.Join(faults...)
}
