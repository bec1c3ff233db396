package crawler

import "testing"

func TestSignFillsCredentialsOnACopy(t *testing.T) {
	req := Request{URL: "https://api.example/", Header: map[string]string{"Accept": "application/json"},
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
