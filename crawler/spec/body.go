package spec

import (
	"encoding/json"
	"net/http"
	"net/url"

	"earshot/crawler"
	"earshot/internal/social"
)

// post turns req into a POST of the template's JSON object.
func (r Request) post(req *crawler.Request, v values) error {
	members := make(map[string]any, len(r.JSON))
	for name, value := range r.JSON {
		text, ok := value.(string)
		if !ok {
			members[name] = value
			continue
		}
		if text, ok = v.expand(text, plain); ok {
			members[name] = text
		}
	}
	body, err := json.Marshal(members)
	if err != nil {
		return social.Errorf(social.CodeInternal, "the body of a request: %w", err)
	}
	req.Method, req.Body = http.MethodPost, body
	if req.Header == nil {
		req.Header = map[string]string{}
	}
	req.Header["Content-Type"] = "application/json"
	return nil
}

// hostOf is the server in an address, with a port that is not the usual one.
func hostOf(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return ""
	}
	return u.Host
}
