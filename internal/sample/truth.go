package sample

import (
	"slices"

	"earshot/internal/social"
)

// Posts are the distinct posts that the sources reach, as a perfect crawler
// understands them, oldest first; Source, Keep and FetchedAt are not set.
// Paragraphs in Text are set apart by an empty line.
func (s *Server) Posts() []social.Post {
	s.mu.RLock()
	defer s.mu.RUnlock()
	var posts []social.Post
	for _, n := range s.notes {
		for p := range places {
			if s.reaches(p, n) {
				posts = append(posts, n.post(s.bases))
				break
			}
		}
	}
	return posts
}

// Expected are the distinct posts that one source reaches, oldest first, with
// Source and Keep set. A federated post is expected from both servers, under
// the same identity.
func (s *Server) Expected(source string) []social.Post {
	s.mu.RLock()
	defer s.mu.RUnlock()
	at, err := placeNamed(source)
	if err != nil {
		return nil
	}
	keep := social.KeepMentions
	if at == grindReport {
		keep = social.KeepAll
	}
	var posts []social.Post
	for _, n := range s.notes {
		if s.reaches(at, n) {
			p := n.post(s.bases)
			p.Source, p.Keep = source, keep
			posts = append(posts, p)
		}
	}
	return posts
}

// Mentions are the keys of the posts each brand is mentioned in, by its name.
func (s *Server) Mentions() map[string][]social.Key {
	s.mu.RLock()
	defer s.mu.RUnlock()
	mentions := make(map[string][]social.Key)
	for _, n := range s.notes {
		for p := range places {
			if s.reaches(p, n) {
				for _, brand := range n.brands {
					mentions[brand] = append(mentions[brand], social.Key{Platform: n.place.platform(), ID: n.id()})
				}
				break
			}
		}
	}
	return mentions
}

// Loudest is the post of the outcry with the most engagement.
func (s *Server) Loudest() social.Key {
	s.mu.RLock()
	defer s.mu.RUnlock()
	var best *note
	for _, n := range s.notes {
		if n.event == outcry && (best == nil || n.likes+n.shares+n.comments > best.likes+best.shares+best.comments) {
			best = n
		}
	}
	if best == nil {
		return social.Key{}
	}
	return social.Key{Platform: best.place.platform(), ID: best.id()}
}

// reaches tells whether the source of the place finds the note.
func (s *Server) reaches(p place, n *note) bool {
	switch p {
	case brewSocial, kaffeeSocial:
		return n.shownOn(p) && (n.author == s.world.official[p] ||
			slices.ContainsFunc(n.tags, func(tag string) bool { return slices.Contains(listenTags(p), tag) }))
	case hackerNews:
		return n.place == p && (n.hackerNewsItem().Matches("northwind") || n.hackerNewsItem().Matches("tailspin") || n.hackerNewsItem().Matches("contoso"))
	default:
		return n.place == p
	}
}
