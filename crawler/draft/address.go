package draft

import (
	"net/url"
	"slices"
	"strings"

	"earshot/internal/social"
)

// address is the address that was given, taken apart.
type address struct {
	base, path string
	query      []param
	// list is the list of a source that a parameter stands for, and value its
	// example; list is empty where no parameter does.
	list, value string
}

// param is a parameter of the address; value is a template.
type param struct{ name, value, says string }

// lists are names of parameters, by the list of a source they stand for.
var lists = []struct {
	list, placeholder string
	names             []string
}{
	{"queries", "query", []string{"q", "query", "search", "s", "keyword", "keywords", "term", "words", "text"}},
	{"accounts", "account", []string{"user", "username", "account", "author", "handle", "member", "profile"}},
	{"tags", "tag", []string{"tag", "tags", "hashtag", "board", "topic", "category", "forum", "group", "channel", "community", "product", "app", "room", "node", "subreddit", "section"}},
}

func readAddress(raw string) (address, error) {
	u, err := url.Parse(raw)
	if err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https" {
		return address{}, social.Errorf(social.CodeInvalid, "draft: %q is no web address", raw)
	}
	if strings.ContainsAny(raw, "{}") {
		return address{}, social.Errorf(social.CodeInvalid, "draft: give an address with values in it, without braces: the placeholders are put in for you")
	}
	if u.User != nil {
		return address{}, social.Errorf(social.CodeInvalid, "draft: give an address without a password: a file says under sign how a source's credentials are sent")
	}
	a := address{base: u.Scheme + "://" + u.Host, path: u.EscapedPath()}
	if a.path == "" {
		a.path = "/"
	}
	for _, pair := range strings.Split(u.RawQuery, "&") {
		key, value, _ := strings.Cut(pair, "=")
		key, err := url.QueryUnescape(key)
		if err != nil || key == "" {
			continue
		}
		if value, err = url.QueryUnescape(value); err != nil || value == "" || strings.ContainsAny(value, "{}") {
			continue
		}
		a.query = append(a.query, a.param(key, value))
	}
	return a, nil
}

// param makes a template of a parameter that stands for a list of a source.
func (a *address) param(key, value string) param {
	for _, l := range lists {
		if a.list == "" && slices.Contains(l.names, strings.ToLower(key)) {
			a.list, a.value = l.list, value
			return param{key, "{" + l.placeholder + "}", "each of the source's " + l.list + " in turn"}
		}
	}
	return param{name: key, value: value}
}

// set makes the parameter a template, whether it is in the address or not.
func (a *address) set(name, value, says string) {
	for i := range a.query {
		if a.query[i].name == name {
			a.query[i] = param{name, value, says}
			return
		}
	}
	a.query = append(a.query, param{name, value, says})
}

// has finds the first of some parameters in the address.
func (a *address) has(names ...string) (param, bool) {
	for _, p := range a.query {
		if slices.Contains(names, strings.ToLower(p.name)) {
			return p, true
		}
	}
	return param{}, false
}
