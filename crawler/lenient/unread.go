package lenient

import (
	"errors"

	"earshot/crawler"
)

// maxUnread is how many values of an answer are named and counted: finding the
// place of one takes a walk through the document.
const maxUnread = 200

// unread are the values that could not be read.
type unread struct {
	list []crawler.Skip
	seen map[string]bool
}

// note names a value once, however often it is looked at.
func (u *unread) note(path func() string, is string) {
	if len(u.list) < maxUnread {
		u.add(path(), is)
	}
}

func (u *unread) add(path, is string) {
	if u.seen[path] {
		return
	}
	if u.seen == nil {
		u.seen = map[string]bool{}
	}
	u.seen[path] = true
	u.list = append(u.list, crawler.Skip{Where: path, Err: errors.New(is)})
}
