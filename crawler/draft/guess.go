package draft

import (
	"math"
	"regexp"
	"slices"
	"strings"
	"time"

	"github.com/tidwall/gjson"

	"earshot/crawler/spec"
)

// guess is what a field is read from.
type guess struct {
	leaf
	// rule is the rule as YAML.
	rule string
}

// field is a field of a post and how it is recognised.
type field struct {
	name string
	// words are those of keys that hold it, the best first. A word that must be the
	// whole key is written with = before it.
	words []string
	// not are words of keys that do not.
	not []string
	// rule makes the rule of a leaf; ok is false where its values are not of the kind.
	rule func(l leaf) (rule string, ok bool)
}

var author = []string{"author", "user", "creator", "owner", "member", "account", "poster", "opener", "by", "writer", "sender", "from", "profile"}

// fields are those that are looked for, in the order of the file.
var fields = []field{
	{"id", []string{"=id", "uuid", "guid", "id", "uid", "ref", "=no", "number", "key", "slug", "=review", "=post", "=comment", "permalink"}, append([]string{"parent", "reply", "version"}, author...), identity},
	{"url", []string{"permalink", "url", "link", "href", "uri"}, append([]string{"image", "avatar", "thumbnail", "picture", "icon", "src", "api"}, author...), addressRule},
	{"author_handle", []string{"username", "nick", "login", "handle", "nickname", "alias", "screen", "acct", "slug", "name", "id", "=by", "=author", "=user", "=writer"}, []string{"display", "full", "url", "avatar", "title"}, text},
	{"author_name", []string{"display", "full", "name"}, []string{"url", "avatar", "user", "screen"}, text},
	{"author_url", []string{"url", "home", "profile", "link", "href", "html"}, []string{"avatar", "image", "picture", "icon", "name", "nick"}, addressRule},
	{"title", []string{"title", "subject", "headline", "=name", "topic"}, append([]string{"id", "url", "slug"}, author...), text},
	{"text", []string{"text", "body", "content", "message", "comment", "html", "description", "review", "excerpt", "summary", "selftext", "cooked", "raw", "source"}, append([]string{"title", "id", "format", "url", "type", "count", "total", "number", "status"}, author...), text},
	{"created", []string{"created", "published", "posted", "written", "timestamp", "date", "time", "stamp", "at", "=t"}, []string{"updated", "edited", "modified", "last", "expires", "deleted"}, moment},
	{"edited", []string{"edited", "updated", "modified"}, nil, moment},
	{"language", []string{"language", "lang", "locale"}, nil, language},
	{"likes", []string{"likes", "like", "favourites", "favorites", "upvotes", "ups", "score", "points", "reactions", "thumbs", "votes", "up", "hearts", "stars"}, []string{"id", "down", "date", "ratio"}, count},
	{"shares", []string{"shares", "share", "reblogs", "reposts", "retweets", "renote", "forwards"}, []string{"id", "url"}, count},
	{"comments", []string{"comments", "replies", "answers", "reply", "comment", "answer", "responses", "posts"}, []string{"id", "url", "date", "at"}, count},
	{"views", []string{"views", "view", "plays", "impressions", "visits", "seen"}, []string{"id", "url"}, count},
}

// guess fills in the fields.
func (l *list) guess() {
	l.fields = map[string]guess{}
	taken := map[string]bool{}
	for _, f := range fields {
		best, most := guess{}, 0
		for _, leaf := range l.leaves {
			rule, ok := f.rule(leaf)
			if !ok || taken[leaf.path] && f.name != "url" || f.name == "id" && !leaf.unique(len(l.items)) {
				continue
			}
			s := f.fit(leaf)
			if f.name == "text" && s > 0 {
				s += leaf.prose()
			}
			if s > most {
				best, most = guess{leaf: leaf, rule: rule}, s
			}
		}
		if most > 0 {
			l.fields[f.name] = best
			taken[best.path] = true
		}
	}
	l.byValue(taken)
}

// byValue finds what no name gives away by the form of its values: the only time,
// the longest text, the first short value that tells items apart.
func (l *list) byValue(taken map[string]bool) {
	for _, f := range fields {
		if _, ok := l.fields[f.name]; ok || f.name != "created" && f.name != "text" && f.name != "id" {
			continue
		}
		best, most := guess{}, 0
		for _, leaf := range l.leaves {
			rule, ok := f.rule(leaf)
			if !ok || taken[leaf.path] {
				continue
			}
			s := 1
			switch f.name {
			case "text":
				s = leaf.prose() - 10
			case "id":
				if !leaf.unique(len(l.items)) || leaf.prose() > 10 {
					s = 0
				}
			}
			if s > most {
				best, most = guess{leaf: leaf, rule: rule}, s
			}
		}
		if most > 0 {
			l.fields[f.name] = best
			taken[best.path] = true
		}
	}
}

// prose is how much values look like what people write, from 0 to 30: by their
// length, and whether they have spaces at all.
func (l leaf) prose() int {
	length := 0
	for _, v := range l.values {
		if strings.Contains(strings.TrimSpace(v.Str), " ") {
			length += min(len(v.Str), 300)
		}
	}
	return min(30, length/len(l.values))
}

