package web

import (
	"encoding/json"
	"html"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"earshot/crawler/markup"
)

// thing is an item of structured data, in the terms of schema.org whatever it
// was written in: JSON-LD, microdata or microformats.
type thing struct {
	// types are without their vocabulary ("Article").
	types []string
	id    string
	// props hold texts (string) and other things (*thing).
	props map[string][]any
	// isHTML says that texts of the thing may be markup.
	isHTML bool
}

// articleTypes are the types of schema.org that are posts of their own.
var articleTypes = []string{
	"Article", "NewsArticle", "BlogPosting", "SocialMediaPosting", "DiscussionForumPosting", "Question", "Review",
	"TechArticle", "Report", "ReportageNewsArticle", "AnalysisNewsArticle", "BackgroundNewsArticle", "OpinionNewsArticle", "ReviewNewsArticle",
	"AskPublicNewsArticle", "AdvertiserContentArticle", "SatiricalArticle", "ScholarlyArticle", "LiveBlogPosting", "CriticReview", "UserReview",
}

// replyTypes are the types that answer something.
var replyTypes = []string{"Comment", "UserComments", "Answer", "Review", "UserReview", "DiscussionForumPosting", "SocialMediaPosting"}

func (t *thing) is(types []string) bool {
	return t != nil && slices.ContainsFunc(t.types, func(s string) bool { return slices.Contains(types, s) })
}

// shortType removes the vocabulary from a type.
func shortType(s string) string {
	s = strings.TrimSpace(s)
	if i := strings.LastIndexAny(s, "/#:"); i >= 0 {
		s = s[i+1:]
	}
	return s
}

// text is the first text of the named properties, plain.
func (t *thing) text(names ...string) string {
	for _, name := range names {
		for _, v := range t.props[name] {
			if s := textOf(v); s != "" {
				return s
			}
		}
	}
	return ""
}

func textOf(v any) string {
	switch v := v.(type) {
	case string:
		return strings.TrimSpace(v)
	case *thing:
		return v.text("name", "text", "@value", "url")
	default:
		return ""
	}
}

// things are the things among the values of the named properties.
func (t *thing) things(names ...string) []*thing {
	var list []*thing
	for _, name := range names {
		for _, v := range t.props[name] {
			if child, ok := v.(*thing); ok {
				list = append(list, child)
			}
		}
	}
	return list
}

// address is the first of the named properties that is a web address.
func (t *thing) address(base *url.URL, names ...string) string {
	for _, name := range names {
		for _, v := range t.props[name] {
			raw := ""
			switch v := v.(type) {
			case string:
				raw = v
			case *thing:
				raw = v.text("@id", "url", "contentUrl")
				if raw == "" {
					raw = v.id
				}
			}
			if t.isHTML {
				// Escaped once more than JSON needs.
				raw = html.UnescapeString(raw)
			}
			if looksLikeAddress(raw) {
				if u := markup.Resolve(base, raw); u != "" {
					return u
				}
			}
		}
	}
	return ""
}

// looksLikeAddress tells an address from text in place of one.
func looksLikeAddress(s string) bool {
	s = strings.TrimSpace(s)
	return s != "" && len(s) < 4096 && !strings.ContainsAny(s, " \n\t<>\"")
}

// ids are the addresses that identify a thing.
func (t *thing) ids(base *url.URL) []string {
	var list []string
	for _, raw := range []string{t.address(base, "url"), t.address(base, "mainEntityOfPage"), t.id} {
		if u := markup.Resolve(base, raw); raw != "" && u != "" {
			list = append(list, u)
		}
	}
	return list
}

// maxThings limits the things taken from one block of structured data.
const maxThings = 20_000

// things of JSON values, with references to "@id" resolved.
type ldReader struct {
	made int
	byID map[string]*thing
}

// read turns a JSON value into what props hold: nil, a string, a *thing or a
// list of these.
func (r *ldReader) read(v any, depth int) []any {
	if depth > 64 || r.made > maxThings {
		return nil
	}
	switch v := v.(type) {
	case string:
		return []any{v}
	case json.Number:
		return []any{v.String()}
	case bool:
		return []any{strconv.FormatBool(v)}
	case []any:
		var list []any
		for _, e := range v {
			list = append(list, r.read(e, depth+1)...)
		}
		return list
	case map[string]any:
		return []any{r.object(v, depth)}
	default:
		return nil
	}
}

func (r *ldReader) object(v map[string]any, depth int) *thing {
	r.made++
	t := &thing{props: map[string][]any{}, isHTML: true}
	for key, value := range v {
		values := r.read(value, depth+1)
		switch key {
		case "@type":
			for _, s := range values {
				if s, ok := s.(string); ok {
					t.types = append(t.types, shortType(s))
				}
			}
		case "@id":
			if len(values) > 0 {
				t.id, _ = values[0].(string)
			}
		default:
			t.props[strings.TrimPrefix(strings.TrimPrefix(key, "schema:"), "http://schema.org/")] = values
		}
	}
	if known := r.byID[t.id]; t.id != "" && (known == nil || len(known.props) < len(t.props)) {
		r.byID[t.id] = t
	}
	return t
}

// resolve puts the things themselves in the place of references to them.
func (r *ldReader) resolve(t *thing, seen map[*thing]bool) {
	if seen[t] {
		return
	}
	seen[t] = true
	for _, values := range t.props {
		for i, v := range values {
			child, ok := v.(*thing)
			if !ok {
				continue
			}
			if known := r.byID[child.id]; known != nil && len(child.props) == 0 {
				values[i] = known
				child = known
			}
			r.resolve(child, seen)
		}
	}
}
