package viewmodel

import (
	"strings"

	"earshot/dashboard/component"
	"earshot/internal/query"
	"earshot/internal/social"
)

// coverage says how brands are put to a source's platform.
func coverage(asked []social.Coverage) []component.Coverage {
	var all []component.Coverage
	for _, c := range asked {
		a := component.Coverage{Brand: c.Brand, Text: "everything the source shows is read and matched here"}
		if !c.Whole {
			a.Text = planText(c.Plan)
		}
		for _, m := range c.Missing {
			a.Missing = append(a.Missing, m.Part+" ("+m.Why+")")
		}
		all = append(all, a)
	}
	return all
}

// planText counts what a platform is asked for: "3 searches, 1 hashtag".
func planText(p query.Plan) string {
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
