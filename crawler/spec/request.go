package spec

import (
	"cmp"
	"encoding/json"
	"maps"
	"net/http"
	"net/url"
	"regexp"
	"strconv"
	"strings"

	"earshot/crawler"
	"earshot/crawler/markup"
	"earshot/internal/social"
)

// ask makes the request of an answer; vars are what paging and the items above
// it add. There is none where an answer names an address on another server.
func (f *File) ask(scope crawler.Scope, lane asked, a Answer, step string, vars map[string]string) ([]crawler.Request, error) {
	v := f.laneValues(scope, lane)
	maps.Copy(v, vars)
	base := cmp.Or(scope.Source.BaseURL, a.Request.BaseURL, f.BaseURL)
	v["base"], v["host"] = strings.TrimSuffix(base, "/"), hostOf(base)
	address := a.Request.address(base, v)
	if address == "" {
		return nil, nil
	}
	req := crawler.Request{URL: address, Header: maps.Clone(a.Request.Headers), Sign: maps.Clone(f.Sign), Step: step, Vars: vars, Conditional: a.Request.Conditional, Below: isBelow(step)}
	if a.Request.JSON != nil {
		if err := a.Request.post(&req, v); err != nil {
			return nil, err
		}
	}
	other := a.other()
	if other == nil {
		return []crawler.Request{req}, nil
	}
	var err error
	req.Else, err = f.ask(scope, lane, *other, step+"/"+stepElse, other.Paging.first(vars))
	return []crawler.Request{req}, err
}

// isBelow tells whether a step asks for what stands below posts, or for the rest of
// one.
func isBelow(step string) bool {
	for part := range strings.SplitSeq(step, "/") {
		if name, _, _ := strings.Cut(part, "."); name == stepReplies || name == stepWhole || name == stepTracks {
			return true
		}
	}
	return false
}

// first adds what the first page of something is asked with.
func (p *Paging) first(vars map[string]string) map[string]string {
	all := map[string]string{}
	for name, value := range vars {
		if name != "page" && name != "cursor" && name != "until_unix" && name != older {
			all[name] = value
		}
	}
	if p == nil {
		return all
	}
	if p.Kind == "page" {
		all["page"] = strconv.Itoa(p.firstPage())
	}
	if p.Start != "" {
		all["cursor"] = p.Start
	}
	return all
}

// lone finds the placeholder that a path is all of.
var lone = regexp.MustCompile(`^\{([a-z_]+(?:\.[a-z_]+)*)\}$`)

// whole is the address that a lone placeholder holds. An address that an answer
// gave has no business sending the crawler to another server.
func (r Request) whole(base string, v values) string {
	m := lone.FindStringSubmatch(r.Path)
	if m == nil {
		return ""
	}
	if m[1] == "url" {
		return v["url"]
	}
	here, err := url.Parse(base)
	if err != nil {
		return ""
	}
	address := markup.Resolve(here, v[m[1]])
	if u, err := url.Parse(address); err != nil || u.Host != here.Host {
		return ""
	}
	return address
}

// post turns req into a POST of the template's JSON object.
func (r Request) post(req *crawler.Request, v values) error {
	body, err := json.Marshal(v.members(r.JSON))
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

// members fills in an object, and those within it.
func (v values) members(templates map[string]any) map[string]any {
	members := make(map[string]any, len(templates))
	for name, value := range templates {
		switch value := value.(type) {
		case string:
			if text, ok := v.expand(value, plain); ok {
				members[name] = text
			}
		case map[string]any:
			members[name] = v.members(value)
		default:
			members[name] = value
		}
	}
	return members
}

// hostOf is the server in an address, with a port that is not the usual one.
func hostOf(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return ""
	}
	return u.Host
}
