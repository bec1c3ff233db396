package sample

import (
	"fmt"
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

// quickSteps is by how many doublings the first live posts come sooner than the story's pace: a
// reader who has just begun sees some, and they are too few to stand out.
const quickSteps = 6

// applause is how often a live step adds to the counts of a recent post, and applauded among how
// many of the newest ones it is.
const (
	applause  = 0.25
	applauded = 60
)

// live is how the story goes on while the server runs.
type live struct {
	// least is the time between two steps, and between two posts at least.
	least time.Duration
	// posts were published, and the next one is due.
	posts int
	due   time.Time
}

// trickle lets the story go on at its own pace, dated by the clock.
func (s *Server) trickle(least time.Duration) {
	started := time.Now()
	tick := time.NewTicker(least)
	defer tick.Stop()
	for {
		select {
		case <-s.quit:
			return
		case <-tick.C:
			s.step(s.now.Add(time.Since(started)), least)
		}
	}
}

// Play lets the story go on until a time as a server that runs until then does, in steps of
// least, without waiting.
func (s *Server) Play(until time.Time, least time.Duration) {
	for at := s.now.Add(least); !at.After(until); at = at.Add(least) {
		s.step(at, least)
	}
}

// step publishes a post if one is due at a time, or else may add to the counts of one.
func (s *Server) step(at time.Time, least time.Duration) {
	s.mu.Lock()
	defer s.mu.Unlock()
	at = at.Truncate(time.Millisecond)
	if s.live.due.IsZero() {
		s.live.due = s.now.Add(s.gap(at, least))
	}
	switch {
	case !at.Before(s.live.due):
		s.live.posts++
		s.live.due = at.Add(s.gap(at, least))
		if floor := s.newest().Add(time.Millisecond); at.Before(floor) {
			at = floor
		}
		s.publishAt(at)
	case s.world.rng.Float64() < applause:
		s.applaud()
	}
}

// gap is the time from one live post to the next: that of the story at that hour, and
// less for the first ones. So a demo that runs for days shows the story that was
// planted, and no spike of its own.
func (s *Server) gap(at time.Time, least time.Duration) time.Duration {
	usual := time.Duration(float64(time.Hour) / s.world.pace(at))
	gap := usual
	if s.live.posts < quickSteps {
		gap = usual >> (quickSteps - s.live.posts)
	}
	return max(time.Duration((0.5+s.world.rng.Float64())*float64(gap)), least)
}

// applaud adds to the counts of one of the newest posts that have any.
func (s *Server) applaud() {
	if len(s.notes) == 0 {
		return
	}
	n := s.notes[len(s.notes)-1-s.world.rng.IntN(min(applauded, len(s.notes)))]
	if !n.place.fediverse() && (n.place != hackerNews || n.story != nil) {
		return
	}
	n.likes++
	switch s.world.rng.IntN(4) {
	case 0:
		n.comments++
	case 1:
		if n.place.fediverse() {
			n.shares++
		}
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
