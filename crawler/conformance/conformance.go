// Package conformance checks that an adapter keeps to the contract of
// crawler.Adapter, in code or described by a file. It returns what it finds, so
// that it serves tests (package crawlertest) and a person who tests a platform
// file of their own (package trial) alike.
package conformance

import (
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"reflect"
	"slices"
	"time"

	"earshot/crawler"
	"earshot/internal/social"
)

// Fault is where an adapter does not keep to the contract.
type Fault struct {
	// Check names what was checked: info, empty source, lanes, answer, paging or
	// damaged.
	Check string `json:"check"`
	Says  string `json:"says"`
}

// Answer is an answer of a platform and the scope in which it was asked for.
type Answer struct {
	Scope   crawler.Scope
	Request crawler.Request
	// URL is the final address.
	URL    string
	Header http.Header
	Body   []byte
	// At is when the answer came.
	At time.Time
}

// Outcome is what an adapter makes of an answer.
type Outcome struct {
	Posts   []social.Post     `json:"posts,omitempty"`
	Next    []crawler.Request `json:"next,omitempty"`
	Skipped []Skipped         `json:"skipped,omitempty"`
	Unread  []Skipped         `json:"unread,omitempty"`
	Cut     bool              `json:"cut,omitempty"`
	// Code and Error are set instead when the answer as a whole is refused.
	Code  social.Code `json:"code,omitempty"`
	Error string      `json:"error,omitempty"`
}

// Skipped is a crawler.Skip that can be written down.
type Skipped struct {
	Where string `json:"where"`
	Error string `json:"error"`
}

// Parse runs the adapter on the answer with the given body.
func (a Answer) Parse(adapter crawler.Adapter, body []byte) Outcome {
	header := http.Header{}
	for name, values := range a.Header {
		header[http.CanonicalHeaderKey(name)] = values
	}
	page, err := adapter.Parse(a.Scope, crawler.Response{Request: a.Request, URL: a.URL, Status: http.StatusOK, Header: header, Body: body, At: a.At})
	if err != nil {
		return Outcome{Code: social.CodeOf(err), Error: err.Error()}
	}
	out := Outcome{Posts: page.Posts, Next: page.Next, Cut: page.Cut}
	for _, s := range page.Skipped {
		out.Skipped = append(out.Skipped, Skipped{Where: s.Where, Error: s.Err.Error()})
	}
	for _, s := range page.Unread {
		out.Unread = append(out.Unread, Skipped{Where: s.Where, Error: s.Err.Error()})
	}
	return out
}

// report gathers the faults of one check.
type report struct {
	check  string
	faults []Fault
}

func (r *report) fault(format string, args ...any) {
	f := Fault{Check: r.check, Says: fmt.Sprintf(format, args...)}
	if !slices.Contains(r.faults, f) {
		r.faults = append(r.faults, f)
	}
}

// CheckInfo checks what the adapter says of its platform.
func CheckInfo(adapter crawler.Adapter) []Fault {
	r := report{check: "info"}
	info := adapter.Info()
	for _, said := range []struct {
		what string
		is   bool
	}{
		{"Platform", info.Platform != ""}, {"Title", info.Title != ""}, {"Reads", info.Reads != ""},
		{"Credentials", info.Credentials != ""}, {"Terms", info.Terms != ""}, {"Delay", info.Delay >= 100*time.Millisecond},
	} {
		if !said.is {
			r.fault("Info.%s is missing", said.what)
		}
	}
	return r.faults
}

// CheckEmptySource checks that a source that names nothing to read is refused.
func CheckEmptySource(adapter crawler.Adapter) []Fault {
	r := report{check: "empty source"}
	err := adapter.Check(social.Source{Name: "empty", Platform: adapter.Info().Platform})
	if social.CodeOf(err) != social.CodeInvalid && !joinedInvalid(err) {
		r.fault("Check of an empty source: got %v, want errors with code %s", err, social.CodeInvalid)
	}
	return r.faults
}

// joinedInvalid tells whether every error of a joined one has code invalid.
func joinedInvalid(err error) bool {
	var many interface{ Unwrap() []error }
	if !errors.As(err, &many) {
		return false
	}
	for _, e := range many.Unwrap() {
		if social.CodeOf(e) != social.CodeInvalid {
			return false
		}
	}
	return true
}

// CheckLanes checks the lanes of a good source, and that lane is one of them.
func CheckLanes(adapter crawler.Adapter, scope crawler.Scope) []Fault {
	r := report{check: "lanes"}
	if err := adapter.Check(scope.Source); err != nil {
		r.fault("Check of a good source: %v", err)
	}
	lanes := adapter.Lanes(scope.Source)
	if again := adapter.Lanes(scope.Source); !slices.Equal(lanes, again) {
		r.fault("Lanes differ from call to call: %q and %q", lanes, again)
	}
	seen := map[string]bool{}
	for _, lane := range lanes {
		if lane == "" || seen[lane] {
			r.fault("lane %q is empty or there twice", lane)
		}
		seen[lane] = true
		scope := crawler.Scope{Source: scope.Source, Lane: lane, Since: scope.Since}
		first, err := adapter.Start(scope)
		if err != nil {
			r.fault("Start of lane %q: %v", lane, err)
			continue
		}
		r.request(first)
		if again, err := adapter.Start(scope); err != nil || !same(first, again) {
			r.fault("Start of lane %q differs from call to call: %+v and %+v, %v", lane, first, again, err)
		}
	}
	if !seen[scope.Lane] {
		r.fault("lane %q is none of %q", scope.Lane, lanes)
	}
	if _, err := adapter.Start(crawler.Scope{Source: scope.Source, Lane: "no such lane"}); err == nil {
		r.fault("Start of a lane that is not there: no error")
	}
	return r.faults
}

// CheckPaging answers every further request with the same page again, as a server
// with a fault in its paging does. The adapter may go on, but it never asks for
// the same thing twice, but for what several pages may lead to.
func CheckPaging(adapter crawler.Adapter, a Answer) []Fault {
	r := report{check: "paging"}
	// Of one address a list and what stands below it are two things.
	name := func(r crawler.Request) string { return r.Step + " " + r.URL + string(r.Body) }
	asked := map[string]bool{name(a.Request): true}
	for range 20 {
		next := slices.DeleteFunc(a.Parse(adapter, a.Body).Next, func(r crawler.Request) bool {
			// The runner leaves these out; see Request.Within.
			return r.Within > 0 && asked[name(r)]
		})
		if len(next) == 0 {
			return r.faults
		}
		a.Request = next[0]
		a.URL = a.Request.URL
		what := name(a.Request)
		if asked[what] {
			r.fault("%s%s is asked for again", a.URL, a.Request.Body)
			return r.faults
		}
		asked[what] = true
	}
	return r.faults
}

// same compares values by what is stored of them.
func same(a, b any) bool {
	first, err := json.Marshal(a)
	if err != nil {
		return false
	}
	second, err := json.Marshal(b)
	return err == nil && reflect.DeepEqual(first, second)
}
