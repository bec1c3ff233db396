package feed

import (
	"net/url"
	"strings"
)

// sites are the addresses of the feeds of sites that have one for each author,
// by the site's name in a source's accounts. {} is the author's name there,
// letter for letter.
var sites = []struct{ name, address, example string }{
	{"medium", "https://medium.com/feed/{}", "medium/@ana or medium/tag/coffee"},
	{"substack", "https://{}.substack.com/feed", "substack/beanletter"},
	{"tumblr", "https://{}.tumblr.com/rss", "tumblr/beanblog"},
	{"producthunt", "https://www.producthunt.com/feed?category={}", "producthunt/coffee"},
	{"pinterest", "https://www.pinterest.com/{}.rss", "pinterest/ana/feed or pinterest/ana/cups"},
	{"flickr", "https://www.flickr.com/services/feeds/photos_public.gne?format=atom&tags={}", "flickr/espresso"},
	{"hatena", "https://{}.hatenablog.com/feed", "hatena/beanblog"},
	{"hatenabookmark", "https://b.hatena.ne.jp/q/{}?mode=rss&target=all&sort=recent", "hatenabookmark/コーヒー"},
	{"note", "https://note.com/{}/rss", "note/beanwriter"},
	{"douban", "https://www.douban.com/feed/subject/{}/reviews", "douban/1292052"},
}

// siteFeed is the address of the feed of an account such as medium/@ana; false
// where the site is unknown or the name is empty.
func siteFeed(account string) (address string, ok bool) {
	name, rest, _ := strings.Cut(strings.TrimSpace(account), "/")
	rest = strings.Trim(rest, "/")
	if rest == "" || strings.ContainsAny(rest, " ?#&%\\") {
		return "", false
	}
	for _, s := range sites {
		if s.name != strings.ToLower(name) {
			continue
		}
		before, after, _ := strings.Cut(s.address, "{}")
		address = before + rest + after
		if strings.HasPrefix(s.address, "https://{}") && strings.ContainsAny(rest, "/.:@") {
			return "", false
		}
		u, err := url.Parse(address)
		return address, err == nil && u.Host != ""
	}
	return "", false
}

// siteExamples are examples of accounts.
func siteExamples() string {
	examples := make([]string, len(sites))
	for i, s := range sites {
		examples[i] = s.example
	}
	return strings.Join(examples, ", ")
}
