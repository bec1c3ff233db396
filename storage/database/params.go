package database

import (
	"github.com/ClickHouse/clickhouse-go/v2"

	"earshot/storage/queries"
)

// Params are a query's values by the names it has for them.
type Params map[string]any

// FoldCopies is the parameter that decides whether near copies are folded.
const FoldCopies = "fold_copies"

// Search is what Params hold the condition of a search under, which is part of the
// query's text and no value.
const Search = "search"

// Hashed is the parameter that decides whether posts are named by a hash of their
// identity.
const Hashed = "hashed"

func (p Params) parts() queries.Parts {
	search, _ := p[Search].(string)
	return queries.Parts{Fold: p[FoldCopies] == true, Search: search, Hashed: p[Hashed] == true}
}

func (p Params) args() []any {
	args := make([]any, 0, len(p))
	for name, value := range p {
		if name == Search {
			continue
		}
		args = append(args, clickhouse.Named(name, value))
	}
	return args
}
