// Package query is the boolean language in which brands and readers say what
// they look for: parsing (Parse), matching a post (Query.Match), finding posts in
// a search engine (Query.SearchCondition), what to ask a platform for (NewPlan), and
// marking what matched (Query.Highlights). It knows text and its fields and
// nothing of storage or platforms; it imports the standard library only.
package query
