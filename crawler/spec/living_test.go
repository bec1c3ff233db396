package spec_test

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	gocmp "github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"earshot/crawler"
	"earshot/crawler/run"
	"earshot/crawler/runtest"
	"earshot/internal/social"
)

// object is a JSON object.
type object = map[string]any

// thing is what somebody wrote on a server, by a number; under is that of what it answers.
type thing struct {
	n, under    int
	text        string
	at          time.Time
	odd, absent bool
}

func (i thing) stamp() string { return i.at.Format("2006-01-02T15:04:05.000Z") }

// place is a server of a platform and the ledger of what it holds, the newest first.
type place struct {
	mu     sync.Mutex
	base   string
	things []thing
	// opens is until when it asked to be left alone, and asked counts the requests.
	now   func() time.Time
	opens time.Time
	asked int
}

// life is how a platform serves what a place holds.
type life struct {
	src social.Source
	// size is how many things there are, and every that each such one is answered.
	size, every int
	// id is the identity of a thing.
	id func(p *place, i thing) string
	// serve answers requests, and limit asks for pause seconds of peace: with an answer of
	// its own, or within the next one where it returns false.
	serve func(w http.ResponseWriter, r *http.Request, p *place)
	limit func(w http.ResponseWriter, pause int) bool
	// odd is what is said of the thing that cannot be read.
	odd string
}

// pause is for how many seconds a server asks to be left alone.
const pause = 47

func send(w http.ResponseWriter, status int, v any) {
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	_ = json.NewEncoder(w).Encode(v)
}

// tooMany is a limit with a Retry-After.
func tooMany(v any) func(http.ResponseWriter, int) bool {
	return func(w http.ResponseWriter, pause int) bool {
		w.Header().Set("Retry-After", strconv.Itoa(pause))
		send(w, http.StatusTooManyRequests, v)
		return true
	}
}

// list is a part of the things that are there and wanted, and whether there are more.
func (p *place) list(start, size int, wanted func(thing) bool) (part []thing, more bool) {
	var all []thing
	for _, i := range p.things {
		if !i.absent && wanted(i) {
			all = append(all, i)
		}
	}
	if start >= len(all) {
		return nil, false
	}
	return all[start:min(start+size, len(all))], start+size < len(all)
}

func isPost(i thing) bool { return i.under == 0 }

func under(n int) func(thing) bool { return func(i thing) bool { return i.under == n } }

// find is a thing by its number, unless it is gone.
func (p *place) find(n int) (thing, bool) {
	at := slices.IndexFunc(p.things, func(i thing) bool { return i.n == n && !i.absent && !i.odd })
	if at < 0 {
		return thing{}, false
	}
	return p.things[at], true
}

func (p *place) answers(n int) (count int) {
	for _, i := range p.things {
		if i.under == n && !i.absent {
			count++
		}
	}
	return count
}

// ask is a number among the parameters of a request.
func ask(r *http.Request, name string, usual int) int {
	if n, err := strconv.Atoi(r.URL.Query().Get(name)); err == nil {
		return n
	}
	return usual
}

func render(things []thing, do func(thing) object) []object {
	all := []object{}
	for _, i := range things {
		all = append(all, do(i))
	}
	return all
}

// shelf are the stored posts of a Ledger, of which those with the numbers are due.
type shelf struct {
	ledger *runtest.Ledger
	due    []string
}

func (s *shelf) reference(id string) crawler.Reference {
	p := s.ledger.Last[id]
	return crawler.Reference{ID: id, URL: p.URL, CreatedAt: p.CreatedAt, ParentID: p.ParentID, ThreadID: p.ThreadID}
}

func (s *shelf) Due(context.Context, crawler.Wish) ([]crawler.Reference, error) {
	var refs []crawler.Reference
	for _, id := range s.due {
		refs = append(refs, s.reference(id))
	}
	return refs, nil
}

func (s *shelf) Published(_ context.Context, _ string, from, to time.Time, want func(string) bool, limit int) ([]crawler.Reference, error) {
	var refs []crawler.Reference
	for id, p := range s.ledger.Last {
		if !p.Deleted && !p.CreatedAt.Before(from) && p.CreatedAt.Before(to) && want(id) {
			refs = append(refs, s.reference(id))
		}
	}
	slices.SortFunc(refs, func(a, b crawler.Reference) int {
		return cmp.Or(b.CreatedAt.Compare(a.CreatedAt), strings.Compare(a.ID, b.ID))
	})
	return refs[:min(len(refs), limit)], nil
}

// settle fills a place: what is written every ten minutes, of which one thing is odd.
func (l life) settle(p *place) {
	for n := l.size; n >= 1; n-- {
		i := thing{n: n, text: fmt.Sprintf("Northwind & I, number %d", n), at: runtest.Noon.Add(-time.Duration(l.size-n+1) * 10 * time.Minute), odd: n == l.size-6}
		if l.every > 0 && n%l.every == 0 {
			i.under = n - 1
		}
		p.things = append(p.things, i)
	}
}

