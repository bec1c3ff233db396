package viewmodel

import (
	"fmt"

	"earshot/dashboard/component"
	"earshot/dashboard/urlstate"
	"earshot/internal/social"
)

// RisingCaption says what a gallery of what rises shows.
func RisingCaption() string {
	return "Shown by more posts than in the same length before, beyond chance · most surprising first · copies, crops and other encodings of a picture are one"
}

// RisingOf says in which posts of a long period it was looked for what rises.
func RisingOf(page social.GalleryPage) string {
	if !page.More {
		return ""
	}
	return " · of those in the newest " + Exact(int64(page.Looked)) + " posts of the period"
}

// NothingRises says that no picture emerges.
func NothingRises(v urlstate.View) component.Note {
	return component.Note{
		Title: "No picture rises", Text: "No picture is shown by at least 5 posts and by more than in the same length of time before, beyond chance.",
		Href: v.URL("/pictures"), Label: "Show all pictures",
	}
}

// CannotRise says why it cannot be told what rises.
func CannotRise(h Hearing) component.Note {
	return component.Note{Title: "What rises cannot be told yet", Text: h.RankNote()}
}

// risen says how a family that rises is shown in view; the change says what was before.
func risen(f social.ShownFamily) string {
	text := Plural(f.Posts, "post shows it", "posts show it")
	if len(f.Platforms) > 1 {
		text += fmt.Sprintf(" · %d platforms", len(f.Platforms))
	}
	if f.Pictures > 1 {
		text += " · " + Plural(f.Pictures, "version", "versions")
	}
	return text
}
