package query

import (
	"fmt"
	"maps"
	"slices"
	"strings"
)

var fieldNames = []FieldName{FieldLang, FieldPlatform, FieldSource, FieldAuthor, FieldSite, FieldHas, FieldSentiment, FieldDateFrom,
	FieldImage, FieldOCR, FieldCaption, FieldAlt, FieldLogo, FieldTranscript}

// field parses name:value.
func (p *parser) field(l lexeme) (Node, *SyntaxError) {
	name := FieldName(strings.ToLower(l.field))
	if meant := fieldsElsewhere[string(name)]; meant != "" {
		p.note(l.start, len(l.field)+1, "%s: is read as %s", name, meant)
		if sign := strings.Trim(meant, "#@"); sign == "" {
			return p.term(lexeme{kind: lexWord, text: meant + strings.TrimLeft(l.text, "#＃@＠"), start: l.start, end: l.end, at: l.at})
		}
		name = FieldName(strings.TrimSuffix(meant, ":"))
	}
	value := foldValue(l.text)
	if !slices.Contains(fieldNames, name) {
		return nil, p.unknownField(l)
	}
	if value == "" {
		hint := "write the value right behind the colon: lang:en"
		if p.peek().kind == lexOpen {
			hint = fmt.Sprintf("write (%s:... OR %s:...)", name, name)
			if name == FieldLang {
				hint = "write (lang:en OR lang:de)"
			}
		}
		return nil, p.fault(l, fmt.Sprintf("%s: needs a value", name), hint)
	}
	if name == FieldAuthor || name == FieldSource {
		return p.named(l, name, value)
	}
	if slices.Contains(seenFields, name) {
		return p.seen(l, name)
	}
	if name == FieldSite {
		value = strings.TrimPrefix(value, "*.") // what is below a domain is its own
		if _, path, ok := strings.Cut(strings.TrimPrefix(strings.TrimPrefix(value, "https://"), "http://"), "/"); ok && path != "" {
			p.note(l.start, l.end-l.start, "of an address only the host is compared, and its path is left out")
		}
	}
	if strings.ContainsAny(value, "*?") {
		return nil, p.fault(l, fmt.Sprintf("%s: knows no wildcards", name), "only words, hashtags, handles, author: and source: do")
	}
	fixed, hint := p.checkField(name, value)
	if name == FieldPlatform && hint != "" && p.known.Imported && platformMeant(value, p.known.Platforms) == "" {
		p.note(l.start, l.end-l.start, "no platform has the name %q; only posts that were imported under it are found", value)
		fixed, hint = value, ""
	}
	if hint != "" {
		if parts := strings.FieldsFunc(value, func(r rune) bool { return strings.ContainsRune(commas+"|+ ", r) }); len(parts) > 1 {
			hint = fmt.Sprintf("write (%s:%s)", name, strings.Join(parts, fmt.Sprintf(" OR %s:", name)))
		}
		return nil, p.fault(l, fmt.Sprintf("%q is no value of %s:", l.text, name), hint)
	}
	return Field{Name: name, Value: fixed}, nil
}

// named parses the field of a name, which may have wildcards.
func (p *parser) named(l lexeme, name FieldName, value string) (Node, *SyntaxError) {
	f := Field{Name: name, Value: value}
	if name == FieldAuthor {
		f.Value = strings.TrimLeft(value, "@")
	}
	f.Wild = strings.Contains(f.Value, "*")
	if f.Wild && prefixTooShort(f.Value) {
		return nil, p.wildcardFault(l)
	}
	if foldName(f.Value) == "" {
		return nil, p.fault(l, fmt.Sprintf("there is no name behind %s:", name), "write author:ana, or source:\"north forum\"")
	}
	return f, nil
}

// unknownField is the fault of a field that there is none of.
func (p *parser) unknownField(l lexeme) *SyntaxError {
	name := strings.ToLower(l.field)
	text := l.text
	if l.quoted || strings.ContainsAny(text, " ") {
		text = `"` + text + `"`
	}
	names := make([]string, len(fieldNames))
	for i, n := range fieldNames {
		names[i] = string(n)
	}
	hint := strings.ReplaceAll(hintsElsewhere[name], "VALUE", text)
	if near := Nearest(name, names); hint == "" && near != "" {
		hint = fmt.Sprintf("did you mean %s:%s?", near, text)
	}
	if hint == "" {
		hint = fmt.Sprintf("there are %s: and %s:; put it in quotes to search for the words: %q",
			strings.Join(names[:len(names)-1], ":, "), names[len(names)-1], l.field+" "+l.text)
	}
	return p.fault(l, fmt.Sprintf("there is no field %q", l.field), hint)
}

