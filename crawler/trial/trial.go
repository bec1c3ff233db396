// Package trial reads the beginning of a platform that a file describes, for
// whoever writes the file: the first page of each lane, one more page, one thread
// of replies. It checks what comes back against the contract of crawler.Adapter,
// and where there are no posts it says why.
package trial

import (
	"context"
	"fmt"
	"slices"

	"earshot/crawler"
	"earshot/crawler/conformance"
	"earshot/crawler/spec"
	"earshot/internal/social"
)

// Ask fetches a request of a source, as a crawl would.
type Ask func(ctx context.Context, adapter crawler.Adapter, src social.Source, req crawler.Request) (crawler.Response, error)

// What an answer was asked for.
const (
	FirstPage   = "first page"
	FurtherPage = "further page"
	Replies     = "replies"
)

// Answer is one answer that was read.
type Answer struct {
	// For is what it was asked for: FirstPage, FurtherPage or Replies.
	For string `json:"for"`
	URL string `json:"url"`
	// Items is how many items it held.
	Items int           `json:"items"`
	Posts []social.Post `json:"posts"`
	// Skipped are the items that a crawl would not store, with why.
	Skipped []string `json:"skipped,omitempty"`
	// Unread are the values that could not be read of Posts, with why.
	Unread []string `json:"unread,omitempty"`
	// Undated are the posts without a readable date, with why: a crawl dates them by
	// when it saw them first.
	Undated []string `json:"undated,omitempty"`
	// Fault is why nothing was read; empty when it was.
	Fault string `json:"fault,omitempty"`
}

// Lane is what was read of a lane.
type Lane struct {
	Name    string   `json:"lane"`
	Answers []Answer `json:"answers"`
	// Faults are at keys of the file: why there are no posts, and what is misread.
	Faults []spec.Fault `json:"faults,omitempty"`
	// Notes are fields that yield nothing, and what could not be tried.
	Notes []spec.Fault `json:"notes,omitempty"`
	// Contract is where what was read does not keep to the contract of adapters.
	Contract []conformance.Fault `json:"contract,omitempty"`
}

// Posts are the posts of all answers of a kind.
func (l Lane) Posts(kind string) []social.Post {
	var posts []social.Post
	for _, a := range l.Answers {
		if a.For == kind {
			posts = append(posts, a.Posts...)
		}
	}
	return posts
}

// OK tells whether the lane found posts and nothing is wrong with it.
func (l Lane) OK() bool {
	return len(l.Posts(FirstPage)) > 0 && len(l.Faults) == 0 && len(l.Contract) == 0 &&
		!slices.ContainsFunc(l.Answers, func(a Answer) bool { return a.Fault != "" })
}

// maxAnswers bounds the answers read of a lane, and of these those for replies.
const (
	maxAnswers = 10
	maxThreads = 3
)

// Run reads the beginning of every lane of src.
func Run(ctx context.Context, ask Ask, file *spec.File, src social.Source) ([]Lane, error) {
	src.Comments = max(src.Comments, 1)
	var lanes []Lane
	for _, name := range file.Lanes(src) {
		r := reading{ask: ask, file: file, scope: crawler.Scope{Source: src, Lane: name}, lane: Lane{Name: name}}
		r.run(ctx)
		if ctx.Err() != nil {
			return lanes, fmt.Errorf("trial: read %s: %w", name, context.Cause(ctx))
		}
		lanes = append(lanes, r.lane)
	}
	return lanes, nil
}

// Check is the part of the contract that needs no answer.
func Check(file *spec.File) []conformance.Fault {
	return slices.Concat(conformance.CheckInfo(file), conformance.CheckEmptySource(file))
}
