package feed

import (
	"net/url"
	"slices"
	"strings"

	"earshot/crawler/platform"
	"earshot/internal/social"
)

// withoutByline takes what Reddit ends every entry with off an entry of its
// feeds: "submitted by /u/ana", and the links there.
func withoutByline(p *social.Post) {
	u, err := url.Parse(p.URL)
	if err != nil || u.Host != "reddit.com" && !strings.HasSuffix(u.Host, ".reddit.com") {
		return
	}
	p.Text = platform.RedditWords(p.Text)
	p.Links = slices.DeleteFunc(p.Links, func(link string) bool { return strings.Contains(link, "reddit.com/user/") })
}
