package crawler

import (
	"errors"
	"fmt"
	"time"

	"earshot/internal/social"
)

const (
	// maxAhead is how far in the future a post may claim to be: clocks and time
	// zones go wrong by that much.
	maxAhead = 24 * time.Hour
	// earliest is the first year a post can be from; earlier years come from the
	// zero times of other systems' clocks.
	earliest = 1990
)

// CheckPost says why a post of an adapter for platform cannot be published; nil
// when it can. It must have an identity and a believable time.
func CheckPost(post social.Post, platform string, now time.Time) error {
	switch {
	case post.ID == "":
		return errors.New("it has no identifier")
	case post.Platform != "" && post.Platform != platform:
		return fmt.Errorf("it claims to be of platform %s", post.Platform)
	case post.Deleted:
		return nil
	case post.CreatedAt.IsZero():
		return errors.New("it has no time of publication")
	case post.CreatedAt.Year() < earliest:
		return fmt.Errorf("it claims to be from %s", post.CreatedAt.Format(time.DateOnly))
	case post.CreatedAt.Sub(now) > maxAhead:
		return fmt.Errorf("it claims to be from the future, %s", post.CreatedAt.Format(time.DateOnly))
	default:
		return nil
	}
}
