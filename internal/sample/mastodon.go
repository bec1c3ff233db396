package sample

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"
)

// mastodon is one Mastodon server, in the formats of the client API of
// Mastodon 4.5 (https://docs.joinmastodon.org/api/).
type mastodon struct {
	s     *Server
	place place
}

func (m *mastodon) routes(mux *http.ServeMux) {
	mux.HandleFunc("GET /api/v1/instance", m.instanceV1)
	mux.HandleFunc("GET /api/v2/instance", m.instance)
	mux.HandleFunc("GET /api/v1/timelines/tag/{tag}", m.tag)
	mux.HandleFunc("GET /api/v1/timelines/public", m.public)
	mux.HandleFunc("GET /api/v1/accounts/lookup", m.lookup)
	mux.HandleFunc("GET /api/v1/accounts/{id}/statuses", m.account)
	mux.HandleFunc("GET /api/v1/statuses/{id}", m.status)
	mux.HandleFunc("GET /{user}/{id}", m.page)
	mux.HandleFunc("/", func(w http.ResponseWriter, r *http.Request) { m.refuse(w, http.StatusNotFound, "Record not found") })
}

// answer sends v as JSON with the rate limit headers of every API answer.
func (m *mastodon) answer(w http.ResponseWriter, r *http.Request, status int, v any) {
	body, err := json.Marshal(v)
	if err != nil {
		http.Error(w, err.Error(), http.StatusInternalServerError)
		return
	}
	m.limits(w)
	if status != http.StatusOK {
		w.Header().Set("Content-Type", "application/json; charset=utf-8")
		w.WriteHeader(status)
		_, _ = w.Write(body)
		return
	}
	send(w, r, "application/json; charset=utf-8", body, time.Time{})
}

// rateLimit is far above Mastodon's 300, so that a load test is not about it.
const rateLimit = 300_000

func (m *mastodon) limits(w http.ResponseWriter) {
	const window = 5 * time.Minute
	remaining := max(0, rateLimit-m.s.hosts[m.place].requests.Load())
	w.Header().Set("X-RateLimit-Limit", strconv.Itoa(rateLimit))
	w.Header().Set("X-RateLimit-Remaining", strconv.FormatInt(remaining, 10))
	w.Header().Set("X-RateLimit-Reset", time.Now().UTC().Truncate(window).Add(window).Format("2006-01-02T15:04:05.000000Z"))
}

func (m *mastodon) refuse(w http.ResponseWriter, status int, fault string) {
	m.limits(w)
	w.Header().Set("Content-Type", "application/json; charset=utf-8")
	w.WriteHeader(status)
	_ = json.NewEncoder(w).Encode(map[string]string{"error": fault})
}

// instance says which timelines are open: hashtags always, the live feed on
// kaffee-social only.
func (m *mastodon) instance(w http.ResponseWriter, r *http.Request) {
	live := map[string]string{"local": "authenticated", "remote": "authenticated"}
	open := map[string]string{"local": "public", "remote": "public"}
	if m.place == kaffeeSocial {
		live = open
	}
	m.answer(w, r, http.StatusOK, map[string]any{
		"domain":      strings.TrimPrefix(m.s.bases[m.place], "http://"),
		"title":       m.place.name(),
		"version":     "4.5.2",
		"source_url":  "https://github.com/mastodon/mastodon",
		"description": "A sample server for people who like coffee.",
		"usage":       map[string]any{"users": map[string]int{"active_month": 1843}},
		"languages":   []string{"en"},
		"configuration": map[string]any{
			"statuses":         map[string]int{"max_characters": 500, "max_media_attachments": 4, "characters_reserved_per_url": 23},
			"timelines_access": map[string]any{"live_feeds": live, "hashtag_feeds": open, "trending_link_feeds": open},
		},
		"registrations": map[string]any{"enabled": false, "approval_required": false, "message": nil, "url": nil},
		"api_versions":  map[string]int{"mastodon": 7},
		"rules":         []any{},
	})
}

// instanceV1 is what older clients ask; its version says that v2 is there.
func (m *mastodon) instanceV1(w http.ResponseWriter, r *http.Request) {
	m.answer(w, r, http.StatusOK, map[string]any{
		"uri": strings.TrimPrefix(m.s.bases[m.place], "http://"), "title": m.place.name(), "version": "4.5.2",
	})
}

func (m *mastodon) tag(w http.ResponseWriter, r *http.Request) {
	m.s.mu.RLock()
	defer m.s.mu.RUnlock()
	m.timeline(w, r, m.s.tagged[m.place][strings.ToLower(r.PathValue("tag"))])
}

func (m *mastodon) public(w http.ResponseWriter, r *http.Request) {
	if m.place == brewSocial {
		m.refuse(w, http.StatusUnauthorized, "This method requires an authenticated user")
		return
	}
	m.s.mu.RLock()
	defer m.s.mu.RUnlock()
	m.timeline(w, r, m.s.statuses[m.place])
}

