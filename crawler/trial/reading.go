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

// reading is the reading of one lane.
type reading struct {
	ask   Ask
	file  *spec.File
	scope crawler.Scope
	lane  Lane
	// further and threads are the requests that wait: for more pages and for replies.
	further, threads []crawler.Request
	// damaged is set once an answer was read in pieces, which one is enough for.
	damaged bool
}

func (r *reading) run(ctx context.Context) {
	r.lane.Contract = conformance.CheckLanes(r.file, r.scope)
	first, err := r.file.Start(r.scope)
	if err != nil {
		r.lane.Answers = append(r.lane.Answers, Answer{For: FirstPage, Fault: err.Error()})
		return
	}
	// Leads come before posts, and the whole of a post after it.
	for todo := []crawler.Request{first}; len(todo) > 0 && len(r.lane.Answers) < maxAnswers-maxThreads && len(r.lane.Posts(FirstPage)) == 0; {
		req := todo[0]
		todo = append(todo[1:], r.read(ctx, FirstPage, req)...)
	}
	if r.failed() || ctx.Err() != nil {
		return
	}
	r.recount(ctx)
	if len(r.lane.Posts(FirstPage)) == 0 {
		return
	}
	promised := r.file.Promises(r.scope.Lane)
	if len(r.further) > 0 {
		r.read(ctx, FurtherPage, r.further[0])
		r.compare()
	} else if promised.Paging {
		r.note("paging", "the first page leads to no other, so that paging could not be tried")
	}
	if !promised.Replies {
		return
	}
	for _, req := range r.threads[:min(maxThreads, len(r.threads))] {
		if len(r.lane.Posts(Replies)) > 0 || ctx.Err() != nil {
			break
		}
		r.read(ctx, Replies, req)
	}
	if len(r.threads) == 0 && !slices.ContainsFunc(r.lane.Posts(FirstPage), func(p social.Post) bool { return p.ParentID != "" }) {
		r.note("replies", "no post of the first page leads to replies (a post with comments: 0 is not asked about), so that they could not be tried")
	}
}

func (r *reading) failed() bool {
	return slices.ContainsFunc(r.lane.Answers, func(a Answer) bool { return a.Fault != "" })
}

func (r *reading) note(key, says string) {
	r.lane.Notes = append(r.lane.Notes, spec.Fault{Key: key, Says: says})
}

// read asks for one thing, keeps what came, and returns what is to be read next to
// get at posts.
func (r *reading) read(ctx context.Context, kind string, req crawler.Request) (next []crawler.Request) {
	answer := Answer{For: kind, URL: req.URL, Posts: []social.Post{}}
	resp, err := r.ask(ctx, r.file, r.scope.Source, req)
	if other := fallback(req, err); len(other) > 0 {
		return other
	}
	if err != nil {
		answer.Fault = err.Error()
		r.lane.Answers = append(r.lane.Answers, answer)
		return nil
	}
	resp.Request = req
	page, err := r.file.Parse(r.scope, resp)
	if other := fallback(req, err); len(other) > 0 {
		return other
	}
	why := r.file.Explain(r.scope, resp)
	answer.Items = why.Items
	if kind == FirstPage || why.Items > 0 || err != nil {
		// A further page or a thread may well be empty.
		r.add(why)
	}
	if err != nil {
		answer.Fault = err.Error()
	}
	for _, s := range page.Skipped {
		answer.Skipped = append(answer.Skipped, fmt.Sprintf("%s: %v", s.Where, s.Err))
	}
	for _, s := range page.Unread {
		answer.Unread = append(answer.Unread, fmt.Sprintf("%s %v", s.Where, s.Err))
	}
	for _, p := range page.Posts {
		if p.Deleted {
			continue
		}
		if why := page.DatePost(&p, resp.At); why != nil {
			answer.Undated = append(answer.Undated, fmt.Sprintf("item %s: %v", p.ID, why))
		}
		answer.Posts = append(answer.Posts, p)
	}
	r.lane.Answers = append(r.lane.Answers, answer)
	if len(answer.Posts) > 0 {
		r.contract(req, resp)
	}
	for _, n := range page.Next {
		switch {
		case spec.IsReply(n):
			r.threads = append(r.threads, n)
		case spec.IsFurther(n):
			r.further = append(r.further, n)
		default:
			next = append(next, n)
		}
	}
	return next
}

