package bluesky_test

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"earshot/crawler"
	"earshot/crawler/clock/clocktest"
	"earshot/crawler/listen"
	"earshot/crawler/platform/bluesky"
	"earshot/crawler/platform/bluesky/jetstreamtest"
	"earshot/internal/social"
)

// TestClosedAccountsAreErased wants all posts of accounts erased that are deleted, taken
// down, suspended or deactivated, and no others.
func TestClosedAccountsAreErased(t *testing.T) {
	t.Parallel()
	server := jetstreamtest.New()
	defer server.Close()
	at := anHourAgo()
	states := []string{"deleted", "takendown", "suspended", "deactivated", "throttled", "desynchronized", ""}
	for i := range states {
		for n := range 3 {
			server.Publish(jetstreamtest.Post(at, jetstreamtest.DID(i+1), fmt.Sprint("3p", n), "coffee", nil))
		}
	}
	m := newMemory()
	catchUp(t, m, town(server), listen.Options{Owned: m})
	if m.count() != 3*len(states) {
		t.Fatalf("%d posts were published", m.count())
	}
	for i, state := range states {
		server.Publish(jetstreamtest.Account(at.Add(10*time.Minute), jetstreamtest.DID(i+1), state == "", state))
	}
	// Of an account that closes in the same moment nothing is published.
	last := jetstreamtest.DID(20)
	server.Publish(jetstreamtest.Post(at.Add(11*time.Minute), last, "3late", "coffee", nil), jetstreamtest.Account(at.Add(12*time.Minute), last, false, "deleted"),
		jetstreamtest.Post(time.Now().Add(time.Hour), jetstreamtest.DID(21), "3end", "coffee", nil))
	run := catchUp(t, m, town(server), listen.Options{Owned: m, Flush: time.Hour})
	if run.State != social.SourceOK {
		t.Errorf("the run ended %s: %s", run.State, run.Fault)
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	for i, state := range states {
		gone := 0
		for n := range 3 {
			gone += m.published[fmt.Sprintf("at://%s/app.bsky.feed.post/3p%d deleted", jetstreamtest.DID(i+1), n)]
		}
		if want := map[bool]int{true: 3}[i < 4]; gone != want {
			t.Errorf("%d posts of an account that is %q were erased, want %d", gone, state, want)
		}
	}
	if m.published["at://"+last+"/app.bsky.feed.post/3late"] != 0 {
		t.Error("a post of an account that is closed was published")
	}
}

// nothingStored is a store that everything is still on its way to.
type nothingStored struct{}

func (nothingStored) Owned(context.Context, string, string, int) ([]string, error) { return nil, nil }

// TestPostsUnderwayOfClosedAccountsAreErased: whoever catches up reads in a moment what an
// account wrote and, hours later, that it was deleted, before any of it is stored.
func TestPostsUnderwayOfClosedAccountsAreErased(t *testing.T) {
	t.Parallel()
	server := jetstreamtest.New()
	defer server.Close()
	at, left := anHourAgo(), jetstreamtest.DID(1)
	server.Publish(jetstreamtest.Post(at, left, "3p", "coffee", nil))
	for n := range 600 { // more than are published at once
		server.Publish(jetstreamtest.Post(at.Add(time.Duration(n)*time.Second), jetstreamtest.DID(2), fmt.Sprint("3q", n), "coffee", nil))
	}
	server.Publish(jetstreamtest.Account(at.Add(20*time.Minute), left, false, "deleted"), jetstreamtest.Post(time.Now().Add(time.Hour), jetstreamtest.DID(3), "3end", "coffee", nil))
	m := newMemory()
	catchUp(t, m, town(server), listen.Options{Owned: nothingStored{}, Flush: time.Hour})
	m.mu.Lock()
	defer m.mu.Unlock()
	id := "at://" + left + "/app.bsky.feed.post/3p"
	if m.published[id] != 1 || m.published[id+" deleted"] != 1 {
		t.Errorf("published %d times, erased %d times", m.published[id], m.published[id+" deleted"])
	}
	for key := range m.published {
		if strings.HasSuffix(key, " deleted") && !strings.HasPrefix(key, id) {
			t.Errorf("%s", key)
		}
	}
}

// TestSecondLookOutlivesTheProcess: posts of a closed account may be stored after the
// process ended that heard of it, and are erased by the next.
func TestSecondLookOutlivesTheProcess(t *testing.T) {
	t.Parallel()
	server := jetstreamtest.New()
	defer server.Close()
	at, left := anHourAgo(), jetstreamtest.DID(1)
	server.Publish(jetstreamtest.Account(at.Add(20*time.Minute), left, false, "deleted"), jetstreamtest.Post(time.Now().Add(time.Hour), jetstreamtest.DID(3), "3end", "coffee", nil))
	m := newMemory()
	catchUp(t, m, town(server), listen.Options{Owned: m, Flush: time.Hour})
	id := "at://" + left + "/app.bsky.feed.post/3late"
	m.mu.Lock()
	m.published[id], m.last[id] = 1, social.Post{Platform: bluesky.Name, ID: id} // stored by now
	m.mu.Unlock()
	later := clocktest.New(time.Now().Add(2 * time.Minute))
	for range 2 {
		server.Publish(jetstreamtest.Post(time.Now().Add(2*time.Hour), jetstreamtest.DID(4), "3more", "coffee", nil))
		catchUp(t, m, town(server), listen.Options{Owned: m, Flush: time.Hour, Clock: later})
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.published[id+" deleted"] != 1 {
		t.Errorf("the post that was stored late is erased %d times", m.published[id+" deleted"])
	}
	if kept := string(m.state["closing/"+town(server).Name]); kept != "{}" {
		t.Errorf("still to be looked at: %s", kept)
	}
}

// TestOwnedIsOfOneAccount wants no other account's posts to begin as one's do.
func TestOwnedIsOfOneAccount(t *testing.T) {
	a := bluesky.New()
	for author, want := range map[string]string{"did:plc:abc": "at://did:plc:abc/", "did:web:a.example": "at://did:web:a.example/", "": "", "did:": "", "ana.example": "", "did:plc:": ""} {
		if got := a.Owned(author); got != want {
			t.Errorf("of %q: %q, want %q", author, got, want)
		}
	}
}

// TestRevisit asks for a post by itself and reads what is said of it.
func TestRevisit(t *testing.T) {
	a := bluesky.New()
	ref := crawler.Reference{ID: "at://did:plc:abc/app.bsky.feed.post/3k"}
	scope := crawler.Scope{Source: social.Source{Accounts: []string{"ana.example"}, Comments: 3}}
	req, ok := a.Revisit(scope, ref)
	if !ok || !strings.Contains(req.URL, "getPostThread?depth=0") || !strings.Contains(req.URL, "3k") {
		t.Fatalf("asks for %q, %t", req.URL, ok)
	}
	if _, ok := a.Revisit(scope, crawler.Reference{ID: "https://bsky.app/profile/ana"}); ok {
		t.Error("what is no post is asked for")
	}
	req.Asks = &ref
	for body, want := range map[string]bool{
		`{"error":"NotFound","message":"Post not found: at://did:plc:abc/app.bsky.feed.post/3k"}`: true,
		`{"error":"InvalidRequest","message":"uri must be an at-uri"}`:                            false,
		`{"error":"ExpiredToken","message":"Token has expired"}`:                                  false,
		`not JSON`: false,
	} {
		err := a.Refusal(crawler.Response{Request: req, URL: req.URL, Status: 400, Body: []byte(body)})
		if got := social.CodeOf(err) == social.CodeNotFound; got != want || crawler.IsWithdrawn(err) {
			t.Errorf("%s: not found %t, %v", body, got, err)
		}
	}
	for body, want := range map[string][]string{
		`{"thread":{"$type":"app.bsky.feed.defs#notFoundPost","uri":"at://did:plc:abc/app.bsky.feed.post/3k","notFound":true}}`: {ref.ID},
		`{"thread":{"$type":"app.bsky.feed.defs#blockedPost","uri":"at://did:plc:abc/app.bsky.feed.post/3k","blocked":true}}`:   nil,
	} {
		page, err := a.Parse(scope, crawler.Response{Request: req, URL: req.URL, Status: 200, Body: []byte(body)})
		if err != nil || !slices.Equal(page.Absent, want) || len(page.Posts) > 0 {
			t.Errorf("%s: %v, %v, %v", body, page.Absent, page.Posts, err)
		}
	}
	if err := a.CanRevisit(social.Source{Params: map[string]string{"stream": "yes"}}); social.CodeOf(err) != social.CodeInvalid {
		t.Errorf("of a stream: %v", err)
	}
}
