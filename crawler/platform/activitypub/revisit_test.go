package activitypub_test

import (
	"io"
	"net/http"
	"strings"
	"testing"

	"earshot/crawler"
	"earshot/crawler/platform/activitypub"
	"earshot/crawler/runtest"
	"earshot/internal/social"
)

// TestObjectsAreFollowed asks for objects again: tombstones, and what is not for everybody
// any more, are gone; what is there stays as the outbox told of it.
func TestObjectsAreFollowed(t *testing.T) {
	note := func(server, path, to string) string {
		return `{"id":"` + server + path + `","type":"Note","content":"<p>x</p>","published":"2026-11-10T10:00:00Z","attributedTo":"` + server + `/ana","to":["` + to + `"]}`
	}
	status := 0
	var srv *runtest.Server
	srv = runtest.Serve(t, func(w http.ResponseWriter, r *http.Request) {
		const public = "https://www.w3.org/ns/activitystreams#Public"
		w.Header().Set("Content-Type", "application/activity+json")
		switch {
		case r.URL.Path == "/outbox":
			io.WriteString(w, `{"type":"OrderedCollection","totalItems":0,"orderedItems":[]}`)
		case status != 0:
			w.WriteHeader(status)
		case r.URL.Path == "/buried":
			w.WriteHeader(http.StatusGone)
			io.WriteString(w, `{"id":"`+srv.URL+`/buried","type":"Tombstone","formerType":"Note"}`)
		case r.URL.Path == "/tomb":
			io.WriteString(w, `{"id":"`+srv.URL+`/tomb","type":"Tombstone"}`)
		case r.URL.Path == "/silent":
			w.WriteHeader(http.StatusNotFound)
			io.WriteString(w, `{"error":"Record not found"}`)
		case r.URL.Path == "/private":
			io.WriteString(w, note(srv.URL, "/private", srv.URL+"/ana/followers"))
		case r.URL.Path == "/other":
			io.WriteString(w, note(srv.URL, "/another", public))
		case r.URL.Path == "/signed":
			w.WriteHeader(http.StatusUnauthorized)
			io.WriteString(w, `{"error":"Request not signed"}`)
		default:
			io.WriteString(w, note(srv.URL, r.URL.Path, public))
		}
	})
	var known runtest.Again
	for _, path := range []string{"/buried", "/tomb", "/silent", "/private", "/other", "/signed", "/there", "/there2"} {
		known.Posts = append(known.Posts, crawler.Reference{ID: srv.URL + path, CreatedAt: runtest.Noon.AddDate(0, 0, -13)})
	}
	src := social.Source{URLs: []string{srv.URL + "/outbox"}}
	last, ended := known.ReadAgain(t, activitypub.New(), src)
	gone := map[string]bool{"/buried": true, "/tomb": true, "/silent": true, "/private": true}
	for _, ref := range known.Posts {
		path := strings.TrimPrefix(ref.ID, srv.URL)
		if p, published := last[ref.ID]; p.Deleted != gone[path] || published != gone[path] {
			t.Errorf("%s: published %t, gone %t; %s", path, published, p.Deleted, ended.Fault)
		}
	}
	for _, status = range []int{http.StatusNotFound, http.StatusGone, http.StatusUnauthorized, http.StatusBadGateway, http.StatusOK} {
		if last, _ := known.ReadAgain(t, activitypub.New(), src); len(last) > 0 {
			t.Errorf("where all answer %d, %v is taken for gone", status, last)
		}
	}
}
