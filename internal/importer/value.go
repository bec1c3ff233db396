package importer

import (
	"net/url"
	"regexp"
	"strings"
)

var braces = regexp.MustCompile(`\{([^{}#][^{}]*)\}`)

// value is what the first of places holds that holds anything.
func value(rec record, places []string) string {
	for _, place := range places {
		if v := strings.TrimSpace(at(rec, place)); v != "" {
			return v
		}
	}
	return ""
}

// at is what a place holds, or what a template comes to. A template of which a
// part is missing, or 0 as some tools have it for none, comes to nothing.
func at(rec record, place string) string {
	if !strings.Contains(place, "{") {
		return rec.text(place)
	}
	missing := false
	filled := braces.ReplaceAllStringFunc(place, func(part string) string {
		v := strings.TrimSpace(rec.text(part[1 : len(part)-1]))
		missing = missing || v == "" || v == "0"
		return v
	})
	if missing {
		return ""
	}
	return filled
}

// texts are all values of the first of places that holds any.
func texts(rec record, places []string) []string {
	for _, place := range places {
		if strings.Contains(place, "{") {
			if v := at(rec, place); v != "" {
				return []string{v}
			}
			continue
		}
		found, _ := rec.list(place)
		var list []string
		for _, v := range found {
			if v = strings.TrimSpace(v); v != "" && !contains(list, v) && len(list) < maxList {
				list = append(list, v)
			}
		}
		if len(list) > 0 {
			return list
		}
	}
	return nil
}

// maxList bounds the tags, links and images of a post.
const maxList = 100

// platforms are the platforms of addresses, by the registered part of the host.
var platforms = map[string]string{
	"twitter.com": "x", "x.com": "x", "facebook.com": "facebook", "instagram.com": "instagram", "threads.net": "threads", "threads.com": "threads",
	"reddit.com": "reddit", "youtube.com": "youtube", "youtu.be": "youtube", "tiktok.com": "tiktok", "linkedin.com": "linkedin", "tumblr.com": "tumblr",
	"pinterest.com": "pinterest", "vk.com": "vk", "weibo.com": "weibo", "weibo.cn": "weibo", "bilibili.com": "bilibili", "douyin.com": "douyin",
	"xiaohongshu.com": "xiaohongshu", "zhihu.com": "zhihu", "bsky.app": "bluesky", "t.me": "telegram", "twitch.tv": "twitch", "medium.com": "medium", "quora.com": "quora",
}

// platformOf is the platform of an address; otherwise is that of other pages.
func platformOf(address, otherwise string) string {
	u, err := url.Parse(address)
	if err != nil || u.Host == "" {
		return ""
	}
	for host := strings.ToLower(u.Hostname()); host != ""; {
		if name := platforms[host]; name != "" {
			return name
		}
		_, rest, found := strings.Cut(host, ".")
		if !found {
			break
		}
		host = rest
	}
	return otherwise
}

// languages are those that suites name in English.
var languages = map[string]string{
	"english": "en", "german": "de", "french": "fr", "spanish": "es", "italian": "it", "portuguese": "pt", "dutch": "nl", "russian": "ru", "polish": "pl",
	"turkish": "tr", "arabic": "ar", "chinese": "zh", "japanese": "ja", "korean": "ko", "swedish": "sv", "danish": "da", "norwegian": "no", "finnish": "fi",
	"czech": "cs", "greek": "el", "hebrew": "he", "hindi": "hi", "indonesian": "id", "thai": "th", "vietnamese": "vi", "ukrainian": "uk", "hungarian": "hu", "romanian": "ro",
	"chinese simplified": "zh-Hans", "chinese traditional": "zh-Hant",
}

var languageTag = regexp.MustCompile(`^[A-Za-z]{2,3}(?:-[A-Za-z0-9]{1,8})*$`)

// language is a BCP 47 tag, or "" for what is none.
func language(s string) string {
	if code := languages[strings.ToLower(s)]; code != "" {
		return code
	}
	if s = strings.ReplaceAll(s, "_", "-"); languageTag.MatchString(s) && !strings.EqualFold(s, "und") && !strings.EqualFold(s, "un") {
		return s
	}
	return ""
}
