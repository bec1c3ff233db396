package spec

import (
	"cmp"
	"maps"
	"net/url"
	"regexp"
	"strconv"
	"strings"
	"time"

	"earshot/crawler"
	"earshot/internal/social"
)

// The parts of the step of a request for a single post: revisit.1/then is what is asked
// for next with the file's second `revisit`.
const (
	stepRevisit = "revisit"
	stepThen    = "then"
)

// The placeholders of the span of a second in which a post was published.
const (
	publishedAfter  = "published_after"
	publishedBefore = "published_before"
)

// Revisit says how a single post is asked for again, so that its engagement is
// kept up to date and it is noticed when it is gone: by a status of 404 or 410, or
// by `gone`. Where a file has several, the first whose `match` fits counts.
type Revisit struct {
	// Match is a regular expression (RE2) that the post's id must match; its named
	// groups are placeholders of `url`, as they stand, and of rules. Where one is named
	// `host`, it must be the server of the source, and where one has the name of a
	// parameter, its value.
	Match string `yaml:"match"`
	// Of is what `match` looks at. Default: `id`.
	Of string `yaml:"of" enum:"id,url"`
	// URL is the address. Its placeholders are the groups of `match`, `{id}`
	// (escaped), `{base}`, `{host}`, `{params.NAME}`, what was taken before, and
	// `{published_after}` and `{published_before}`, the second before and the second after
	// the post was published, where a list can be asked for a span of time.
	URL string `yaml:"url" need:"yes"`
	// BaseURL stands for `{base}` where a second server is asked; a source's own
	// `base_url` stands above it.
	BaseURL string `yaml:"base_url"`
	// Headers are request headers.
	Headers map[string]string `yaml:"headers"`
	// JSON makes the request a POST of a JSON object with these members, as in
	// `request`.
	JSON map[string]any `yaml:"json"`
	// Items stands for the file's own `items` where a single post is laid out
	// differently.
	Items *Selector `yaml:"items"`
	// Fields stands for the file's own `fields`, for other posts than those of its
	// lists. The file's `gone` and `where` then do not apply.
	Fields *Fields `yaml:"fields"`
	// Above is a template of the id of the post that the one asked for stands below:
	// `{post.id}` of `fields`, and `{post.url}` where it is an address.
	Above string `yaml:"above"`
	// Take are values of the answer that `fields` or `then` need, by the names of their
	// placeholders.
	Take map[string]Rules `yaml:"take"`
	// Gone is how an answer, or the item that is the post, says that it is not there any
	// more.
	Gone Absences `yaml:"gone"`
	// Unsure is how an answer, or the item that is the post, says nothing of it either way:
	// it was moved, or waits for a moderator. It is then neither read nor taken for gone.
	Unsure Absences `yaml:"unsure"`
	// Then is asked for next where the first answer only leads to the post.
	Then *Revisit `yaml:"then"`
	// Else is asked for instead where the server does not know the address: another
	// version of its interface.
	Else *Revisit `yaml:"else"`

	match *regexp.Regexp
}

// Revisits may stand in YAML as one without a list.
type Revisits []Revisit

// UnmarshalYAML reads one or a list.
func (r *Revisits) UnmarshalYAML(unmarshal func(any) error) error {
	return oneOrMany((*[]Revisit)(r), unmarshal)
}

// Revisit returns the request for a stored post.
func (f *File) Revisit(scope crawler.Scope, ref crawler.Reference) (crawler.Request, bool) {
	for i := range f.Again {
		told := ref.ID
		if f.Again[i].Of == "url" {
			told = ref.URL
		}
		m := f.Again[i].match.FindStringSubmatch(told)
		if m == nil {
			continue
		}
		groups := map[string]string{}
		for at, name := range f.Again[i].match.SubexpNames() {
			if name != "" && m[at] != "" {
				groups[name] = m[at]
			}
		}
		if f.isElsewhere(scope.Source, &f.Again[i], ref, groups) {
			continue
		}
		return f.Again[i].request(f, scope, ref, stepRevisit+"."+strconv.Itoa(i), groups)
	}
	return crawler.Request{}, false
}

// request asks for a post; vars are the groups of `match` and what was taken.
func (r *Revisit) request(f *File, scope crawler.Scope, ref crawler.Reference, step string, vars map[string]string) (crawler.Request, bool) {
	v := r.values(f, scope, ref, vars)
	id := v["id"]
	v["id"] = url.QueryEscape(id)
	address, whole := v.expand(r.URL, plain)
	if !whole {
		return crawler.Request{}, false
	}
	req := crawler.Request{URL: address, Header: maps.Clone(r.Headers), Step: step, Vars: vars}
	if originOf(address) == originOf(v["base"]) {
		req.Sign = maps.Clone(f.Sign) // what the source has credentials for
	}
	if r.JSON != nil {
		v["id"] = id
		if err := (Request{JSON: r.JSON}).post(&req, v); err != nil {
			return crawler.Request{}, false
		}
	}
	if r.Else != nil {
		if other, ok := r.Else.request(f, scope, ref, step+"/"+stepElse, vars); ok {
			req.Else = []crawler.Request{other}
		}
	}
	return req, true
}

// originOf is the scheme and host of an address.
func originOf(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return ""
	}
	return u.Scheme + "://" + u.Host
}

// values are those that requests and rules may name.
func (r *Revisit) values(f *File, scope crawler.Scope, ref crawler.Reference, vars map[string]string) values {
	v := f.sourceValues(scope.Source)
	if r.BaseURL != "" {
		v["base"] = strings.TrimSuffix(cmp.Or(scope.Source.BaseURL, r.BaseURL), "/")
		v["host"] = hostOf(v["base"])
	}
	maps.Copy(v, vars)
	v["id"] = ref.ID
	if !ref.CreatedAt.IsZero() {
		second := ref.CreatedAt.UTC().Truncate(time.Second)
		v[publishedAfter], v[publishedBefore] = second.Add(-time.Second).Format(time.RFC3339), second.Add(time.Second).Format(time.RFC3339)
	}
	if r.Above != "" {
		v["post.id"], _ = v.expand(r.Above, plain)
		v["post.thread"] = v["post.id"]
		if originOf(v["post.id"]) != "://" {
			v["post.url"] = v["post.id"]
		}
	}
	return v
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

// again finds what a step asks for; nil for a step that asks for no single post.
func (f *File) again(step string) *Revisit {
	parts := strings.Split(step, "/")
	name, number, _ := strings.Cut(parts[0], ".")
	n, err := strconv.Atoi(number)
	if name != stepRevisit || err != nil || n < 0 || n >= len(f.Again) {
		return nil
	}
	r := &f.Again[n]
	for _, part := range parts[1:] {
		switch {
		case part == stepThen && r.Then != nil:
			r = r.Then
		case part == stepElse && r.Else != nil:
			r = r.Else
		default:
			return nil
		}
	}
	return r
}

// CanRevisit says that a file without `revisit` asks for no single posts.
func (f *File) CanRevisit(social.Source) error {
	if len(f.Again) == 0 {
		return social.Errorf(social.CodeInvalid, "%s shows no single posts, as far as its file says", f.Title)
	}
	return nil
}

var _ crawler.Revisits = (*File)(nil)