func (m *mastodon) account(w http.ResponseWriter, r *http.Request) {
	m.s.mu.RLock()
	defer m.s.mu.RUnlock()
	var own []*note
	known := false
	for _, n := range m.s.statuses[m.place] {
		if accountID(n.author, m.place) == r.PathValue("id") {
			own, known = append(own, n), true
		}
	}
	if official := m.s.world.official[m.place]; accountID(official, m.place) == r.PathValue("id") {
		known = true
	}
	if !known {
		m.refuse(w, http.StatusNotFound, "Record not found")
		return
	}
	m.timeline(w, r, own)
}

func (m *mastodon) lookup(w http.ResponseWriter, r *http.Request) {
	m.s.mu.RLock()
	defer m.s.mu.RUnlock()
	user, domain, _ := strings.Cut(strings.TrimPrefix(r.URL.Query().Get("acct"), "@"), "@")
	local := strings.TrimPrefix(m.s.bases[m.place], "http://")
	if official := m.s.world.official[m.place]; strings.EqualFold(user, official.user) && (domain == "" || domain == local) {
		m.answer(w, r, http.StatusOK, m.accountJSON(official))
		return
	}
	for _, n := range m.s.statuses[m.place] {
		if a := n.author; domain != "" && strings.EqualFold(user, a.user) && domain == a.domain {
			m.answer(w, r, http.StatusOK, m.accountJSON(a))
			return
		}
	}
	m.refuse(w, http.StatusNotFound, "Record not found")
}

func (m *mastodon) status(w http.ResponseWriter, r *http.Request) {
	m.s.mu.RLock()
	defer m.s.mu.RUnlock()
	if n := m.find(r.PathValue("id")); n != nil {
		m.answer(w, r, http.StatusOK, m.statusJSON(n))
		return
	}
	m.refuse(w, http.StatusNotFound, "Record not found")
}

// find returns the status with this server's identifier; the caller holds the lock.
func (m *mastodon) find(id string) *note {
	want, err := strconv.ParseInt(id, 10, 64)
	if err != nil {
		return nil
	}
	list := m.s.statuses[m.place]
	at, found := slices.BinarySearchFunc(list, want, func(n *note, id int64) int {
		return int(max(-1, min(1, statusID(n, m.place)-id)))
	})
	if !found {
		return nil
	}
	return list[at]
}

// page is what a person sees who opens a status.
func (m *mastodon) page(w http.ResponseWriter, r *http.Request) {
	m.s.mu.RLock()
	defer m.s.mu.RUnlock()
	n := m.find(r.PathValue("id"))
	if n == nil || r.PathValue("user") != "@"+n.author.user {
		http.NotFound(w, r)
		return
	}
	sendPage(w, r, n, m.s.bases)
}

// timeline sends a page of list, which is oldest first, newest first. The
// parameters are those of https://docs.joinmastodon.org/api/guidelines/#pagination.
func (m *mastodon) timeline(w http.ResponseWriter, r *http.Request, list []*note) {
	query := r.URL.Query()
	limit := 20
	if n, err := strconv.Atoi(query.Get("limit")); err == nil && n > 0 {
		limit = min(n, 40)
	}
	bound := func(name string) (int64, bool) {
		id, err := strconv.ParseInt(query.Get(name), 10, 64)
		return id, err == nil
	}
	after := func(id int64) int { // the first status newer than id
		at, _ := slices.BinarySearchFunc(list, id+1, func(n *note, id int64) int {
			return int(max(-1, min(1, statusID(n, m.place)-id)))
		})
		return at
	}
	if id, ok := bound("max_id"); ok {
		list = list[:after(id-1)]
	}
	if id, ok := bound("since_id"); ok {
		list = list[after(id):]
	}
	if id, ok := bound("min_id"); ok {
		list = list[after(id):]
		list = list[:min(limit, len(list))]
	}
	if query.Get("only_media") == "true" {
		list = slices.DeleteFunc(slices.Clone(list), func(n *note) bool { return len(n.shots) == 0 })
	}
	list = list[max(0, len(list)-limit):]
	statuses := make([]statusJSON, 0, len(list))
	for i := len(list) - 1; i >= 0; i-- {
		statuses = append(statuses, m.statusJSON(list[i]))
	}
	if len(statuses) > 0 {
		m.link(w, r, query, statuses, limit)
	}
	m.answer(w, r, http.StatusOK, statuses)
}

// link names the pages around this one; a page that is not full is the last.
func (m *mastodon) link(w http.ResponseWriter, r *http.Request, query url.Values, statuses []statusJSON, limit int) {
	address := func(name, id string) string {
		next := url.Values{}
		for key, values := range query {
			if key != "max_id" && key != "min_id" && key != "since_id" {
				next[key] = values
			}
		}
		next.Set(name, id)
		return m.s.bases[m.place] + r.URL.EscapedPath() + "?" + next.Encode()
	}
	var links []string
	if len(statuses) == limit {
		links = append(links, fmt.Sprintf(`<%s>; rel="next"`, address("max_id", statuses[len(statuses)-1].ID)))
	}
	links = append(links, fmt.Sprintf(`<%s>; rel="prev"`, address("min_id", statuses[0].ID)))
	w.Header().Set("Link", strings.Join(links, ", "))
}
