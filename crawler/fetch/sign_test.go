package fetch

import (
	"testing"

	"earshot/crawler"
)

func TestSignFillsCredentialsOnACopy(t *testing.T) {
	req := crawler.Request{URL: "https://api.example/", Header: map[string]string{"Accept": "application/json"},
		Sign: map[string]string{"Authorization": "Bearer {token}", "Cookie": "{cookie}"}}
	sent := sign(req, map[string]string{"token": "s3cret"})
	if got := sent.Header["Authorization"]; got != "Bearer s3cret" {
		t.Errorf("Authorization is %q", got)
	}
	if got, ok := sent.Header["Cookie"]; ok {
		t.Errorf("a credential nobody gave was sent as %q", got)
	}
	if len(req.Header) != 1 {
		t.Errorf("the request itself, which is stored, now has %v", req.Header)
	}
}

func TestSignWritesForms(t *testing.T) {
	req := crawler.Request{Header: map[string]string{"Content-Type": "application/x-www-form-urlencoded"}, SignBody: "user={name}&pass={password}"}
	if got := string(sign(req, map[string]string{"name": "a&b", "password": "x y"}).Body); got != "user=a%26b&pass=x+y" {
		t.Errorf("the form is %s", got)
	}
	if got := sign(req, map[string]string{"name": "a"}).Body; got != nil {
		t.Errorf("a form without its password is sent as %s", got)
	}
}
