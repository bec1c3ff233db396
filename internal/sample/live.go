package sample

import (
	"fmt"
	"math/rand/v2"
	"time"

	"earshot/internal/social"
)

// Publish adds n posts, each a minute newer than anything before, and returns
// their keys.
func (s *Server) Publish(n int) []social.Key {
	s.mu.Lock()
	defer s.mu.Unlock()
	var keys []social.Key
	for range n {
		keys = append(keys, s.publishAt(s.newest().Add(time.Minute)))
	}
	return keys
}

// newest is the creation time of the newest post; the caller holds the lock.
func (s *Server) newest() time.Time {
	if len(s.notes) == 0 {
		return s.now
	}
	return s.notes[len(s.notes)-1].created
}

func (s *Server) publishAt(at time.Time) social.Key {
	u, lang := s.world.rng.Float64(), "en"
	for _, share := range languageShare {
		if u -= share.share; u < 0 {
			lang = share.lang
			break
		}
	}
	n := s.world.note(moment{at: at, lang: lang, event: everyday})
	s.show(n)
	if n.shared {
		s.order(brewSocial)
		s.order(kaffeeSocial)
	}
	return social.Key{Platform: n.place.platform(), ID: n.id()}
}

// trickle publishes a post now and then, dated by the clock.
func (s *Server) trickle(mean time.Duration) {
	started := time.Now()
	timer := time.NewTimer(mean)
	defer timer.Stop()
	for {
		select {
		case <-s.quit:
			return
		case <-timer.C:
		}
		s.mu.Lock()
		at := s.now.Add(time.Since(started)).Truncate(time.Millisecond)
		if floor := s.newest().Add(time.Millisecond); at.Before(floor) {
			at = floor
		}
		s.publishAt(at)
		s.bump(1)
		s.mu.Unlock()
		timer.Reset(time.Duration((0.5 + rand.Float64()) * float64(mean)))
	}
}

// SetEngagement changes the counts of a post; counts that its platform does
// not publish are ignored, and so are nil ones.
func (s *Server) SetEngagement(key social.Key, e social.Engagement) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, n := range s.notes {
		if n.place.platform() != key.Platform || n.id() != key.ID {
			continue
		}
		for _, set := range []struct {
			to   *int64
			from *int64
		}{{&n.likes, e.Likes}, {&n.shares, e.Shares}, {&n.comments, e.Comments}} {
			if set.from != nil {
				*set.to = *set.from
			}
		}
		return nil
	}
	return fmt.Errorf("sample: no post %s %s", key.Platform, key.ID)
}

// Bump adds to the counts of the n newest posts that have any, and returns
// their keys.
func (s *Server) Bump(n int) []social.Key {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.bump(n)
}

func (s *Server) bump(count int) []social.Key {
	var keys []social.Key
	for i := len(s.notes) - 1; i >= 0 && len(keys) < count; i-- {
		n := s.notes[i]
		if !n.place.fediverse() && (n.place != hackerNews || n.story != nil) {
			continue
		}
		n.likes += 3
		n.comments++
		if n.place.fediverse() {
			n.shares += 2
		}
		keys = append(keys, social.Key{Platform: n.place.platform(), ID: n.id()})
	}
	return keys
}
