package viewmodel

import (
	"net/url"
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"earshot/dashboard/component"
	"earshot/internal/social"
)

// Sources fills the health table.
func Sources(health []social.SourceHealth, now time.Time) []component.Source {
	rows := make([]component.Source, 0, len(health))
	for _, h := range health {
		row := component.Source{
			Name: h.Source, Platform: Platform(h.Platform), State: stateWord(h.State), Advice: advice(h.State),
			Tone: stateTone(h.State), Running: h.State == social.SourceRunning, Usual: usual(h.Usual), Errors: failures(h.Errors),
			LastSuccess: Moment(h.LastSuccess, now), Next: Moment(h.Next, now), Stored: Exact(h.Stored),
			RunURL: "/sources/" + url.PathEscape(h.Source) + "/run", Coverage: coverage(h.Coverage),
		}
		if !h.Next.IsZero() && !h.Next.After(now) {
			row.Next.Relative = "due now"
		}
		if h.Last != nil {
			row.Started, row.Posts, row.Requests = Moment(h.Last.Started, now), Exact(h.Last.Posts), Exact(h.Last.Requests)
			row.Skipped, row.Fault = Exact(h.Last.Skipped), sentenceCase(h.Last.Fault)
			row.New = fresh(h.Last.New)
		}
		if h.Backfill != nil {
			row.Backfill = Backfill(*h.Backfill)
		}
		if row.Silence = silence(h, now); row.Silence != "" && h.State == social.SourceOK {
			row.State, row.Tone = "silent", component.Warning
		}
		for _, run := range slices.Backward(h.Recent) {
			row.Recent = append(row.Recent, component.RunMark{
				Tone: stateTone(run.State), Failed: run.State.Failing(),
				Title: run.Started.UTC().Format("Mon 2 Jan, 15:04") + ": " + stateWord(run.State) + ", " + Plural(run.Posts, "post", "posts"),
			})
		}
		row.History = history(h.Recent)
		rows = append(rows, row)
	}
	return rows
}

// history describes the latest runs, grouped by state: "Last 6 runs: 4 OK, 2
// unreachable".
func history(recent []social.Run) string {
	var states []social.SourceState
	counts := map[social.SourceState]int64{}
	for _, run := range recent {
		if counts[run.State] == 0 {
			states = append(states, run.State)
		}
		counts[run.State]++
	}
	words := make([]string, 0, len(states))
	for _, state := range states {
		words = append(words, Exact(counts[state])+" "+stateWord(state))
	}
	return "Last " + Plural(int64(len(recent)), "run", "runs") + ": " + strings.Join(words, ", ")
}

// Answering says how many sources answer: "11 of 12".
func Answering(health []social.SourceHealth) string {
	answer := 0
	for _, h := range health {
		if !h.State.Failing() {
			answer++
		}
	}
	return Exact(int64(answer)) + " of " + Exact(int64(len(health)))
}

func stateWord(s social.SourceState) string {
	switch s {
	case social.SourceNew:
		return "not run yet"
	case social.SourceOK:
		return "OK"
	case social.SourceRunning:
		return "running"
	case social.SourcePartial:
		return "partly read"
	case social.SourceUnreachable:
		return "unreachable"
	case social.SourceBlocked:
		return "blocked"
	case social.SourceLogin:
		return "wants a login"
	case social.SourceCaptcha:
		return "behind a captcha"
	case social.SourceEmpty:
		return "suddenly empty"
	case social.SourceLimited:
		return "rate limited"
	case social.SourceDisallowed:
		return "disallowed by robots.txt"
	case social.SourceBroken:
		return "answer not understood"
	case social.SourceIdle:
		return "not crawled"
	default:
		return string(s)
	}
}

// advice says what an operator can do about a state; nothing when all is well.
func advice(s social.SourceState) string {
	switch s {
	case social.SourceNew:
		return "Waits for its first run."
	case social.SourcePartial:
		return "Something could not be read, the rest was. See what the fault names; it is tried again with the next run."
	case social.SourceUnreachable:
		return "Check the address and the network. It is tried again by itself, and read from where it stopped."
	case social.SourceBlocked:
		return "The platform refuses. Check the credentials in the configuration, or ask its operator; trying more often will not help."
	case social.SourceLogin:
		return "The platform shows this only to those who log in. Give the source credentials in the configuration, or choose something that is public."
	case social.SourceCaptcha:
		return "A captcha or bot wall stands before the platform, and Earshot does not solve them. Crawl less often or from another network, or read the platform another way."
	case social.SourceEmpty:
		return "Every run before found posts, the last found none at all. Open the address in a browser: it may have moved, been closed, or hide its posts from programs."
	case social.SourceLimited:
		return "The platform asks for fewer requests. Give the source a longer schedule; it goes on by itself."
	case social.SourceDisallowed:
		return "robots.txt forbids this address, or could not be read. Ask the operator, or choose another address."
	case social.SourceBroken:
		return "The answer is not what the platform promises. Check that the address is right; the platform may have changed, so look for an update."
	default:
		return ""
	}
}

func stateTone(s social.SourceState) component.Tone {
	switch s {
	case social.SourceOK:
		return component.Positive
	case social.SourceNew, social.SourceRunning:
		return component.Neutral
	case social.SourcePartial:
		return component.Warning
	default:
		return component.Negative
	}
}

// sentenceCase capitalises a fault and drops its full stop. A fault that begins
// with an address stays as it is.
func sentenceCase(s string) string {
	s = strings.TrimSuffix(strings.TrimSpace(s), ".")
	first, width := utf8.DecodeRuneInString(s)
	if word, _, _ := strings.Cut(s, " "); width == 0 || strings.ContainsAny(word, "./:@_") {
		return s
	}
	return string(unicode.ToUpper(first)) + s[width:]
}

// Outdated says how many posts have not been analysed by the version in use; empty
// for none.
func Outdated(posts int64) string {
	if posts == 0 {
		return ""
	}
	return Plural(posts, "post waits", "posts wait") + " for an analysis by the version in use: earshot reanalyze does that."
}
