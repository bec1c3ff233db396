package fetch

import (
	"testing"

	"earshot/crawler"
)

func TestSignFillsCredentialsOnACopy(t *testing.T) {
	req := crawler.Request{URL: "https://api.example/", Header: map[string]string{"Accept": "application/json"},
		Sign: map[string]string{"Authorization": "Bearer {token}", "Cookie": "{cookie}"}}
	sent, carries := sign(req, map[string]string{"token": "s3cret"})
	if got := sent.Header["Authorization"]; got != "Bearer s3cret" || !carries {
		t.Errorf("Authorization is %q, it carries credentials: %v", got, carries)
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
	if sent, carries := sign(req, map[string]string{"name": "a&b", "password": "x y"}); string(sent.Body) != "user=a%26b&pass=x+y" || !carries {
		t.Errorf("the form is %s, it carries credentials: %v", sent.Body, carries)
	}
	if sent, carries := sign(req, map[string]string{"name": "a"}); sent.Body != nil || carries {
		t.Errorf("a form without its password is sent as %s, it carries credentials: %v", sent.Body, carries)
	}
}
