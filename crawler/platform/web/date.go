package web

import (
	"errors"
	"fmt"
	"regexp"
	"strings"
	"time"

	"earshot/crawler/platform/web/dateline"
	"earshot/internal/date"
	"earshot/internal/social"
)

// dated fills in when the page was published where nothing declares it: what its
// time element states, the day in its address, what it shows in words, and at
// last when it was changed. A time of day that is shown of the day in the address
// is more exact.
func (f facts) dated(doc document, address string) facts {
	if !f.created.IsZero() {
		return f
	}
	shown, isShown := dateline.Find(doc.root.Nodes[0], doc.address, f.language)
	day, hasDay := addressDay(address)
	switch {
	case isShown && shown.From == social.DateStated,
		isShown && !hasDay,
		isShown && shown.HasClock && shown.Time.Sub(day).Abs() < 48*time.Hour:
		f.created, f.dateFrom = shown.Time, shown.From
	case hasDay:
		f.created, f.dateFrom = day, social.DateAddress
	case !f.edited.IsZero():
		f.created, f.dateFrom = f.edited, social.DateStated
	}
	return f
}

// namedMonth finds days with the name of their month in an address
// (/2019/nov/18/title).
var namedMonth = regexp.MustCompile(`/((?:19|20)\d\d)[/-]([A-Za-z]{3,9})[/-](\d{1,2})(?:/|\b)`)

// addressDay is the day in an address.
func addressDay(address string) (time.Time, bool) {
	if day, ok := date.FromURL(address); ok {
		return day, true
	}
	if m := namedMonth.FindStringSubmatch(address); m != nil {
		return date.Parse(strings.Join([]string{m[3], m[2], m[1]}, " "))
	}
	return time.Time{}, false
}

// unreadableDate is the date that a page declares and that cannot be read, or "".
func (d declarations) unreadableDate() string {
	for _, t := range []*thing{d.mainLD, d.mainMicro, d.mainEntry} {
		if t != nil {
			if text := t.text("datePublished", "dateCreated"); text != "" {
				return text
			}
		}
	}
	return d.meta.text(metaPublished...)
}

// undated says of the posts that have no date why that is.
func (f found) undated(posts []social.Post) map[string]error {
	why := map[string]error{}
	for _, p := range posts {
		switch {
		case !p.CreatedAt.IsZero():
		case p.ID == f.address && f.unreadableDate != "":
			why[p.ID] = fmt.Errorf("its date %.60q cannot be read", f.unreadableDate)
		default:
			why[p.ID] = errors.New("it states no date of publication")
		}
	}
	return why
}
