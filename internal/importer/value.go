package importer

import (
	"math"
	"net/url"
	"regexp"
	"strconv"
	"strings"
	"time"

	"earshot/internal/date"
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

// units are what counts are abbreviated with.
var units = map[string]float64{"k": 1e3, "m": 1e6, "b": 1e9, "w": 1e4, "千": 1e3, "万": 1e4, "萬": 1e4, "亿": 1e8, "億": 1e8}

var number = regexp.MustCompile(`^(\d+(?:\.\d+)?)\s*([kKmMbBwW千万萬亿億]?)\+?$`)

// count reads a count: 1204, 1,204, 1.2万, 12.5K. What is none is unknown.
func (f *Format) count(rec record, places []string) *int64 {
	var most *int64
	for _, place := range places {
		n, ok := countOf(at(rec, place))
		if !ok || f.ZeroUnknown && n == 0 {
			continue
		}
		// Suites have a column for each network, of which one is filled.
		if most == nil || n > *most {
			most = &n
		}
	}
	return most
}

func countOf(s string) (int64, bool) {
	m := number.FindStringSubmatch(strings.NewReplacer(",", "", " ", "", "\u00a0", "").Replace(strings.TrimSpace(s)))
	if m == nil {
		return 0, false
	}
	n, err := strconv.ParseFloat(m[1], 64)
	if err != nil {
		return 0, false
	}
	if unit, ok := units[strings.ToLower(m[2])]; ok {
		n *= unit
	} else if n != math.Trunc(n) {
		return 0, false
	}
	if n >= 1<<53 {
		return 0, false
	}
	return int64(math.Round(n)), true
}

// serial is a number that begins with a time.
var serial = regexp.MustCompile(`\d{15,19}`)

// moment reads a time; zero is none.
func (f *Format) moment(rec record, places []string) time.Time {
	for _, place := range places {
		text := strings.TrimSpace(at(rec, place))
		if text == "" {
			continue
		}
		if f.Clock > 0 {
			if n, err := strconv.ParseInt(serial.FindString(text), 10, 64); err == nil && n>>f.Clock > 0 {
				return time.UnixMilli(n >> f.Clock).UTC()
			}
			continue
		}
		// What went through a spreadsheet's numbers.
		text = strings.TrimSuffix(text, ".0")
		if f.Zone != "" {
			if t, ok := date.Parse(text + " " + f.Zone); ok {
				return t
			}
		}
		if t, ok := date.Parse(text); ok {
			return t
		}
	}
	return time.Time{}
}

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
