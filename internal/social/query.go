package social

// Query is a parsed boolean query; see ParseQuery.
type Query struct {
	expr string
}
