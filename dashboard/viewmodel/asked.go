package viewmodel

import (
	"strings"

	"earshot/dashboard/component"
	"earshot/internal/query"
	"earshot/internal/social"
)

// asked says how brands are put to a source's platform.
func asked(coverage []social.Coverage) []component.Asked {
	var all []component.Asked
	for _, c := range coverage {
		a := component.Asked{Brand: c.Brand, Text: "everything the source shows is read and matched here"}
		if !c.Whole {
			a.Text = askedFor(c.Plan)
		}
		for _, m := range c.Missing {
			a.Missing = append(a.Missing, m.Part+" ("+m.Why+")")
		}
		all = append(all, a)
	}
	return all
}

// askedFor counts what a platform is asked for: "3 searches, 1 hashtag".
func askedFor(p query.Plan) string {
	var parts []string
	for _, part := range []struct {
		n         int
		one, many string
	}{
		{len(p.Queries), "search", "searches"}, {len(p.Tags), "hashtag", "hashtags"}, {len(p.Accounts), "account", "accounts"},
	} {
		if part.n > 0 {
			parts = append(parts, Plural(int64(part.n), part.one, part.many))
		}
	}
	if len(parts) == 0 {
		return "nothing can be asked for"
	}
	return strings.Join(parts, ", ")
}
