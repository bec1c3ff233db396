package spec_test

import (
	"net/http"
	"testing"
	"time"

	"earshot/crawler"
	"earshot/internal/social"
)

// TestSessionOfAFile: credentials are exchanged for a token, which is good for as long as
// the answer says, and never stands in what is stored.
func TestSessionOfAFile(t *testing.T) {
	f := shipped(t, "twitch")
	src := social.Source{Name: "s", Platform: "twitch", Accounts: []string{"northwind"}, Credentials: map[string]string{"client_id": "i", "client_secret": "s3cret"}}
	req, ok := f.Open(src)
	if !ok || req.Method != http.MethodPost || req.URL != "https://id.twitch.tv/oauth2/token" || len(req.Body) > 0 ||
		req.SignBody != "client_id={client_id}&client_secret={client_secret}&grant_type=client_credentials" {
		t.Errorf("Open: %+v, %v", req, ok)
	}
	at := time.Date(2026, 11, 20, 12, 0, 0, 0, time.UTC)
	session, err := f.Opened(crawler.Response{URL: req.URL, At: at, Body: []byte(`{"access_token":"t1","expires_in":3600,"token_type":"bearer"}`)})
	if err != nil || session.Credentials["token"] != "t1" || !session.Until.Equal(at.Add(59*time.Minute)) {
		t.Errorf("Opened: %+v, %v", session, err)
	}
	for _, body := range []string{``, `{}`, `<html>`, `{"access_token":""}`} {
		if _, err := f.Opened(crawler.Response{URL: req.URL, At: at, Body: []byte(body)}); social.CodeOf(err) != social.CodeBroken {
			t.Errorf("Opened of %q: %v", body, err)
		}
	}
	src.Credentials["token"] = "own"
	if _, ok := f.Open(src); ok {
		t.Error("a session is asked for although the source has a token of its own")
	}
	if _, ok := shipped(t, "lemmy").Open(src); ok {
		t.Error("a platform without sessions asks for one")
	}
}
