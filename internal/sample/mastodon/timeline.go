package mastodon

import (
	"fmt"
	"net/http"
	"net/url"
	"sort"
	"strconv"
	"strings"
)

func (a *API) tag(w http.ResponseWriter, r *http.Request) {
	a.timeline(w, r, a.Data.Tagged(strings.ToLower(r.PathValue("tag"))))
}

func (a *API) public(w http.ResponseWriter, r *http.Request) {
	if !a.LiveFeed {
		a.refuse(w, http.StatusUnauthorized, "This method requires an authenticated user")
		return
	}
	a.timeline(w, r, a.Data.Public())
}

func (a *API) account(w http.ResponseWriter, r *http.Request) {
	own, there := a.Data.By(r.PathValue("id"))
	if !there {
		a.notFound(w)
		return
	}
	a.timeline(w, r, own)
}

func (a *API) lookup(w http.ResponseWriter, r *http.Request) {
	user, domain, _ := strings.Cut(strings.TrimPrefix(r.URL.Query().Get("acct"), "@"), "@")
	if domain == strings.TrimPrefix(a.Base, "http://") {
		domain = ""
	}
	account, there := a.Data.Account(user, domain)
	if !there {
		a.notFound(w)
		return
	}
	a.answer(w, r, account)
}

func (a *API) status(w http.ResponseWriter, r *http.Request) {
	id, err := strconv.ParseInt(r.PathValue("id"), 10, 64)
	status, there := a.Data.Find(id)
	if err != nil || !there {
		a.notFound(w)
		return
	}
	a.answer(w, r, status)
}

func (a *API) context(w http.ResponseWriter, r *http.Request) {
	id, err := strconv.ParseInt(r.PathValue("id"), 10, 64)
	below, there := a.Data.Replies(id)
	if err != nil || !there {
		a.notFound(w)
		return
	}
	if below == nil {
		below = []Status{}
	}
	a.answer(w, r, map[string]any{"ancestors": []Status{}, "descendants": below})
}

// timeline sends a page of list, newest first. The parameters are those of
// https://docs.joinmastodon.org/api/guidelines/#pagination.
func (a *API) timeline(w http.ResponseWriter, r *http.Request, list Timeline) {
	query := r.URL.Query()
	limit := 20
	if n, err := strconv.Atoi(query.Get("limit")); err == nil && n > 0 {
		limit = min(n, 40)
	}
	from, to := 0, list.Len()     // what is left of the list
	after := func(id int64) int { // the first status of it that is newer than id
		return from + sort.Search(to-from, func(i int) bool { return list.ID(from+i) > id })
	}
	bound := func(name string) (int64, bool) {
		id, err := strconv.ParseInt(query.Get(name), 10, 64)
		return id, err == nil
	}
	if id, ok := bound("max_id"); ok {
		to = after(id - 1)
	}
	if id, ok := bound("since_id"); ok {
		from = after(id)
	}
	if id, ok := bound("min_id"); ok {
		from = after(id)
		to = from + min(limit, to-from)
	}
	media := query.Get("only_media") == "true"
	statuses := make([]Status, 0, limit)
	for i := to - 1; i >= from && len(statuses) < limit; i-- {
		if !media || list.Pictured(i) {
			statuses = append(statuses, list.Status(i))
		}
	}
	if len(statuses) > 0 {
		a.link(w, r, query, statuses, limit)
	}
	a.answer(w, r, statuses)
}

// link names the pages around this one; a page that is not full is the last.
func (a *API) link(w http.ResponseWriter, r *http.Request, query url.Values, statuses []Status, limit int) {
	address := func(name, id string) string {
		next := url.Values{}
		for key, values := range query {
			if key != "max_id" && key != "min_id" && key != "since_id" {
				next[key] = values
			}
		}
		next.Set(name, id)
		return a.Base + r.URL.EscapedPath() + "?" + next.Encode()
	}
	var links []string
	if len(statuses) == limit {
		links = append(links, fmt.Sprintf(`<%s>; rel="next"`, address("max_id", statuses[len(statuses)-1].ID)))
	}
	links = append(links, fmt.Sprintf(`<%s>; rel="prev"`, address("min_id", statuses[0].ID)))
	w.Header().Set("Link", strings.Join(links, ", "))
}
