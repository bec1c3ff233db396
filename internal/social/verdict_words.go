package social

import (
	"fmt"
	"strconv"
	"strings"
	"time"
)

// Word is a state for people.
func (s SourceState) Word() string {
	switch s {
	case SourceNew:
		return "not read yet"
	case SourceOK:
		return "OK"
	case SourceRunning:
		return "running"
	case SourcePartial:
		return "partly read"
	case SourceUnreachable:
		return "unreachable"
	case SourceBlocked:
		return "blocked"
	case SourceLogin:
		return "wants a login"
	case SourceCaptcha:
		return "behind a captcha"
	case SourceEmpty:
		return "suddenly empty"
	case SourceLimited:
		return "rate limited"
	case SourceDisallowed:
		return "disallowed by robots.txt"
	case SourceBroken:
		return "no usable answer"
	case SourceIdle:
		return "not crawled"
	default:
		return string(s)
	}
}

// adviceOn is what an operator can do about a state that a run ended in with fault:
// a missing page and an address that is not asked are nothing the platform did.
func (s SourceState) adviceOn(fault string) string {
	switch {
	case s != SourceBroken:
		return s.advice()
	case strings.Contains(fault, " answered 404 "), strings.Contains(fault, " answered 410 "):
		return "The server says that there is nothing at this address. Check its spelling, and in a browser whether what is read there has moved, was renamed or is gone."
	case strings.Contains(fault, " is not a public address"):
		return "Nothing was asked: addresses of your own network are read only where the configuration allows it."
	default:
		return s.advice()
	}
}

// advice says what an operator can do about a state; nothing when all is well.
func (s SourceState) advice() string {
	switch s {
	case SourceNew:
		return "Waits for its first run."
	case SourcePartial:
		return "Something could not be read, the rest was. See what the fault names; it is tried again with the next run."
	case SourceUnreachable:
		return "Check the address and the network. It is tried again by itself, and read from where it stopped."
	case SourceBlocked:
		return "The platform refuses. Check the credentials in the configuration, or ask its operator; trying more often will not help."
	case SourceLogin:
		return "The platform shows this only to those who log in. Give the source credentials in the configuration, or choose something that is public."
	case SourceCaptcha:
		return "A captcha or bot wall stands before the platform, and Earshot does not solve them. Crawl less often or from another network, or read the platform another way."
	case SourceEmpty:
		return "Every run before found posts, the last found none at all. Open the address in a browser: it may have moved, been closed, or hide its posts from programs."
	case SourceLimited:
		return "The platform asks for fewer requests. Give the source a longer schedule; it goes on by itself."
	case SourceDisallowed:
		return "robots.txt forbids this address, or could not be read. Ask the operator, or choose another address."
	case SourceBroken:
		return "The answer is not what the platform promises. Check that the address is right; the platform may have changed, so look for an update."
	case SourceIdle:
		return "Is Earshot running? earshot run reads its sources by their schedules."
	default:
		return ""
	}
}

// silence says since when there has been no new post, and how many were to be
// expected.
func (p Pace) silence(now time.Time) string {
	return fmt.Sprintf("No new post for %s, and by its usual pace %d were to be expected. Its longest gap in the eight weeks before was %s.",
		inWords(now.Sub(p.Last)), int64(*p.Expected(now)), inWords(p.Longest))
}

// Sentence is the verdict in one line: its word, since when, and why.
func (v Verdict) Sentence() string {
	text := v.Word
	if !v.Since.IsZero() {
		text += " since " + v.Since.Format("2 Jan 2006, 15:04")
	}
	if v.Running {
		text += ", being read now"
	}
	if v.Reason != "" {
		text += ": " + v.Reason
	}
	return text
}

// inWords writes a duration as a person would say it.
func inWords(d time.Duration) string {
	count := func(n int64, unit string) string {
		if n == 1 {
			return "1 " + unit
		}
		return fmt.Sprintf("%d %ss", n, unit)
	}
	switch {
	case d < time.Hour:
		return count(int64(d.Minutes()), "minute")
	case d < 48*time.Hour:
		return count(int64(d.Hours()), "hour")
	default:
		return count(int64(d.Hours()/24), "day")
	}
}

// JoinedNote says how many of the posts that the source read are counted with another
// one; empty for none.
func (h SourceHealth) JoinedNote() string {
	switch h.Joined {
	case 0:
		return ""
	case 1:
		return "1 more is stored as a post of another source: one article counts once"
	default:
		return strconv.FormatInt(h.Joined, 10) + " more are stored as posts of other sources: one article counts once"
	}
}

// FaultSentence is how a run ended that did not read all: its state in a word, and why.
func (r Run) FaultSentence() string {
	return r.State.Word() + ": " + plainFault(r.Fault)
}

// plainFault is the fault of a run as people read it: without the package that
// noticed it, with the address once, and without the words of the HTTP library.
func plainFault(fault string) string {
	lane, rest, found := strings.Cut(fault, ": ")
	if !found {
		return fault
	}
	rest, _, _ = strings.Cut(strings.ReplaceAll(strings.TrimPrefix(rest, "crawler: "), ": crawler: ", ": "), ": net/http: ")
	if after, ok := strings.CutPrefix(rest, lane+" "); ok {
		return lane + " " + after
	}
	// A package, or what was attempted, may stand before the address.
	if before, after, ok := strings.Cut(rest, lane+": "); ok && len(strings.Fields(before)) <= 2 {
		rest = after
	}
	return lane + ": " + rest
}
