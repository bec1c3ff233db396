package bluesky

import (
	"time"

	"earshot/crawler"
	"earshot/crawler/lenient"
	"earshot/internal/social"
)

// sessionAge is how long a session is used; the platform gives it for two hours.
const sessionAge = time.Hour

// hasLogin tells whether the operator gave an app password
// (https://bsky.app/settings/app-passwords).
func hasLogin(src social.Source) bool {
	return src.Credentials["identifier"] != "" && src.Credentials["password"] != ""
}

// Open asks for a session with the app password of a source.
func (Adapter) Open(src social.Source) (crawler.Request, bool) {
	return crawler.Request{
		Method:   "POST",
		URL:      server(src, entryway) + "/xrpc/com.atproto.server.createSession",
		Header:   map[string]string{"Accept": "application/json", "Content-Type": "application/json"},
		SignBody: `{"identifier":"{identifier}","password":"{password}"}`,
	}, hasLogin(src)
}

// Opened reads a session.
func (Adapter) Opened(resp crawler.Response) (crawler.Session, error) {
	var session struct {
		AccessJwt string `json:"accessJwt"`
	}
	// Neither the answer nor what is wrong with it is quoted: it holds a token.
	root, err := lenient.Parse(resp.Body, "")
	if root.Decode(&session); err != nil || session.AccessJwt == "" {
		return crawler.Session{}, social.Errorf(social.CodeBroken, "bluesky: %s answered without a session", resp.URL)
	}
	return crawler.Session{
		Credentials: map[string]string{"accessJwt": session.AccessJwt}, Until: resp.At.Add(sessionAge),
	}, nil
}
