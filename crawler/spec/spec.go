// Package spec runs platforms that are described by a YAML file instead of
// code: what to ask for, how it goes on to the next page, and where in the
// answer each field of a post stands. configs/platforms holds the ones that
// come with Earshot; docs of every key are on the types here.
package spec

import (
	"regexp"

	"github.com/andybalholm/cascadia"

	"earshot/crawler"
	"earshot/internal/query"
)

// File is a platform's description. A File from Load is valid.
type File struct {
	// Platform is the name used in configuration and in posts.
	Platform string `yaml:"platform"`
	// Title, Reads, Credentials, Images, Engagement, Delay (such as 1s) and Terms
	// are as in crawler.Info.
	Title       string `yaml:"title"`
	Reads       string `yaml:"reads"`
	Credentials string `yaml:"credentials"`
	Images      bool   `yaml:"images"`
	Engagement  bool   `yaml:"engagement"`
	Delay       string `yaml:"delay"`
	Terms       string `yaml:"terms"`
	// Search is what the platform can be asked for.
	Search query.Capabilities `yaml:"search"`
	// BaseURL is the server; a source's own base_url stands above it. When it
	// is empty every source must name one.
	BaseURL string `yaml:"base_url"`
	// Params are the parameters a source may set, with their defaults.
	Params map[string]string `yaml:"params"`
	// Format is how answers are read: json or html.
	Format string `yaml:"format"`
	// Uncomment chooses HTML elements whose comments hold the HTML that a
	// browser is to show, and are read so.
	Uncomment *Selector `yaml:"uncomment"`
	// Sign are header fields filled from the source's credentials, as in
	// crawler.Request.
	Sign map[string]string `yaml:"sign"`
	// Needs are the credentials without which the platform shows nothing.
	Needs []Need `yaml:"needs"`
	// Consent are parameters that a source must set on purpose.
	Consent   []Consent   `yaml:"consent"`
	LaneKinds []Lane      `yaml:"lanes"`
	Errors    []Signature `yaml:"errors"`
	// Again is how a single post is asked for again; without it none is.
	Again *Revisit `yaml:"revisit"`
	// Answer is what every lane asks for and reads that says nothing of its own.
	Answer `yaml:",inline"`

	// css are the CSS selectors that stand in the file, compiled.
	css map[string]cascadia.Matcher
	// match are the expressions that values of lanes match, compiled.
	match map[string]*regexp.Regexp
}

// Need is a credential, and what an operator without it is told.
type Need struct {
	Credential string `yaml:"credential"`
	Message    string `yaml:"message"`
}

// Consent is a parameter that must have a value, and what a source without it
// is told.
type Consent struct {
	Param   string `yaml:"param"`
	Value   string `yaml:"value"`
	Message string `yaml:"message"`
}

// Lane makes one lane of each value of a list of the source; it is named
// Name:value, and the value is the placeholder of the list's singular. Two lanes
// may read the same list.
type Lane struct {
	Name string `yaml:"name"`
	// From is queries, tags, accounts or urls, or server: one lane of everything
	// the server shows, for a source that names a base_url and fills in no list.
	From string `yaml:"from"`
	// Match is an expression (RE2) that values of the lane fulfil, and others do
	// not; its named groups are placeholders. Form says what such a value is.
	Match  string `yaml:"match"`
	Form   string `yaml:"form"`
	Answer `yaml:",inline"`
}

// Request is a template. Placeholders are {query}, {exact_query} (in quotes
// unless it has its own), {tag}, {account}, {url}, {since_unix}, {since_date}
// (2026-05-17), {since_time} (RFC 3339), {page}, {cursor}, {until_unix}, {host}
// (the server's name, with a port that is not the usual one) and {params.NAME}.
// {since_*}, {cursor} and {until_unix} may have no value.
type Request struct {
	// Path is joined to the base address, or is one placeholder alone, which
	// holds an address on the same server. Values are escaped.
	Path string `yaml:"path"`
	// Conditional is as in crawler.Request.
	Conditional bool `yaml:"conditional"`
	// BaseURL stands above the file's.
	BaseURL string            `yaml:"base_url"`
	Headers map[string]string `yaml:"headers"`
	Query   []Param           `yaml:"query"`
	// JSON makes it a POST of a JSON object with these members. Texts, in objects
	// within as well, are templates, and one with a placeholder that has no value is
	// left out.
	JSON map[string]any `yaml:"json"`
}

// Param is one query parameter. A value with a placeholder that has no value is
// left out, and a parameter without values too. Values are joined by Join, or by
// commas.
type Param struct {
	Name   string   `yaml:"name"`
	Value  string   `yaml:"value"`
	Values []string `yaml:"values"`
	Join   string   `yaml:"join"`
}

