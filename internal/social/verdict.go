package social

import (
	"slices"
	"time"
)

// Condition is how a source stands, in a word for programs.
type Condition string

const (
	// NotReadYet: no run of it has ended.
	NotReadYet Condition = "not_read_yet"
	// NeverAnswered: runs ended, and none of them got an answer.
	NeverAnswered Condition = "never_answered"
	// Answering: its last run read all it set out to read.
	Answering Condition = "answers"
	// AnsweringPartly: its last run read some of it.
	AnsweringPartly Condition = "answers_partly"
	// Silent: it answers, and has had no new post for longer than its pace explains.
	Silent Condition = "silent"
	// Failing: it answered before, and its last run got no usable answer.
	Failing Condition = "failing"
	// Refusing: it answered before, and now refuses (blocked, login, captcha, robots.txt).
	Refusing Condition = "refusing"
	// Paused: its platform asks to come back later.
	Paused Condition = "paused"
	// NotCrawled: it answered, and Earshot has not asked it for far longer than usual.
	NotCrawled Condition = "not_crawled"
)

// Conditions are every condition.
func Conditions() []Condition {
	return []Condition{NotReadYet, NeverAnswered, Answering, AnsweringPartly, Silent, Failing, Refusing, Paused, NotCrawled}
}

// Answers tells whether a source in this condition answers: the last time it was
// asked, which is not long ago, something of it could be read.
func (c Condition) Answers() bool { return c == Answering || c == AnsweringPartly || c == Silent }

// Verdict is what is to be said of a source, the same in every place that tells
// of it.
type Verdict struct {
	Condition Condition `json:"condition"`
	// State is that of the last run that ended; SourceNew where none has.
	State SourceState `json:"state"`
	// Running: a run is under way.
	Running bool `json:"running,omitempty"`
	// Since is when the condition began as far as is known: the last answer of a
	// source that fails, the first run of one that never answered, the newest post
	// of a silent one, the last run where nobody asks; else zero.
	Since time.Time `json:"since,omitzero"`
	// Word is the condition for people ("never answered: unreachable"), Reason why it
	// is so and Advice what can be done; either may be empty.
	Word   string `json:"word"`
	Reason string `json:"reason,omitempty"`
	Advice string `json:"advice,omitempty"`
	// Unread says which values of the last run could not be read; empty for none.
	Unread string `json:"unread,omitempty"`
}

// Verdict says how the source stands at now, with times in its zone. What a run under way has found so
// far does not count; runs that fill in the past say nothing of the present.
func (h SourceHealth) Verdict(now time.Time) Verdict {
	v := Verdict{State: SourceNew, Condition: NotReadYet, Running: h.running()}
	ended := h.ended()
	if len(ended) == 0 && h.PastUnknown {
		v.Word, v.Advice = "not known now", "What is stored of it could not be asked; it is asked again by itself."
		return v
	}
	if len(ended) == 0 {
		v.Word, v.Advice = SourceNew.Word(), SourceNew.advice()
		if v.Running {
			v.Advice = "Its first run is under way."
		}
		return v
	}
	last := ended[0]
	v.State, v.Word, v.Reason, v.Advice = last.State, last.State.Word(), plainFault(last.Fault), last.State.adviceOn(last.Fault)
	v.Unread = last.UnreadSentence()
	answer := h.lastAnswer(ended)
	switch {
	case answer.IsZero() && h.PastUnknown:
		v.Condition = failure(last.State) // it may have answered before, and when is not known
	case answer.IsZero():
		v.Condition, v.Since = NeverAnswered, h.firstRun(ended)
		v.Word = "never answered: " + v.Word
	case !last.State.answered():
		v.Condition, v.Since = failure(last.State), answer
	case !v.Running && now.Sub(last.Started) > overdue(ended):
		v.Condition, v.Since = NotCrawled, last.Finished
		v.Word, v.Reason = SourceIdle.Word(), "Nobody has asked it for "+inWords(now.Sub(last.Finished))+"; what was posted since is not known."
		v.Advice = SourceIdle.advice()
	case h.Pace != nil && h.Pace.Silent(now):
		v.Condition, v.Since = Silent, h.Pace.Last
		v.Word, v.Reason = "silent", h.Pace.silence(now)
		v.Advice = "Look whether the platform still shows what is asked for."
	case last.State == SourcePartial:
		v.Condition = AnsweringPartly
	case last.State == SourceOK && last.Skipped > 0:
		v.Condition, v.Word = Answering, v.Word+" with "+last.skippedShare()+" skipped"
	default:
		v.Condition = Answering
	}
	if !v.Since.IsZero() {
		v.Since = v.Since.In(now.Location())
	}
	return v
}

// answered tells whether a run that ended so got an answer that could be read.
func (s SourceState) answered() bool { return s == SourceOK || s == SourcePartial }

func failure(s SourceState) Condition {
	switch s {
	case SourceBlocked, SourceLogin, SourceCaptcha, SourceDisallowed:
		return Refusing
	case SourceLimited:
		return Paused
	default:
		return Failing
	}
}

func (h SourceHealth) running() bool {
	return h.State == SourceRunning || h.Last != nil && h.Last.State == SourceRunning
}

// ended are the ordinary runs that ended, newest first.
func (h SourceHealth) ended() []Run {
	runs := h.Recent
	if len(runs) == 0 && h.Last != nil {
		runs = []Run{*h.Last}
	}
	return slices.DeleteFunc(slices.Clone(runs), func(r Run) bool { return r.Backfill() || r.Finished.IsZero() })
}

func (h SourceHealth) lastAnswer(ended []Run) time.Time {
	at := h.LastSuccess
	if h.LastAnswer.After(at) {
		at = h.LastAnswer
	}
	for _, r := range ended {
		if r.State.answered() && r.Finished.After(at) {
			at = r.Finished
		}
	}
	return at
}

func (h SourceHealth) firstRun(ended []Run) time.Time {
	first := ended[len(ended)-1].Started
	if !h.FirstRun.IsZero() && h.FirstRun.Before(first) {
		return h.FirstRun
	}
	return first
}

// LoneRun is how long after a source's only run another is to be expected: what
// is read once a day has been read again by then.
const LoneRun = 26 * time.Hour

// LeastPause is the shortest time without a run in which posts may be missed.
const LeastPause = time.Hour

// overdue is how long after the start of its last run another one must have
// begun: three times the usual pause between them, and an hour at least.
func overdue(ended []Run) time.Duration {
	var pauses []time.Duration
	for i := 1; i < len(ended); i++ {
		if pause := ended[i-1].Started.Sub(ended[i].Started); pause > 0 {
			pauses = append(pauses, pause)
		}
	}
	if len(pauses) == 0 {
		return LoneRun
	}
	slices.Sort(pauses)
	return max(LeastPause, 3*pauses[len(pauses)/2])
}

// Verdicts are those of all sources, in their order.
func Verdicts(all []SourceHealth, now time.Time) []Verdict {
	out := make([]Verdict, len(all))
	for i, h := range all {
		out[i] = h.Verdict(now)
	}
	return out
}

// CountAnswering counts the sources that answer.
func CountAnswering(all []SourceHealth, now time.Time) int {
	n := 0
	for _, v := range Verdicts(all, now) {
		if v.Condition.Answers() {
			n++
		}
	}
	return n
}
