package crawler

import (
	"time"

	"earshot/internal/social"
)

// Opener is an Adapter whose platform exchanges credentials for a session: its
// answer holds what requests are then signed with.
type Opener interface {
	Adapter
	// Open asks for a session for src; false where src has no credentials for one.
	Open(src social.Source) (Request, bool)
	// Opened reads the answer.
	Opened(resp Response) (Session, error)
}

// Deriver is an Adapter that makes some credentials anew for each request: a time, a
// digest, a token that a private key signs.
type Deriver interface {
	Adapter
	// Derive makes them from those of src, which may be named in Request.Sign beside
	// them. An error has code login and names the credential that is wrong, never what
	// it holds; what a source has no credentials for is left out.
	Derive(src social.Source, now time.Time) (map[string]string, error)
}

// Session is what a platform gave for credentials. It is kept in memory only.
type Session struct {
	// Credentials may be named in Request.Sign like those of the source.
	Credentials map[string]string
	// Until is when the session expires and is opened again.
	Until time.Time
}
