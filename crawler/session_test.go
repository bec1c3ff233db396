package crawler

import (
	"encoding/json"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"

	"earshot/crawler/clock/clocktest"
	"earshot/internal/social"
)

// club is a platform that opens a session for a password.
type club struct{ paged }

func (club) Info() Info { return Info{Platform: "club", Title: "Club"} }

func (c club) Start(scope Scope) (Request, error) {
	return Request{URL: scope.Source.BaseURL + "/posts", Sign: map[string]string{"Authorization": "Bearer {ticket}"}}, nil
}

func (club) Open(src social.Source) (Request, bool) {
	return Request{Method: "POST", URL: src.BaseURL + "/login", SignBody: `{"name":{"first":"{name}"},"password":"{password}"}`}, src.Credentials["password"] != ""
}

func (club) Opened(resp Response) (Session, error) {
	var answer struct{ Ticket string }
	err := json.Unmarshal(resp.Body, &answer)
	return Session{Credentials: map[string]string{"ticket": answer.Ticket}, Until: resp.At.Add(time.Hour)}, err
}

// clubhouse serves posts to those with a ticket, and counts the logins.
func clubhouse(t *testing.T) (srv *hostile, logins *int, said *string) {
	srv, logins, said = newHostile(t), new(int), new(string)
	srv.mux.HandleFunc("/login", func(w http.ResponseWriter, r *http.Request) {
		body, err := io.ReadAll(r.Body)
		if err != nil {
			t.Error(err)
		}
		*logins++
		*said = string(body)
		io.WriteString(w, `{"ticket":"t1"}`)
	})
	srv.mux.HandleFunc("/posts", func(w http.ResponseWriter, r *http.Request) {
		if r.Header.Get("Authorization") != "Bearer t1" {
			http.Error(w, "members only", http.StatusForbidden)
			return
		}
		json.NewEncoder(w).Encode(wirePage{Posts: []wirePost{{ID: "a", At: noon.Add(-time.Hour)}}})
	})
	return srv, logins, said
}

func member(srv *hostile, lanes ...string) social.Source {
	return social.Source{Name: "house", Platform: "club", BaseURL: srv.URL, Tags: lanes,
		Credentials: map[string]string{"name": `An"a`, "password": "s3cret"}}
}

func TestSessionIsOpenedOnceAndNeverStored(t *testing.T) {
	srv, logins, said := clubhouse(t)
	b := newRig(t, member(srv, "x", "y"))
	b.change = func(o *Options) { o.Adapters = []Adapter{club{}} }
	if run := b.crawl("house"); run.State != social.SourceOK || run.Posts != 2 {
		t.Errorf("run %+v", run)
	}
	if *logins != 1 || *said != `{"name":{"first":"An\"a"},"password":"s3cret"}` {
		t.Errorf("%d logins, the last with %s", *logins, *said)
	}
	for key, v := range b.ledger.state {
		if strings.Contains(string(v.value), "s3cret") || strings.Contains(string(v.value), "t1") {
			t.Errorf("%s holds a credential: %s", key, v.value)
		}
	}
}

func TestWithoutCredentialsNoSessionIsAskedFor(t *testing.T) {
	srv, logins, _ := clubhouse(t)
	src := member(srv, "x")
	src.Credentials = nil
	b := newRig(t, src)
	b.change = func(o *Options) { o.Adapters = []Adapter{club{}} }
	if run := b.crawl("house"); run.State != social.SourceBlocked || *logins != 0 {
		t.Errorf("run %+v after %d logins", run, *logins)
	}
}

func TestRefusedSessionIsOpenedAnew(t *testing.T) {
	srv, logins, _ := clubhouse(t)
	fetcher := local(clocktest.New(noon))
	src := member(srv, "x")
	req, err := club{}.Start(Scope{Source: src})
	if err != nil {
		t.Fatal(err)
	}
	refused := req
	refused.URL = srv.URL + "/nothing-for-members"
	srv.mux.HandleFunc("/nothing-for-members", func(w http.ResponseWriter, _ *http.Request) { http.Error(w, "no", http.StatusUnauthorized) })
	for _, r := range []Request{req, refused, req} {
		if _, err := fetcher.ask(t.Context(), club{}, src, r, fetcher.errand(club{})); (social.CodeOf(err) == social.CodeLogin) != (r.URL == refused.URL) {
			t.Errorf("%s: %v", r.URL, err)
		}
	}
	if *logins != 2 {
		t.Errorf("%d logins, want 2", *logins)
	}
}

func TestLoginDoesNotFollowElsewhere(t *testing.T) {
	elsewhere, logins, said := clubhouse(t)
	srv := newHostile(t)
	srv.mux.HandleFunc("/login", func(w http.ResponseWriter, r *http.Request) {
		http.Redirect(w, r, elsewhere.URL+"/login", http.StatusTemporaryRedirect)
	})
	src := member(srv, "x")
	b := newRig(t, src)
	b.change = func(o *Options) { o.Adapters = []Adapter{club{}} }
	if run := b.crawl("house"); run.State != social.SourceBroken || *logins != 0 || *said != "" {
		t.Errorf("run %+v after %d logins with %q", run, *logins, *said)
	}
}

func TestSignWritesForms(t *testing.T) {
	req := Request{Header: map[string]string{"Content-Type": "application/x-www-form-urlencoded"}, SignBody: "user={name}&pass={password}"}
	if got := string(sign(req, map[string]string{"name": "a&b", "password": "x y"}).Body); got != "user=a%26b&pass=x+y" {
		t.Errorf("the form is %s", got)
	}
	if got := sign(req, map[string]string{"name": "a"}).Body; got != nil {
		t.Errorf("a form without its password is sent as %s", got)
	}
}
