// Package platform holds what the adapters in the folders below it share: the
// checks of a source's configuration that are the same for every platform.
package platform

import (
	"maps"
	"net/url"
	"slices"
	"strings"

	"earshot/internal/query"
	"earshot/internal/social"
)

// Unused reports each list of src that is filled in although the platform
// reads nothing from it. used are the configuration keys the platform reads.
func Unused(src social.Source, used ...string) []error {
	var errs []error
	for _, list := range []struct {
		key    string
		filled bool
	}{
		{"base_url", src.BaseURL != ""},
		{"tags", len(src.Tags) > 0},
		{"accounts", len(src.Accounts) > 0},
		{"queries", len(src.Queries) > 0},
		{"urls", len(src.URLs) > 0},
	} {
		if list.filled && !slices.Contains(used, list.key) {
			errs = append(errs, Fault(src, list.key, "a %s source has no use for it", src.Platform))
		}
	}
	return errs
}

// UnknownParams reports each of src.Params that is not one of known.
func UnknownParams(src social.Source, known ...string) []error {
	var errs []error
	for _, name := range slices.Sorted(maps.Keys(src.Params)) {
		if !slices.Contains(known, name) {
			errs = append(errs, Fault(src, "params."+name, "a %s source has no such parameter%s", src.Platform, parameters(name, known)))
		}
	}
	return errs
}

// parameters says which parameter may be meant, or which there are.
func parameters(name string, known []string) string {
	switch near := query.Nearest(name, known); {
	case near != "":
		return "; did you mean " + near + "?"
	case len(known) > 0:
		return "; there are " + strings.Join(slices.Sorted(slices.Values(known)), ", ")
	default:
		return ", and takes none"
	}
}

// WebAddress reports what keeps raw from being an absolute http or https
// address, or nil.
func WebAddress(src social.Source, key, raw string) error {
	u, err := url.Parse(raw)
	switch {
	case err != nil:
		return Fault(src, key, "%w", err)
	case u.Scheme != "http" && u.Scheme != "https":
		return Fault(src, key, "%q does not begin with http:// or https://", raw)
	case u.Host == "":
		return Fault(src, key, "%q names no server", raw)
	case u.User != nil:
		return Fault(src, key, "the address of %s holds a user name; credentials do not belong there", u.Host)
	}
	return nil
}

// Fault is an error in the configuration of src at key.
func Fault(src social.Source, key, format string, args ...any) error {
	return social.Errorf(social.CodeInvalid, "source %s: %s: "+format, append([]any{src.Name, key}, args...)...)
}

// Once removes duplicates from a list, and keeps the order.
func Once(list []string) []string {
	var once []string
	for _, value := range list {
		if !slices.Contains(once, value) {
			once = append(once, value)
		}
	}
	return once
}
