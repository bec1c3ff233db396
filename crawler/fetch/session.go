package fetch

import (
	"context"
	"sync"

	"earshot/crawler"
	"earshot/internal/social"
)

// sessions are the open sessions of a Fetcher, by source.
type sessions struct {
	mu   sync.Mutex
	open map[string]crawler.Session
}

// Ask is AskObserved without an Observer.
func (f *Fetcher) Ask(ctx context.Context, adapter crawler.Adapter, src social.Source, req crawler.Request) (crawler.Response, error) {
	return f.AskObserved(ctx, adapter, src, req, Observer{})
}

// AskObserved fetches req of an adapter for src, signed with its credentials, under the
// rules and with the errors of Fetch. The adapter reads refusals and opens a
// session where it can (crawler.Refuser, crawler.Opener); a session that is
// refused is opened again by the next request that needs one.
func (f *Fetcher) AskObserved(ctx context.Context, adapter crawler.Adapter, src social.Source, req crawler.Request, observer Observer) (crawler.Response, error) {
	refuser, _ := adapter.(crawler.Refuser)
	info := adapter.Info()
	j := job{delay: info.Delay, limit: f.opts.MaxBytes, refuser: refuser, asked: req, Observer: observer}
	credentials := src.Credentials
	if opener, ok := adapter.(crawler.Opener); ok && len(req.Sign) > 0 {
		session, err := f.session(ctx, opener, src, info, j)
		if err != nil {
			return crawler.Response{}, err
		}
		if session != nil {
			credentials = session
		}
	}
	signed, whole := sign(req, credentials)
	j.access, j.unsigned = crawler.AccessOf(info, req, whole), crawler.AccessOf(info, req, false)
	resp, err := f.fetch(ctx, signed, j)
	switch social.CodeOf(err) {
	case social.CodeLogin, social.CodeBlocked, social.CodeBroken:
		f.forgetSession(src.Name)
	}
	return resp, err
}

// session returns the credentials of the open session of src, opening one where
// there is none; nil where src has no credentials for one. Callers take turns, so
// that they share one session instead of opening many.
func (f *Fetcher) session(ctx context.Context, opener crawler.Opener, src social.Source, info crawler.Info, j job) (map[string]string, error) {
	req, ok := opener.Open(src)
	if !ok {
		return nil, nil
	}
	f.sessions.mu.Lock()
	defer f.sessions.mu.Unlock()
	if known, ok := f.sessions.open[src.Name]; ok && f.clock.Now().Before(known.Until) {
		return known.Credentials, nil
	}
	// The answer holds secrets and no posts, so it is not kept as evidence.
	j.Keep = nil
	signed, whole := sign(req, src.Credentials)
	j.access, j.unsigned = crawler.AccessOf(info, req, whole), crawler.AccessOf(info, req, false)
	resp, err := f.fetch(ctx, signed, j)
	if err != nil {
		return nil, err
	}
	session, err := opener.Opened(resp)
	if err != nil {
		return nil, err
	}
	if f.sessions.open == nil {
		f.sessions.open = map[string]crawler.Session{}
	}
	f.sessions.open[src.Name] = session
	return session.Credentials, nil
}

func (f *Fetcher) forgetSession(source string) {
	f.sessions.mu.Lock()
	defer f.sessions.mu.Unlock()
	delete(f.sessions.open, source)
}
