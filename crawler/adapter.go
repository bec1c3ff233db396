package crawler

import (
	"fmt"
	"net/http"
	"time"

	"earshot/internal/charset"
	"earshot/internal/query"
	"earshot/internal/social"
)

// Adapter knows one platform: which requests a source asks for and what an
// answer holds. It does no I/O: the Runner fetches, so every adapter gets the
// same politeness, retries, limits and bookkeeping, and parsing is a pure
// function of what was received.
type Adapter interface {
	// Info describes the platform to people and to the Runner.
	Info() Info
	// Check reports everything that is wrong with a source of this platform,
	// joined; each error has social.CodeInvalid and names the configuration
	// key.
	Check(src social.Source) error
	// Lanes names the independent sequences of pages that make up one crawl of
	// src ("tag:coffee", "account:ana@example.social"). A lane has its own
	// cursor, so a lane added later starts from its own beginning. The order is
	// stable and the names are unique.
	Lanes(src social.Source) []string
	// Start returns the first request of a lane.
	Start(scope Scope) (Request, error)
	// Parse reads one answer with a 2xx status. An error means the answer as a
	// whole is not what the platform promises (code broken) or is a refusal
	// with a status of success (code blocked, rate_limited). A single
	// unreadable item is a Skip, and the rest of the page is valid.
	Parse(scope Scope, resp Response) (Page, error)
}

// ChangeLister is an Adapter some of whose lanes list what was changed last, whatever its
// age: edits, and posts that were answered. Such a lane reads from the last run on. It
// says nothing of what was posted when, and back-fills leave it out.
type ChangeLister interface {
	Adapter
	// ListsChanges tells whether lane is one.
	ListsChanges(lane string) bool
}

// ListsChanges tells whether a lane of an adapter lists what was changed.
func ListsChanges(adapter Adapter, lane string) bool {
	l, ok := adapter.(ChangeLister)
	return ok && l.ListsChanges(lane)
}

// CommentLister is a ChangeLister some of whose lanes list the comments of many posts by
// when they were written. Moderators show some of them later than that.
type CommentLister interface {
	ChangeLister
	// ListsComments tells whether lane, which lists changes, is one.
	ListsComments(lane string) bool
}

// ListsComments tells whether a lane of an adapter lists comments.
func ListsComments(adapter Adapter, lane string) bool {
	l, ok := adapter.(CommentLister)
	return ok && l.ListsComments(lane)
}

// Info is what an adapter says of its platform.
type Info struct {
	// Platform is the name used in configuration and as social.Post.Platform.
	Platform string
	// Title is the name people know ("Hacker News").
	Title string
	// Reads says in a few words what is read ("hashtag and account timelines").
	Reads string
	// Credentials says what is needed: "none" or what kind. Keys are the names by which a
	// source has them; nil, but for "none", is that these are not known.
	Credentials string
	Keys        []string
	// Images and Engagement tell whether the platform gives them.
	Images, Engagement bool
	// Transcripts tells whether what is said in its recordings is read.
	Transcripts bool
	// Search says what the platform can be asked for.
	Search query.Capabilities
	// Delay is the least time between two requests to one host.
	Delay time.Duration
	// Asks says what its addresses are to programs.
	Asks Asks
	// Terms is what an operator should know of the platform's rules.
	Terms string
	// Checked is the month (2026-05) of the newest real answer, of the platform or of a
	// server that runs its program, that the adapter was held against; empty where it
	// was held against documents alone.
	Checked string
}

// Scope is what a run reads of a lane.
type Scope struct {
	Source social.Source
	Lane   string
	// Since: posts created before it are not wanted; zero means all there is.
	// An adapter whose platform can search by time uses it in the request. The
	// Runner stops following a lane at a page on which every post is older.
	Since time.Time
	// Until: posts created at or after it are not wanted; zero means up to now.
	// An adapter whose platform can search by time uses it in the request.
	Until time.Time
}

