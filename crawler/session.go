package crawler

import (
	"context"
	"sync"
	"time"

	"earshot/internal/social"
)

// Opener is an Adapter whose platform takes credentials only to open a session:
// its answer holds what requests are then signed with.
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
	// Until is when the session is opened anew.
	Until time.Time
}

// sessions are the open sessions of a Fetcher, by source.
type sessions struct {
	mu   sync.Mutex
	open map[string]Session
}

// ask fetches req for src, signed. A session that is refused is opened anew by
// the next request that needs one.
func (f *Fetcher) ask(ctx context.Context, adapter Adapter, src social.Source, req Request, e errand) (Response, error) {
	credentials := src.Credentials
	if opener, ok := adapter.(Opener); ok && len(req.Sign) > 0 {
		session, err := f.session(ctx, opener, src, e)
		if err != nil {
			return Response{}, err
		}
		if session != nil {
			credentials = session
		}
	}
	resp, err := f.fetch(ctx, sign(req, credentials), e)
	switch social.CodeOf(err) {
	case social.CodeLogin, social.CodeBlocked, social.CodeBroken:
		f.forgetSession(src.Name)
	}
	return resp, err
}

// session returns what the open session of src is signed with, opening one
// where there is none; nil where src has no credentials for one. Those who need
// one take turns, so that they share it instead of opening many.
func (f *Fetcher) session(ctx context.Context, opener Opener, src social.Source, e errand) (map[string]string, error) {
	req, ok := opener.Open(src)
	if !ok {
		return nil, nil
	}
	f.sessions.mu.Lock()
	defer f.sessions.mu.Unlock()
	if known, ok := f.sessions.open[src.Name]; ok && f.clock.Now().Before(known.Until) {
		return known.Credentials, nil
	}
	// Its answer is a secret, and no evidence of anything that was said.
	e.keep = nil
	resp, err := f.fetch(ctx, sign(req, src.Credentials), e)
	if err != nil {
		return nil, err
	}
	session, err := opener.Opened(resp)
	if err != nil {
		return nil, err
	}
	if f.sessions.open == nil {
		f.sessions.open = map[string]Session{}
	}
	f.sessions.open[src.Name] = session
	return session.Credentials, nil
}

func (f *Fetcher) forgetSession(source string) {
	f.sessions.mu.Lock()
	defer f.sessions.mu.Unlock()
	delete(f.sessions.open, source)
}
