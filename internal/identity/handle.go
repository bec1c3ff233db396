package identity

import (
	"net/url"
	"regexp"
	"strings"
)

// redditor is a name as Reddit's readers write it: u/ana.
var redditor = regexp.MustCompile(`^/?u/([\w-]+)$`)

// Handle is the handle of an author as crawled posts of a platform have it: other
// tools write it with an @ or as the address of the profile. What is no handle
// stays as it is.
func Handle(platform, written string) string {
	name := strings.TrimSpace(written)
	if platform == "reddit" {
		if m := redditor.FindStringSubmatch(name); m != nil {
			return m[1]
		}
	}
	if strings.HasPrefix(name, "https://") || strings.HasPrefix(name, "http://") {
		if inAddress := profile(platform, name); inAddress != "" {
			return inAddress
		}
	}
	if bare := strings.TrimLeft(name, "@＠"); bare != "" && !strings.ContainsAny(bare, " \t") {
		return bare
	}
	return written
}

// profiles are what stands in front of a name in addresses of profiles.
var profiles = map[string]string{
	"x": "", "instagram": "", "telegram": "", "tiktok": "@", "threads": "@", "reddit": "user/", "bluesky": "profile/", "linkedin": "in/", "youtube": "channel/",
}

// profile is the handle in the address of a profile, "" where it holds none.
func profile(platform, address string) string {
	before, known := profiles[platform]
	u, err := url.Parse(address)
	if !known || err != nil {
		return ""
	}
	name, ok := strings.CutPrefix(strings.Trim(u.Path, "/"), before)
	if !ok || strings.Contains(name, "/") {
		return ""
	}
	return name
}
