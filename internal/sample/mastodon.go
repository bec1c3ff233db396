package sample

import (
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"

	api "earshot/internal/sample/mastodon"
)

// mastodon is one Mastodon server of the sample. Its methods that give data are
// called with the lock held.
type mastodon struct {
	s     *Server
	place place
}

func (m *mastodon) routes(mux *http.ServeMux, h *host) {
	calls := http.NewServeMux()
	server := &api.API{
		Base: h.base, Title: m.place.name(), LiveFeed: m.place == kaffeeSocial, Data: m,
		Requests: h.requests.Load,
		Send: func(w http.ResponseWriter, r *http.Request, body []byte) {
			send(w, r, "application/json; charset=utf-8", body, time.Time{})
		},
	}
	server.Routes(calls)
	calls.HandleFunc("GET /{user}/{id}", m.page)
	mux.HandleFunc("/", func(w http.ResponseWriter, r *http.Request) {
		m.s.mu.RLock()
		defer m.s.mu.RUnlock()
		calls.ServeHTTP(w, r)
	})
}

// timeline is what the server shows, the oldest first.
type timeline struct {
	m     *mastodon
	notes []*note
}

func (t timeline) Len() int                { return len(t.notes) }
func (t timeline) ID(i int) int64          { return statusID(t.notes[i], t.m.place) }
func (t timeline) Pictured(i int) bool     { return len(t.notes[i].shots) > 0 }
func (t timeline) Status(i int) api.Status { return t.m.statusOf(t.notes[i]) }

// Public is everything.
func (m *mastodon) Public() api.Timeline { return timeline{m, m.s.statuses[m.place]} }

// Tagged is what has a hashtag.
func (m *mastodon) Tagged(tag string) api.Timeline { return timeline{m, m.s.tagged[m.place][tag]} }

// By is what one account wrote.
func (m *mastodon) By(account string) (api.Timeline, bool) {
	own := slices.DeleteFunc(slices.Clone(m.s.statuses[m.place]), func(n *note) bool { return accountID(n.author, m.place) != account })
	return timeline{m, own}, len(own) > 0 || accountID(m.s.world.official[m.place], m.place) == account
}

// Account finds the official account of the server, and those of other servers.
func (m *mastodon) Account(user, domain string) (api.Account, bool) {
	if official := m.s.world.official[m.place]; domain == "" && strings.EqualFold(user, official.user) {
		return m.accountOf(official), true
	}
	for _, n := range m.s.statuses[m.place] {
		if a := n.author; domain != "" && strings.EqualFold(user, a.user) && domain == a.domain {
			return m.accountOf(a), true
		}
	}
	return api.Account{}, false
}

// Find is the status with this server's identifier.
func (m *mastodon) Find(id int64) (api.Status, bool) {
	n := m.find(id)
	if n == nil {
		return api.Status{}, false
	}
	return m.statusOf(n), true
}

// Replies are none: nobody answers anybody in the story.
func (m *mastodon) Replies(id int64) ([]api.Status, bool) { return nil, m.find(id) != nil }

// find returns the note with this server's identifier, or nil.
func (m *mastodon) find(id int64) *note {
	list := m.s.statuses[m.place]
	at, found := slices.BinarySearchFunc(list, id, func(n *note, id int64) int {
		return int(max(-1, min(1, statusID(n, m.place)-id)))
	})
	if !found {
		return nil
	}
	return list[at]
}

// page is what a person sees who opens a status.
func (m *mastodon) page(w http.ResponseWriter, r *http.Request) {
	id, err := strconv.ParseInt(r.PathValue("id"), 10, 64)
	n := m.find(id)
	if err != nil || n == nil || r.PathValue("user") != "@"+n.author.user {
		http.NotFound(w, r)
		return
	}
	sendPage(w, r, n, m.s.bases)
}
