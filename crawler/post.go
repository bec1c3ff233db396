package crawler

import (
	"errors"
	"fmt"

	"earshot/internal/social"
)

// CheckPost says why a post of an adapter for platform cannot be published; nil
// when it can. It must have an identity, and a date or something to show.
func CheckPost(post social.Post, platform string) error {
	switch {
	case post.ID == "":
		return errors.New("it has no identifier")
	case post.Platform != "" && post.Platform != platform:
		return fmt.Errorf("it claims to be of platform %s", post.Platform)
	case post.CreatedAt.IsZero() && !post.Deleted && post.Title == "" && post.Text == "" && len(post.Images) == 0:
		return errors.New("it has neither a date nor words nor pictures")
	default:
		return nil
	}
}
