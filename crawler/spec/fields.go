package spec

import "earshot/crawler"

// Fields says where the fields of a post come from. Each is one rule or a list of
// rules, of which the first that yields a value counts.
type Fields struct {
	// ID is what tells the post from all others of the platform, and never changes.
	ID Rules `yaml:"id" need:"yes"`
	// URL is the address of the post for people.
	URL Rules `yaml:"url" need:"yes"`
	// AuthorHandle is the author's unique name.
	AuthorHandle Rules `yaml:"author_handle"`
	// AuthorName is the name the author shows.
	AuthorName Rules `yaml:"author_name"`
	// AuthorURL is the address of the author's page.
	AuthorURL Rules `yaml:"author_url"`
	// Title is the headline.
	Title Rules `yaml:"title"`
	// Text is the text, plain: use the filter `html` or `markdown` where it is
	// marked up. A post has a `text` or a `title` at least.
	Text Rules `yaml:"text"`
	// Shown are other words that are shown with the text: the question and options of
	// a poll, the names of documents, the title and description of a link's preview, a
	// quoted post. All values of all rules are taken, each a line below the text.
	Shown Rules `yaml:"shown"`
	// Language is a BCP 47 tag such as `en`; without it the language is recognised.
	Language Rules `yaml:"language"`
	// Created is when it was written, as RFC 3339 (2026-05-17T09:30:00Z) after its
	// filters: `unix`, `unix_ms`, `time` or `recent` make one.
	Created Rules `yaml:"created" need:"yes"`
	// Edited is when it was last changed, in the form of `created`.
	Edited Rules `yaml:"edited"`
	// Parent is the id of the post it answers. Default: below a post, that post.
	Parent Rules `yaml:"parent"`
	// Thread is the id of the post that began the conversation.
	Thread Rules `yaml:"thread"`
	// Likes is a whole number; what is not there is unknown, not 0.
	Likes Rules `yaml:"likes"`
	// Shares is a whole number.
	Shares Rules `yaml:"shares"`
	// Comments is how many replies there are. Below a post with 0 none are asked for.
	Comments Rules `yaml:"comments"`
	// Views is a whole number.
	Views Rules `yaml:"views"`
	// Tags are hashtags or labels. All values of all rules are taken.
	Tags Rules `yaml:"tags"`
	// Links are the addresses it links to. All values of all rules are taken.
	Links Rules `yaml:"links"`
	// Images are the pictures.
	Images []ImageRule `yaml:"images"`
	// Recordings are the sounds and videos.
	Recordings []RecordingRule `yaml:"recordings"`
}

// RecordingRule finds sounds and videos: one for each thing that `each` chooses.
type RecordingRule struct {
	// Each chooses the parts of the item that are recordings.
	Each Selector `yaml:"each" need:"yes"`
	// URL is the address of the file, within what `each` chose.
	URL Rules `yaml:"url" need:"yes"`
	// Type is its MIME type, or `audio` or `video`.
	Type Rules `yaml:"type"`
	// Length is how long it is: seconds, a clock (1:02:03), or a duration of ISO 8601 (PT1M2S).
	Length Rules `yaml:"length"`
	// Bytes is how large it is.
	Bytes Rules `yaml:"bytes"`
}

// ImageRule finds pictures: one for each thing that `each` chooses, or those in
// the HTML that `html` yields.
type ImageRule struct {
	// Each chooses the parts of the item that are pictures.
	Each *Selector `yaml:"each"`
	// URL is the picture's address, within what `each` chose.
	URL Rules `yaml:"url"`
	// Alt is the author's description of the picture.
	Alt Rules `yaml:"alt"`
	// Width is in pixels.
	Width Rules `yaml:"width"`
	// Height is in pixels.
	Height Rules `yaml:"height"`
	// HTML yields HTML, whose pictures are taken.
	HTML Rules `yaml:"html"`
	// Of is what the pictures are of, where they are not the post's own: `poster` of its video,
	// or `card` of a page it links to.
	Of string `yaml:"of" enum:"poster,card"`
}

// Rule yields values: those a selector chooses in the item, or one made from a
// template; then sent through filters in order.
type Rule struct {
	Selector `yaml:",inline"`
	// Value is a template, in place of a selector: see Placeholders.
	Value string `yaml:"value"`
	// When must hold for the item, or the rule yields nothing.
	When *Condition `yaml:"when"`
	// Filters change the values, one after the other.
	Filters []Filter `yaml:"filters"`
}

var (
	_ crawler.Adapter = (*File)(nil)
	_ crawler.Refuser = (*File)(nil)
)
