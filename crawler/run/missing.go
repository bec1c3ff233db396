package run

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"time"

	"earshot/crawler"
	"earshot/internal/social"
)

const (
	// fullPage is how many items the only page of a list holds that may show its newest
	// items only. What is older than they are says nothing by its absence.
	fullPage = 15
	// maxMissing limits the stored posts that are looked up because they are missing.
	maxMissing = 1000
)

// askMissing asks for the posts that the lists of the lane showed in earlier runs and
// show no more, each by itself: a list may leave a post out for many reasons, and only
// the platform's answer about the post says that it is gone.
func (s *step) askMissing(ctx context.Context) error {
	s.Shown.Compared = true
	if !s.remembers() {
		return nil
	}
	known, err := s.runner.loadSightings(ctx, s.Source, s.Lane)
	if err != nil {
		return err
	}
	missing := s.missing(known)
	if len(missing) == 0 {
		return nil
	}
	rank, from, to := map[uint64]int{}, missing[0].published(), missing[0].published()
	for i, one := range missing {
		rank[one.mark] = i
		if at := one.published(); at.Before(from) {
			from = at
		} else if at.After(to) {
			to = at
		}
	}
	refs, err := s.runner.opts.Due.Published(ctx, s.Source, from, to.Add(time.Second), func(id string) bool {
		_, wanted := rank[postMark(id)]
		return wanted
	}, maxMissing)
	if err != nil {
		return social.Errorf(social.CodeInternal, "crawler: posts of %s that are missing: %w", s.Source, err)
	}
	slices.SortFunc(refs, func(a, b crawler.Reference) int { return cmp.Compare(rank[postMark(a.ID)], rank[postMark(b.ID)]) })
	stored := map[uint64]bool{}
	for _, ref := range refs {
		stored[postMark(ref.ID)] = true
	}
	for _, one := range missing {
		if !stored[one.mark] && len(refs) < maxMissing {
			s.settle(one.mark) // nothing of it is stored, so that there is nothing to erase
		}
	}
	s.askAll(refs[:min(len(refs), s.scope.Source.Revisits)], func(ref *crawler.Reference) { ref.Missing = true })
	return nil
}

// askAll asks for posts by themselves, as far as the platform shows them so and the
// requests fit into a message; for many at once where it shows many.
func (s *step) askAll(refs []crawler.Reference, mark func(*crawler.Reference)) {
	revisiter := s.adapter.(crawler.Revisiter) // as remembers and revisitRequests have seen
	var requests []crawler.Request
	var made [][8]byte
	open, shown, size := map[string]int{}, map[[8]byte]int{}, 0
	for _, ref := range refs {
		req, ok := revisiter.Revisit(s.scope, ref)
		if !ok {
			s.settle(postMark(ref.ID))
			continue
		}
		mark(&ref)
		req.Asks, req.Within = &ref, anyNumber
		if size += requestSize(req); size > frontierBytes {
			break
		}
		single := requestMark(req)
		if s.seen(single) {
			continue // it was asked for already, as an item of a list
		}
		if ref.Missing {
			s.Shown.Tried = appendMark(s.Shown.Tried, postMark(ref.ID))
		}
		s.Asked++
		if at, ok := shown[single]; ok {
			// One page that shows both.
			requests[at].Along = append(requests[at].Along, ref)
			s.Shared++
			continue
		}
		made = append(made, single)
		alike := req.Alike()
		if at, ok := open[alike]; ok && alike != "" {
			if joined, ok := requests[at].JoinedWith(req); ok {
				requests[at] = joined
				continue
			}
		}
		if open[alike] = len(requests); alike == "" {
			shown[single] = len(requests)
		}
		requests = append(requests, req)
	}
	s.enqueue(requests)
	for _, single := range made {
		if !s.seen(single) {
			s.markSeen(single) // asked for with others
		}
	}
}

// missing are the known posts that the lists would have shown in this run if they still
// held them: those of the lane's own list first, then those of other lists that were
// read, then those of lists that nothing led to any more.
func (s *step) missing(known []sighting) []sighting {
	now := map[uint64]bool{}
	for _, one := range sightings(s.Shown.Posts) {
		now[one.mark] = true
	}
	from := s.Since
	if s.Reach.Present && s.Shown.Items >= fullPage && s.Reach.Page.After(from) {
		from = s.Reach.Page
	}
	var own, others, unvisited []sighting
	for _, one := range known {
		switch {
		case now[one.mark] || one.published().Before(s.Since):
		case one.list == 0:
			if !s.Shown.Cut && !one.published().Before(from) {
				own = append(own, one)
			}
		case marked(s.Shown.Left, one.list):
		case marked(s.Shown.Whole, one.list):
			others = append(others, one)
		case !s.Shown.Cut:
			unvisited = append(unvisited, one)
		}
	}
	return slices.Concat(own, others, unvisited)
}

// settle notes that a post is not missed any more.
func (t *task) settle(mark uint64) { t.Shown.Settled = appendMark(t.Shown.Settled, mark) }

// sightingsKey is where it is kept what the lists of a lane showed.
func sightingsKey(source, lane string) string { return "shown/" + source + "/" + lane }

func (r *Runner) loadSightings(ctx context.Context, source, lane string) ([]sighting, error) {
	data, _, err := r.opts.State.Get(ctx, sightingsKey(source, lane))
	if err != nil {
		return nil, fmt.Errorf("crawler: load what %s/%s showed: %w", source, lane, err)
	}
	return sightings(data), nil
}

// saveSightings keeps what the lists of the lane showed for the next run: what they show
// now, and what is missing and neither found nor gone yet.
func (s *step) saveSightings(ctx context.Context) error {
	known, err := s.runner.loadSightings(ctx, s.Source, s.Lane)
	if err != nil {
		return err
	}
	done, tried := marksIn(s.Shown.Settled), marksIn(s.Shown.Tried)
	var keep []sighting
	for _, one := range sightings(s.Shown.Posts) {
		if !done[one.mark] && one.at > 0 && !one.published().Before(s.Since) {
			keep = append(keep, one)
		}
		done[one.mark] = true
	}
	for _, one := range known {
		if tried[one.mark] {
			one.tries++
		}
		if !done[one.mark] && one.tries < maxTries && !one.published().Before(s.Since) {
			keep = append(keep, one)
		}
		done[one.mark] = true
	}
	slices.SortStableFunc(keep, func(a, b sighting) int { return cmp.Compare(b.at, a.at) })
	var data []byte
	for _, one := range keep[:min(len(keep), maxSightings)] {
		data = addSighting(data, one)
	}
	if len(data) == 0 && len(known) == 0 {
		return nil
	}
	if err := s.runner.opts.State.Put(ctx, sightingsKey(s.Source, s.Lane), data); err != nil {
		return fmt.Errorf("crawler: save what %s/%s showed: %w", s.Source, s.Lane, err)
	}
	return nil
}
