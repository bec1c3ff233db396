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
	// Filters is nil on pages that filters say nothing about.
	Filters *component.FilterBar
	Sample  *component.Progress
	// Refresh is the address the content is fetched from again while the
	// sample fills; empty when nothing is under way.
	Refresh string
}

// Assets are the addresses of what the browser loads.
type Assets struct{ Script, Theme, Style, Icon, Font string }

// Panels is a page of panels.
type Panels struct {
	Page Page
	Tabs []component.Option
	// Lead stands above the tabs; nil for none.
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

// Pictures is the page of pictures.
type Pictures struct {
	Page     Page
	Caption  string
	State    component.State
	Pictures []component.Picture
	Next     string
	Empty    component.Note
}

// Posts is the page of posts.
type Posts struct {
	Page  Page
	Panel component.Panel
	State component.State
	Posts []component.Post
	Next  string
	Empty component.Note
	// Total says how many there are in all, Mentions as a number.
	Total    string
	Mentions int64
}

// Post is the page of one post.
type Post struct {
	Page Page
	Post component.Post
	Back string
	// Gone takes the place of a post that was deleted.
	Gone *component.Note
}

// Copies is the page of the near copies of a post.
type Copies struct {
	Page Page
	// Original is the post the others repeat; nil when it is not stored any more.
	Original *component.Post
	Summary  string
	Posts    []component.Post
	Next     string
	Back     string
}

// Sources is the page of source health.
type Sources struct {
	Page    Page
	State   component.State
	Sources []component.Source
	Summary string
	// Outdated says how many posts wait for another analysis; empty for none.
	Outdated string
	// Opinions says how second opinions stand; empty where none are asked for.
	Opinions string
	Poll     string
	// Fault is what went wrong with the last act.
	Fault *component.Note
	Empty component.Note
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
