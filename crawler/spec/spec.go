// Package spec runs platforms that are described by a YAML file instead of
// code: what to ask for, how to get the next page, and where in the answer each
// field of a post stands. configs/platforms holds the files that come with
// Earshot.
//
// The types of this package are the reference of the format: docs/platforms.md
// and docs/platform.schema.json are generated from their comments and tags. A
// comment there speaks of keys as they are written in YAML, in `quotes`. The tag
// enum lists the values a key may have; need:"yes" marks a key that must stand.
package spec

//go:generate go run ./specdoc -dir ../../docs

import (
	"regexp"

	"github.com/goccy/go-yaml/ast"

	"earshot/internal/query"
)

// File is a platform's description. What it says at its top holds for every
// lane that does not say otherwise.
type File struct {
	// Platform is the name used in configuration and in posts, such as `hackernews`.
	Platform string `yaml:"platform" need:"yes"`
	// Title is the name people know, such as `Hacker News`.
	Title string `yaml:"title" need:"yes"`
	// Reads says in a few words what is read, and of which lists of a source.
	Reads string `yaml:"reads" need:"yes"`
	// Credentials says what a source must have to be read. Default: the names in
	// `needs`, or `none` and the names in `sign`.
	Credentials string `yaml:"credentials"`
	// Images tells whether the platform gives pictures.
	Images bool `yaml:"images"`
	// Engagement tells whether the platform gives counts of likes, shares, comments
	// or views. Default: no; `fields` may then name none.
	Engagement bool `yaml:"engagement"`
	// Delay is the least time between two requests to one server, at least 100ms.
	// Default: 1s. Where robots.txt asks for more, more is kept.
	Delay string `yaml:"delay"`
	// Terms is what an operator should know of the platform's rules. Default: that
	// the file does not say.
	Terms string `yaml:"terms"`
	// Checked is the month, such as '2026-05', of the newest real answer that the file was
	// held against. Default: none, and it was held against documents alone.
	Checked string `yaml:"checked"`
	// Access says what the platform's addresses are to programs, and so whether
	// robots.txt decides. Default: they are pages, and it does.
	Access Access `yaml:"access"`
	// Search is what the platform can be asked for, so that a brand's query can be
	// turned into what it understands. Default: nothing.
	Search query.Capabilities `yaml:"search"`
	// BaseURL is the address of the server; a source's own `base_url` stands above
	// it. Without it every source must name one.
	BaseURL string `yaml:"base_url"`
	// Params are parameters that a source may set under `params`, with their
	// default values; the placeholder of NAME is `{params.NAME}`.
	Params map[string]string `yaml:"params"`
	// Format is how answers are read. In `json` a selector is a gjson path, in
	// `html` it is a CSS selector.
	Format string `yaml:"format" enum:"json,html" need:"yes"`
	// Uncomment chooses elements of HTML whose comments hold the HTML that a
	// browser shows; what stands in those comments is then read.
	Uncomment *Selector `yaml:"uncomment"`
	// Related is the gjson path of the resources that items refer to, `included` in
	// answers of JSON:API: `relationships.NAME.data` of an item of `data` is then the
	// resource itself, and no reference to it.
	Related string `yaml:"related"`
	// Made are credentials that are made anew for each request, by the names under
	// which `sign` and `session` have them: from those of the source, and the time.
	Made map[string]Made `yaml:"made"`
	// Sign are request headers filled from the source's credentials when a request
	// is sent, such as `Authorization: 'Bearer {token}'`. A header whose credential
	// the source does not have is left out.
	Sign map[string]string `yaml:"sign"`
	// Session exchanges credentials for a token that `sign` names, where the platform
	// gives one for a time.
	Session *Session `yaml:"session"`
	// Needs are the credentials without which the platform shows nothing.
	Needs []Need `yaml:"needs"`
	// Consent are parameters that a source must set on purpose.
	Consent []Consent `yaml:"consent"`
	// LaneKinds say which lists of a source are read, and how. A lane is one
	// sequence of pages, such as those of one tag.
	LaneKinds []Lane `yaml:"lanes" need:"yes"`
	// Errors are the ways in which the platform says in an answer that it will not
	// give what was asked for.
	Errors []Signature `yaml:"errors"`
	// Again is how a single post is asked for again, one way or a list of ways. Without it
	// none is.
	Again Revisits `yaml:"revisit"`
	// Example is a source that `earshot source test FILE.yaml` reads where the
	// command line does not name one.
	Example *Example `yaml:"example"`
	Answer  `yaml:",inline"`

	// tree is the file as YAML, for the lines of keys.
	tree *ast.File
	// css are the CSS selectors that stand in the file, compiled.
	css map[string]css
	// match are the expressions that values of lanes match, compiled.
	match map[string]*regexp.Regexp
}

