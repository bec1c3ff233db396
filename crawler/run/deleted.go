package run

import (
	"context"
	"slices"
	"time"

	"earshot/crawler"
	"earshot/crawler/record"
	"earshot/internal/social"
)

const (
	// controlAge is how old a stored post is at most that is asked for as a control, and
	// controlsEach how many of one host are asked for.
	controlAge   = 180 * 24 * time.Hour
	controlsEach = 2
	// maxCandidates limits the stored posts among which controls are looked for.
	maxCandidates = 100
)

// findDeleted looks, at the end of a lane, for posts that are gone: it asks for those
// that the lists do not show any more, then for controls, and adds a tombstone for each
// post of which it is certain. A lane that has more to ask for then goes on.
func (s *step) findDeleted(ctx context.Context) error {
	if s.exhausted() && !s.Shown.Compared {
		if err := s.askMissing(ctx); err != nil {
			return err
		}
	}
	if s.exhausted() && !s.Controlled {
		if err := s.askControls(ctx); err != nil {
			return err
		}
	}
	if !s.exhausted() {
		return nil
	}
	return s.markDeleted()
}

// doubted tells whether a post that was not found may be there all the same: its host
// did not say that there is no such post, and shows no other by itself either.
func (t *task) doubted(gone gonePost) bool { return !gone.Said && !slices.Contains(t.Found, gone.Host) }

// askControls asks the hosts that did not find a post for others that are believed to be
// there.
func (s *step) askControls(ctx context.Context) error {
	hosts, missing := map[string]int{}, map[string]bool{}
	for _, gone := range s.Gone {
		missing[gone.ID] = true
		if s.doubted(gone) {
			hosts[gone.Host] = controlsEach
		}
	}
	if len(hosts) == 0 {
		return nil
	}
	s.Controlled = true
	older, err := s.runner.opts.Due.Published(ctx, s.Source, s.Started.Add(-controlAge), s.Started.Add(24*time.Hour),
		func(id string) bool { return !missing[id] }, maxCandidates)
	if err != nil {
		return social.Errorf(social.CodeInternal, "crawler: posts of %s to compare with: %w", s.Source, err)
	}
	var controls []crawler.Reference
	for _, ref := range slices.Concat(s.Shown.Controls, older) {
		req, ok := s.adapter.(crawler.Revisiter).Revisit(s.scope, ref)
		if host := hostOf(req.URL); ok && hosts[host] > 0 && !missing[ref.ID] && !s.seen(requestMark(req)) {
			hosts[host]--
			missing[ref.ID] = true // it is asked for once
			controls = append(controls, ref)
		}
	}
	for host, left := range hosts {
		// Where no other post can be asked for, what was shown before is all there is.
		if left == controlsEach && slices.Contains(s.Earlier, host) {
			s.Found = append(slices.Clip(s.Found), host)
		}
	}
	s.askAll(controls, func(ref *crawler.Reference) { ref.Control = true })
	return nil
}

// markDeleted adds a tombstone for each post that is gone for certain. Of a revisit lane
// it fails where too many were not found to be believed.
func (s *step) markDeleted() error {
	silent, pages := s.Left, map[string]bool{}
	var sure []gonePost
	for _, gone := range s.Gone {
		if !gone.Said && !pages[gone.Page] {
			silent++
		}
		pages[gone.Page] = gone.Page != ""
		if !s.doubted(gone) {
			sure = append(sure, gone)
		}
	}
	if s.Lane == record.RevisitLane && silent > trustedGone && 2*silent > s.Asked-s.Shared {
		return social.Errorf(social.CodeBroken, "crawler: %d of %d posts that were asked for again are not found; that many are not taken for deleted", silent, s.Asked-s.Shared)
	}
	for _, gone := range sure {
		s.posts = append(s.posts, tombstone(s.adapter.Info().Platform, gone.ID, s.Source, gone.At))
		s.settle(postMark(gone.ID))
	}
	s.Items += int64(len(sure))
	if doubted := len(s.Gone) - len(sure); doubted > 0 {
		s.Note("%d posts that were asked for by themselves are not found, and neither is one that must be there; they are not taken for deleted", doubted)
	}
	if s.Left > 0 {
		s.Note("%d more posts are not found; the next run asks for them again", s.Left)
	}
	s.Gone = nil
	if s.Failed > trustedGone && s.Failed == s.Asked {
		s.Note("none of %d posts could be read again, the first because %s", s.Asked, s.Why)
	}
	return nil
}
