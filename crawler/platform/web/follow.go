package web

import (
	"net/url"
	"path"
	"strconv"
	"strings"
	"time"

	"earshot/crawler"
	"earshot/crawler/address"
	"earshot/crawler/markup"
	"earshot/internal/date"
)

// varDepth is how many more links may be followed from a page.
const varDepth = "depth"

// pageRequest asks for a page. Pages whose links are not followed are fetched
// only if they changed; of the others the links are needed, changed or not.
// within is crawler.Request.Within.
func pageRequest(address string, depth, within int) crawler.Request {
	req := crawler.Request{URL: address, Step: stepPage, Conditional: depth == 0, Within: within}
	if depth > 0 {
		req.Vars = map[string]string{varDepth: strconv.Itoa(depth)}
	}
	return req
}

// depthOf is how many more links may be followed from the requested page.
func depthOf(req crawler.Request) int {
	depth, err := strconv.Atoi(req.Vars[varDepth])
	if err != nil {
		return 0
	}
	return min(depth, maxDepth)
}

// follow makes requests of the links that lead to pages of the same site, as
// far as the rules and the time wanted go.
func follow(scope crawler.Scope, rules rules, resp crawler.Response, address *url.URL, links []string) []crawler.Request {
	depth := depthOf(resp.Request) - 1
	if depth < 0 {
		return nil
	}
	home := tidyAddress(scope.Lane)
	seen := map[string]bool{home: true, tidyAddress(resp.URL): true, tidyAddress(resp.Request.URL): true}
	var next []crawler.Request
	for _, link := range links {
		link = tidyAddress(link)
		if seen[link] || !wanted(scope, rules, address, link, time.Time{}) {
			continue
		}
		seen[link] = true
		if next = append(next, pageRequest(link, depth, rules.pages)); len(next) >= rules.pages {
			break
		}
	}
	return next
}

// wanted tells whether a page is one of the site's that the source asks for,
// and new enough. changed is when it last changed; zero is unknown.
func wanted(scope crawler.Scope, rules rules, site *url.URL, address string, changed time.Time) bool {
	u, err := url.Parse(address)
	if err != nil || !sameHost(u, site) || !rules.match.MatchString(u.EscapedPath()) || !looksLikePage(u) {
		return false
	}
	if scope.Since.IsZero() {
		return true
	}
	if changed.IsZero() {
		day, known := date.FromURL(address)
		if !known {
			return true
		}
		// The day may be that of any time zone, and comments come later.
		changed = day.Add(48 * time.Hour)
	}
	return !changed.Before(scope.Since)
}

// notPages are endings of files that are no pages.
var notPages = map[string]bool{
	".jpg": true, ".jpeg": true, ".png": true, ".gif": true, ".webp": true, ".avif": true, ".svg": true, ".ico": true, ".bmp": true, ".tif": true, ".tiff": true,
	".mp3": true, ".mp4": true, ".m4a": true, ".webm": true, ".mov": true, ".avi": true, ".ogg": true, ".wav": true, ".m3u8": true,
	".pdf": true, ".doc": true, ".docx": true, ".xls": true, ".xlsx": true, ".ppt": true, ".pptx": true, ".epub": true, ".csv": true,
	".zip": true, ".gz": true, ".tgz": true, ".rar": true, ".7z": true, ".exe": true, ".dmg": true, ".apk": true, ".iso": true,
	".css": true, ".js": true, ".json": true, ".xml": true, ".rss": true, ".atom": true, ".woff": true, ".woff2": true, ".txt": true,
}

// actions are parts of addresses that perform an action and show nothing to read.
var actions = []string{"/login", "/signin", "/sign-in", "/signup", "/register", "/logout", "/cart", "/checkout", "/wp-admin", "/wp-login", "/wp-json", "replytocom=", "share="}

func looksLikePage(u *url.URL) bool {
	if notPages[strings.ToLower(path.Ext(u.Path))] {
		return false
	}
	lower := strings.ToLower(u.EscapedPath() + "?" + u.RawQuery)
	for _, act := range actions {
		if strings.Contains(lower, act) {
			return false
		}
	}
	return true
}

func sameHost(a, b *url.URL) bool { return address.SameHost(a, b) }

func sameSite(a, b *url.URL) bool { return address.SameSite(a, b) }

// tidyAddress removes from an address what does not change the page: the
// fragment and tracking parameters. "" stays "".
func tidyAddress(raw string) string {
	u, err := url.Parse(markup.Resolve(nil, raw))
	if err != nil || u.Host == "" {
		return ""
	}
	if u.Fragment == "" && u.RawQuery == "" && u.Path != "" {
		return strings.TrimSuffix(raw, "#")
	}
	u.Fragment, u.RawFragment = "", ""
	if u.Path == "" {
		u.Path = "/"
	}
	var kept []string
	for _, pair := range strings.Split(u.RawQuery, "&") {
		name, _, _ := strings.Cut(pair, "=")
		if pair != "" && !strings.HasPrefix(name, "utm_") && name != "fbclid" && name != "gclid" {
			kept = append(kept, pair)
		}
	}
	u.RawQuery = strings.Join(kept, "&")
	u.ForceQuery = false
	return u.String()
}
