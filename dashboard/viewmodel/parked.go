package viewmodel

import (
	"net/url"
	"time"

	"earshot/dashboard/component"
	"earshot/internal/social"
)

// Parked are the messages that could not be worked on.
func Parked(list []social.Parked, now time.Time) []component.Parked {
	rows := make([]component.Parked, 0, len(list))
	for _, p := range list {
		path := "/parked/" + url.PathEscape(p.ID)
		rows = append(rows, component.Parked{
			ID: p.ID, What: sentenceCase(p.What), Source: p.Source, Error: sentenceCase(p.Error), Attempts: social.Attempts(p.Attempts), Since: began(p.First, now),
			RetryURL: path + "/retry", DropURL: path + "/drop",
		})
	}
	return rows
}
