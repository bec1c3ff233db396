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
