package bluesky_test

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"earshot/crawler/listen"
	"earshot/crawler/platform/bluesky/jetstreamtest"
	"earshot/internal/social"
)

// anHourAgo is a moment that the sources of these tests still hear.
func anHourAgo() time.Time { return time.Now().UTC().Add(-time.Hour).Truncate(time.Millisecond) }

// catchUp listens to src until every event is read and returns the run.
func catchUp(t *testing.T, m *memory, src social.Source, opts listen.Options) social.Run {
	t.Helper()
	runner, listener := start(m, src, opts)
	if err := runner.Resume(t.Context()); err != nil {
		t.Fatal(err)
	}
	if err := listener.CatchUp(t.Context(), src.Name); err != nil {
		t.Fatal(err)
	}
	run, _, err := runner.Run(t.Context(), src.Name)
	if err != nil || run.Finished.IsZero() {
		t.Fatalf("the run did not end: %+v, %v", run, err)
	}
	return run
}

func TestStreamIsRead(t *testing.T) {
	t.Parallel()
	server := jetstreamtest.New()
	defer server.Close()
	at, ana, ben, cat := anHourAgo(), jetstreamtest.DID(1), jetstreamtest.DID(2), jetstreamtest.DID(3)
	server.Profile(func(did string) map[string]any {
		switch did {
		case ana:
			return map[string]any{"did": did, "handle": "ana.example.com", "displayName": "Ana"}
		case ben:
			return map[string]any{"did": did, "handle": "ben.example.com", "labels": []any{map[string]any{"val": "!no-unauthenticated"}}}
		}
		return nil
	})
	server.Publish(
		jetstreamtest.Post(at, ana, "3one", "Kaffee ☕ #jetzt", jetstreamtest.Record{
			"langs":  []string{"de"},
			"reply":  map[string]any{"parent": map[string]any{"uri": "at://" + ben + "/app.bsky.feed.post/3p"}, "root": map[string]any{"uri": "at://" + ben + "/app.bsky.feed.post/3r"}},
			"facets": []any{map[string]any{"index": map[string]int{"byteStart": 11, "byteEnd": 17}, "features": []any{map[string]string{"$type": "app.bsky.richtext.facet#tag", "tag": "jetzt"}}}},
			"embed": map[string]any{"$type": "app.bsky.embed.recordWithMedia", "media": map[string]any{"$type": "app.bsky.embed.images", "images": []any{
				map[string]any{"alt": "Cup", "aspectRatio": map[string]int{"width": 4, "height": 3}, "image": map[string]any{"ref": map[string]string{"$link": "bafkreicup"}}}}}},
		}),
		jetstreamtest.Post(at.Add(time.Second), ben, "3two", "for those who log in", nil),
		jetstreamtest.Post(at.Add(2*time.Second), cat, "3three", "of an account that is gone", jetstreamtest.Record{"createdAt": "9999-01-01T00:00:00Z", "langs": 7}),
		jetstreamtest.Delete(at.Add(3*time.Second), cat, "3three"),
		jetstreamtest.Commit(at.Add(4*time.Second), ana, "app.bsky.feed.like", "3like", "create", jetstreamtest.Record{}),
		jetstreamtest.Identity(at.Add(5*time.Second), ana, "anna.example.com"),
		jetstreamtest.Account(at.Add(6*time.Second), cat, false, "deleted"),
		jetstreamtest.Raw(at.Add(7*time.Second), `{"did":"did:plc:x","time_us":`+fmt.Sprint(at.UnixMicro())+`,"kind":"something new"}`),
	)
	m := newMemory()
	run := catchUp(t, m, town(server), listen.Options{})
	if run.State != social.SourceOK || run.Events != 7 || run.Posts != 3 || run.Skipped != 0 {
		t.Errorf("run %+v", run)
	}
	three := "at://" + cat + "/app.bsky.feed.post/3three"
	base := social.Post{Platform: "bluesky", Source: "town", Keep: social.KeepAll}
	first, third, gone := base, base, base
	first.DateFrom, third.DateFrom = social.DateStated, social.DateStated
	first.ID, first.URL = "at://"+ana+"/app.bsky.feed.post/3one", "https://bsky.app/profile/ana.example.com/post/3one"
	first.Author = social.Author{Handle: "ana.example.com", Name: "Ana", URL: "https://bsky.app/profile/ana.example.com"}
	first.Text, first.Language, first.CreatedAt, first.FetchedAt, first.Tags = "Kaffee ☕ #jetzt", "de", at, at, []string{"jetzt"}
	first.ParentID, first.ThreadID = "at://"+ben+"/app.bsky.feed.post/3p", "at://"+ben+"/app.bsky.feed.post/3r"
	first.Images = []social.Image{{URL: "https://cdn.bsky.app/img/feed_fullsize/plain/" + ana + "/bafkreicup@jpeg", Alt: "Cup", Width: 4, Height: 3}}
	third.ID, third.URL, third.Text = three, "https://bsky.app/profile/"+cat+"/post/3three", "of an account that is gone"
	third.Author = social.Author{Handle: cat, URL: "https://bsky.app/profile/" + cat}
	third.CreatedAt, third.FetchedAt = at.Add(2*time.Second), at.Add(2*time.Second)
	gone.ID, gone.Deleted, gone.FetchedAt = three, true, at.Add(3*time.Second)
	want := map[string]social.Post{first.ID: first, three: third, three + " deleted": gone}
	if diff := cmp.Diff(want, m.last); diff != "" {
		t.Errorf("posts (-want +got):\n%s", diff)
	}
}

