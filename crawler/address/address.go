// Package address reads addresses in the one form that all parts of the crawler
// agree on.
package address

import (
	"errors"
	"net/netip"
	"net/url"
	"strings"

	"golang.org/x/net/idna"
	"golang.org/x/net/publicsuffix"

	"earshot/internal/shown"
)

// Invalid is the error of an address that is never fetched.
type Invalid struct{ Err error }

func (e Invalid) Error() string { return e.Err.Error() }

// Unwrap returns the reason.
func (e Invalid) Unwrap() error { return e.Err }

// Parse reads raw and brings it into the common form: http or https, host in
// lower-case ASCII, no default port, no fragment. Its error is an Invalid.
func Parse(raw string) (*url.URL, error) {
	target, err := url.Parse(raw)
	if err != nil {
		if failed, ok := errors.AsType[*url.Error](err); ok {
			err = failed.Err
		}
		return nil, Invalid{err}
	}
	return target, Normalize(target)
}

// Normalize brings target into the form of Parse, in place.
func Normalize(target *url.URL) error {
	target.Scheme = strings.ToLower(target.Scheme)
	if target.Scheme != "http" && target.Scheme != "https" {
		return Invalid{errors.New("only http and https are fetched")}
	}
	host, port := target.Hostname(), target.Port()
	if host == "" {
		return Invalid{errors.New("it has no host")}
	}
	if addr, err := netip.ParseAddr(host); err == nil && addr.Is6() {
		if host = addr.Unmap().String(); addr.Unmap().Is6() {
			host = "[" + host + "]"
		}
	} else {
		ascii, err := idna.Lookup.ToASCII(host)
		if err != nil {
			// Names with an underscore are not allowed and do exist.
			ascii = host
		}
		host = strings.ToLower(ascii)
	}
	if port != "" && !(target.Scheme == "http" && port == "80") && !(target.Scheme == "https" && port == "443") {
		host += ":" + port
	}
	target.Host = host
	target.Fragment, target.RawFragment = "", ""
	if target.Path == "" {
		target.Path = "/"
	}
	return nil
}

// Redact returns raw without its password and without the parameters that by their
// names hold a secret.
func Redact(raw string) string { return shown.URL(raw) }

// SameHost tells whether two addresses are of one host, with www. or without.
func SameHost(a, b *url.URL) bool {
	return strings.TrimPrefix(strings.ToLower(a.Host), "www.") == strings.TrimPrefix(strings.ToLower(b.Host), "www.")
}

// SameSite tells whether two hosts belong to one owner: their names differ in no more
// than what stands before the registered domain (publicsuffix.org).
func SameSite(a, b *url.URL) bool {
	if SameHost(a, b) {
		return true
	}
	one, err := publicsuffix.EffectiveTLDPlusOne(strings.ToLower(a.Hostname()))
	if err != nil {
		return false
	}
	other, err := publicsuffix.EffectiveTLDPlusOne(strings.ToLower(b.Hostname()))
	return err == nil && one == other && a.Port() == b.Port()
}