// Example is a source of the platform, for a test.
type Example struct {
	// BaseURL is the address of a server, where the file names none.
	BaseURL string `yaml:"base_url"`
	// Queries, as in the configuration of a source.
	Queries []string `yaml:"queries"`
	// Tags, as in the configuration of a source.
	Tags []string `yaml:"tags"`
	// Accounts, as in the configuration of a source.
	Accounts []string `yaml:"accounts"`
	// URLs, as in the configuration of a source.
	URLs []string `yaml:"urls"`
	// Params, as in the configuration of a source.
	Params map[string]string `yaml:"params"`
}

// Lane reads one list of a source: each value in the list is a sequence of pages
// of its own. Two lanes may read the same list. A lane may hold every key of an
// answer (`request`, `paging`, `items`, `fields` and so on); what it does not say
// is as at the top of the file.
type Lane struct {
	// Name is what the lane is called in reports, followed by the value: `tag:coffee`.
	Name string `yaml:"name" need:"yes"`
	// From is the list of the source that is read. The placeholder of a value is
	// the list's singular: `{query}`, `{tag}`, `{account}` or `{url}`. `server` is
	// one lane for all that a server shows, used by a source with a `base_url` and
	// no list.
	From string `yaml:"from" enum:"queries,tags,accounts,urls,server" need:"yes"`
	// Match is a regular expression (RE2) for the values of this lane; others are
	// left to other lanes. Its named groups `(?P<name>...)` are placeholders.
	Match string `yaml:"match"`
	// Form says what a value that fits `match` is, for the message about one that
	// does not. It must stand where `match` stands.
	Form string `yaml:"form"`
	// Changed is when an item was changed or answered last. With it the lane reads what
	// was changed since the last crawl, whatever its age, and what was written below
	// it: its request asks for the items changed last first, from `{since_time}` on
	// where the platform can be asked so. Items that lead to posts are judged by it, and
	// not what they lead to.
	Changed Rules `yaml:"changed"`
	// Comments says of a lane with `changed` that it lists the comments of many posts by
	// when they were written. It is read of sources with `comments`, and from the source's
	// `refresh` before the last crawl on, as moderators show some of them late.
	Comments bool `yaml:"comments"`
	Answer   `yaml:",inline"`
}

// Request is what is asked for. Its texts are templates: see Placeholders.
type Request struct {
	// Path is joined to the base address. It begins with `/` or `{base}/`, or is
	// one placeholder alone that holds an address on the same server, such as
	// `{url}`. Values are escaped.
	Path string `yaml:"path" need:"yes"`
	// Conditional asks for the answer only if it changed since the last crawl
	// (ETag, Last-Modified).
	Conditional bool `yaml:"conditional"`
	// BaseURL is used in place of the file's `base_url`, for a second server.
	BaseURL string `yaml:"base_url"`
	// Headers are request headers, such as `Accept: application/json`.
	Headers map[string]string `yaml:"headers"`
	// Query are the parameters after the `?`.
	Query []Param `yaml:"query"`
	// JSON makes the request a POST of a JSON object with these members. Texts in
	// it are templates; a member whose placeholder has no value is left out.
	JSON map[string]any `yaml:"json"`
}

