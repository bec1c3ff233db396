package social

import (
	"strconv"
	"strings"
	"time"
)

// Source is one configured place to listen: a platform and what to read there.
// Which of the lists a platform understands is the adapter's to check.
type Source struct {
	Name     string
	Platform string
	// BaseURL is the server, for platforms made of many ("https://fosstodon.org").
	BaseURL string
	// Tags are hashtags without '#'.
	Tags []string
	// Accounts are handles whose own posts are read.
	Accounts []string
	// Queries are search words for platforms that can search.
	Queries []string
	// URLs are pages or feeds.
	URLs []string
	// Brands names brands whose queries are put to the platform, as far as it can
	// search; what they ask for is in Tags, Accounts and Queries as well.
	Brands []string
	// Coverage says of each of Brands what is asked and what is missed.
	Coverage []Coverage `json:"-"`
	// Comments is how many levels of replies are read below each post; 0 is none.
	Comments int
	// Revisits is how many posts a run reads again by themselves, where the
	// platform shows single posts; 0 is none.
	Revisits int
	// Eager says that so many are read again although fewer are due.
	Eager bool
	// Credentials are the operator's own for this platform, by the names its
	// adapter documents ("token", "cookie"). They are used in Request.Sign only,
	// and never stored, logged or shown.
	Credentials map[string]string `json:"-"`
	// Params are what only this platform understands, by the names its adapter documents.
	Params map[string]string
	// Keep says which posts are stored; empty is KeepMentions.
	Keep Keep
	// Schedule is when the source is crawled: "every 15m" or a cron line in UTC.
	Schedule string
	// Refresh is how far behind the newest post already read a crawl reads
	// again, so that engagement is kept up to date and late posts are found.
	Refresh time.Duration
	// History is how far back the first crawl goes; 0 is as far as the platform
	// goes, or for a stream an hour. Posts older than that are never stored.
	History time.Duration
}

// SourceState is the state of a source after its last run, in words that tell
// an operator what to do.
type SourceState string

const (
	// SourceNew: never crawled.
	SourceNew SourceState = "new"
	// SourceOK: the last run read everything it set out to read.
	SourceOK SourceState = "ok"
	// SourceRunning: a run is under way.
	SourceRunning SourceState = "running"
	// SourcePartial: the last run skipped input it could not read, or one of
	// its targets failed while others succeeded.
	SourcePartial SourceState = "partial"
	// SourceUnreachable: no usable answer (network, DNS, TLS, 5xx, time-out).
	SourceUnreachable SourceState = "unreachable"
	// SourceBlocked: the platform refuses (403, 412, 451, a consent page).
	SourceBlocked SourceState = "blocked"
	// SourceLogin: the platform shows this only to those who log in (401, a
	// login page, a redirect to one).
	SourceLogin SourceState = "login"
	// SourceCaptcha: a captcha or a bot wall stands before the platform.
	SourceCaptcha SourceState = "captcha"
	// SourceEmpty: an answer without a single post, where every run before found some.
	SourceEmpty SourceState = "empty"
	// SourceLimited: the platform asks to come back later (429).
	SourceLimited SourceState = "limited"
	// SourceDisallowed: robots.txt forbids it, or could not be read.
	SourceDisallowed SourceState = "disallowed"
	// SourceBroken: an answer came, and it is not what the platform promises.
	SourceBroken SourceState = "broken"
)

// Failing tells whether s means that posts may be missing.
func (s SourceState) Failing() bool {
	switch s {
	case SourceNew, SourceOK, SourceRunning:
		return false
	default:
		return true
	}
}

// Run is one crawl of one source, whole or so far.
type Run struct {
	ID       string      `json:"id"`
	Source   string      `json:"source"`
	Platform string      `json:"platform"`
	State    SourceState `json:"state"`
	Started  time.Time   `json:"started"`
	// Finished is zero while the run is under way.
	Finished time.Time `json:"finished,omitzero"`
	// Requests counts the HTTP requests sent, retries and robots.txt included.
	Requests int64 `json:"requests"`
	// Posts counts the posts read and handed on, re-read ones included.
	Posts int64 `json:"posts"`
	// Events counts what a stream sent, wanted or not; 0 for a crawl.
	Events int64 `json:"events,omitempty"`
	// New counts those of Posts that were published after the newest post that
	// the earlier runs of their lane had read; in a lane's first run, all. A post
	// that the platform shows late is not among them. nil is unknown.
	New *int64 `json:"new"`
	// Items counts what the answers held, wanted or not; 0 where that was not noted.
	Items int64 `json:"items,omitempty"`
	// Skipped counts those of Items that could not be read, and SkippedItems name the
	// first fifty of them, with why.
	Skipped      int64    `json:"skipped"`
	SkippedItems []string `json:"skipped_items,omitempty"`
	// Unread counts the values that could not be read of items that were, and
	// UnreadFirst names the first: "items[3].tags is a text".
	Unread      int64  `json:"unread,omitempty"`
	UnreadFirst string `json:"unread_first,omitempty"`
	// Undated counts the posts without a readable date, or with one in the future,
	// which are kept and dated by when they were first seen, or left out of a
	// back-fill. UndatedWhy says of the first why.
	Undated    int64  `json:"undated,omitempty"`
	UndatedWhy string `json:"undated_why,omitempty"`
	// Cut counts the posts that were over a bound, and CutFirst names the first with
	// what of it was cut; see Post.Bound.
	Cut      int64  `json:"cut,omitempty"`
	CutFirst string `json:"cut_first,omitempty"`
	// From and To are the window of a back-fill, From <= t < To; zero for an
	// ordinary run.
	From time.Time `json:"from,omitzero"`
	To   time.Time `json:"to,omitzero"`
	// Reached is the time from which the answers of the run cover what was posted;
	// its start where they show only the present, and zero where that was not noted.
	Reached time.Time `json:"reached,omitzero"`
	// Brands names the brands whose posts are kept of what the run read; none where
	// every post is kept, or where that was not noted.
	Brands []string `json:"brands,omitempty"`
	// Fault is the first fault of the run in a sentence that names the place.
	Fault string `json:"fault,omitempty"`
}

