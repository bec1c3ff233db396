package spec

import (
	"maps"
	"slices"
)

// Placeholder is what may stand in braces in a template.
type Placeholder struct {
	Name string
	// Says is what it stands for.
	Says string
	// InRequest tells whether it may stand in a request, and in rules as well. One
	// that may not is a field of the post, which rules alone know.
	InRequest bool
	// Below tells whether there is one only below a post.
	Below bool
	// Optional tells whether it may have no value: what it stands in is then left
	// out, and a path cannot hold it.
	Optional bool
}

// placeholders are those that every file has. The ones a file adds are
// {params.NAME}, the named groups of match, the names of take and {item.PATH}.
var placeholders = []Placeholder{
	{Name: "query", Says: "the value of the lane, of `queries`", InRequest: true},
	{Name: "exact_query", Says: "the same in double quotes, unless it has its own", InRequest: true},
	{Name: "tag", Says: "the value of the lane, of `tags`", InRequest: true},
	{Name: "account", Says: "the value of the lane, of `accounts`", InRequest: true},
	{Name: "url", Says: "the value of the lane, of `urls`; in rules the address of the post once `url` was read", InRequest: true},
	{Name: "base", Says: "the address of the server, without a slash at its end", InRequest: true},
	{Name: "host", Says: "the server's name, with a port that is not the usual one", InRequest: true},
	{Name: "page", Says: "the number that `paging` of kind `page` counts up", InRequest: true},
	{Name: "cursor", Says: "the place that `paging` of kind `cursor` or `down` goes on from", InRequest: true, Optional: true},
	{Name: "since_unix", Says: "the time since which posts are wanted, in seconds since 1970", InRequest: true, Optional: true},
	{Name: "since_date", Says: "the same as a date, 2026-05-17", InRequest: true, Optional: true},
	{Name: "since_time", Says: "the same as RFC 3339", InRequest: true, Optional: true},
	{Name: "until_unix", Says: "the time up to which posts are wanted, which `paging` of kind `window` moves back", InRequest: true, Optional: true},
	{Name: "until_time", Says: "the end of the time that is wanted as RFC 3339, where the past is filled in", InRequest: true, Optional: true},
	{Name: "id", Says: "the field `id`"},
	{Name: "author_handle", Says: "the field `author_handle`"},
	{Name: "parent", Says: "the field `parent`"},
	{Name: "thread", Says: "the field `thread`"},
	{Name: "post.id", Says: "the id of the post above, in `replies`", InRequest: true, Below: true},
	{Name: "post.url", Says: "its address", InRequest: true, Below: true},
	{Name: "post.thread", Says: "the id of the post that began its conversation", InRequest: true, Below: true},
}

// Placeholders are the placeholders that every file has.
func Placeholders() []Placeholder { return slices.Clone(placeholders) }

func namesOf(is func(Placeholder) bool) []string {
	var names []string
	for _, p := range placeholders {
		if is(p) {
			names = append(names, p.Name)
		}
	}
	return names
}

// FilterKind is a filter that a rule may have.
type FilterKind struct {
	Name string
	// Arg is what its argument is; empty where it has none.
	Arg string
	// Optional says that it may be without its argument.
	Optional bool
	// Says is what it yields.
	Says string
}

// FilterKinds are the filters there are, by name.
func FilterKinds() []FilterKind {
	var kinds []FilterKind
	for _, name := range slices.Sorted(maps.Keys(filters)) {
		kinds = append(kinds, FilterKind{Name: name, Arg: filters[name].arg, Optional: filters[name].optional, Says: filters[name].says})
	}
	return kinds
}