// Param is one parameter of an address. It is left out where none of its values
// is known.
type Param struct {
	// Name is the parameter's name.
	Name string `yaml:"name" need:"yes"`
	// Value is a template. Where a placeholder in it has no value it is left out.
	Value string `yaml:"value"`
	// Values are several templates for one parameter.
	Values []string `yaml:"values"`
	// Join is put between values. Default: a comma.
	Join string `yaml:"join"`
}

// Paging is how a lane goes on to its next page. Without it one page is read.
type Paging struct {
	// Kind is how the next page is named:
	//   - `page`: `{page}` counts up from `first`, until a page is empty or `last`, `pages` or `total` says that it is over
	//   - `cursor`: `{cursor}` is the value at `cursor` in the page before, until it is missing or stays the same
	//   - `down`: `{cursor}` is a number that goes down: the least at `cursor`, or the one before less `size` where that is lower
	//   - `link`: the address of the next page stands at `cursor`, or in the Link header (`header`)
	//   - `window`: `{until_unix}` is just after the oldest item of the page before, while the page was full (`size`) or `total` says there is more
	Kind string `yaml:"kind" enum:"page,cursor,down,link,window"`
	// First is the first value of `{page}`. Default: 1, or 0 where `step` stands.
	First *int `yaml:"first"`
	// Last is the last value of `{page}` that is asked for.
	Last int `yaml:"last"`
	// Pages is the gjson path of the number of pages.
	Pages string `yaml:"pages"`
	// Cursor chooses the value of `{cursor}`, or with `link` the address.
	Cursor *Selector `yaml:"cursor"`
	// Header takes the address from the header `Link: <...>; rel="next"` (RFC 8288).
	Header bool `yaml:"header"`
	// Total is the gjson path of the number of items on all pages.
	Total string `yaml:"total"`
	// Size is how many items a full page holds.
	Size int `yaml:"size"`
	// Step is what `{page}` counts up by, for servers that count items instead of
	// pages (`offset`, `start`). Default: 1.
	Step int `yaml:"step"`
	// Start is the value of `{cursor}` on the first page. Default: none.
	Start string `yaml:"start"`
	// More must hold in a page for the lane to go on, whatever the kind.
	More *Condition `yaml:"more"`
}

// Selector chooses parts of an answer, or of an item: by a path in JSON
// (https://github.com/tidwall/gjson/blob/master/SYNTAX.md) or a CSS selector in
// HTML. `@this` (JSON) and `.` (HTML) are the whole of it.
type Selector struct {
	// JSON is a gjson path: `data.items`, `user.name`, `tags.#.name`.
	JSON string `yaml:"json"`
	// CSS is a CSS selector.
	CSS string `yaml:"css"`
	// Attr takes an attribute of what `css` chose instead of its text; with `json`
	// besides, what stands at that path in the attribute.
	Attr string `yaml:"attr"`
	// HTML takes the inner HTML of what `css` chose instead of its text.
	HTML bool `yaml:"html"`
}

// Condition holds when the chosen value exists and, where given, equals or
// contains a text.
type Condition struct {
	Selector `yaml:",inline"`
	// Equals is what a value must be.
	Equals *string `yaml:"equals"`
	// Contains is what a value must contain, in upper or lower case.
	Contains string `yaml:"contains"`
	// Not turns the condition round.
	Not bool `yaml:"not"`
}

// Signature is one way in which the platform refuses: a condition on the answer,
// whatever its status, or a status.
type Signature struct {
	Condition `yaml:",inline"`
	// Status is the status of the answer that is meant, whatever it holds. It
	// stands without a condition.
	Status int `yaml:"status"`
	// State is what the answer means. `empty` is an answer that says that there is
	// nothing to read; `broken` under a status that is no success leaves it to the
	// status. `pause` is an answer that is read as it is, and asks for `wait` seconds of
	// peace after it.
	State string `yaml:"state" enum:"blocked,login,captcha,limited,pause,broken,empty" need:"yes"`
	// Message is what the operator is told. It may be left out with `empty` and `pause`.
	Message string `yaml:"message"`
	// Wait is where a `limited` answer, or one with `pause`, says how many seconds to wait.
	Wait *Selector `yaml:"wait"`
}
