package spec

import (
	"strings"

	"earshot/crawler"
)

// Promises are what a lane's description says can be read.
type Promises struct {
	// Paging: there may be more than one page.
	Paging bool
	// Replies: what was written below posts.
	Replies bool
}

// Promises returns what the lane of the given name ("tag:coffee") describes.
func (f *File) Promises(lane string) (p Promises) {
	asked, err := f.lane(lane)
	if err != nil {
		return p
	}
	a := asked.over(f.Answer)
	for range maxDepth {
		p.Paging = p.Paging || a.Paging != nil && a.Paging.Kind != ""
		p.Replies = p.Replies || len(a.Replies) > 0 || a.Reply != nil || a.Nested != nil
		if a.Leads == nil {
			return p
		}
		a = a.Leads.Answer
	}
	return p
}

// IsReply tells whether a request asks for what was written below a post.
func IsReply(req crawler.Request) bool {
	parts := strings.Split(req.Step, "/")
	name, _, _ := strings.Cut(parts[len(parts)-1], ".")
	return name == stepReplies
}

// IsFurther tells whether a request asks for another page than the first.
func IsFurther(req crawler.Request) bool { return req.Vars[older] != "" }

// Recount returns the first request of a lane whose pages are counted from 1 with
// 0 for the first page, or the other way round; ok is false for other lanes.
func (f *File) Recount(scope crawler.Scope) (req crawler.Request, first int, ok bool) {
	lane, err := f.lane(scope.Lane)
	if err != nil {
		return crawler.Request{}, 0, false
	}
	a, err := f.answer(lane.Lane, stepPage)
	if err != nil || a.Paging.Kind != "page" || a.Paging.Step > 0 || a.Paging.firstPage() > 1 {
		return crawler.Request{}, 0, false
	}
	paging := *a.Paging
	first = 1 - paging.firstPage()
	paging.First, a.Paging, a.Else = &first, &paging, nil
	list, err := f.ask(scope, lane, a, stepPage, paging.first(nil))
	if err != nil || len(list) == 0 {
		return crawler.Request{}, 0, false
	}
	return list[0], first, true
}

// PagingFault is word, at the key of a lane's paging, of what is wrong with it.
func (f *File) PagingFault(lane, says string) Fault {
	name, _, _ := strings.Cut(lane, ":")
	key := f.placeOf(name, stepPage)("paging")
	return Fault{Line: lineOf(f.tree, key), Key: key, Says: says}
}
