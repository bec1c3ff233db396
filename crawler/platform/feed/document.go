package feed

import (
	"earshot/crawler"
	"earshot/crawler/subtitle"
	"earshot/internal/social"
)

// document is a feed of any format, with addresses as written.
type document struct {
	// home is the page the feed belongs to.
	home     string
	language string
	author   social.Author
	// next is where older entries are (RFC 5005; next_url in JSON Feed).
	next    string
	entries []entry
	// cut is why the end of the document is missing; nil for a whole one.
	cut error
	// unread are the values that could not be read.
	unread []crawler.Skip
}

// entry is one item of a feed of any format.
type entry struct {
	// guid is the entry's own identifier (guid, atom:id, rdf:about, id).
	guid  string
	link  string
	title string
	// titleIsText is set where the format defines title as plain text.
	titleIsText bool
	// html holds bodies in HTML and plain those in plain text, best first.
	html, plain []string
	// published and updated are dates as they are written.
	published, updated string
	author             social.Author
	tags               []string
	language           string
	// images are the pictures declared outside the body.
	images []social.Image
	// recordings are the sounds and videos of the entry.
	recordings []social.Recording
	links      []string
	// tracks are the transcripts of an episode.
	tracks []subtitle.Track
	parent string
	social.Engagement
}
