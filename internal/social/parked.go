package social

import (
	"fmt"
	"strings"
	"time"
	"unicode/utf8"
)

// Parked is a message of a stream that could not be worked on however often that was
// tried, and was set aside so that what comes after it goes on. It waits until somebody
// has it retried or dropped.
type Parked struct {
	// ID names it.
	ID string `json:"id"`
	// Queue is the stream it comes from: posts, crawl, media or opinions.
	Queue string `json:"queue"`
	// Source is the configured source it came from, as far as that is known, and What
	// says what it holds: "post mastodon 112: the first words".
	Source string `json:"source,omitempty"`
	What   string `json:"what"`
	// Bytes is its size.
	Bytes int64 `json:"bytes"`
	// Attempts is how often it was tried, from First on, and Error why it failed last.
	Attempts int       `json:"attempts"`
	Error    string    `json:"error"`
	First    time.Time `json:"first"`
	At       time.Time `json:"at"`
}

// maxParkedText bounds What and Error of a Parked, in bytes.
const maxParkedText = 600

// Trim makes p fit to be listed: texts on one line, and not long.
func (p Parked) Trim() Parked {
	p.What, p.Error, p.Source = line(p.What), line(p.Error), line(p.Source)
	return p
}

func line(s string) string {
	s = strings.Join(strings.FieldsFunc(strings.ToValidUTF8(s, "\uFFFD"), func(c rune) bool { return c < ' ' || c == ' ' || c == 0x7F }), " ")
	if len(s) <= maxParkedText {
		return s
	}
	at := maxParkedText
	for !utf8.RuneStart(s[at]) {
		at--
	}
	return s[:at] + "…"
}

// ParkedSentence says how many messages are parked and what the first one is.
func ParkedSentence(list []Parked) string {
	if len(list) == 0 {
		return ""
	}
	first := list[0]
	what := fmt.Sprintf("%s: %s", first.What, first.Error)
	if len(list) == 1 {
		return "1 message is parked after " + Attempts(first.Attempts) + ", " + what
	}
	return fmt.Sprintf("%d messages are parked, the first after %s, %s", len(list), Attempts(first.Attempts), what)
}

// Attempts says how often something was tried.
func Attempts(n int) string {
	if n == 1 {
		return "1 attempt"
	}
	return fmt.Sprintf("%d attempts", n)
}
