package picture

import (
	"context"
	"maps"
	"slices"
	"time"

	"earshot/analyzer/image/fingerprint"
	"earshot/internal/social"
)

const (
	// maxNear is how many pictures a look-up compares at most, those with most in common first.
	maxNear = 256
	// settleTries bounds how often families are read again that others change.
	settleTries = 20
	// maxRegroup is the largest family that is worked out anew when it loses a picture; a
	// larger one stays together.
	maxRegroup = 300
)

// FamilyStore keeps what pictures are recognised by, and their families.
type FamilyStore interface {
	WritePrints(ctx context.Context, prints []social.PicturePrint) error
	// NearPrints are at least the pictures that are near by fingerprint.Near to one with hashes,
	// those with most in common first.
	NearPrints(ctx context.Context, hashes []uint64, limit int) ([]social.PicturePrint, error)
	PrintsOf(ctx context.Context, shas []string) ([]social.PicturePrint, error)
	DeletePrints(ctx context.Context, shas []string) error
	FamiliesOf(ctx context.Context, shas []string) (map[string]social.PictureFamily, error)
	FamilyMembers(ctx context.Context, families []string) (map[string]social.PictureFamily, error)
	WriteFamilies(ctx context.Context, families []social.PictureFamily) error
}

// Families puts pictures into families. Which pictures are of one family depends on
// which are stored alone: any two that fingerprint.Compare calls alike are, and all that
// are so connected. So it makes no difference in which order they come, nor how many
// processes put them there. It is safe for concurrent use.
type Families struct{ Store FamilyStore }

// Place puts pictures into their families: what they are recognised by is stored before
// others are looked for, so that of two processes that place two pictures of a family at
// once at least one sees the other. Placing a picture again is harmless.
func (f Families) Place(ctx context.Context, prints []social.PicturePrint) error {
	if len(prints) == 0 {
		return nil
	}
	if err := f.Store.WritePrints(ctx, prints); err != nil {
		return err
	}
	ties := newTies()
	for _, p := range prints {
		ties.add(p.SHA256)
		near, err := f.near(ctx, p)
		if err != nil {
			return err
		}
		for _, n := range near {
			ties.join(p.SHA256, n.SHA256)
		}
	}
	return f.unite(ctx, ties)
}

// relative is a picture that is alike.
type relative struct {
	social.PicturePrint
	fingerprint.Match
}

// near are the pictures that are alike, beside p itself.
func (f Families) near(ctx context.Context, p social.PicturePrint) ([]relative, error) {
	own, err := fingerprint.Decode(p.Print)
	if err != nil || own.Flat() {
		return nil, err
	}
	candidates, err := f.Store.NearPrints(ctx, p.Hashes, maxNear)
	if err != nil {
		return nil, err
	}
	var alike []relative
	for _, c := range candidates {
		other, err := fingerprint.Decode(c.Print)
		if err != nil || c.SHA256 == p.SHA256 || !fingerprint.Near(p.Hashes, c.Hashes) {
			continue // a print of another scheme is taken again in time
		}
		if m, same := fingerprint.Compare(own, other); same {
			alike = append(alike, relative{c, m})
		}
	}
	return alike, nil
}

// unite stores that tied pictures, and the families that they are of, are of one family,
// whose name is the least digest. It reads them again after it has written until nothing
// changed in between: a picture that another process puts into a family while that gets
// another name is seen by one of the two.
func (f Families) unite(ctx context.Context, t ties) error {
	for range settleTries {
		known, err := f.known(ctx, t)
		if err != nil {
			return err
		}
		var changed []social.PictureFamily
		for sha, root := range t.roots() {
			if of := known[sha]; of.Family != root {
				changed = append(changed, social.PictureFamily{SHA256: sha, Family: root, Version: next(of)})
			}
		}
		if len(changed) == 0 {
			return nil
		}
		if err := f.Store.WriteFamilies(ctx, changed); err != nil {
			return err
		}
	}
	return social.Errorf(social.CodeUnavailable, "picture: families were changed by others all the time")
}

// next is the version of a state that takes the place of another, one of a deleted picture
// included, which is not read.
func next(of social.PictureFamily) uint64 {
	return max(of.Version+1, uint64(time.Now().UnixMicro()))
}

// known reads the families of all that is tied, ties what these hold, and so on until
// there is nothing more.
func (f Families) known(ctx context.Context, t ties) (map[string]social.PictureFamily, error) {
	known := map[string]social.PictureFamily{}
	asked, names := map[string]bool{}, map[string]bool{}
	for {
		shas := t.without(asked)
		if len(shas) == 0 {
			return known, nil
		}
		rows, err := f.Store.FamiliesOf(ctx, shas)
		if err != nil {
			return nil, err
		}
		for _, sha := range shas {
			asked[sha] = true
		}
		var fresh []string
		for sha, of := range rows {
			known[sha] = of
			if !names[of.Family] {
				names[of.Family] = true
				fresh = append(fresh, of.Family)
			}
			t.joinNamed(sha, of.Family)
		}
		members, err := f.Store.FamilyMembers(ctx, fresh)
		if err != nil {
			return nil, err
		}
		for sha, of := range members {
			known[sha], asked[sha] = of, true
			t.add(sha)
			t.joinNamed(sha, of.Family)
		}
	}
}

// Remove takes pictures out of their families, and works out anew what is left of these:
// what only they connected comes apart.
func (f Families) Remove(ctx context.Context, shas []string) error {
	if len(shas) == 0 {
		return nil
	}
	families, err := f.Store.FamiliesOf(ctx, shas)
	if err != nil {
		return err
	}
	names := map[string]bool{}
	for _, of := range families {
		names[of.Family] = true
	}
	for name := range names {
		if err := f.regroup(ctx, name, shas); err != nil {
			return err
		}
	}
	return f.Store.DeletePrints(ctx, shas)
}

// regroup works out a family anew without some of its pictures.
func (f Families) regroup(ctx context.Context, name string, without []string) error {
	members, err := f.Store.FamilyMembers(ctx, []string{name})
	if err != nil {
		return err
	}
	for _, sha := range without {
		delete(members, sha)
	}
	shas := slices.Sorted(maps.Keys(members))
	if len(shas) == 0 {
		return nil
	}
	t := newTies()
	for _, sha := range shas {
		t.add(sha)
		if len(shas) > maxRegroup {
			t.join(shas[0], sha)
		}
	}
	if len(shas) <= maxRegroup {
		prints, err := f.Store.PrintsOf(ctx, shas)
		if err != nil {
			return err
		}
		t.joinAlike(prints)
	}
	var changed []social.PictureFamily
	for sha, root := range t.roots() {
		if of := members[sha]; of.Family != root {
			changed = append(changed, social.PictureFamily{SHA256: sha, Family: root, Version: next(of)})
		}
	}
	return f.Store.WriteFamilies(ctx, changed)
}
