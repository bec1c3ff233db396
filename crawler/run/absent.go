package run

import (
	"earshot/crawler"
	"earshot/internal/social"
)

// maxRepeated is how many posts a run asks for once more because an answer left them out.
const maxRepeated = 32

// noteAbsent notes that the answer to req says nothing of the post that it asks for. A
// server that is not well leaves out posts which it has, and shows the others as if it
// were: the post is asked for once more, by itself and after all others, and is not found
// only where it is left out again.
func (s *step) noteAbsent(req crawler.Request, address string) {
	ref := *req.Asks
	if ref.Again || ref.Control {
		s.noteUnanswered(req, social.Errorf(social.CodeNotFound, "%s does not show the post", address))
		return
	}
	once, ok := s.adapter.(crawler.Revisiter).Revisit(s.scope, ref)
	if !ok || s.Repeated >= maxRepeated {
		s.noteUnanswered(req, social.Errorf(social.CodeBroken, "%s does not show the post, which is not asked for once more in this run", address))
		return
	}
	s.Repeated++
	ref.Again = true
	once.Asks, once.Within = &ref, anyNumber
	// Not by enqueue, which makes no request twice.
	s.Frontier = append(s.Frontier, once)
}
