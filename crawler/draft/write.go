package draft

import (
	"encoding/json"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"unicode"

	"github.com/tidwall/gjson"

	"earshot/crawler/spec"
)

type writer struct {
	platform, schema string
	at               address
	list             list
	paging           paging

	b     strings.Builder
	draft Draft
}

func (w *writer) line(format string, args ...any) { fmt.Fprintf(&w.b, format+"\n", args...) }

// write writes the file from top to bottom.
func (w *writer) write() Draft {
	w.head()
	w.lanes()
	w.request()
	w.line("")
	if w.paging.yaml != "" {
		w.line("# How to get the next page: %s.", w.paging.says)
		w.line("paging: %s", w.paging.yaml)
		w.draft.Found = append(w.draft.Found, "paging")
	} else {
		w.line("# How to get the next page was not to be seen: nothing in the address or the answer counts")
		w.line("# pages. Kinds are page, cursor, down, link and window.")
		w.line("# paging: {kind: page}")
		w.draft.Missing = append(w.draft.Missing, "paging")
	}
	w.line("")
	w.line("# The posts are the %d objects at this path.", w.list.count)
	w.line("items: {json: %s}", quote(w.list.path))
	w.draft.Found = append(w.draft.Found, "items")
	w.fields()
	w.replies()
	w.line("")
	w.line("# Where the platform says in its answer that it refuses, name it, so that it is not taken for silence:")
	w.line("# errors:")
	w.line("#   - {json: error, contains: rate, state: limited, message: the server asks to come back later}")
	w.line("#   - {json: error, state: broken, message: the server does not accept the request}")
	w.draft.File = []byte(w.b.String())
	return w.draft
}

func (w *writer) head() {
	if w.schema != "" {
		w.line("# yaml-language-server: $schema=%s", w.schema)
	}
	w.line("# Every key is explained in docs/platforms.md. Try the file with")
	w.line("#   earshot source test platforms/%s.yaml", w.platform)
	w.line("platform: %s    # the name used in earshot.yaml", quote(w.platform))
	w.line("title: %s    # the name people know", quote(w.platform))
	w.line("reads: %s    # what is read, and of which lists of a source", quote(w.reads()))
	w.line("format: json")
	w.line("base_url: %s    # leave it out where every source has a server of its own", quote(w.at.base))
	for _, name := range []string{"likes", "shares", "comments", "views"} {
		if _, ok := w.list.fields[name]; ok {
			w.line("engagement: true    # it gives counts")
			break
		}
	}
	if w.images() != "" {
		w.line("images: true")
	}
	w.line("# delay: 1s          # the least time between two requests (this is the default)")
	w.line("# terms: ...         # what an operator should know of the platform's rules")
	w.line("# search: {words: true}    # what brands can be looked for with: words, tags, accounts, timeline")
}

func (w *writer) reads() string {
	if w.at.list == "" {
		return "posts of a server"
	}
	return "posts by " + w.at.list
}

func (w *writer) lanes() {
	w.line("")
	w.line("# What source test reads when it is not told otherwise.")
	if w.at.list == "" {
		w.line("example: {base_url: %s}", quote(w.at.base))
		w.line("")
		w.line("# One sequence of pages for all that the server shows. Other lists of a source can be read")
		w.line("# as well: from: queries, tags, accounts or urls.")
		w.line("lanes:")
		w.line("  - {name: server, from: server}")
		return
	}
	w.line("example: {%s: [%s]}", w.at.list, quote(w.at.value))
	w.line("")
	w.line("# One sequence of pages for each of the source's %s. A second list is a second lane; where it is", w.at.list)
	w.line("# answered in another form it has request, paging, items and fields of its own.")
	w.line("lanes:")
	name := map[string]string{"queries": "query", "accounts": "account", "tags": "tag"}[w.at.list]
	w.line("  - {name: %s, from: %s}", name, w.at.list)
}

func (w *writer) request() {
	w.line("")
	w.line("request:")
	w.line("  path: %s", quote(w.at.path))
	w.line("  headers: {Accept: application/json}")
	if len(w.at.query) == 0 {
		return
	}
	w.line("  query:")
	for _, p := range w.at.query {
		comment := ""
		if p.says != "" {
			comment = "    # " + p.says
		}
		w.line("    - {name: %s, value: %s}%s", quote(p.name), quote(p.value), comment)
	}
}

// required are the fields without which there is no post, and what stands for
// them until they are known.
var required = map[string]string{
	"id":      "{json: " + spec.ToFill + "}",
	"url":     "{value: '{base}/" + spec.ToFill + "/{id}'}",
	"created": "{json: " + spec.ToFill + "}",
	"text":    "{json: " + spec.ToFill + "}",
}

