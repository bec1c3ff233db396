package spec

import (
	"cmp"
	"maps"
	"regexp"
	"slices"
	"strings"
	"time"

	"earshot/internal/social"
)

// What a file that does not say it has.
const (
	// DefaultDelay is the least time between two requests to one server.
	DefaultDelay = "1s"
	// DefaultTerms is said of a platform whose file names no rules.
	DefaultTerms = "The file does not say what the rules of the platform are: read them before you listen."
)

// delay is the least time between two requests. A file is only handed out once
// its delay was found to be good.
func (f *File) delay() time.Duration {
	delay, _ := social.ParseLength(cmp.Or(f.Delay, DefaultDelay))
	return delay
}

// credentialName finds the credentials in the value of a header that is signed.
var credentialName = regexp.MustCompile(`\{([A-Za-z_][A-Za-z0-9_]*)\}`)

// keys are the names of all credentials that a source can have.
func (f *File) keys() []string {
	names := []string{}
	for _, need := range f.Needs {
		names = append(names, need.Credential)
	}
	templates := slices.Collect(maps.Values(f.Sign))
	if f.Session != nil {
		names = append(names, "token") // in the place of the one that is asked for
		templates = slices.AppendSeq(templates, maps.Values(f.Session.Form))
	}
	for _, template := range templates {
		for _, m := range credentialName.FindAllStringSubmatch(template, -1) {
			names = append(names, m[1])
		}
	}
	for _, name := range slices.Sorted(maps.Keys(f.Made)) {
		names = append(names, f.Made[name].credentials()...)
	}
	names = slices.DeleteFunc(names, func(name string) bool { _, made := f.Made[name]; return made })
	slices.Sort(names)
	return slices.Compact(names)
}

// credentials says what is needed: what the file says, or the names of the
// credentials that it needs or can use.
func (f *File) credentials() string {
	if f.Credentials != "" {
		return f.Credentials
	}
	var needed, used []string
	for _, need := range f.Needs {
		needed = append(needed, need.Credential)
	}
	for _, field := range slices.Sorted(maps.Keys(f.Sign)) {
		for _, m := range credentialName.FindAllStringSubmatch(f.Sign[field], -1) {
			used = append(used, m[1])
		}
	}
	switch {
	case len(needed) > 0:
		return strings.Join(needed, ", ")
	case len(used) > 0:
		return "none; " + strings.Join(used, ", ") + " where a source has it"
	default:
		return "none"
	}
}
