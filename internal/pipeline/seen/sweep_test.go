package seen_test

import (
	"context"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"earshot/internal/pipeline/page"
	"earshot/internal/social"
)

// stuckStore is a store in which the post "stuck" always says that it was matched with other pictures.
type stuckStore struct {
	*store
	due, matched []string
	again        []string
	before       time.Time
}

func (s *stuckStore) PicturesDueBefore(context.Context, time.Time, int) ([]string, error) {
	return s.due, nil
}
func (s *stuckStore) MarkPicturesDue(_ context.Context, urls []string) error {
	s.again = append(s.again, urls...)
	return nil
}
func (s *stuckStore) PicturesDue(_ context.Context, urls []string) (map[string]uint64, error) {
	due := map[string]uint64{}
	for _, url := range urls {
		due[url] = 1
	}
	return due, nil
}
func (s *stuckStore) PostsWith(_ context.Context, urls []string) (keys []social.Key, err error) {
	for _, url := range urls {
		keys = append(keys, social.Key{Platform: "feed", ID: url})
	}
	return keys, nil
}
func (s *stuckStore) Stored(_ context.Context, keys []social.Key) (posts []social.StoredPost, err error) {
	for _, key := range keys {
		p := social.StoredPost{Post: social.Post{Platform: key.Platform, ID: key.ID}, Analysis: social.Analysis{Version: "1"}}
		if p.Analysis.Seen = social.SeenState(p.Post); key.ID == "stuck" {
			p.Analysis.Seen++
		}
		posts = append(posts, p)
	}
	return posts, nil
}
func (s *stuckStore) WriteSeen(context.Context, []social.Entry) (social.Written, error) {
	return social.Written{}, nil
}
func (s *stuckStore) HeldShowing(context.Context, []string) ([]social.HeldPost, error) {
	return nil, nil
}
func (s *stuckStore) PicturesMatched(_ context.Context, due map[string]uint64) error {
	for url := range due {
		s.matched = append(s.matched, url)
	}
	slices.Sort(s.matched)
	return nil
}
func (s *stuckStore) HeldSince(_ context.Context, before time.Time, _ int) ([]social.HeldPost, error) {
	s.before = before
	return s.held, nil
}

// TestSweepGoesOnWithoutWhatIsStuck: a post that cannot be matched keeps neither others from
// being matched nor those that wait for too long waiting.
func TestSweepGoesOnWithoutWhatIsStuck(t *testing.T) {
	late := shown("late")
	s, out := &stuckStore{store: &store{}, due: []string{"a", "stuck", "z"}}, stream{}
	s.held = []social.HeldPost{{Key: late.Key(), Post: page.Encode(late)}}
	if err := newMatcher(s, &out).Sweep(t.Context()); err != nil {
		t.Error(err)
	}
	if diff := cmp.Diff([]string{"a", "z"}, s.matched); diff != "" {
		t.Errorf("matched (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff([]string{"stuck"}, s.again); diff != "" {
		t.Errorf("put behind the others (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff(stream{late}, out); diff != "" {
		t.Errorf("let go of (-want +got):\n%s", diff)
	}
}
