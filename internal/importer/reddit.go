package importer

import (
	"regexp"
	"strings"

	"earshot/internal/social"
)

// bareReddit is an identifier of Reddit without what says of what kind it is.
var bareReddit = regexp.MustCompile(`^[a-z0-9]{4,10}$`)

const (
	redditPost    = "t3_"
	redditComment = "t1_"
)

// nameReddit writes the identifiers of a record of Reddit as its API does
// (reddit.com/dev/api, fullnames), where a tool left out the kind: the first of a
// thread is a post, and any other a comment. It returns the identifier.
func nameReddit(p *social.Post, stated string) string {
	if bareReddit.MatchString(p.ThreadID) {
		p.ThreadID = redditPost + p.ThreadID
	}
	if !bareReddit.MatchString(stated) {
		return stated
	}
	switch {
	case p.ThreadID == redditPost+stated, p.ThreadID == "" && p.Title != "":
		p.URL = strings.TrimSuffix(p.URL, "_/"+stated+"/")
		return redditPost + stated
	case p.ThreadID != "":
		return redditComment + stated
	}
	return stated
}
