package post

import (
	"context"

	"earshot/internal/social"
)

// Family returns all that is known of the family that a picture is of, by the digest of
// the picture. The error has social.CodeNotFound where there is no such picture.
func (s *Lookup) Family(ctx context.Context, sha string) (social.FamilyPage, error) {
	name, pictures, keys, more, err := s.pictures.Showing(ctx, sha)
	if err != nil {
		return social.FamilyPage{}, err
	}
	posts, err := s.Stored(ctx, keys)
	return social.FamilyPage{Name: name, Pictures: pictures, Posts: posts, More: more}, err
}
