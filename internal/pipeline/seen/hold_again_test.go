package seen_test

import (
	"context"
	"testing"
	"time"

	"earshot/internal/social"
)

// versionStore keeps the last version of each post that waited, as storage does.
type versionStore struct {
	*store
	last map[social.Key]social.HeldVersion
	gone map[social.Key]bool
}

func (s *versionStore) HeldVersions(_ context.Context, keys []social.Key, do func(social.Key, social.HeldVersion, bool)) error {
	for _, key := range keys {
		if last, ok := s.last[key]; ok {
			do(key, last, s.gone[key])
		}
	}
	return nil
}

func (s *versionStore) note(key social.Key, version social.HeldVersion, gone bool) {
	if version >= s.last[key] {
		s.last[key], s.gone[key] = version, gone
	}
}

func (s *versionStore) Hold(_ context.Context, held []social.HeldPost) error {
	for _, h := range held {
		s.note(h.Key, h.Version, false)
	}
	return nil
}

func (s *versionStore) HoldDeleted(_ context.Context, deleted []social.Post) error {
	for _, p := range deleted {
		s.note(p.Key(), social.HeldDeletion(p.FetchedAt), true)
	}
	return nil
}

// TestHoldAgain: a post that was let go of and waits once more is there, and one that was deleted
// before it came to wait is not.
func TestHoldAgain(t *testing.T) {
	s := &versionStore{store: &store{}, last: map[social.Key]social.HeldVersion{}, gone: map[social.Key]bool{}}
	m := newMatcher(s, &stream{})
	p := shown("1")
	hold := func() bool {
		t.Helper()
		wait, rest, err := m.Hold(t.Context(), []social.Entry{{Post: p}})
		if err != nil || len(wait)+len(rest) != 1 {
			t.Fatalf("%d wait, %d do not, %v", len(wait), len(rest), err)
		}
		return len(wait) == 1
	}
	for range 3 {
		if !hold() || s.gone[p.Key()] {
			t.Fatal("it does not wait, and came to nobody")
		}
		s.note(p.Key(), s.last[p.Key()].Released(), true)
	}
	gone := social.Post{Platform: p.Platform, ID: p.ID, Deleted: true, FetchedAt: p.FetchedAt.Add(time.Second)}
	if err := m.Settle(t.Context(), []social.Entry{{Post: gone}}); err != nil {
		t.Fatal(err)
	}
	if hold() || !s.gone[p.Key()] {
		t.Error("a deleted post waits")
	}
}
