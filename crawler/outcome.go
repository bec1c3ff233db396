package crawler

import (
	"crypto/x509"
	"errors"
	"fmt"
	"net"
	"net/http"
	"strings"
	"unicode"

	"earshot/internal/social"
)

// statusFault names what the status of an answer means that is not to be read.
func statusFault(resp Response) error {
	var code social.Code
	switch status := resp.Status; {
	case status == http.StatusUnauthorized:
		code = social.CodeLogin
	case status == http.StatusForbidden, status == http.StatusUnavailableForLegalReasons,
		// Bilibili answers 412 and Weibo 432 to visitors they do not want.
		status == http.StatusPreconditionFailed, status == 432:
		code = social.CodeBlocked
	case status == http.StatusTooManyRequests:
		code = social.CodeRateLimited
	case status == http.StatusNotFound, status == http.StatusGone:
		code = social.CodeNotFound
	case status >= 500:
		code = social.CodeUnavailable
	default:
		code = social.CodeBroken
	}
	text := statusText(resp.Status)
	if said := reason(resp); said != "" {
		text += ": " + said
	}
	return social.Errorf(code, "crawler: %s answered %s", redacted(resp.URL), text)
}

// statusText is a status as people know it: "403 Forbidden", "432".
func statusText(status int) string {
	if name := http.StatusText(status); name != "" {
		return fmt.Sprintf("%d %s", status, name)
	}
	return fmt.Sprint(status)
}

// reason is what a machine-readable or plain refusal says, in one short line.
func reason(resp Response) string {
	kind := strings.ToLower(resp.Header.Get("Content-Type"))
	if !strings.Contains(kind, "json") && !strings.HasPrefix(kind, "text/plain") {
		return ""
	}
	const most = 160
	said := strings.Map(func(c rune) rune {
		if unicode.IsSpace(c) {
			return ' '
		}
		if !unicode.IsPrint(c) || c == unicode.ReplacementChar {
			return -1
		}
		return c
	}, string(resp.Body[:min(len(resp.Body), 4*most)]))
	runes := []rune(strings.Join(strings.Fields(said), " "))
	if len(runes) > most {
		return string(runes[:most]) + "..."
	}
	return string(runes)
}

// wireFault gives the error of a request without a whole answer its code, and
// tells whether to try again could help.
func wireFault(address string, err error) (fault error, transient bool) {
	if large, ok := errors.AsType[tooLarge](err); ok {
		return social.Errorf(social.CodeBroken, "crawler: read %s: %w", address, large), false
	}
	if coding, ok := errors.AsType[badCoding](err); ok {
		return social.Errorf(social.CodeBroken, "crawler: read %s: %w", address, coding), false
	}
	if no, ok := errors.AsType[refused](err); ok {
		return social.Errorf(social.CodeInvalid, "crawler: connect to %s: %w", address, no), false
	}
	if bad, ok := errors.AsType[badAddress](err); ok {
		return social.Errorf(social.CodeInvalid, "crawler: address %s: %w", address, bad), false
	}
	transient = true
	if name, ok := errors.AsType[*net.DNSError](err); ok && name.IsNotFound {
		transient = false
	}
	if _, ok := errors.AsType[x509.UnknownAuthorityError](err); ok {
		transient = false
	}
	if _, ok := errors.AsType[x509.HostnameError](err); ok {
		transient = false
	}
	if _, ok := errors.AsType[x509.CertificateInvalidError](err); ok {
		transient = false
	}
	return social.Errorf(social.CodeUnavailable, "crawler: fetch %s: %w", address, err), transient
}
