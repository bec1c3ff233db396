package spec

import (
	"crypto/sha1"
	"encoding/hex"
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/golang-jwt/jwt/v5"

	"earshot/crawler"
	"earshot/internal/social"
)

// Made is a credential that is made of others. One of its keys stands. Templates name
// credentials of the source in braces, and `time` of other made ones.
type Made struct {
	// Time is the time of the request: `unix`, in seconds since 1970.
	Time string `yaml:"time" enum:"unix"`
	// SHA1 is a template whose SHA-1 digest is the value, in hexadecimal digits.
	SHA1 string `yaml:"sha1"`
	// JWT is a token that the source's private key signs (RFC 7519).
	JWT *JWT `yaml:"jwt"`
}

// JWT is a token of claims that is signed when a request is sent. `iat` and `exp` are
// added to its claims.
type JWT struct {
	// Algorithm signs it (RFC 7518, 3.1).
	Algorithm string `yaml:"algorithm" enum:"ES256,RS256" need:"yes"`
	// Key is the name of the credential that holds the private key, in PEM.
	Key string `yaml:"key" need:"yes"`
	// Header are further fields of its header; texts are templates.
	Header map[string]string `yaml:"header"`
	// Claims are what it says; texts are templates.
	Claims map[string]string `yaml:"claims" need:"yes"`
	// Lasts is how long it is good, such as 15m.
	Lasts string `yaml:"lasts" need:"yes"`
}

var _ crawler.Deriver = (*File)(nil)

// algorithms are the ways to sign a token.
var algorithms = map[string]jwt.SigningMethod{"ES256": jwt.SigningMethodES256, "RS256": jwt.SigningMethodRS256}

// Derive makes the credentials of `made`. Those whose own credentials a source does not
// have are left out.
func (f *File) Derive(src social.Source, now time.Time) (map[string]string, error) {
	if len(f.Made) == 0 {
		return nil, nil
	}
	known, made := maps.Clone(src.Credentials), map[string]string{}
	if known == nil {
		known = map[string]string{}
	}
	for name, m := range f.Made {
		if m.Time != "" {
			made[name] = strconv.FormatInt(now.Unix(), 10)
			known[name] = made[name]
		}
	}
	for name, m := range f.Made {
		switch {
		case m.SHA1 != "":
			if text, whole := filledIn(m.SHA1, known); whole {
				sum := sha1.Sum([]byte(text))
				made[name] = hex.EncodeToString(sum[:])
			}
		case m.JWT != nil:
			token, err := m.JWT.sign(known, now)
			if err != nil {
				return nil, social.Errorf(social.CodeLogin, "%s: credentials.%s: %w", f.Platform, m.JWT.Key, err)
			}
			if token != "" {
				made[name] = token
			}
		}
	}
	return made, nil
}

// sign makes a token; "" where a credential is missing.
func (j *JWT) sign(known map[string]string, now time.Time) (string, error) {
	lasts, err := social.ParseLength(j.Lasts)
	if err != nil {
		return "", err
	}
	claims := jwt.MapClaims{"iat": now.Unix(), "exp": now.Add(lasts).Unix()}
	for name, template := range j.Claims {
		text, whole := filledIn(template, known)
		if !whole {
			return "", nil
		}
		claims[name] = text
	}
	token := jwt.NewWithClaims(algorithms[j.Algorithm], claims)
	for name, template := range j.Header {
		text, whole := filledIn(template, known)
		if !whole {
			return "", nil
		}
		token.Header[name] = text
	}
	if known[j.Key] == "" {
		return "", nil
	}
	// A key in a variable of the environment, or of a JSON file, has its line breaks written out.
	pem := []byte(strings.ReplaceAll(strings.TrimSpace(known[j.Key]), `\n`, "\n"))
	var key any
	if j.Algorithm == "ES256" {
		key, err = jwt.ParseECPrivateKeyFromPEM(pem)
	} else {
		key, err = jwt.ParseRSAPrivateKeyFromPEM(pem)
	}
	if err != nil {
		// What the parser says could quote the key.
		return "", social.Errorf(social.CodeLogin, "is no private key in PEM that signs by %s", j.Algorithm)
	}
	signed, err := token.SignedString(key)
	if err != nil {
		return "", social.Errorf(social.CodeLogin, "does not sign by %s", j.Algorithm)
	}
	return signed, nil
}

// filledIn puts credentials into a template; false where one is missing.
func filledIn(template string, known map[string]string) (string, bool) {
	whole := true
	text := credentialName.ReplaceAllStringFunc(template, func(name string) string {
		value := known[name[1:len(name)-1]]
		whole = whole && value != ""
		return value
	})
	return text, whole
}

// templates are the texts of a made credential that name others.
func (m Made) templates() []string {
	list := []string{m.SHA1}
	if m.JWT != nil {
		list = slices.AppendSeq(list, maps.Values(m.JWT.Header))
		list = slices.AppendSeq(list, maps.Values(m.JWT.Claims))
	}
	return list
}

// credentials are the names of those that it is made of.
func (m Made) credentials() []string {
	var names []string
	for _, template := range m.templates() {
		for _, found := range credentialName.FindAllStringSubmatch(template, -1) {
			names = append(names, found[1])
		}
	}
	if m.JWT != nil {
		names = append(names, m.JWT.Key)
	}
	return names
}

// made checks what credentials are made of.
func (c *checker) made() {
	for _, name := range slices.Sorted(maps.Keys(c.file.Made)) {
		m, key := c.file.Made[name], "made."+name
		kinds := 0
		for _, there := range []bool{m.Time != "", m.SHA1 != "", m.JWT != nil} {
			if there {
				kinds++
			}
		}
		c.want(kinds == 1, key, "has one of time, sha1 and jwt")
		c.want(m.Time == "" || m.Time == "unix", key+".time", "%q is not unix", m.Time)
		if m.JWT == nil {
			continue
		}
		lasts, err := social.ParseLength(m.JWT.Lasts)
		c.want(err == nil && lasts > 0, key+".jwt.lasts", "%q is no span of time such as 15m", m.JWT.Lasts)
		c.want(algorithms[m.JWT.Algorithm] != nil, key+".jwt.algorithm", "%q is neither ES256 nor RS256", m.JWT.Algorithm)
		c.want(m.JWT.Key != "", key+".jwt.key", "is missing")
		c.want(len(m.JWT.Claims) > 0, key+".jwt.claims", "is missing")
	}
}