// TestBrokenOffAnywhere breaks connections off after a random number of bytes,
// again and again, while the stream goes on.
func TestBrokenOffAnywhere(t *testing.T) {
	t.Parallel()
	server := jetstreamtest.New()
	defer server.Close()
	chance := rand.New(rand.NewPCG(1, 2))
	server.CutAfter(func() int { return 1 + chance.IntN(150_000) })
	m := newMemory()
	_, listener := start(m, town(server), listen.Options{})
	background(t, listener)
	const n = 4000
	events := jetstreamtest.Sample(anHourAgo(), 100*time.Millisecond, n, "northwind")
	want := map[string]int{}
	for i, ev := range events {
		if strings.Contains(string(ev.Data), `"operation":"create"`) {
			want[fmt.Sprintf("at://%s/app.bsky.feed.post/3m%011d", ev.DID, i)] = 1
		}
	}
	for from := 0; from < n; from += 400 {
		server.Publish(events[from : from+400]...)
		server.Break()
	}
	published := func() int {
		m.mu.Lock()
		defer m.mu.Unlock()
		found := 0
		for id := range m.published {
			found += want[id]
		}
		return found
	}
	eventually(t, "every post was heard", func() bool { return published() == len(want) })
	m.mu.Lock()
	defer m.mu.Unlock()
	for id, times := range m.published {
		if times != 1 {
			t.Errorf("%s was published %d times", id, times)
		}
	}
	if server.Subscribers() < 20 {
		t.Errorf("only %d connections", server.Subscribers())
	}
}

// TestKilledAnywhere lets processes die at random effects and starts new ones
// over what is durable.
func TestKilledAnywhere(t *testing.T) {
	t.Parallel()
	for seed := range uint64(8) {
		server := jetstreamtest.New()
		events := jetstreamtest.Sample(anHourAgo(), 100*time.Millisecond, 600, "northwind")
		server.Publish(events...)
		chance := rand.New(rand.NewPCG(seed, 7))
		server.CutAfter(func() int { return 1 + chance.IntN(200_000) })
		m := newMemory()
		left := 25
		m.die = func() bool {
			if left > 0 && chance.IntN(5) == 0 {
				left--
				return true
			}
			return false
		}
		ended := false
		for range 200 {
			runner, listener := start(m, town(server), listen.Options{Flush: time.Millisecond})
			if runner.Resume(t.Context()) != nil || listener.CatchUp(t.Context(), "town") != nil || left > 0 {
				continue
			}
			// A run may also end because connections broke off too often.
			if run, _, err := runner.Run(t.Context(), "town"); err == nil && run.State == social.SourceOK {
				ended = true
				break
			}
		}
		if !ended {
			t.Fatalf("seed %d: it never ends", seed)
		}
		for i, ev := range events {
			id := fmt.Sprintf("at://%s/app.bsky.feed.post/3m%011d", ev.DID, i)
			if strings.Contains(string(ev.Data), `"operation":"create"`) && m.published[id] == 0 {
				t.Errorf("seed %d: %s was lost", seed, id)
			}
		}
		open := 0
		for _, run := range m.runs {
			if run.Finished.IsZero() {
				open++
			}
		}
		if open > 0 {
			t.Errorf("seed %d: %d of %d runs never ended", seed, open, len(m.runs))
		}
		server.Close()
	}
}

func TestRestartGoesOnWhereItStood(t *testing.T) {
	t.Parallel()
	server := jetstreamtest.New()
	defer server.Close()
	at := anHourAgo()
	m := newMemory()
	server.Publish(jetstreamtest.Post(at, jetstreamtest.DID(1), "3a", "before", nil))
	catchUp(t, m, town(server), listen.Options{})
	server.Publish(jetstreamtest.Post(at.Add(30*time.Minute), jetstreamtest.DID(1), "3b", "after", nil))
	if run := catchUp(t, m, town(server), listen.Options{}); run.Events > 2 || run.State != social.SourceOK {
		t.Errorf("the second run %+v, want what is new and the overlap", run)
	}
	if m.count() != 2 {
		t.Errorf("published %v", m.published)
	}
}

func TestWhatIsNotWantedIsNotPublished(t *testing.T) {
	t.Parallel()
	server := jetstreamtest.New()
	defer server.Close()
	want := 0
	for _, ev := range jetstreamtest.Sample(anHourAgo(), 100*time.Millisecond, 3000, "northwind") {
		server.Publish(ev)
		if strings.Contains(string(ev.Data), "northwind") {
			want++
		}
	}
	src := town(server)
	src.Keep = social.KeepMentions
	m := newMemory()
	run := catchUp(t, m, src, listen.Options{Wanted: func(p *social.Post) bool { return strings.Contains(p.Text, "northwind") }})
	written := 0
	for id := range m.published {
		if !strings.HasSuffix(id, " deleted") {
			written++
		}
	}
	if written != want || want == 0 || run.Events != 3000 {
		t.Errorf("%d posts published, want %d; run %+v", written, want, run)
	}
	if server.Asked() > want {
		t.Errorf("%d requests for the authors of %d posts", server.Asked(), want)
	}
}
