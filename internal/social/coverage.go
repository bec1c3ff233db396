package social

import "earshot/internal/query"

// Coverage says how a brand's query is put to a source's platform.
type Coverage struct {
	Brand string
	// Whole: everything the source shows is read, and matched here.
	Whole bool
	query.Plan
}
