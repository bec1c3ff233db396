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

// began is when something began, which reads well after "since".
func began(t, now time.Time) component.Moment {
	m := Moment(t, now)
	if m.ISO != "" {
		m.Relative = sinceText(t, now)
	}
	return m
}

// shownRuns is how many runs of a source are marked.
const shownRuns = 10

// longNote is the length from which on a note is opened to be read, in letters.
const longNote = 160

// further parts a long note at its colon: what it is about, and the rest.
func further(notes []string) []component.Note {
	var out []component.Note
	for _, note := range notes {
		title, text, parts := strings.Cut(note, ": ")
		if !parts || len([]rune(note)) < longNote {
			title, text = note, ""
		}
		out = append(out, component.Note{Title: title, Text: text})
	}
	return out
}

// Sources fills the health table.
func Sources(health []social.SourceHealth, now time.Time) []component.Source {
	rows := make([]component.Source, 0, len(health))
	for _, h := range health {
		v := h.Verdict(now)
		row := component.Source{
			Name: h.Source, Platform: Platform(h.Platform), State: v.Word, Since: began(v.Since, now), Reason: sentenceCase(v.Reason),
			Advice: v.Advice, Unread: v.Unread, Tone: verdictTone(v.Condition), Running: v.Running, Usual: usual(h.Usual), Errors: failures(h.Errors),
			LastSuccess: Moment(h.LastSuccess, now), Next: Moment(h.Next, now), Stored: Exact(h.Stored), Joined: h.JoinedNote(),
			Further: further(h.Further()),
			RunURL:  "/sources/" + url.PathEscape(h.Source) + "/run", Coverage: coverage(h.Coverage),
		}
		if !h.Next.IsZero() && !h.Next.After(now) {
			row.Next.Relative = "due now"
		}
		if h.Last != nil {
			row.Started, row.Posts, row.Requests = Moment(h.Last.Started, now), Exact(h.Last.Posts), Exact(h.Last.Requests)
			row.Skipped = Exact(h.Last.Skipped)
			row.New = fresh(h.Last.New)
			if v.Condition == social.NeverAnswered || v.Condition == social.NotReadYet {
				// How many there were to read is not known.
				row.Posts, row.New, row.Skipped = "", "", ""
			}
			row.Undated = h.UndatedNote()
		}
		if h.Listening != nil {
			row.Listened = began(h.Listening.Since, now)
		}
		if h.PastUnknown {
			row.Stored, row.Usual, row.PastUnknown = "–", "usual not known now", true
		}
		if h.Backfill != nil {
			row.Backfill = Backfill(*h.Backfill, now.Location())
		}
		recent := h.Recent[:min(len(h.Recent), shownRuns)]
		for _, run := range slices.Backward(recent) {
			row.Recent = append(row.Recent, component.RunMark{
				Tone: stateTone(run.State), Failed: run.State.Failing(),
				Title: run.Started.In(now.Location()).Format("Mon 2 Jan, 15:04") + ": " + run.State.Word() + ", " + Plural(run.Posts, "post", "posts"),
			})
		}
		row.History = history(recent)
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
		words = append(words, Exact(counts[state])+" "+state.Word())
	}
	return "Last " + Plural(int64(len(recent)), "run", "runs") + ": " + strings.Join(words, ", ")
}

// SourcesInPart heads the sources when not all of them is known.
const SourcesInPart = "Not all is known of the sources now: what is stored of them, or what is under way, could not be asked."

// Answering says how many sources answer: "11 of 12".
func Answering(health []social.SourceHealth, now time.Time) string {
	return Exact(int64(social.CountAnswering(health, now))) + " of " + Exact(int64(len(health)))
}

func verdictTone(c social.Condition) component.Tone {
	switch c {
	case social.Answering:
		return component.Positive
	case social.NotReadYet:
		return component.Neutral
	case social.AnsweringPartly, social.Silent, social.NotCrawled:
		return component.Warning
	default:
		return component.Negative
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

// Outdated says how many posts have not been analysed by the version in use, and what
// that does to figures; empty for none.
func Outdated(waiting social.Outdated) string {
	if waiting.Posts == 0 {
		return ""
	}
	text := Plural(waiting.Posts, "post waits", "posts wait") + " for an analysis by the version in use: earshot reanalyze does that."
	if waiting.Undoubted > 0 {
		text += " Until then " + Exact(waiting.Undoubted) + " of them count as surely judged, and as saying the same of every brand, as older versions told no doubt."
	}
	return text
}
