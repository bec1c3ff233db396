// Package shown is what stands between Earshot and the eyes of people: terminals
// and logs. It takes secrets out of texts (Masked, Secrets) and the characters by
// which a text takes hold of a terminal (Printable); Writer does both to all that
// is written. Files and answers to programs do not go through it.
package shown

import (
	"regexp"
	"slices"
	"strings"
	"sync"
)

// mask stands where a secret stood.
const mask = "***"

var (
	// userinfo is what stands before the host of an address (RFC 3986, 3.2.1), also
	// where the password has signs in it that do not belong there.
	userinfo = regexp.MustCompile(`([A-Za-z][A-Za-z0-9+.-]*://)([^\s/?#@:"'<>]*)(:[^\s"'<>]*)?@`)
	// port is what looks like a password before an @ further on in a path.
	port = regexp.MustCompile(`^:[0-9]{0,5}[/?#]`)
	// parameter is one of an address or a form that by its name holds a secret.
	parameter = regexp.MustCompile(`(?i)([?&;](?:[a-z0-9_.%-]*(?:token|secret|passw(?:or)?d|passwd|api[_-]?key|access[_-]?key|signature|credential|auth)[a-z0-9_.%-]*|key|sig|pass|pwd)=)[^&\s"'<>#]+`)
	// header is a field of a request that holds one (RFC 9110, 11.6).
	header = regexp.MustCompile(`(?i)((?:proxy-)?authorization|x-api-key|set-cookie|cookie)(["']?\s*[:=]\s*["']?)[^\r\n"']+`)
	bearer = regexp.MustCompile(`(?i)\b(bearer\s+)[A-Za-z0-9+/=_.~-]{6,}`)
	// pair is a name with a value, as in a configuration or in JSON.
	pair = regexp.MustCompile(`(?i)((?:api[_-]?key|access[_-]?key|[a-z0-9]+[_-]token|\btoken|password|passwd|secret)["']?\s*[:=]\s*["']?)[^\s"',;&}]+`)
)

// Masked is a text without the secrets that can be told by how they stand in it.
func Masked(s string) string {
	if !strings.ContainsAny(s, "@=:") && !strings.Contains(strings.ToLower(s), "bearer") {
		return s
	}
	s = URL(s)
	s = header.ReplaceAllString(s, "${1}${2}"+mask)
	s = bearer.ReplaceAllString(s, "${1}"+mask)
	return pair.ReplaceAllString(s, "${1}"+mask)
}

// URL is a text without the passwords and secret parameters of the addresses in it.
func URL(s string) string {
	s = userinfo.ReplaceAllStringFunc(s, func(match string) string {
		part := userinfo.FindStringSubmatch(match)
		switch {
		case port.MatchString(part[3]):
			return match
		case part[3] == "": // a name alone may be a token
			return part[1] + mask + "@"
		default:
			return part[1] + part[2] + ":" + mask + "@"
		}
	})
	return parameter.ReplaceAllString(s, "${1}"+mask)
}

// shortest is the length from which a value is masked wherever it stands; what is
// shorter would be found in ordinary words.
const shortest = 6

// Secrets are values that are known to be secret. The zero value knows none. It is
// safe for concurrent use.
type Secrets struct {
	mu     sync.RWMutex
	values []string
	out    *strings.Replacer
}

// Add makes values known.
func (s *Secrets) Add(values ...string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, v := range values {
		if len(v) >= shortest && !slices.Contains(s.values, v) {
			s.values = append(s.values, v)
		}
	}
	// The longest first: one may be the beginning of another.
	slices.SortFunc(s.values, func(a, b string) int { return len(b) - len(a) })
	var pairs []string
	for _, v := range s.values {
		pairs = append(pairs, v, mask)
	}
	s.out = strings.NewReplacer(pairs...)
}

// Mask is a text without the values.
func (s *Secrets) Mask(text string) string {
	s.mu.RLock()
	defer s.mu.RUnlock()
	if s.out == nil {
		return text
	}
	return s.out.Replace(text)
}
