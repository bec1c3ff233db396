package identity

import (
	"math/big"
	"net/url"
	"regexp"
	"strconv"
	"strings"
)

// pattern finds an identifier in addresses of a platform. The identifier is the
// first group, or id with $1 and $2 filled in.
type pattern struct {
	in *regexp.Regexp
	id string
}

// patterns are tried in order, on host and path and query without scheme and www.
var patterns = map[string][]pattern{
	"x":         {{regexp.MustCompile(`^[^/]*/(?:[^/]+|i/web)/status(?:es)?/(\d+)(?:[/?]|$)`), "$1"}},
	"instagram": {{regexp.MustCompile(`^[^/]*/(?:[^/]+/)?(?:p|reel|reels|tv)/([\w-]+)/?(?:\?|$)`), "$1"}},
	"threads":   {{regexp.MustCompile(`^[^/]*/(?:@[^/]+/post|t)/([\w-]+)/?(?:\?|$)`), "$1"}},
	"tiktok":    {{regexp.MustCompile(`^[^/]*/@[^/]*/(?:video|photo)/(\d{8,})(?:[/?]|$)`), "$1"}, {regexp.MustCompile(`^m\.[^/]*/v/(\d{8,})`), "$1"}},
	"youtube": {
		{regexp.MustCompile(`^[^?]*/watch\?(?:.*&)?v=[\w-]{11}(?:&.*)?&lc=([\w.-]+)`), "$1"}, {regexp.MustCompile(`^[^?]*/watch\?lc=([\w.-]+)`), "$1"},
		{regexp.MustCompile(`^[^?]*/watch\?(?:.*&)?v=([\w-]{11})(?:&|$)`), "$1"}, {regexp.MustCompile(`^youtu\.be/([\w-]{11})(?:[?/]|$)`), "$1"},
		{regexp.MustCompile(`^[^/]*/(?:shorts|live|embed|v)/([\w-]{11})(?:[?/]|$)`), "$1"},
	},
	"reddit": {
		{regexp.MustCompile(`^[^?]*/comments/([a-z0-9]+)/[^/?]*/([a-z0-9]+)`), "t1_$2"}, {regexp.MustCompile(`^[^?]*/comments/([a-z0-9]+)`), "t3_$1"},
		{regexp.MustCompile(`^redd\.it/([a-z0-9]+)`), "t3_$1"},
	},
	"douyin":      {{regexp.MustCompile(`^[^/]*/(?:share/)?(?:video|note)/(\d{8,})(?:[/?]|$)`), "$1"}, {regexp.MustCompile(`[?&]modal_id=(\d+)`), "$1"}},
	"xiaohongshu": {{regexp.MustCompile(`^[^/]*/(?:explore|discovery/item|search_result)/([0-9a-f]{24})`), "$1"}},
	"kuaishou":    {{regexp.MustCompile(`^[^/]*/(?:short-video|fw/photo)/(\w+)`), "$1"}},
	"hackernews":  {{regexp.MustCompile(`^news\.ycombinator\.com/item\?id=(\d+)`), "$1"}},
	"vk":          {{regexp.MustCompile(`(?:^[^/]*/|[?&]w=)wall(-?\d+_\d+)`), "$1"}},
	"telegram":    {{regexp.MustCompile(`^[^/]*/(?:s/)?([A-Za-z]\w+/\d+)`), "$1"}},
	"bluesky":     {{regexp.MustCompile(`^[^/]*/profile/(did:[a-z]+:[\w.:-]+)/post/(\w+)`), "at://$1/app.bsky.feed.post/$2"}},
	"linkedin":    {{regexp.MustCompile(`(urn:li:activity:\d+)`), "$1"}, {regexp.MustCompile(`^[^/]*/posts/[^/]*activity-(\d{15,})`), "urn:li:activity:$1"}},
	"zhihu": {
		{regexp.MustCompile(`^[^/]*/question/\d+/answer/(\d+)`), "answer/$1"}, {regexp.MustCompile(`^[^/]*/answer/(\d+)`), "answer/$1"},
		{regexp.MustCompile(`^zhuanlan\.[^/]*/p/(\d+)`), "article/$1"}, {regexp.MustCompile(`^[^/]*/zvideo/(\d+)`), "zvideo/$1"},
	},
	"bilibili": {{regexp.MustCompile(`^[^/]*/(?:video/|s/video/)?(BV\w{10})`), "$1"}, {regexp.MustCompile(`^[^/]*/(?:video/)?av(\d+)`), "av$1"}},
	"weibo": {
		{regexp.MustCompile(`^m\.weibo\.cn/(?:detail|status)/(\d{10,})`), "$1"}, {regexp.MustCompile(`^[^/]*/\d+/(\d{14,})(?:[?/]|$)`), "$1"},
		{regexp.MustCompile(`^(?:m\.)?weibo\.(?:com|cn)/(?:\d+|status|detail)/([0-9A-Za-z]{9})(?:[?/]|$)`), "base62:$1"},
	},
}

