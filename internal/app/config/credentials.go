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
