package platform

import (
	"earshot/crawler"
)

// Absent are the posts that a request asked for by themselves of which its answer holds
// nothing: held are the identities of all that it holds, read or not.
func Absent(req crawler.Request, held map[string]bool) []string {
	var absent []string
	for _, ref := range req.Wanted() {
		if !held[ref.ID] {
			absent = append(absent, ref.ID)
		}
	}
	return absent
}