// Paging is how a lane goes on.
type Paging struct {
	// Kind is empty for a single page, or
	//   page    {page} counts up from First to Last, or to the number at Pages, or by Size to
	//           that of items at Total, or until a page is empty
	//   cursor  {cursor} is the value at Cursor, until it is missing or stays the same; Start is its first value
	//   down    {cursor} is a number: the least at Cursor, or what it was before less Size where that is
	//           lower, over pages that are empty as well, while it is above 0
	//   link    the address at Cursor, or in the Link header when Header is set
	//   window  {until_unix} is just after the oldest item's time, while Total says there is more
	//           or the page held Size items
	Kind   string    `yaml:"kind"`
	First  int       `yaml:"first"`
	Last   int       `yaml:"last"`
	Pages  string    `yaml:"pages"`
	Cursor *Selector `yaml:"cursor"`
	Header bool      `yaml:"header"`
	Total  string    `yaml:"total"`
	Size   int       `yaml:"size"`
	// Step is what {page} counts up by, for servers that count items instead of
	// pages; 0 is 1.
	Step  int    `yaml:"step"`
	Start string `yaml:"start"`
	// More must hold for a lane to go on, whatever the kind.
	More *Condition `yaml:"more"`
}

// Selector chooses parts of an answer: by a gjson path (JSON) or a CSS selector (HTML).
type Selector struct {
	JSON string `yaml:"json"`
	CSS  string `yaml:"css"`
	// Attr takes an attribute of what CSS chose, and with JSON as well what stands
	// there in it; HTML its inner HTML. Without either it is the text.
	Attr string `yaml:"attr"`
	HTML bool   `yaml:"html"`
}

// Condition holds when a chosen value exists and, where given, equals or
// contains a text. Not turns it round.
type Condition struct {
	Selector `yaml:",inline"`
	Equals   *string `yaml:"equals"`
	Contains string  `yaml:"contains"`
	Not      bool    `yaml:"not"`
}

// Signature is how a platform refuses in the body of an answer, whatever the
// status. Under a status that is not a success, one that is broken leaves it to
// the status.
type Signature struct {
	Condition `yaml:",inline"`
	// Status is the status of the answer that is meant, whatever it holds; it
	// stands without a condition.
	Status int `yaml:"status"`
	// State is blocked, login, captcha, limited or broken, or empty where the
	// answer says that there is nothing to read.
	State   string `yaml:"state"`
	Message string `yaml:"message"`
	// Wait is where a limited answer says how many seconds to wait.
	Wait *Selector `yaml:"wait"`
}

// Fields says where the fields of social.Post come from.
type Fields struct {
	ID           Rules `yaml:"id"`
	URL          Rules `yaml:"url"`
	AuthorHandle Rules `yaml:"author_handle"`
	AuthorName   Rules `yaml:"author_name"`
	AuthorURL    Rules `yaml:"author_url"`
	Title        Rules `yaml:"title"`
	Text         Rules `yaml:"text"`
	Language     Rules `yaml:"language"`
	Created      Rules `yaml:"created"`
	Edited       Rules `yaml:"edited"`
	Parent       Rules `yaml:"parent"`
	Thread       Rules `yaml:"thread"`
	Likes        Rules `yaml:"likes"`
	Shares       Rules `yaml:"shares"`
	Comments     Rules `yaml:"comments"`
	Views        Rules `yaml:"views"`
	// Tags and Links take all values of all rules; the others the first value there is.
	Tags   Rules       `yaml:"tags"`
	Links  Rules       `yaml:"links"`
	Images []ImageRule `yaml:"images"`
}

// ImageRule finds pictures: one for each thing Each chooses, or those shown in
// the HTML that HTML yields.
type ImageRule struct {
	Each   *Selector `yaml:"each"`
	URL    Rules     `yaml:"url"`
	Alt    Rules     `yaml:"alt"`
	Width  Rules     `yaml:"width"`
	Height Rules     `yaml:"height"`
	HTML   Rules     `yaml:"html"`
}

// Rule yields values: chosen by the selector or made from Value, in which
// {name} is another field of the post (id, url, author_handle, parent, thread), a
// placeholder of the request, or {item.PATH}, what stands at a JSON path of names
// and numbers in the item; then sent through Filters in order. A rule with a When
// yields nothing for an item on which that does not hold.
type Rule struct {
	Selector `yaml:",inline"`
	Value    string     `yaml:"value"`
	When     *Condition `yaml:"when"`
	Filters  []Filter   `yaml:"filters"`
}

var (
	_ crawler.Adapter = (*File)(nil)
	_ crawler.Refuser = (*File)(nil)
)
