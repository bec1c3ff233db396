// Package view holds the dashboard's pages: each takes one model and lays out
// components.
package view

import "earshot/dashboard/component"

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

// Overview is the first page.
type Overview struct {
	Page      Page
	Tabs      []component.Option
	Sentence  Part[[]component.Phrase]
	Figures   Part[[]component.Figure]
	Names     []string
	Mentions  Mentions
	Standouts Standouts
	Sentiment Sentiment
	Shares    Shares
	Terms     Terms
	Pictures  Pictures
	Posts     Posts
	Empty     *component.Note
}

// Part is content that may be missing.
type Part[T any] struct {
	State   component.State
	Content T
}

// Mentions is the panel of mentions over time.
type Mentions struct {
	Panel component.Panel
	State component.State
	Chart component.Chart
	Table component.Table
	Empty *component.Note
}

// Sentiment is the panel of sentiment over time.
type Sentiment = Mentions

// Standouts is the panel of what stands out.
type Standouts struct {
	Panel  component.Panel
	State  component.State
	Things []component.Standout
}

// Shares is the panel of the share of voice.
type Shares struct {
	Panel  component.Panel
	State  component.State
	Brands []component.Share
}

// Terms is the panel of keywords and hashtags.
type Terms struct {
	Panel component.Panel
	State component.State
	Terms []component.Term
}

// Said is the page of what mentions say.
type Said struct {
	Page     Page
	Tabs     []component.Option
	Emerging Ranked
	Aspects  Ranked
	Emotions Ranked
	Intents  Ranked
	Entities Ranked
	Empty    *component.Note
}

// Ranked is a panel of ranked things; Empty says why there are none, Note what
// is to be known of them.
type Ranked struct {
	Panel component.Panel
	State component.State
	Terms []component.Term
	Note  string
	Empty component.Note
}

// Pictures is a panel or a page of pictures.
type Pictures struct {
	Page     Page
	Panel    component.Panel
	State    component.State
	Pictures []component.Picture
	Next     string
	Empty    component.Note
}

// Posts is a panel or a page of posts.
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
