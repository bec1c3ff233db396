package run

import (
	"earshot/crawler"
)

// maxRepeated is how many requests a run makes anew because posts were not found.
const maxRepeated = 100

// repeat asks once more for the post of a request that did not find it, after all others:
// a server that is not well leaves out posts which it has, or says that there are none, and
// shows the others as if it were. What was joined is then asked for by itself.
func (s *step) repeat(ref crawler.Reference) {
	once, ok := s.adapter.(crawler.Revisiter).Revisit(s.scope, ref)
	if !ok {
		return
	}
	ref.Again = true
	if s.shares(ref, once) {
		return
	}
	if s.Repeated >= maxRepeated {
		// It stays due, and the next run asks for it.
		s.Left++
		return
	}
	s.Repeated++
	s.askOn(ref, once)
}

// leaveRepeats counts the posts that were not found and are not asked for once more, as the
// lane ends before: they tell whether the server is well as much as those that are.
func (s *step) leaveRepeats() {
	for _, req := range s.Frontier {
		if req.Asks != nil && req.Asks.Again {
			s.Left++
		}
	}
}

// askOn makes a further request for a post that is asked for. Where it is asked for once
// more, all requests for it were made before.
func (s *step) askOn(ref crawler.Reference, req crawler.Request) {
	if s.shares(ref, req) {
		return
	}
	req.Asks, req.Within = &ref, anyNumber
	if ref.Again {
		s.Frontier = append(s.Frontier, req)
		return
	}
	s.enqueue([]crawler.Request{req})
}

// shares tells whether a request that waits is for the same page, and has it made for ref
// as well.
func (s *step) shares(ref crawler.Reference, req crawler.Request) bool {
	mark := requestMark(req)
	for i := range s.Frontier {
		if waiting := &s.Frontier[i]; waiting.Asks != nil && waiting.Asks.Again == ref.Again && requestMark(*waiting) == mark {
			waiting.Along = append(waiting.Along[:len(waiting.Along):len(waiting.Along)], ref)
			return true
		}
	}
	return false
}