// Native is the identifier that a platform's address of a post states, written as
// crawled posts of that platform have it; "" where it states none.
func Native(platform, address string) string {
	u := parse(address)
	if u == nil {
		return ""
	}
	text := strings.TrimPrefix(strings.ToLower(u.Hostname()), "www.") + u.Path
	if u.RawQuery != "" {
		text += "?" + u.RawQuery
	}
	if strings.Contains(u.Path, "/") && u.Fragment != "" && isReply(platform, u.Fragment) {
		return ""
	}
	for _, p := range patterns[platform] {
		m := p.in.FindStringSubmatchIndex(text)
		if m == nil {
			continue
		}
		id := string(p.in.ExpandString(nil, p.id, text, m))
		if code, ok := strings.CutPrefix(id, "base62:"); ok {
			return weiboNumber(code)
		}
		return ID(platform, id)
	}
	return ""
}

// isReply tells whether a fragment names a reply to the post of an address.
func isReply(platform, fragment string) bool {
	return platform == "bilibili" && strings.HasPrefix(fragment, "reply") || platform == "weibo" && strings.HasPrefix(fragment, "comment")
}

// ID is an identifier of a platform as crawled posts of it have it: other tools
// know Bilibili's films by numbers, and call its replies comments.
func ID(platform, id string) string {
	if platform != "bilibili" {
		return id
	}
	if n, ok := strings.CutPrefix(id, "comment/"); ok {
		return "reply/" + n
	}
	if n, ok := strings.CutPrefix(id, "av"); ok {
		if number, err := strconv.ParseInt(n, 10, 64); err == nil && number > 0 && number < 1<<51 {
			return bilibiliCode(number)
		}
	}
	return id
}

// Author is the handle of its author that the address of a post, or of its
// pictures' pages, states; "" where it states none.
func Author(platform, address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return ""
	}
	parts := strings.Split(strings.Trim(u.Path, "/"), "/")
	switch {
	case platform == "x" && len(parts) >= 3 && strings.HasPrefix(parts[1], "status") && parts[0] != "i":
		return parts[0]
	case (platform == "tiktok" || platform == "threads") && len(parts) >= 3 && len(parts[0]) > 1 && parts[0][0] == '@':
		return parts[0][1:]
	}
	return ""
}

// bilibiliAlphabet and the numbers in bilibiliCode are those of the scheme in
// github.com/SocialSisterYi/bilibili-API-collect, docs/misc/bvid_desc.md.
const bilibiliAlphabet = "FcwAPNKTMug3GV5Lj7EJnHpWsx4tb8haYeviqBz6rkCy12mUSDQX9RdoZf"

// bilibiliCode is the code BV... of the film with a number.
func bilibiliCode(number int64) string {
	code := []byte("BV1000000000")
	rest := (1<<51 | number) ^ 23442827791579
	for i := len(code) - 1; rest > 0; i-- {
		code[i] = bilibiliAlphabet[rest%58]
		rest /= 58
	}
	code[3], code[9] = code[9], code[3]
	code[4], code[7] = code[7], code[4]
	return string(code)
}

const base62 = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"

// weiboNumber is the number of the post with a code of Weibo's web site: every
// four characters from the end are seven digits.
func weiboNumber(code string) string {
	number := ""
	for end := len(code); end > 0; end -= 4 {
		n := new(big.Int)
		for _, c := range code[max(0, end-4):end] {
			n.Mul(n, big.NewInt(62)).Add(n, big.NewInt(int64(strings.IndexRune(base62, c))))
		}
		part := n.String()
		if end > 4 {
			part = strings.Repeat("0", max(0, 7-len(part))) + part
		}
		number = part + number
	}
	return number
}
