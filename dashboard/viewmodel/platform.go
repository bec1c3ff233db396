package viewmodel

import (
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"earshot/dashboard/component"
	"earshot/dashboard/urlstate"
	"earshot/internal/social"
)

// platforms are the names people know and the colour slots that stay with a
// platform on every page. Slots are numbered in the order of Okabe and Ito,
// "Color Universal Design" (2008); platforms not named here share slot 8.
var platforms = map[string]struct{ name, slot string }{
	"reddit":     {"Reddit", "p6"},
	"bluesky":    {"Bluesky", "p5"},
	"mastodon":   {"Mastodon", "p7"},
	"telegram":   {"Telegram", "p3"},
	"hackernews": {"Hacker News", "p1"},
	"youtube":    {"YouTube", "p4"},
	"lemmy":      {"Lemmy", "p2"},
	"feed":       {"Feeds", "p8"},
	"web":        {"Web pages", "p8"},
	"discourse":  {"Discourse", "p2"},
	"lobsters":   {"Lobsters", "p4"},
	"pixelfed":   {"Pixelfed", "p4"},
	"peertube":   {"PeerTube", "p2"},
	"github":     {"GitHub", "p8"},
	"v2ex":       {"V2EX", "p8"},
	"devto":      {"DEV", "p8"},
	"misskey":    {"Misskey", "p3"},
	"steam":      {"Steam", "p8"},
	"weibo":      {"Weibo", "p1"},
	"zhihu":      {"Zhihu", "p5"},
	"bilibili":   {"Bilibili", "p7"},
	"x":          {"X", "p8"},

	"stackexchange": {"Stack Exchange", "p8"},
}

// Platform returns the mark of a platform by its adapter's name.
func Platform(key string) component.Platform {
	p := component.Platform{Key: key, Name: key, Slot: "p8"}
	if known, ok := platforms[key]; ok {
		p.Name, p.Slot = known.name, known.slot
	} else if key != "" {
		first, width := utf8.DecodeRuneInString(key)
		p.Name = strings.ToUpper(string(first)) + key[width:]
	}
	if p.Name != "" {
		first, _ := utf8.DecodeRuneInString(p.Name)
		p.Letter = strings.ToUpper(string(first))
	}
	return p
}

// brandSlots is how many colours there are for brands that are not in view.
const brandSlots = 6

// BrandSlot is the colour of a brand: the accent for the brand in view, else a
// shade of slate by the brand's place in the configuration. No platform has these
// colours.
func BrandSlot(v urlstate.View, brands []social.Brand, name string) string {
	if name == v.Brand {
		return "accent"
	}
	place := slices.IndexFunc(brands, func(b social.Brand) bool { return b.Name == name })
	return "b" + strconv.Itoa(max(place, 0)%brandSlots+1)
}

// languages are the English names of the languages met most often.
var languages = map[string]string{
	"ar": "Arabic", "cs": "Czech", "da": "Danish", "de": "German", "el": "Greek", "en": "English",
	"es": "Spanish", "fa": "Persian", "fi": "Finnish", "fr": "French", "he": "Hebrew", "hi": "Hindi",
	"hu": "Hungarian", "id": "Indonesian", "it": "Italian", "ja": "Japanese", "ko": "Korean",
	"nb": "Norwegian", "nl": "Dutch", "no": "Norwegian", "pl": "Polish", "pt": "Portuguese",
	"ro": "Romanian", "ru": "Russian", "sv": "Swedish", "th": "Thai", "tr": "Turkish",
	"uk": "Ukrainian", "vi": "Vietnamese", "zh": "Chinese", "und": "Not told", "": "Not told",
}

// Language returns the English name of an ISO 639-1 code.
func Language(code string) string {
	if name, ok := languages[code]; ok {
		return name
	}
	return strings.ToUpper(code)
}