// UnreadSentence says which values could not be read; empty for none.
func (r Run) UnreadSentence() string {
	switch r.Unread {
	case 0:
		return ""
	case 1:
		return "1 value not readable: " + r.UnreadFirst
	default:
		return strconv.FormatInt(r.Unread, 10) + " values not readable, the first: " + r.UnreadFirst
	}
}

// skippedShare is how many of the items could not be read: "7 of 22".
func (r Run) skippedShare() string {
	share := strconv.FormatInt(r.Skipped, 10)
	if r.Items > 0 {
		share += " of " + strconv.FormatInt(r.Items, 10)
	}
	return share
}

// SkippedNote names the items of the run that could not be read; empty for none.
func (r Run) SkippedNote() string {
	if r.Skipped == 0 || len(r.SkippedItems) == 0 {
		return ""
	}
	items := " items"
	if max(r.Items, r.Skipped) == 1 {
		items = " item"
	}
	note := r.skippedShare() + items + " could not be read: " + strings.Join(r.SkippedItems, "; ")
	if more := r.Skipped - int64(len(r.SkippedItems)); more > 0 {
		note += "; and " + strconv.FormatInt(more, 10) + " more"
	}
	return note
}

// CutNote says how many posts of the run were over a bound and what of the first was
// cut; empty for none.
func (r Run) CutNote() string {
	switch r.Cut {
	case 0:
		return ""
	case 1:
		return "1 post was cut, as it is over a bound: " + r.CutFirst
	default:
		return strconv.FormatInt(r.Cut, 10) + " posts were cut, as they are over a bound, the first: " + r.CutFirst
	}
}

// Backfill tells whether the run reads a window of the past; the source's own
// runs go on beside it from where they stand.
func (r Run) Backfill() bool { return !r.From.IsZero() }

// SourceHealth is what an operator wants to know of a source.
type SourceHealth struct {
	Source   string
	Platform string
	State    SourceState
	// Last is the latest run, finished or not; nil if there never was one.
	Last *Run
	// LastSuccess is when a run last ended with SourceOK; zero if never.
	LastSuccess time.Time
	// LastAnswer is when a run last ended that read something (SourceOK or
	// SourcePartial), and FirstRun when the first one began; zero while unknown.
	LastAnswer, FirstRun time.Time
	// Next is when the source is due; zero if it is not scheduled.
	Next time.Time
	// Stored counts the posts stored that this source found.
	Stored int64
	// PastUnknown tells that what is stored of the source could not be asked: Stored and
	// what follows from its past are unknown, and not none.
	PastUnknown bool
	// Joined counts the posts that it read and that are stored as posts of another
	// source, being the same article.
	Joined int64
	// Coverage says of each brand put to the source what is asked and what is missed.
	Coverage []Coverage
	// Recent are the latest runs, newest first.
	Recent []Run
	// Usual is how many posts its complete runs read; nil while that is unknown.
	Usual *Usual
	// Errors tells how many of its latest runs failed; nil before the first ended.
	Errors *Errors
	// Backfill is how far the back-fill under way has come; nil for none.
	Backfill *Backfill
	// Listening is since when the source has been listened to; nil where it never was.
	Listening *Listening
	// Pace is how regularly its posts were published; nil while unknown.
	Pace *Pace
	// Held are sentences about what of the source is held back, left out or waits for
	// somebody to decide: messages that are parked, pictures over a cap.
	Held []string
}

// Further are the sentences about the source that neither its verdict nor its other
// notes say.
func (h SourceHealth) Further() []string {
	var notes []string
	runs := h.Recent
	if h.Last != nil {
		runs = append([]Run{*h.Last}, runs...)
	}
	for _, r := range runs {
		// A run whose answers had not changed says nothing of posts.
		if (r.Posts > 0 || r.Skipped > 0) && !r.Backfill() {
			for _, note := range []string{r.SkippedNote(), r.CutNote()} {
				if note != "" {
					notes = append(notes, note)
				}
			}
			break
		}
	}
	return append(notes, h.Held...)
}
