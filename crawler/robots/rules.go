package robots

import (
	"fmt"
	"math"
	"strconv"
	"strings"
	"time"

	"github.com/jimsmart/grobotstxt"
)

// maxDelay limits Crawl-delay: a larger one would forbid crawling without
// anybody noticing.
const maxDelay = time.Minute

// allowed applies the rules of body, which is canonical, to url. A file on
// which the parser panics counts as unreadable.
func allowed(body, agent, url string) (ok bool, err error) {
	defer func() {
		if p := recover(); p != nil {
			ok, err = false, fmt.Errorf("the parser gave up: %v", p)
		}
	}()
	return grobotstxt.AgentAllowed(body, agent, canonical(url, true)), nil
}

// canonical writes percent-encoded octets in the one form in which RFC 9309 (2.2.2)
// compares them: unreserved characters (RFC 3986, 2.3) decoded, the others with
// upper-case digits. With all set, octets beyond ASCII are encoded as well.
func canonical(s string, all bool) string {
	const digits = "0123456789ABCDEF"
	if !strings.Contains(s, "%") && !all {
		return s
	}
	var out strings.Builder
	out.Grow(len(s))
	for i := 0; i < len(s); i++ {
		c := s[i]
		encoded := false
		if c == '%' && i+2 < len(s) {
			if n, err := strconv.ParseUint(s[i+1:i+3], 16, 8); err == nil {
				c, encoded = byte(n), true
				i += 2
			}
		}
		switch {
		case encoded && !unreserved(c), all && c >= 0x80:
			out.WriteByte('%')
			out.WriteByte(digits[c>>4])
			out.WriteByte(digits[c&15])
		default:
			out.WriteByte(c)
		}
	}
	return out.String()
}

func unreserved(c byte) bool {
	return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '-' || c == '.' || c == '_' || c == '~'
}

// crawlDelay returns the Crawl-delay for agent, in the group that names it or
// else in the group for all, capped at maxDelay; 0 when there is none. The
// field is not part of RFC 9309, which leaves other records to the crawler.
func crawlDelay(body, agent string) (delay time.Duration) {
	reader := &delayReader{agent: agent}
	defer func() {
		if recover() != nil {
			delay = 0
		}
	}()
	grobotstxt.Parse(body, reader)
	if reader.seenOwn {
		return reader.own
	}
	return reader.all
}

// delayReader follows the groups of a file as RFC 9309, 2.2.1 tells them apart:
// consecutive user-agent lines share the rules that come after them.
type delayReader struct {
	agent        string
	inOwn, inAll bool
	inRules      bool
	seenOwn      bool
	own, all     time.Duration
}

func (r *delayReader) HandleRobotsStart() {}
func (r *delayReader) HandleRobotsEnd()   {}

func (r *delayReader) HandleUserAgent(_ int, value string) {
	if r.inRules {
		r.inOwn, r.inAll, r.inRules = false, false, false
	}
	switch token := productToken(value); {
	case strings.HasPrefix(strings.TrimSpace(value), "*"):
		r.inAll = true
	case strings.EqualFold(token, r.agent):
		r.inOwn, r.seenOwn = true, true
	}
}

func (r *delayReader) HandleAllow(int, string)    { r.inRules = true }
func (r *delayReader) HandleDisallow(int, string) { r.inRules = true }
func (r *delayReader) HandleSitemap(int, string)  {}

func (r *delayReader) HandleUnknownAction(_ int, action, value string) {
	if !strings.EqualFold(action, "crawl-delay") {
		return
	}
	r.inRules = true
	n, err := strconv.ParseFloat(strings.TrimSpace(value), 64)
	if err != nil || math.IsNaN(n) || n < 0 {
		return
	}
	delay := maxDelay
	if n < maxDelay.Seconds() {
		delay = time.Duration(n * float64(time.Second))
	}
	if r.inOwn {
		r.own = max(r.own, delay)
	}
	if r.inAll {
		r.all = max(r.all, delay)
	}
}

// productToken is the leading part of a user-agent line that names a crawler
// (RFC 9309, 2.2.1: letters, "_" and "-").
func productToken(value string) string {
	value = strings.TrimSpace(value)
	end := strings.IndexFunc(value, func(c rune) bool {
		return !(c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c == '_' || c == '-')
	})
	if end < 0 {
		return value
	}
	return value[:end]
}
