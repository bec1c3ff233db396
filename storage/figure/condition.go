package figure

import (
	"fmt"
	"strings"

	"earshot/internal/query"
	"earshot/storage/database"
)

// condition writes what is wanted of search keys and text in SQL, its values as
// parameters.
type condition struct {
	params database.Params
	// keys and text are the names of the columns.
	keys, text string
	// indexed: keys have the index of mentions, whose words are known.
	indexed bool
}

// inMentions writes conditions on rows of mentions.
func inMentions(params database.Params) condition {
	return condition{params: params, keys: "search_keys", text: "search_text", indexed: true}
}

// inSearch writes conditions on rows of search.
func inSearch(params database.Params) condition {
	return condition{params: params, keys: "keys", text: "text"}
}

func (c condition) write(s query.SearchCondition) string {
	switch {
	case s.Not != nil:
		return "NOT (" + c.write(*s.Not) + ")"
	case s.All != nil:
		return c.list(s.All, "hasAll", " AND ")
	case s.Any != nil:
		return c.list(s.Any, "hasAny", " OR ")
	case s.Text != "":
		return "position(" + c.text + ", " + c.param(s.Text, "String") + ") > 0"
	case s.Pattern != "" && s.Marked:
		return "match(" + c.marked() + ", " + c.param(s.Pattern, "String") + ")"
	case s.Pattern != "":
		return "match(" + c.text + ", " + c.param(s.Pattern, "String") + ")"
	case s.Key == "":
		return "1"
	case s.Prefix:
		return c.prefix(s)
	default:
		return "has(" + c.keys + ", " + c.param(s.Key, "String") + ")"
	}
}

// list writes all or any of parts. It asks for plain keys at once, which is one look
// into the index.
func (c condition) list(parts []query.SearchCondition, has, by string) string {
	var plain []string
	var written []string
	for _, part := range parts {
		if part.Not == nil && part.All == nil && part.Any == nil && part.Key != "" && !part.Prefix {
			plain = append(plain, part.Key)
		} else {
			written = append(written, "("+c.write(part)+")")
		}
	}
	if len(plain) > 0 {
		// First, so that a text is only looked into where its keys are as wanted.
		written = append([]string{has + "(" + c.keys + ", " + c.param(plain, "Array(String)") + ")"}, written...)
	}
	return strings.Join(written, by)
}

// prefix writes that there is a key that begins as wanted: one of those that the
// index knows, since it finds whole keys only.
func (c condition) prefix(s query.SearchCondition) string {
	of := func(key string) string {
		is := "startsWith(" + key + ", " + c.param(s.Key, "String") + ")"
		if s.Wild != "" {
			is += " AND length(" + key + ") <= " + c.param(uint64(s.MaxKey), "UInt64") + " AND match(" + key + ", " + c.param(query.WildcardPattern(s.Wild), "String") + ")"
		}
		return is
	}
	if !c.indexed {
		return "arrayExists(k -> " + of("k") + ", " + c.keys + ")"
	}
	return "hasAny(" + c.keys + ", (SELECT groupUniqArray(token) FROM mergeTreeTextIndex(currentDatabase(), 'mentions', 'by_word') WHERE " + of("token") + "))"
}

// marked is query.MarkLong of the text.
func (c condition) marked() string {
	return "arrayStringConcat(arrayMap(w -> if(length(w) > " + c.param(uint64(query.MaxWildcardBytes), "UInt64") +
		" AND NOT match(w, " + c.param("^"+query.UnspacedPattern(), "String") + "), concat(w, " + c.param(query.LongMark, "String") + "), w), splitByChar(' ', " + c.text + ")), ' ')"
}

// param adds a value and returns how the query names it.
func (c condition) param(value any, kind string) string {
	name := fmt.Sprintf("search%d", len(c.params))
	c.params[name] = value
	return "{" + name + ":" + kind + "}"
}
