package post

import (
	"context"

	"earshot/internal/social"
)

// Family returns all that is known of the family that a picture is of, by the digest of
// the picture. The error has social.CodeNotFound where there is no such picture.
func (s *Lookup) Family(ctx context.Context, sha string) (social.FamilyPage, error) {
	name, pictures, keys, total, err := s.pictures.Showing(ctx, sha)
	if err != nil {
		return social.FamilyPage{}, err
	}
	posts, err := s.Stored(ctx, keys)
	return social.FamilyPage{Name: name, Pictures: pictures, Posts: posts, More: total > int64(len(keys)), Total: total}, err
}

// FamiliesWith returns the families of pictures, by digest: of those that have one, and of
// all others of their families. One that is in none is one by itself.
func (s *Lookup) FamiliesWith(ctx context.Context, shas []string) (map[string]string, error) {
	known, err := s.pictures.FamiliesOf(ctx, shas)
	if err != nil {
		return nil, err
	}
	families := map[string]string{}
	var names []string
	for _, sha := range shas {
		families[sha] = sha
		if of, there := known[sha]; there {
			families[sha] = of.Family
			names = append(names, of.Family)
		}
	}
	members, err := s.pictures.FamilyMembers(ctx, names)
	for sha, of := range members {
		families[sha] = of.Family
	}
	return families, err
}

// FamilyNames returns the families of those of some pictures that are in one, by digest.
func (s *Lookup) FamilyNames(ctx context.Context, shas []string) (map[string]string, error) {
	known, err := s.pictures.FamiliesOf(ctx, shas)
	families := make(map[string]string, len(known))
	for sha, of := range known {
		families[sha] = of.Family
	}
	return families, err
}

// MediaOf returns what is known of pictures at every address that has them, by digest.
func (s *Lookup) MediaOf(ctx context.Context, shas []string) ([]social.Media, error) {
	return s.pictures.MediaAtDigests(ctx, shas)
}

// StoredDigests returns the digests of the pictures that are stored from some addresses, by address.
func (s *Lookup) StoredDigests(ctx context.Context, urls []string) (map[string]string, error) {
	return s.pictures.DigestsAt(ctx, urls)
}

// MediaAt returns what is known of the pictures at some addresses, by address.
func (s *Lookup) MediaAt(ctx context.Context, urls []string) (map[string]social.Media, error) {
	return s.pictures.MediaByURL(ctx, urls)
}