// Request is one thing to fetch. It is stored in the crawl stream as JSON, so
// that a run continues after a crash exactly where it was.
type Request struct {
	// Method is GET when empty.
	Method string `json:"method,omitempty"`
	URL    string `json:"url"`
	// Header holds extra request headers, such as Accept.
	Header map[string]string `json:"header,omitempty"`
	Body   []byte            `json:"body,omitempty"`
	// Sign are header fields filled from the source's credentials at the moment
	// of sending, such as Authorization: "Bearer {token}", so that the credentials
	// themselves are never stored. They are sent to the request's own host only,
	// not to where it redirects.
	Sign map[string]string `json:"sign,omitempty"`
	// SignBody is a body filled like Sign, in place of Body: as a form where the
	// Content-Type of Header says so, else as JSON; values are escaped. It never
	// follows a redirect to another host.
	SignBody string `json:"sign_body,omitempty"`
	// Ends, where it stands, makes the request an exchange over a WebSocket: Body is sent,
	// and what comes back is read up to a message that begins like one of Ends. The
	// Response's body is then the JSON list of the messages; one that is no JSON is a text
	// in it.
	Ends []string `json:"ends,omitempty"`
	// Step is the adapter's own name for what is asked ("lookup", "timeline").
	Step string `json:"step,omitempty"`
	// Vars is handed back with the response.
	Vars map[string]string `json:"vars,omitempty"`
	// Thread, when it is not empty, marks a request for the replies below a
	// post. Its value is the state they are in, such as their number: a thread
	// that the last run read in the same state is not read again. Old replies
	// do not end the lane.
	Thread string `json:"thread,omitempty"`
	// Below marks a request for what stands below a post, or for the rest of it: the
	// list that shows the post is read on without it. Requests with Thread are such.
	Below bool `json:"below,omitempty"`
	// Asks is the stored post that is read again. Set by the Runner; nil unless
	// this request re-reads a stored post.
	Asks *Reference `json:"asks,omitempty"`
	// Join says how a request for a single post is made as one with those for others.
	Join Join `json:"join,omitzero"`
	// Along are the further posts, beside Asks, that a joined request asks for. Set by the
	// Runner.
	Along []Reference `json:"along,omitempty"`
	// Continues marks a request that is needed to tell whether and how the post is there
	// that the request before, with Asks, asked for.
	Continues bool `json:"continues,omitempty"`
	// List names the list that the answer is a page of, such as a thread; 0 is the lane's
	// own. Set by the Runner.
	List uint32 `json:"list,omitempty"`
	// Conditional asks for a conditional GET (RFC 9110, 13.1) with the
	// validators of the lane's last complete crawl. An answer of 304 is an
	// empty page and never reaches Parse.
	Conditional bool `json:"conditional,omitempty"`
	// Page says that a page for people is asked for, of which robots.txt decides,
	// whatever the platform's other addresses are.
	Page bool `json:"page,omitempty"`
	// Within, when above 0, marks a request for one item of many, such as a
	// page that another links to. It is left out when it was made before or
	// when the lane has made Within requests already, and a missing, forbidden
	// or unreadable answer is a skipped item and does not end the lane.
	Within int `json:"within,omitempty"`
	// Else are the requests to make instead where the server does not know the
	// address (404, 410) or does not show it to visitors: those of another
	// version of its interface.
	Else []Request `json:"else,omitempty"`
}

// Fallback returns the requests to make instead of q, which failed with err;
// none where Else does not apply, and where the platform has said what there is to say.
func (q Request) Fallback(err error) []Request {
	if isWord(err) {
		return nil
	}
	switch social.CodeOf(err) {
	case social.CodeNotFound, social.CodeBlocked, social.CodeLogin:
		return q.Else
	}
	return nil
}

// Response is the answer to a Request, whole and within the size limit, or its beginning.
type Response struct {
	Request Request
	// URL is the final address after redirects.
	URL    string
	Status int
	Header http.Header
	// Body holds the bytes as sent, after the content coding was undone;
	// character sets are the adapter's to decode.
	Body []byte
	// Over is the size limit, in bytes, that the answer is over and Body ends at; 0 for
	// a whole answer.
	Over int64
	// At is when the answer was received, in UTC.
	At time.Time
	// Unheeded is what robots.txt says against the address, where the address is an
	// interface and robots.txt does not decide; nil where it says nothing.
	Unheeded error
}

// Page is what one answer held.
type Page struct {
	// Posts have all fields set but Source, Keep, FetchedAt and Backlog, which the
	// Runner sets. One without a readable date has a zero CreatedAt; DateFrom may
	// stay empty for a date that the platform states as data.
	Posts []social.Post
	// Undated says why posts with a zero CreatedAt have no date, by their ID; it may
	// leave out those of which none is stated.
	Undated map[string]error
	// Next are the requests that continue the lane, in order.
	Next []Request
	// Unordered says that the newest posts do not come first, so that a page of
	// posts that are all too old does not end the lane.
	Unordered bool
	// Skipped are the items of the answer that could not be read.
	Skipped []Skip
	// Unread are the values that could not be read of items that were, each by its
	// place in the answer ("items[3].tags").
	Unread []Skip
	// Notes say what was guessed of the answer as a whole, such as the encoding of
	// its letters.
	Notes []string
	// Cut says that the answer was cut off. Its posts are valid, but what came
	// after them is unknown, so the lane ends as broken and is read from the
	// same place again. CutBy says why, where that is not the server's doing.
	Cut   bool
	CutBy error
	// Pause is for how long the answer, which is whole, asks to leave its host alone.
	Pause time.Duration
	// Later says that a thread does not hold yet what is wanted of it: the next run reads it
	// again, in whatever state.
	Later bool
	// There says that the post that was asked for is there, in an answer to a request with
	// Asks that does not hold it in a form to be read.
	There bool
	// Absent are the IDs of posts that were asked for and are not in the answer, where that
	// says that they are gone or not for everybody: it is believed of a host that shows
	// another post by itself.
	Absent []string
	// Valid reports that an empty answer is genuine, so it is not checked for a
	// login wall or a captcha.
	Valid bool
}

// NoteLetters notes how the letters of the answer were read.
func (p *Page) NoteLetters(t charset.Text) {
	if t.Replaced > 0 {
		p.Unread = append(p.Unread, Skip{Where: "letters", Err: fmt.Errorf("%d broken in %s", t.Replaced, t.Encoding)})
	}
	if note := t.Note(); note != "" {
		p.Notes = append(p.Notes, "letters "+note)
	}
}

// Skip is one item that could not be read.
type Skip struct {
	// Where names the item: "entry 3", "status 1105".
	Where string
	Err   error
}
