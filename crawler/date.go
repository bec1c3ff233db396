package crawler

import (
	"errors"
	"fmt"
	"time"

	"earshot/internal/social"
)

// earliest is the first year a post can be from; earlier years come from the zero
// times of other systems' clocks.
const earliest = 1990

// DatePost is the function DatePost, with what the page says of the post.
func (p Page) DatePost(post *social.Post, seen time.Time) (why error) {
	why = DatePost(post, seen)
	if said := p.Undated[post.ID]; why != nil && said != nil {
		return said
	}
	return why
}

// DatePost says where the date of a post comes from. One without a believable
// date is dated by the time at which it was seen; why is nil for the others.
func DatePost(post *social.Post, seen time.Time) (why error) {
	switch at := post.CreatedAt; {
	case post.Deleted:
		return nil
	case at.IsZero():
		why = errors.New("it has no readable date")
	case at.Year() < earliest:
		why = fmt.Errorf("it claims to be from %s", at.Format(time.DateOnly))
	case at.Sub(seen) > social.MaxAhead:
		why = fmt.Errorf("it claims to be from the future, %s", at.Format(time.DateOnly))
	default:
		if post.CreatedAt = at.UTC(); post.DateFrom == social.DateUnrecorded {
			post.DateFrom = social.DateStated
		}
		return nil
	}
	post.CreatedAt, post.DateFrom = seen.UTC(), social.DateSeen
	return why
}
