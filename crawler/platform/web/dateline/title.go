package dateline

import (
	"regexp"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"earshot/crawler/platform/web/tree"
	"earshot/internal/date"
	"earshot/internal/social"
)

// Of reads the date that an element shows, as the head of a comment does: that of
// a time element, in words, or in the title of an abbreviation.
func (r *Reader) Of(n *html.Node) (Date, bool) {
	options := date.Options{Language: r.Language}
	for _, key := range []string{"datetime", "title", "content"} {
		if n.DataAtom != atom.Time && n.DataAtom != atom.Abbr && n.DataAtom != atom.Meta {
			break
		}
		if got, err := date.Read(tree.Attr(n, key), options); err == nil {
			return Date{Time: got.Time, HasClock: got.HasClock, From: social.DateStated}, true
		}
	}
	if at, ok := r.titled(n); ok {
		return at, true
	}
	if size := shortLength(n); size == 0 || size > maxShown || tree.Length(n) > maxDate {
		return Date{}, false
	}
	got, rest, ok := r.within(tree.Text(n))
	if !ok || rest > maxBeside {
		return Date{}, false
	}
	return Date{Time: got.Time, HasClock: got.HasClock, From: social.DatePage}, true
}

// maxDate is longer than a date with what stands beside it in the head of a
// comment, in bytes.
const maxDate = 110

// Stated reads a date that an attribute states.
func (r *Reader) Stated(text string) (Date, bool) {
	if !year.MatchString(text) || len(text) > maxPart {
		return Date{}, false
	}
	got, err := date.Read(text, date.Options{Language: r.Language})
	if err != nil {
		return Date{}, false
	}
	return Date{Time: got.Time, HasClock: got.HasClock, From: social.DateStated}, true
}

// titled reads the date in the title of an element, which is shown where the
// mouse stands on it: pages show a short form of a date and have the whole of it
// there. It is stated as data where it says its zone.
func (r *Reader) titled(n *html.Node) (Date, bool) {
	switch n.DataAtom {
	case atom.Span, atom.A, atom.Abbr, atom.Time, atom.P, atom.Div, atom.Small:
	default:
		return Date{}, false
	}
	text := goTime.ReplaceAllString(tree.Attr(n, "title"), "$1 $2")
	if !year.MatchString(text) || len(text) > maxPart {
		return Date{}, false
	}
	got, err := date.Read(text, date.Options{Language: r.Language})
	if err != nil {
		return Date{}, false
	}
	at := Date{Time: got.Time, HasClock: got.HasClock, From: social.DatePage}
	if got.HasZone {
		at.From = social.DateStated
	}
	return at, true
}

// goTime finds a time as Go prints it (pkg.go.dev/time#Time.String), which themes
// of Hugo put into titles: the name of its zone is its offset again where the
// zone has none.
var goTime = regexp.MustCompile(`^(\d{4}-\d\d-\d\d \d\d:\d\d:\d\d)(?:\.\d+)? ([+-]\d{4}) \S+(?: m=\S+)?$`)
