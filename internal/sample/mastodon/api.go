// Package mastodon answers as a Mastodon 4.5 server does to clients that are not
// logged in (https://docs.joinmastodon.org/api/), for statuses that others made up.
package mastodon

import (
	"encoding/json"
	"net/http"
	"strconv"
	"strings"
	"time"
)

// API is one server.
type API struct {
	// Base is the server's address, "http://host:port".
	Base, Title string
	// LiveFeed tells whether anybody may read the public timeline.
	LiveFeed bool
	Data     Data
	// Requests is how many requests count towards the rate limit.
	Requests func() int64
	// Send sends the JSON of an answer with status 200.
	Send func(w http.ResponseWriter, r *http.Request, body []byte)
}

// Data is what a server has. Its methods are called while one request is answered.
type Data interface {
	Public() Timeline
	Tagged(tag string) Timeline
	// By is the timeline of the account with an identifier.
	By(account string) (statuses Timeline, there bool)
	// Account is by user and domain; domain is empty for an account of the server.
	Account(user, domain string) (Account, bool)
	// Find is the status with an identifier.
	Find(id int64) (Status, bool)
	// Replies are the statuses below one, in the order of the conversation.
	Replies(id int64) (below []Status, there bool)
}

// Timeline is statuses in the order of their identifiers, the oldest first.
type Timeline interface {
	Len() int
	ID(i int) int64
	// Pictured tells whether a status has attachments.
	Pictured(i int) bool
	Status(i int) Status
}

// Routes adds the addresses that the server answers.
func (a *API) Routes(mux *http.ServeMux) {
	mux.HandleFunc("GET /api/v1/instance", a.instanceV1)
	mux.HandleFunc("GET /api/v2/instance", a.instance)
	mux.HandleFunc("GET /api/v1/timelines/tag/{tag}", a.tag)
	mux.HandleFunc("GET /api/v1/timelines/public", a.public)
	mux.HandleFunc("GET /api/v1/accounts/lookup", a.lookup)
	mux.HandleFunc("GET /api/v1/accounts/{id}/statuses", a.account)
	mux.HandleFunc("GET /api/v1/statuses/{id}", a.status)
	mux.HandleFunc("GET /api/v1/statuses/{id}/context", a.context)
	mux.HandleFunc("/", func(w http.ResponseWriter, _ *http.Request) { a.notFound(w) })
}

// answer sends v as JSON with the rate limit headers of every API answer.
func (a *API) answer(w http.ResponseWriter, r *http.Request, v any) {
	body, err := json.Marshal(v)
	if err != nil {
		http.Error(w, err.Error(), http.StatusInternalServerError)
		return
	}
	a.limits(w)
	a.Send(w, r, body)
}

// rateLimit is far above Mastodon's 300, so that a load test is not about it.
const rateLimit = 300_000

func (a *API) limits(w http.ResponseWriter) {
	const window = 5 * time.Minute
	remaining := max(0, rateLimit-a.Requests())
	w.Header().Set("X-RateLimit-Limit", strconv.Itoa(rateLimit))
	w.Header().Set("X-RateLimit-Remaining", strconv.FormatInt(remaining, 10))
	w.Header().Set("X-RateLimit-Reset", time.Now().UTC().Truncate(window).Add(window).Format("2006-01-02T15:04:05.000000Z"))
}

// refuse answers with an error as Mastodon words it.
func (a *API) refuse(w http.ResponseWriter, status int, fault string) {
	a.limits(w)
	w.Header().Set("Content-Type", "application/json; charset=utf-8")
	w.WriteHeader(status)
	_ = json.NewEncoder(w).Encode(map[string]string{"error": fault})
}

func (a *API) notFound(w http.ResponseWriter) { a.refuse(w, http.StatusNotFound, "Record not found") }

// instance says which timelines are open: hashtags always, the live feed on some.
func (a *API) instance(w http.ResponseWriter, r *http.Request) {
	live := map[string]string{"local": "authenticated", "remote": "authenticated"}
	open := map[string]string{"local": "public", "remote": "public"}
	if a.LiveFeed {
		live = open
	}
	a.answer(w, r, map[string]any{
		"domain":      strings.TrimPrefix(a.Base, "http://"),
		"title":       a.Title,
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
func (a *API) instanceV1(w http.ResponseWriter, r *http.Request) {
	a.answer(w, r, map[string]any{
		"uri": strings.TrimPrefix(a.Base, "http://"), "title": a.Title, "version": "4.5.2",
	})
}