// compare holds what is stored against the ledger of the place.
func (l life) compare(t *testing.T, when string, p *place, stored map[string]social.Post) {
	t.Helper()
	known := map[string]bool{}
	for _, i := range p.things {
		if i.odd {
			continue
		}
		id := l.id(p, i)
		known[id] = true
		got, there := stored[id]
		switch {
		case !there:
			t.Errorf("%s: %s is lost", when, id)
		case i.absent != got.Deleted:
			t.Errorf("%s: %s is gone: %t, want %t", when, id, got.Deleted, i.absent)
		case i.absent:
		case !strings.Contains(got.Text, i.text) || !got.CreatedAt.Equal(i.at):
			t.Errorf("%s: %s is %q of %s, want %q of %s", when, id, got.Text, got.CreatedAt, i.text, i.at)
		case i.under != 0 && got.ParentID != l.id(p, thing{n: i.under}) && got.ThreadID != l.id(p, thing{n: i.under}):
			t.Errorf("%s: %s stands below %q in %q", when, id, got.ParentID, got.ThreadID)
		}
	}
	for id, got := range stored {
		if !known[id] {
			t.Errorf("%s: nobody wrote %s: %q", when, id, got.Text)
		}
	}
}

// start starts the server of a platform, and a rig that crawls it.
func (l life) start(t *testing.T, platform string) (*place, *runtest.Rig, *shelf) {
	t.Helper()
	p := &place{}
	l.settle(p)
	src := l.src
	src.Name, src.Platform = "town", platform
	src.History, src.Refresh, src.Revisits = 90*24*time.Hour, 6*time.Hour, 20
	srv := runtest.NewServer(t)
	rig := runtest.NewRig(t, src)
	p.base, p.now = srv.URL, rig.Clock.Now
	srv.Mux.HandleFunc("/robots.txt", http.NotFound)
	srv.Mux.HandleFunc("/", func(w http.ResponseWriter, r *http.Request) {
		p.mu.Lock()
		defer p.mu.Unlock()
		if p.asked++; p.now().Before(p.opens) {
			t.Errorf("%s is asked for %s too early", r.URL, p.opens.Sub(p.now()))
		}
		if p.asked == 2 {
			p.opens = p.now().Add(pause * time.Second)
			if l.limit(w, pause) {
				return
			}
		}
		l.serve(w, r, p)
	})
	rig.Sources[0].BaseURL = srv.URL
	rig.Adapter = shipped(t, src.Platform)
	due := &shelf{ledger: rig.Ledger}
	rig.Change = func(o *run.Options) { o.Due = due }
	return p, rig, due
}

// TestLivingServers crawls servers on which posts are edited and deleted, which ask for
// peace and send one thing that cannot be read: what is stored is what they hold.
func TestLivingServers(t *testing.T) {
	for name, l := range lives() {
		t.Run(name, func(t *testing.T) {
			p, rig, due := l.start(t, strings.Fields(name)[0])
			crawl := func(when string) (social.Run, int) {
				t.Helper()
				before := p.asked
				ended := rig.Crawl("town")
				if ended.State != social.SourceOK {
					t.Fatalf("%s: %s %s", when, ended.State, ended.Fault)
				}
				l.compare(t, when, p, rig.Ledger.Last)
				rig.Clock.Advance(time.Hour)
				return ended, p.asked - before
			}
			first, requests := crawl("first")
			if first.Skipped == 0 || !strings.Contains(strings.Join(first.SkippedItems, "\n"), l.odd) {
				t.Errorf("it skips %d: %q, want %q", first.Skipped, first.SkippedItems, l.odd)
			}
			whole := maps.Clone(rig.Ledger.Last)
			_, again := crawl("second")
			if again > requests/2+3 {
				t.Errorf("%d requests, and %d to find nothing new", requests, again)
			}
			if diff := gocmp.Diff(whole, rig.Ledger.Last, cmpopts.IgnoreFields(social.Post{}, "FetchedAt", "Backlog")); diff != "" {
				t.Errorf("the second crawl (-first +second):\n%s", diff)
			}
			l.change(p, due)
			crawl("changed")
		})
	}
}

// change edits and deletes posts, new ones and one that only a revisit shows, and mends what
// was odd.
func (l life) change(p *place, due *shelf) {
	p.mu.Lock()
	defer p.mu.Unlock()
	edited, deleted := 0, 0
	for k := range p.things {
		i := &p.things[k]
		// A list with a thing that cannot be read does not tell what it leaves out.
		i.odd = false
		alone := i.under == 0 && p.answers(i.n) == 0
		switch {
		case alone && edited == 0:
			i.text += ", edited"
			edited++
		case alone && deleted == 0, alone && deleted == 1 && i.n < 12:
			i.absent = true
			if deleted++; deleted == 2 {
				due.due = append(due.due, l.id(p, *i))
			}
		}
	}
}
