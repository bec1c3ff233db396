package social

import "earshot/internal/query"

// BrandKind tells the operator's own brands from those they are compared with.
type BrandKind string

const (
	BrandOwn        BrandKind = "own"
	BrandCompetitor BrandKind = "competitor"
)

// Brand is a name and the boolean query that decides which posts mention it.
type Brand struct {
	Name  string
	Kind  BrandKind
	Query *query.Query
	// Notices are what is easily missed in the query as it was written.
	Notices []query.Notice
	// Aspects are the things about the brand whose judgement is followed:
	// "battery", "delivery".
	Aspects []string
	// Sites are the hosts of its own pages, such as northwind.example, by which a citation
	// of it is told.
	Sites []string
}
