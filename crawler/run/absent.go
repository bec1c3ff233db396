package run

import (
	"earshot/crawler"
	"earshot/internal/social"
)

// maxRepeated is how many posts a run asks for once more because an answer left them out.
const maxRepeated = 100

// noteAbsent notes that the answer to req says nothing of the post that it asks for. A
// server that is not well leaves out posts which it has, and shows the others as if it
// were: the post is asked for once more, by itself and after all others, and is not found
// only where it is left out again.
func (s *step) noteAbsent(req crawler.Request, address string) {
	ref := *req.Asks
	fault := social.Errorf(social.CodeNotFound, "%s does not show the post", address)
	if ref.Again || ref.Control || len(req.Fallback(fault)) > 0 {
		s.noteUnanswered(req, fault)
		return
	}
	once, ok := s.adapter.(crawler.Revisiter).Revisit(s.scope, ref)
	if !ok || s.Repeated >= maxRepeated {
		// It stays due, and the next run asks for it.
		s.Left++
		return
	}
	s.Repeated++
	ref.Again = true
	s.askOn(ref, once)
}

// askOn makes a further request for a post that is asked for. Where it is asked for once
// more, all requests for it were made before.
func (s *step) askOn(ref crawler.Reference, req crawler.Request) {
	req.Asks, req.Within = &ref, anyNumber
	if ref.Again {
		s.Frontier = append(s.Frontier, req)
		return
	}
	s.enqueue([]crawler.Request{req})
}
