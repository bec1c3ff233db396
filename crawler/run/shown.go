package run

import (
	"encoding/binary"
	"net/url"
	"slices"

	"earshot/crawler"
	"earshot/crawler/record"
	"earshot/internal/social"
)

// seen is what the lists of a lane showed in a run.
type seen struct {
	// Posts are the posts as sightings, Whole the lists that were read to their end,
	// and Left those that were not or that have not changed.
	Posts []byte `json:"posts,omitempty"`
	Whole []byte `json:"whole,omitempty"`
	Left  []byte `json:"left,omitempty"`
	// Cut is set once the lane's own list was not read whole, or in no order by which
	// it could be told what is missing.
	Cut bool `json:"cut,omitempty"`
	// Items counts the items of the last page of the lane's own list.
	Items int `json:"items,omitempty"`
	// Controls are posts that the lane's own list shows, one of each host.
	Controls []crawler.Reference `json:"controls,omitempty"`
	// Compared is set once what is missing was looked for, and Settled are the marks
	// of the posts that are no longer missed.
	Compared bool   `json:"compared,omitempty"`
	Settled  []byte `json:"settled,omitempty"`
	// Tried are the marks of those that are asked for.
	Tried []byte `json:"tried,omitempty"`
}

// remembers tells whether the lane remembers what its lists show, because posts that
// they do not show any more can be asked for.
func (s *step) remembers() bool {
	return s.runner.hasRevisitLane(s.scope.Source, s.adapter) && !s.isBackfill() && s.Lane != record.RevisitLane
}

// listOf names the list that next, a request of the answer to req, is a page of.
func listOf(req, next crawler.Request) uint32 {
	switch {
	case next.Within == 0 && next.Thread == "":
		return 0
	case next.Step == req.Step && req.List != 0:
		return req.List
	}
	mark := requestMark(next)
	return max(binary.BigEndian.Uint32(mark[:]), 1)
}

// noteShown notes the posts of an answer to req. odd tells that not all of its items
// could be read.
func (s *step) noteShown(req crawler.Request, page crawler.Page, posts []social.Post, odd bool) {
	if !s.remembers() {
		return
	}
	if odd {
		s.leaveList(req.List)
	}
	if req.List == 0 {
		s.Shown.Cut = s.Shown.Cut || page.Unordered
		s.Shown.Items = len(page.Posts)
	}
	for _, p := range posts {
		if len(s.Shown.Posts) >= maxSightings*sightingSize {
			return
		}
		one := sighting{mark: postMark(p.ID), list: req.List}
		if !p.Deleted && p.DateFrom != social.DateSeen {
			one.at = uint32(p.CreatedAt.Unix())
		}
		// Clipped, because it may share its array with a message that others read.
		s.Shown.Posts = addSighting(slices.Clip(s.Shown.Posts), one)
		if one.at > 0 {
			s.Shown.addControl(p)
		}
	}
}

// maxControls limits the hosts of which a post is kept as control.
const maxControls = 16

// addControl keeps a post that is there, where it is the first of its host.
func (s *seen) addControl(p social.Post) {
	host := hostOf(p.URL)
	if len(s.Controls) < maxControls && !slices.ContainsFunc(s.Controls, func(known crawler.Reference) bool { return hostOf(known.URL) == host }) {
		s.Controls = append(slices.Clip(s.Controls), crawler.Reference{ID: p.ID, URL: p.URL, ParentID: p.ParentID, ThreadID: p.ThreadID, CreatedAt: p.CreatedAt, FetchedAt: p.FetchedAt, Engagement: p.Engagement.Total()})
	}
}

// hostOf is the host of an address; empty where it has none.
func hostOf(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return ""
	}
	return u.Host
}

// noteEnd notes that a list was read to its end, where the answer to req leads to no
// other page of it.
func (s *step) noteEnd(req crawler.Request, page crawler.Page) {
	if req.List != 0 && s.remembers() && !slices.ContainsFunc(page.Next, func(next crawler.Request) bool { return next.List == req.List }) {
		s.Shown.Whole = binary.BigEndian.AppendUint32(slices.Clip(s.Shown.Whole), req.List)
	}
}

// leaveList notes that of a list nothing can be said to be missing.
func (t *task) leaveList(list uint32) {
	if list == 0 {
		t.Shown.Cut = true
		return
	}
	t.Shown.Left = binary.BigEndian.AppendUint32(slices.Clip(t.Shown.Left), list)
}
