package fetch

import (
	"crypto/x509"
	"errors"
	"net"
	"net/http"
	neturl "net/url"
	"strings"
	"unicode"

	"earshot/crawler"
	"earshot/crawler/address"
	"earshot/crawler/gate"
	"earshot/internal/social"
)

// statusFault is the error that the status of an answer means.
func statusFault(resp crawler.Response) error {
	var code social.Code
	switch status := resp.Status; {
	case status == http.StatusUnauthorized:
		code = social.CodeLogin
	case status == http.StatusForbidden, status == http.StatusUnavailableForLegalReasons,
		// Bilibili answers 412 and Weibo 432 to visitors they refuse.
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
	text := gate.StatusText(resp.Status)
	if why := reason(resp); why != "" {
		text += ": " + why
	}
	return social.Errorf(code, "crawler: %s answered %s", address.Redact(resp.URL), text)
}

// reason is what a JSON or plain-text refusal says, in one short line.
func reason(resp crawler.Response) string {
	kind := strings.ToLower(resp.Header.Get("Content-Type"))
	if !strings.Contains(kind, "json") && !strings.HasPrefix(kind, "text/plain") {
		return ""
	}
	const most = 160
	printable := strings.Map(func(c rune) rune {
		if unicode.IsSpace(c) {
			return ' '
		}
		if !unicode.IsPrint(c) || c == unicode.ReplacementChar {
			return -1
		}
		return c
	}, string(resp.Body[:min(len(resp.Body), 4*most)]))
	runes := []rune(strings.Join(strings.Fields(printable), " "))
	if len(runes) > most {
		return string(runes[:most]) + "..."
	}
	return string(runes)
}

// transportFault gives the error of a request without a whole answer its code,
// and tells whether a retry could help.
func transportFault(url string, err error) (fault error, transient bool) {
	if large, ok := errors.AsType[tooLarge](err); ok {
		return social.Errorf(social.CodeBroken, "crawler: read %s: %w", url, large), false
	}
	if slow, ok := errors.AsType[*SlowBody](err); ok {
		return social.Errorf(social.CodeUnavailable, "crawler: fetch %s: %w", url, slow), false
	}
	if coding, ok := errors.AsType[badCoding](err); ok {
		return social.Errorf(social.CodeBroken, "crawler: read %s: %w", url, coding), false
	}
	if no, ok := errors.AsType[notAllowed](err); ok {
		return social.Errorf(social.CodeInvalid, "crawler: connect to %s: %w", url, no), false
	}
	if bad, ok := errors.AsType[address.Invalid](err); ok {
		return social.Errorf(social.CodeInvalid, "crawler: address %s: %w", url, bad), false
	}
	if asked, ok := errors.AsType[*neturl.Error](err); ok {
		err = asked.Err // it names the address once more, with all its parameters
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
	return social.Errorf(social.CodeUnavailable, "crawler: fetch %s: %w", url, err), transient
}