// add takes what the file's author should know of an answer, each thing once.
func (r *reading) add(why spec.Explanation) {
	known := slices.Clone(r.lane.Faults)
	for _, f := range why.Faults {
		if !slices.ContainsFunc(known, func(k spec.Fault) bool { return k.Key == f.Key }) {
			r.lane.Faults = append(r.lane.Faults, f)
		}
	}
	for _, f := range why.Unused {
		if !slices.ContainsFunc(r.lane.Notes, func(n spec.Fault) bool { return n.Key == f.Key }) {
			r.lane.Notes = append(r.lane.Notes, f)
		}
	}
}

// maxDamaged bounds the answer that is read in pieces, in bytes: it is read dozens
// of times.
const maxDamaged = 1 << 20

func (r *reading) contract(req crawler.Request, resp crawler.Response) {
	a := conformance.Answer{Scope: r.scope, Request: req, URL: resp.URL, Header: resp.Header, Body: resp.Body, At: resp.At}
	_, faults := conformance.CheckAnswer(r.file, a)
	faults = append(faults, conformance.CheckPaging(r.file, a)...)
	if !r.damaged && len(resp.Body) <= maxDamaged {
		r.damaged = true
		faults = append(faults, conformance.CheckDamaged(r.file, a)...)
	}
	for _, f := range faults {
		if !slices.Contains(r.lane.Contract, f) {
			r.lane.Contract = append(r.lane.Contract, f)
		}
	}
}

// compare looks for a second page that is the first one again.
func (r *reading) compare() {
	second := r.lane.Posts(FurtherPage)
	if len(second) > 0 && unknown(second, r.lane.Posts(FirstPage)) == 0 {
		r.lane.Faults = append(r.lane.Faults, r.file.PagingFault(r.scope.Lane, "the second page holds the posts of the first again: the server does not heed what is asked with, or asks for the same again; with a number, it may count from another one (first) or by items (step)"))
	}
}

// recount asks for the page before a first page, or after one that is empty, for
// servers that count from another number.
func (r *reading) recount(ctx context.Context) {
	empty := !slices.ContainsFunc(r.lane.Answers, func(a Answer) bool { return a.Items > 0 })
	req, first, ok := r.file.Recount(r.scope)
	if !ok || !empty && first > 0 {
		return
	}
	resp, err := r.ask(ctx, r.file, r.scope.Source, req)
	if err != nil {
		return
	}
	resp.Request = req
	why := r.file.Explain(r.scope, resp)
	if empty && why.Items > 0 {
		r.lane.Faults = append(r.lane.Faults, r.file.PagingFault(r.scope.Lane, fmt.Sprintf("the first page is empty, but page %d holds %d items: write first: %d", first, why.Items, first)))
	}
	if empty || why.Posts == 0 {
		return
	}
	page, err := r.file.Parse(r.scope, resp)
	if err != nil {
		return
	}
	// Some servers take page 0 for page 1.
	if fresh := unknown(page.Posts, r.lane.Posts(FirstPage)); fresh > 0 {
		r.lane.Faults = append(r.lane.Faults, r.file.PagingFault(r.scope.Lane, fmt.Sprintf("page 0 holds %d posts that page 1 does not: write first: 0", fresh)))
	}
}

// unknown counts the posts that are not among others.
func unknown(posts, others []social.Post) int {
	known := map[string]bool{}
	for _, p := range others {
		known[p.ID] = true
	}
	n := 0
	for _, p := range posts {
		if !known[p.ID] {
			n++
		}
	}
	return n
}

// fallback is what is asked for where a server does not know an address.
func fallback(req crawler.Request, err error) []crawler.Request {
	switch social.CodeOf(err) {
	case social.CodeNotFound, social.CodeBlocked, social.CodeLogin:
		return req.Else
	}
	return nil
}
