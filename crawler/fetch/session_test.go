package fetch_test

import (
	"encoding/json"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"

	"earshot/crawler"
	"earshot/crawler/clock/clocktest"
	"earshot/crawler/runtest"
	"earshot/internal/social"
)

// club is a platform that opens a session for a password.
type club struct{ runtest.Paged }

func (club) Info() crawler.Info { return crawler.Info{Platform: "club", Title: "Club"} }

func (c club) Start(scope crawler.Scope) (crawler.Request, error) {
	return crawler.Request{URL: scope.Source.BaseURL + "/posts", Sign: map[string]string{"Authorization": "Bearer {ticket}"}}, nil
}

func (club) Open(src social.Source) (crawler.Request, bool) {
	return crawler.Request{Method: "POST", URL: src.BaseURL + "/login", SignBody: `{"name":{"first":"{name}"},"password":"{password}"}`}, src.Credentials["password"] != ""
}

func (club) Opened(resp crawler.Response) (crawler.Session, error) {
	var answer struct{ Ticket string }
	err := json.Unmarshal(resp.Body, &answer)
	return crawler.Session{Credentials: map[string]string{"ticket": answer.Ticket}, Until: resp.At.Add(time.Hour)}, err
}

// clubhouse serves posts to those with a ticket, and counts the logins.
func clubhouse(t *testing.T) (srv *runtest.Server, logins *int, said *string) {
	srv, logins, said = runtest.NewServer(t), new(int), new(string)
	srv.Mux.HandleFunc("/login", func(w http.ResponseWriter, r *http.Request) {
		body, err := io.ReadAll(r.Body)
		if err != nil {
			t.Error(err)
		}
		*logins++
		*said = string(body)
		io.WriteString(w, `{"ticket":"t1"}`)
	})
	srv.Mux.HandleFunc("/posts", func(w http.ResponseWriter, r *http.Request) {
		if r.Header.Get("Authorization") != "Bearer t1" {
			http.Error(w, "members only", http.StatusForbidden)
			return
		}
		json.NewEncoder(w).Encode(runtest.Page{Posts: []runtest.Post{{ID: "a", At: runtest.Noon.Add(-time.Hour)}}})
	})
	return srv, logins, said
}

func member(srv *runtest.Server, lanes ...string) social.Source {
	return social.Source{Name: "house", Platform: "club", BaseURL: srv.URL, Tags: lanes,
		Credentials: map[string]string{"name": `An"a`, "password": "s3cret"}}
}

func TestSessionIsOpenedOnceAndNeverStored(t *testing.T) {
	srv, logins, said := clubhouse(t)
	b := runtest.NewRig(t, member(srv, "x", "y"))
	b.Adapter = club{}
	if run := b.Crawl("house"); run.State != social.SourceOK || run.Posts != 2 {
		t.Errorf("run %+v", run)
	}
	if *logins != 1 || *said != `{"name":{"first":"An\"a"},"password":"s3cret"}` {
		t.Errorf("%d logins, the last with %s", *logins, *said)
	}
	for key, v := range b.Ledger.State {
		if strings.Contains(string(v.Value), "s3cret") || strings.Contains(string(v.Value), "t1") {
			t.Errorf("%s holds a credential: %s", key, v.Value)
		}
	}
}

func TestWithoutCredentialsNoSessionIsAskedFor(t *testing.T) {
	srv, logins, _ := clubhouse(t)
	src := member(srv, "x")
	src.Credentials = nil
	b := runtest.NewRig(t, src)
	b.Adapter = club{}
	if run := b.Crawl("house"); run.State != social.SourceBlocked || *logins != 0 {
		t.Errorf("run %+v after %d logins", run, *logins)
	}
}

func TestRefusedSessionIsOpenedAnew(t *testing.T) {
	srv, logins, _ := clubhouse(t)
	fetcher := runtest.Fetcher(clocktest.New(runtest.Noon))
	src := member(srv, "x")
	req, err := club{}.Start(crawler.Scope{Source: src})
	if err != nil {
		t.Fatal(err)
	}
	refused := req
	refused.URL = srv.URL + "/nothing-for-members"
	srv.Mux.HandleFunc("/nothing-for-members", func(w http.ResponseWriter, _ *http.Request) { http.Error(w, "no", http.StatusUnauthorized) })
	for _, r := range []crawler.Request{req, refused, req} {
		if _, err := fetcher.Ask(t.Context(), club{}, src, r); (social.CodeOf(err) == social.CodeLogin) != (r.URL == refused.URL) {
			t.Errorf("%s: %v", r.URL, err)
		}
	}
	if *logins != 2 {
		t.Errorf("%d logins, want 2", *logins)
	}
}

func TestLoginDoesNotFollowElsewhere(t *testing.T) {
	elsewhere, logins, said := clubhouse(t)
	srv := runtest.NewServer(t)
	srv.Mux.HandleFunc("/login", func(w http.ResponseWriter, r *http.Request) {
		http.Redirect(w, r, elsewhere.URL+"/login", http.StatusTemporaryRedirect)
	})
	src := member(srv, "x")
	b := runtest.NewRig(t, src)
	b.Adapter = club{}
	if run := b.Crawl("house"); run.State != social.SourceBroken || *logins != 0 || *said != "" {
		t.Errorf("run %+v after %d logins with %q", run, *logins, *said)
	}
}
