package spec

import (
	"cmp"
	"maps"
	"net/url"
	"regexp"
	"slices"
	"strings"

	"earshot/crawler"
	"earshot/internal/social"
)

// stepRevisit is the request for a single post.
const stepRevisit = "revisit"

// Revisit says how a single post is asked for again, so that its engagement is
// kept up to date and it is noticed when it is gone: by a status of 404 or 410, or
// by `gone`.
type Revisit struct {
	// Match is a regular expression (RE2) that the post's id must match; its named
	// groups are placeholders of `url`, as they stand.
	Match string `yaml:"match" need:"yes"`
	// URL is the address. Its placeholders are the groups of `match`, `{id}`
	// (escaped), `{base}`, `{host}` and `{params.NAME}`.
	URL string `yaml:"url" need:"yes"`
	// Headers are request headers.
	Headers map[string]string `yaml:"headers"`
	// Items stands for the file's own `items` where a single post is laid out
	// differently.
	Items *Selector `yaml:"items"`
	// Gone is how an answer says that the post is not there any more.
	Gone Conditions `yaml:"gone"`

	match *regexp.Regexp
}

// Revisit returns the request for a stored post.
func (f *File) Revisit(scope crawler.Scope, ref crawler.Reference) (crawler.Request, bool) {
	if f.Again == nil {
		return crawler.Request{}, false
	}
	m := f.Again.match.FindStringSubmatch(ref.ID)
	if m == nil {
		return crawler.Request{}, false
	}
	v := f.sourceValues(scope.Source)
	v["id"] = url.QueryEscape(ref.ID)
	for i, name := range f.Again.match.SubexpNames() {
		if name != "" {
			v[name] = m[i]
		}
	}
	address, whole := v.expand(f.Again.URL, plain)
	return crawler.Request{URL: address, Header: maps.Clone(f.Again.Headers), Sign: maps.Clone(f.Sign), Step: stepRevisit}, whole
}

// base is the address of a source's server, without a slash at its end.
func (f *File) base(src social.Source) string {
	return strings.TrimSuffix(cmp.Or(src.BaseURL, f.BaseURL), "/")
}

// sourceValues are the values that all requests of a source share.
func (f *File) sourceValues(src social.Source) values {
	base := f.base(src)
	v := values{"base": base, "host": hostOf(base)}
	for name, value := range f.Params {
		if own, ok := src.Params[name]; ok {
			value = own
		}
		v["params."+name] = value
	}
	return v
}

// revisited reads the answer to a request for a single post.
func (f *File) revisited(scope crawler.Scope, resp crawler.Response, doc node) crawler.Page {
	if f.Again == nil || resp.Request.Asks == nil {
		return crawler.Page{}
	}
	if f.Again.Gone.any(doc) {
		return crawler.Page{Posts: []social.Post{{Platform: f.Platform, ID: resp.Request.Asks.ID, Deleted: true}}}
	}
	// Only the post itself is wanted, and nothing that stands below it.
	scope.Source.Comments = 0
	a := Answer{Items: f.Items, Gone: f.Gone, Where: f.Where, Fields: f.Fields}
	if f.Again.Items != nil {
		a.Items = f.Again.Items
	}
	items, _ := doc.each(*a.Items)
	known := f.sourceValues(scope.Source)
	known["host"] = doc.base().Host
	return maker{file: f, scope: scope, answer: a, step: stepRevisit, values: known, at: resp.At}.read(items).page
}

// revisit checks the revisit key.
func (c *checker) revisit() {
	again := c.file.Again
	if again == nil {
		return
	}
	match, err := regexp.Compile(again.Match)
	c.want(err == nil && again.Match != "", "revisit.match", "%q is no regular expression: %v", again.Match, err)
	if err != nil {
		return
	}
	again.match = match
	names := append([]string{"base", "id", "host"}, match.SubexpNames()...)
	for _, m := range placeholder.FindAllStringSubmatch(again.URL, -1) {
		_, param := c.file.Params[strings.TrimPrefix(m[1], "params.")]
		c.want(slices.Contains(names, m[1]) || strings.HasPrefix(m[1], "params.") && param, "revisit.url", "{%s} is neither base, id, host, a group of match nor a parameter", m[1])
	}
	c.want(again.URL != "", "revisit.url", "is missing")
	if again.Items != nil {
		c.selector("revisit.items", *again.Items)
	}
	c.conditions("revisit.gone", again.Gone)
}

var _ crawler.Revisiter = (*File)(nil)