// fit says how well the words of a leaf fit a field; 0 is not at all.
func (f field) fit(l leaf) int {
	ofAuthor := slices.ContainsFunc(author, func(w string) bool { return slices.Contains(l.words, w) })
	if strings.HasPrefix(f.name, "author") && !ofAuthor && !slices.Contains([]string{"username", "nick", "nickname", "alias"}, l.words[len(l.words)-1]) {
		return 0
	}
	for i, word := range f.words {
		whole, exact := strings.CutPrefix(word, "=")
		if exact && l.path != whole || !exact && !slices.Contains(l.words, word) {
			continue
		}
		words := l.words
		if strings.HasPrefix(f.name, "author") {
			// What stands before is the author.
			words = wordsOf(l.path[strings.LastIndexByte(l.path, '.')+1:])
		}
		if slices.ContainsFunc(f.not, func(n string) bool { return slices.Contains(words, n) && n != whole }) {
			return 0
		}
		// The nearer to the item, the likelier it is the item's own.
		depth := strings.Count(l.path, ".")
		if strings.HasPrefix(f.name, "author") {
			depth = 0
		}
		return max(1, 100-4*i-15*depth-len(l.words))
	}
	return 0
}

// score says how much the items look like posts.
func (l *list) score() int {
	s := min(l.count, 10)
	for name, worth := range map[string]int{"created": 40, "text": 30, "title": 15, "id": 20, "url": 10, "author_handle": 15, "comments": 5, "likes": 5} {
		if _, ok := l.fields[name]; ok {
			s += worth
		}
	}
	return s
}

// unique tells whether the values tell all items apart.
func (l leaf) unique(items int) bool {
	seen := map[string]bool{}
	for _, v := range l.values {
		seen[v.String()] = true
	}
	return len(seen) == items
}

func (l leaf) each(is func(v gjson.Result) bool) bool {
	for _, v := range l.values {
		if !is(v) {
			return false
		}
	}
	return true
}

func selector(path string, filters ...string) string {
	if len(filters) == 0 {
		return "{json: " + quote(path) + "}"
	}
	return "{json: " + quote(path) + ", filters: [" + strings.Join(filters, ", ") + "]}"
}

func identity(l leaf) (string, bool) {
	return selector(l.path), l.each(func(v gjson.Result) bool {
		return (v.Type == gjson.String || v.Type == gjson.Number) && v.String() != "" && len(v.String()) < 300
	})
}

var tag = regexp.MustCompile(`<[a-zA-Z/][^<>]*>|&(?:amp|lt|gt|quot|#\d+);`)

func text(l leaf) (string, bool) {
	if !l.each(func(v gjson.Result) bool { return v.Type == gjson.String }) {
		return "", false
	}
	if slices.ContainsFunc(l.values, func(v gjson.Result) bool { return tag.MatchString(v.Str) }) {
		return selector(l.path, "html"), true
	}
	return selector(l.path), true
}

// addressRule takes addresses, and paths on the server.
func addressRule(l leaf) (string, bool) {
	whole := l.each(func(v gjson.Result) bool {
		return strings.HasPrefix(v.Str, "https://") || strings.HasPrefix(v.Str, "http://")
	})
	path := l.each(func(v gjson.Result) bool { return strings.HasPrefix(v.Str, "/") && !strings.HasPrefix(v.Str, "//") })
	switch {
	case whole:
		return selector(l.path), true
	case path && templated.MatchString(l.path):
		return "{value: '{base}{item." + l.path + "}'}", true
	case path:
		return selector(l.path, "absolute"), true
	default:
		return "", false
	}
}

// templated finds paths that may stand in a placeholder.
var templated = regexp.MustCompile(`^[A-Za-z0-9_]+(?:\.[A-Za-z0-9_]+)*$`)

// Counts as people write them: 1,234 and 1.2K.
var (
	grouped   = regexp.MustCompile(`^[0-9]{1,3}(?:,[0-9]{3})*$|^[0-9]{1,15}$`)
	shortened = regexp.MustCompile(`^[0-9]+(?:[.,][0-9]+)?[KMkm]?$`)
)

func count(l leaf) (string, bool) {
	written := func(form *regexp.Regexp) bool {
		return l.each(func(v gjson.Result) bool { return v.Type == gjson.String && form.MatchString(v.Str) })
	}
	switch {
	case written(grouped):
		return selector(l.path, "int"), true
	case written(shortened):
		return selector(l.path, "compact"), true
	}
	return selector(l.path), l.each(func(v gjson.Result) bool {
		return v.Type == gjson.Number && v.Num >= 0 && v.Num == math.Trunc(v.Num) && v.Num < 1e15
	})
}

var languageTag = regexp.MustCompile(`^[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*$`)

func language(l leaf) (string, bool) {
	return selector(l.path), l.each(func(v gjson.Result) bool { return languageTag.MatchString(v.Str) })
}

// layouts are the forms of a time that are tried besides RFC 3339.
var layouts = []string{
	"2006-01-02T15:04:05", "2006-01-02 15:04:05", "2006-01-02 15:04", "2006-01-02T15:04:05-0700", "2006-01-02", "02.01.2006 15:04:05", "02.01.2006 15:04", "02.01.2006",
	"02/01/2006 15:04", "01/02/2006 15:04", time.RFC1123, time.RFC1123Z, time.RubyDate, "Jan 2, 2006", "2 Jan 2006", "January 2, 2006",
}

// moment takes times.
func moment(l leaf) (string, bool) {
	if l.each(func(v gjson.Result) bool { _, err := time.Parse(time.RFC3339Nano, v.Str); return err == nil }) {
		return selector(l.path), true
	}
	if unit := spec.TimeFilter(l.values[0].String()); unit != "" {
		return selector(l.path, unit), l.each(func(v gjson.Result) bool { return spec.TimeFilter(v.String()) == unit })
	}
	for _, layout := range layouts {
		if l.each(func(v gjson.Result) bool { _, err := time.Parse(layout, v.Str); return err == nil }) {
			return selector(l.path, "{time: "+quote(layout)+"}"), true
		}
	}
	return "", false
}
