package storage_test

import (
	"math/rand/v2"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"earshot/internal/social"
	"earshot/storage"
	"earshot/storage/engine"
	"earshot/storage/storagetest"
)

// sameAsModel compares all figures by day and every dimension.
func sameAsModel(t *testing.T, s *storage.Store, m model) {
	t.Helper()
	got, err := s.Trends(t.Context(), social.Filter{}, social.ByDay, social.Dimensions())
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(m.trends(social.Filter{}, social.ByDay.Start, social.Dimensions()), got); diff != "" {
		t.Errorf("trends (-want +got):\n%s", diff)
	}
}

// states makes random batches in which no two states of a post were fetched at
// the same time, so that it does not matter in which order they are written.
func states(h history, batches, size int) [][]social.Entry {
	out := make([][]social.Entry, batches)
	fetched := time.Date(2026, 4, 1, 0, 0, 0, 0, time.UTC)
	for i := range out {
		for range size {
			e := h.entry()
			fetched = fetched.Add(time.Second)
			e.Post.FetchedAt = fetched
			out[i] = append(out[i], e)
		}
	}
	h.Shuffle(len(out), func(i, j int) { out[i], out[j] = out[j], out[i] })
	return out
}

func TestKilledEngineLosesAndDoublesNothing(t *testing.T) {
	e, err := engine.Start(t.Context(), engine.Options{Dir: t.TempDir(), Log: discard})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := e.Close(); err != nil {
			t.Error(err)
		}
	})
	s, err := storage.Open(t.Context(), e.DSN(), discard)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })

	h := history{rand.New(rand.NewPCG(7, 7))}
	m := newModel()
	const kills = 3
	for i, batch := range states(h, kills*3, 40) {
		m.write(batch)
		killed := make(chan struct{})
		if i%3 == 1 {
			pid, delay := e.PID(), time.Duration(h.IntN(60))*time.Millisecond
			go func() { // somewhere in the middle of the write
				defer close(killed)
				time.Sleep(delay)
				syscall.Kill(pid, syscall.SIGKILL)
			}()
		} else {
			close(killed)
		}
		for {
			_, err := s.Write(t.Context(), batch)
			if err == nil {
				break
			}
			t.Logf("write again after: %v", err)
		}
		<-killed
		if i%3 == 2 {
			if _, err := s.RefreshTrends(t.Context()); err != nil {
				t.Fatal(err)
			}
		}
		sameAsModel(t, s, m)
	}
	if e.Restarts() != kills {
		t.Errorf("engine restarted %d times, want %d", e.Restarts(), kills)
	}
}

func TestConcurrentWritersOfTheSamePosts(t *testing.T) {
	dsn := storagetest.DSN(t)
	h := history{rand.New(rand.NewPCG(3, 9))}
	m := newModel()
	work := make(chan []social.Entry, 100)
	for _, batch := range states(h, 24, 25) {
		m.write(batch)
		work <- batch
	}
	close(work)
	var writers sync.WaitGroup
	var last *storage.Store
	for range 4 {
		s, err := storage.Open(t.Context(), dsn, discard) // as another process does
		if err != nil {
			t.Fatal(err)
		}
		defer s.Close()
		last = s
		writers.Go(func() {
			for batch := range work {
				if _, err := s.Write(t.Context(), batch); err != nil {
					t.Error(err)
				}
			}
		})
	}
	writers.Wait()
	sameAsModel(t, last, m)
	if _, err := last.RefreshTrends(t.Context()); err != nil {
		t.Fatal(err)
	}
	sameAsModel(t, last, m)
}

// TestHalfWrittenStateIsTakenBack: a write that dies half-way, is overtaken by
// a newer state and then repeated must leave nothing of its own.
func TestHalfWrittenStateIsTakenBack(t *testing.T) {
	s := storagetest.Open(t)
	first, second, third := entry("1", "A"), entry("1", "B"), entry("1", "A")
	second.Post.FetchedAt = first.Post.FetchedAt.Add(time.Minute)
	third.Post.FetchedAt = first.Post.FetchedAt.Add(2 * time.Minute)
	m := newModel()
	for _, e := range []social.Entry{first, second, third, second, first} {
		m.write([]social.Entry{e})
		write(t, s, e)
		sameAsModel(t, s, m)
	}
}
