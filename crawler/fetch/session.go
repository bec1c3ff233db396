package fetch

import (
	"context"
	"maps"
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
	credentials, err := f.credentials(ctx, adapter, src, req, j)
	if err != nil {
		return crawler.Response{}, err
	}
	signed, whole := sign(req, credentials)
	j.access, j.unsigned = crawler.AccessOf(info, req, whole), crawler.AccessOf(info, req, false)
	j.over = cut
	if _, budgeted := adapter.(crawler.Budgeted); budgeted {
		j.attempts = 1 // one was entered, and each costs
	}
	resp, err := f.fetch(ctx, signed, j)
	switch social.CodeOf(err) {
	case social.CodeLogin, social.CodeBlocked, social.CodeBroken:
		f.forgetSession(src.Name)
	}
	return resp, err
}

// credentials are what req is signed with: those of the source and those of its session.
func (f *Fetcher) credentials(ctx context.Context, adapter crawler.Adapter, src social.Source, req crawler.Request, j job) (map[string]string, error) {
	if len(req.Sign) == 0 && req.SignBody == "" {
		return src.Credentials, nil
	}
	if deriver, derives := adapter.(crawler.Deriver); derives {
		made, err := deriver.Derive(src, f.clock.Now())
		if err != nil {
			return nil, err
		}
		src.Credentials = joined(src.Credentials, made)
	}
	opener, opens := adapter.(crawler.Opener)
	if !opens {
		return src.Credentials, nil
	}
	session, err := f.session(ctx, opener, src, j)
	if err != nil {
		return nil, err
	}
	return joined(src.Credentials, session), nil
}

// joined are the values of both, of one name those of the second.
func joined(first, second map[string]string) map[string]string {
	if len(second) == 0 {
		return first
	}
	all := map[string]string{}
	maps.Copy(all, first)
	maps.Copy(all, second)
	return all
}

// session returns the credentials of the open session of src, opening one where there is
// none; nil where src has none for one. Callers take
// turns, so that they share one session instead of opening many.
func (f *Fetcher) session(ctx context.Context, opener crawler.Opener, src social.Source, j job) (map[string]string, error) {
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
	info := opener.Info()
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
