// Package query implements the boolean query language of brands and searches:
// parsing (Parse), matching a post (Query.Match), finding posts in a search
// engine (Query.SearchCondition), planning what to ask a platform for (NewPlan),
// and highlighting matches (Query.Highlights). It knows texts and their fields,
// but no storage and no platforms, and imports the standard library only.
package query
