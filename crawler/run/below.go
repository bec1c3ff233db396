package run

import (
	"slices"

	"earshot/crawler"
	"earshot/internal/social"
)

// isBelow tells whether a request asks for what stands below a post of a list, or
// for the rest of the post.
func isBelow(req crawler.Request) bool { return req.Below || req.Thread != "" }

// canLeave tells whether the lane can go on without what stands below its posts,
// which was refused too often in a row: many servers show their lists to everybody
// and conversations to those with an account only.
func (s *step) canLeave(req crawler.Request, err error) bool {
	return s.Pages > 0 && isBelow(req) && isRefusal(social.CodeOf(err))
}

// lacksComments tells whether the server does not show the list of its comments, which the
// lane begins with: many show their posts alone. The posts have lanes of their own.
func (s *step) lacksComments(err error) bool {
	code := social.CodeOf(err)
	return s.Pages == 0 && crawler.ListsComments(s.adapter, s.Lane) &&
		(isRefusal(code) || code == social.CodeNotFound || code == social.CodeDisallowed)
}

// isRefusal tells whether a fault is that of a server that does not want to show
// something.
func isRefusal(code social.Code) bool {
	return code == social.CodeBlocked || code == social.CodeLogin || code == social.CodeCaptcha
}

// leaveBelow leaves out what else stands below posts on the server that refused req
// with err, says so, and lets the lane go on. The next run asks anew.
func (s *step) leaveBelow(req crawler.Request, err error) {
	host := hostOf(req.URL)
	s.ClosedBelow = append(s.ClosedBelow, host)
	s.forgetThread(req)
	s.RefusedBelow = 0
	s.leaveList(req.List)
	s.Items, s.Missed = s.Items+1, s.Missed+1
	s.Skip("%v", err)
	s.Note("%s shows its lists, and refuses what stands below posts, which is not read: %v", host, err)
	s.Frontier = slices.DeleteFunc(s.Frontier, s.isLeft)
}

// isLeft tells whether a request asks for what this run leaves out.
func (t *task) isLeft(req crawler.Request) bool {
	if !isBelow(req) || !slices.Contains(t.ClosedBelow, hostOf(req.URL)) {
		return false
	}
	t.leaveList(req.List)
	return true
}