// fieldsElsewhere are the names that other tools have for fields, hashtags and
// handles.
var fieldsElsewhere = map[string]string{
	"language": "lang:", "lng": "lang:",
	"from": "author:", "user": "author:", "username": "author:", "by": "author:",
	"domain": "site:", "host": "site:", "url": "site:", "link": "site:", "links": "site:",
	"picture": "image:", "images": "image:", "img": "image:", "photo": "image:",
	"image_text": "ocr:", "text_in_image": "ocr:", "captions": "caption:", "alt_text": "alt:", "alttext": "alt:", "logos": "logo:",
	"subtitle": "transcript:", "subtitles": "transcript:", "spoken": "transcript:",
	"hashtag": "#", "hashtags": "#", "tag": "#", "tags": "#",
	"mention": "@", "mentions": "@", "at_mentions": "@",
}

// hintsElsewhere say what to write instead of the fields of other tools that have
// no meaning here.
var hintsElsewhere = func() map[string]string {
	out := map[string]string{}
	for names, hint := range map[string]string{
		"title intitle allintitle headline subject text intext content inbody body message fulltext": "title and text are searched together: write VALUE",
		"raw regex":                     "words are found in any case: write VALUE, with wildcards as in coff* or organi?e",
		"inurl allinurl":                "write site:example.com for the host of an address",
		"since until after before date": "the period is chosen beside the query: --from and --to, or the dates on the dashboard",
		"country place location geo geocode region city": "where a post was written is not known; the nearest to it is lang:en",
		"filter include":                     "write has:image or has:link",
		"to reply_to in_reply_to":            "write @ana for posts that mention the handle",
		"sourcetype network channel":         "write platform:mastodon, or site:example.com",
		"is type engagementtype":             "reposts and replies are not told apart in a query",
		"sentimenttype tone":                 "write sentiment:negative",
		"min_faves min_retweets min_replies": "engagement is not part of a query; the dashboard sorts posts by it",
	} {
		for name := range strings.FieldsSeq(names) {
			out[name] = hint
		}
	}
	return out
}()

// checkField returns the normalised value of a field, or a hint where it is
// invalid.
func (p *parser) checkField(name FieldName, value string) (fixed, hint string) {
	oneOf := func(allowed ...string) (string, string) {
		if slices.Contains(allowed, value) {
			return value, ""
		}
		return "", "write one of: " + strings.Join(allowed, ", ")
	}
	switch name {
	case FieldLang:
		return checkLanguage(value)
	case FieldPlatform:
		if p.known.Platforms == nil || slices.Contains(p.known.Platforms, value) {
			return value, ""
		}
		return "", platformHint(value, p.known.Platforms)
	case FieldSite:
		host := hostOf(value)
		if host == "" || strings.ContainsAny(host, " ") {
			return "", "write a domain: site:example.com"
		}
		return host, ""
	case FieldHas:
		return oneOf("image", "link")
	case FieldSentiment:
		return oneOf("negative", "neutral", "positive", "unsure", unknownSentiment)
	case FieldDateFrom:
		return oneOf("stated", "address", "page", "seen")
	default:
		return value, ""
	}
}

// platformNames are other names of platforms.
var platformNames = map[string]string{
	"twitter": "x", "tweet": "x", "x.com": "x", "ig": "instagram", "insta": "instagram", "yt": "youtube", "rss": "feed", "news": "feed", "blog": "web", "blogs": "web",
	"website": "web", "websites": "web", "hn": "hackernews", "hacker-news": "hackernews", "bsky": "bluesky", "fediverse": "activitypub", "vkontakte": "vk", "tg": "telegram",
	"redbook": "xiaohongshu", "rednote": "xiaohongshu", "xhs": "xiaohongshu", "b站": "bilibili", "微博": "weibo", "小红书": "xiaohongshu", "知乎": "zhihu", "抖音": "douyin", "bili": "bilibili",
}

// platformMeant is the platform that is probably meant by a name; "" for none.
func platformMeant(value string, known []string) string {
	names := map[string]string{} // what may be written, and what it means
	for name, meant := range platformNames {
		if slices.Contains(known, meant) {
			names[name] = meant
		}
	}
	for _, name := range known {
		names[name] = name
	}
	if meant := names[value]; meant != "" {
		return meant
	}
	return names[Nearest(value, slices.Collect(maps.Keys(names)))]
}

func platformHint(value string, known []string) string {
	if near := platformMeant(value, known); near != "" {
		return "did you mean platform:" + near + "?"
	}
	return "there are " + strings.Join(slices.Sorted(slices.Values(known)), ", ")
}

// UnknownPlatform is a sentence about a platform that is none of those known, with
// the one that may be meant; "" where name is known.
func UnknownPlatform(name string, known []string) string {
	if slices.Contains(known, name) {
		return ""
	}
	return fmt.Sprintf("there is no platform %q: %s", name, strings.Replace(platformHint(strings.ToLower(name), known), "platform:", "", 1))
}
