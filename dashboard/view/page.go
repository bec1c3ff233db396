// Package view holds the dashboard's pages: each takes one model and lays out
// components.
package view

import (
	"github.com/a-h/templ"

	"earshot/dashboard/component"
)

// Page is what every page has.
type Page struct {
	Title  string
	Assets Assets
	Rail   component.Rail
	// Filters is nil on pages without filters.
	Filters *component.FilterBar
	Sample  *component.Progress
	// Outages say which parts are out of order.
	Outages []component.Note
	// Refresh is the address that the content is fetched from again while the
	// sample is seeded; empty otherwise.
	Refresh string
	// Damage says that some of what was stored is gone; empty otherwise.
	Damage string
}

// Assets are the addresses of what the browser loads.
type Assets struct{ Script, Theme, Style, Icon, Font string }

// Panels is a page of panels.
type Panels struct {
	Page Page
	Tabs []component.Option
	// Lead is shown above the tabs; nil for none.
	Lead templ.Component
	Grid []templ.Component
	// Empty takes the place of the panels.
	Empty *component.Note
}

// Lead is the opening of the overview; Names are those of its figures, and
// Empty takes the place of both.
type Lead struct {
	State    component.State
	Names    []string
	Sentence []component.Phrase
	Figures  []component.Figure
	Empty    *component.Note
}

// Logos is the page of logos.
type Logos struct {
	Page Page
	// Caption says how many finds are unsure, Counted how many were answered.
	Caption, Counted string
	Asked, Answered  []component.LogoReview
	Brands           []component.LogoBrand
}

// Pictures is the page of pictures.
type Pictures struct {
	Page    Page
	Caption string
	// Captions describes the state of captions; empty when no vision model is configured.
	Captions string
	State    component.State
	Pictures []component.Picture
	Next     string
	// Logos says that there is a page of logos.
	Logos bool
	Empty component.Note
	// Find is what is looked for in the pictures, Kept what else the address says; Action
	// is where a search goes. Looked says how much was looked through for a page.
	Find, Action, Looked string
	Kept                 map[string][]string
	// Facets narrow the pictures down, and so does what is Seen in those of the page; Files
	// are what they can be had as.
	Facets, Seen, Files []component.Option
}

// Picture is the page of a picture and its family.
type Picture struct {
	Page    Page
	Back    string
	State   component.State
	Picture component.Picture
	Boxes   []component.Box
	Facts   []component.Fact
	Palette []string
	Spread  component.Spread
	Others  []component.Picture
	Posts   []component.Post
}

// Posts is the page of posts.
type Posts struct {
	Page  Page
	Panel component.Panel
	State component.State
	Posts []component.Post
	Next  string
	Empty component.Note
	// Address is that of the page.
	Address string
	// Counted is the state of Total, which is the number of all posts in the list as
	// text, of Mentions, the number, and of Undated.
	Counted  component.State
	Total    string
	Mentions int64
	// Undated follows Total where some of the list are not counted.
	Undated []component.Phrase
}

// Post is the page of one post.
type Post struct {
	Page Page
	// State is that of Post and Gone.
	State component.State
	Post  component.Post
	Back  string
	// Gone takes the place of a post that was deleted.
	Gone *component.Note
}

// Copies is the page of the near copies of a post.
type Copies struct {
	Page Page
	// Address is that of the page.
	Address string
	// Panel frames the list, of which State is the state.
	Panel component.Panel
	State component.State
	// Original is the post that the others repeat; nil when it is no longer stored.
	Original *component.Post
	Posts    []component.Post
	Next     string
	// Counted is the state of Summary.
	Counted component.State
	Summary string
	Back    string
}

// Sources is the page of source health.
type Sources struct {
	Page Page
	// Title is the heading.
	Title   string
	Sources []component.Source
	Summary string
	// InPart tells that not all of the page is known now.
	InPart bool
	// Damage says what of the store is gone or unreadable, a sentence each.
	Damage []string
	// ParkedUnknown says that parked messages could not be listed; empty where they were.
	ParkedUnknown string
	// Backups says how the scheduled backups stand; empty where there are none.
	Backups string
	// Outdated says how many posts have not been analysed by the version in use;
	// empty for none.
	Outdated string
	// Transcripts describes the state of transcripts; empty when no speech model is configured.
	Transcripts string
	// Captions describes the state of captions; empty when no vision model is configured.
	Captions string
	// Opinions describes the state of second opinions; empty when they are not
	// configured.
	Opinions string
	// Parked are the messages that could not be worked on.
	Parked []component.Parked
	// Poll is the address to ask again soon, as something changes or is not known;
	// empty otherwise.
	Poll  string
	Empty component.Note
}

// Assistants is the page of what assistants say.
type Assistants struct {
	Page    Page
	State   component.State
	Periods []component.Option
	CSV     string
	Answers component.Answers
}

// ModelSpan is how wide the models stand: beside the prompts that name a brand, where
// there are any.
func (a Assistants) ModelSpan() string {
	if len(a.Answers.Named) > 0 {
		return "span-7"
	}
	return "span-12"
}

// Definitions is the page of definitions.
type Definitions struct {
	Page  Page
	Items []Definition
}

// Definition is one entry.
type Definition struct{ Key, Name, Text, Formula string }

// Fault is the page of an error.
type Fault struct {
	Page Page
	Note component.Note
}

// Corrections is the page of what was learned from people's judgements.
type Corrections struct {
	Page     Page
	Learning component.Learning
	// Corrector is the name under which the reader judges posts.
	Corrector string
}
