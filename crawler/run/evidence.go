package run

import (
	"encoding/json"
	"net/url"

	"earshot/crawler"
	"earshot/crawler/address"
	"earshot/crawler/warc"
	"earshot/internal/social"
)

// Origin says in an archive what an answer was asked for, so that it can be read
// again. Its JSON form is stored in archives.
type Origin struct {
	Source  string          `json:"source"`
	Lane    string          `json:"lane"`
	Request crawler.Request `json:"request"`
}

// evidence returns how the answers to a request are kept; nil where none are.
func (s *step) evidence(req crawler.Request) func(warc.Exchange) error {
	if s.runner.opts.Evidence == nil {
		return nil
	}
	if u, err := url.Parse(req.URL); err == nil && u.User != nil {
		u.User = nil
		req.URL = u.String()
	}
	return func(answer warc.Exchange) error {
		origin, err := json.Marshal(Origin{s.Source, s.Lane, req})
		if err != nil {
			return social.Errorf(social.CodeInternal, "crawler: note what %s was asked for: %w", address.Redact(answer.URL), err)
		}
		answer.Fetch = origin
		if err := s.runner.opts.Evidence.Keep(answer); err != nil {
			return social.Errorf(social.CodeInternal, "crawler: keep evidence: %w", err)
		}
		return nil
	}
}
