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

// Session is what a platform gave for credentials. It is kept in memory only.
type Session struct {
	// Credentials may be named in Request.Sign like those of the source.
	Credentials map[string]string
	// Until is when the session expires and is opened again.
	Until time.Time
}

// Minter is an Adapter that makes of a source's credentials what requests, or the
// request for a session, are signed with, asking nobody: a signed token, a hash.
type Minter interface {
	Adapter
	// Mint returns what the requests of a moment may name in Request.Sign beside the
	// credentials of src. Its error has social.CodeLogin where those are not good.
	Mint(src social.Source, at time.Time) (map[string]string, error)
}