func (w *writer) fields() {
	w.line("fields:")
	var unused []string
	for _, f := range fields {
		g, ok := w.list.fields[f.name]
		stand, must := required[f.name]
		_, titled := w.list.fields["title"]
		switch {
		case ok:
			w.line("  %s: %s    # %s", f.name, g.rule, sample(g.values[0]))
			w.draft.Found = append(w.draft.Found, f.name)
		case must && !(f.name == "text" && titled):
			w.line("  %s: %s    # not found, and must stand", f.name, stand)
			w.draft.Missing = append(w.draft.Missing, f.name)
		default:
			unused = append(unused, f.name)
			w.draft.Missing = append(w.draft.Missing, f.name)
		}
	}
	for _, l := range w.list.lists {
		if last := l.words[len(l.words)-1]; slices.Contains([]string{"tags", "hashtags", "labels", "topics"}, last) && len(l.values[0].Array()) > 0 && l.values[0].Array()[0].Type == gjson.String {
			w.line("  tags: {json: %s}", quote(l.path))
			break
		}
	}
	if images := w.images(); images != "" {
		w.line("  images:")
		w.line("    - %s", images)
	}
	if len(unused) > 0 {
		w.line("  # Not found: %s. What else an item holds:", strings.Join(unused, ", "))
	} else {
		w.line("  # What else an item holds:")
	}
	w.rest()
}

// rest names what items hold that no field is read from.
func (w *writer) rest() {
	const most = 30
	n := 0
	for _, l := range slices.Concat(w.list.leaves, w.list.lists) {
		used := false
		for _, g := range w.list.fields {
			used = used || g.path == l.path
		}
		if used {
			continue
		}
		if n++; n > most {
			w.line("  #   and more")
			return
		}
		w.line("  #   {json: %s}    %s", quote(l.path), sample(l.values[0]))
	}
}

// images is the rule for pictures, or "".
func (w *writer) images() string {
	for _, l := range w.list.lists {
		if !slices.ContainsFunc([]string{"images", "pictures", "photos", "media", "attachments", "image"}, func(n string) bool { return slices.Contains(l.words, n) }) {
			continue
		}
		for _, v := range l.values {
			first := v.Get("0")
			if first.Type == gjson.String && strings.HasPrefix(first.Str, "http") {
				return "{each: {json: " + quote(l.path) + "}, url: {json: '@this'}}"
			}
			for _, key := range []string{"url", "src", "href", "image_url", "preview_url"} {
				if first.Get(key).Type == gjson.String {
					return w.picture(l.path, key, first)
				}
			}
		}
	}
	return ""
}

func (w *writer) picture(path, key string, first gjson.Result) string {
	for _, alt := range []string{"alt", "caption", "description", "alt_text"} {
		if first.Get(alt).Type == gjson.String {
			return "{each: {json: " + quote(path) + "}, url: {json: " + key + "}, alt: {json: " + alt + "}}"
		}
	}
	return "{each: {json: " + quote(path) + "}, url: {json: " + key + "}}"
}

// replies writes what to fill in where the platform gives the replies to a post.
func (w *writer) replies() {
	id := spec.ToFill
	if g, ok := w.list.fields["id"]; ok {
		id = g.path
	}
	w.line("")
	w.line("# Replies, where an address gives those to one post. take names values of the item, which are then")
	w.line("# placeholders: {post} here. The fields are those of a reply; its parent is the post above.")
	w.line("# replies:")
	w.line("#   take: {post: {json: %s}}", quote(id))
	w.line("#   request:")
	w.line("#     path: %s", quote(strings.TrimSuffix(w.at.path, "/")+"/{post}/"+spec.ToFill))
	w.line("#     headers: {Accept: application/json}")
	w.line("#   unordered: true    # where the oldest reply comes first")
	w.line("#   items: {json: %s}", spec.ToFill)
	w.line("#   fields:")
	w.line("#     id: {json: %s}", spec.ToFill)
	w.line("#     url: {value: '{post.url}#{id}'}")
	w.line("#     author_handle: {json: %s}", spec.ToFill)
	w.line("#     text: {json: %s}", spec.ToFill)
	w.line("#     created: {json: %s}", spec.ToFill)
	w.draft.Missing = append(w.draft.Missing, "replies")
}

// bare finds texts that YAML takes as they are.
var bare = regexp.MustCompile(`^[A-Za-z_][A-Za-z0-9_.]*$`)

// words of YAML that are no texts.
var reserved = []string{"true", "false", "null", "yes", "no", "on", "off", "y", "n"}

// quote writes a text as a scalar of YAML.
func quote(s string) string {
	switch {
	case bare.MatchString(s) && !slices.Contains(reserved, strings.ToLower(s)):
		return s
	case strings.ContainsFunc(s, func(r rune) bool { return !unicode.IsPrint(r) || r == unicode.ReplacementChar }):
		// The escapes of JSON are YAML's too.
		data, err := json.Marshal(s)
		if err != nil {
			return "''"
		}
		return string(data)
	default:
		return "'" + strings.ReplaceAll(s, "'", "''") + "'"
	}
}

// sample is the beginning of a value, for a comment.
func sample(v gjson.Result) string {
	const shown = 50
	s := v.String()
	if v.IsArray() || v.IsObject() {
		s = v.Raw
	}
	runes := []rune(s[:min(len(s), 4*shown)])
	more := ""
	if len(runes) > shown {
		runes, more = runes[:shown], "..."
	}
	return "such as " + strings.Map(func(r rune) rune {
		if unicode.IsPrint(r) {
			return r
		}
		return ' '
	}, string(runes)) + more
}
