package picture

import (
	"context"
	"encoding/binary"
	"encoding/hex"
	"time"

	"github.com/ClickHouse/clickhouse-go/v2/lib/driver"

	"earshot/internal/social"
	"earshot/storage/database"
	"earshot/storage/queries"
)

const (
	// ContentBits is in how many bits the hash of a content differs at most from others that
	// the index finds, all of them: of three parts one then differs in one bit at most (the
	// pigeonhole principle).
	ContentBits = 5
	// PatchBits is the same of the hash of a patch, of which the index finds those that have
	// an equal part.
	PatchBits = 8
	// keyParts is how many parts a hash is found by, keyBits how many bits each has.
	keyParts = 3
	keyBits  = 21
)

// keysOf are the keys that pictures near to one with these hashes are found by. There are
// many patches, so that a picture of the family has some of them with an equal key; its
// content, which comes first, is one, and looked for with one bit flipped too.
func keysOf(hashes []uint64) []uint32 {
	var keys []uint32
	for i, hash := range hashes {
		for part := range keyParts {
			key := keyOf(hash, part)
			keys = append(keys, key)
			for bit := 0; i == 0 && bit < keyBits; bit++ {
				keys = append(keys, key^1<<bit)
			}
		}
	}
	return keys
}

// keyOf is the key of a part of a hash: its number and its bits. Bit 0 is the same in all.
func keyOf(hash uint64, part int) uint32 {
	return uint32(part)<<keyBits | uint32(hash>>(1+keyBits*part)&(1<<keyBits-1))
}

// pictureOf is the beginning of a digest; false for what is none.
func pictureOf(sha string) (uint64, bool) {
	if len(sha) < 16 {
		return 0, false
	}
	b, err := hex.DecodeString(sha[:16])
	if err != nil {
		return 0, false
	}
	return binary.BigEndian.Uint64(b), true
}

func picturesOf(shas []string) []uint64 {
	var all []uint64
	for _, sha := range shas {
		if p, ok := pictureOf(sha); ok {
			all = append(all, p)
		}
	}
	return all
}

// WritePrints stores what pictures are recognised by. The error has social.CodeInvalid,
// and nothing is written, where one has no digest.
func (s *Pictures) WritePrints(ctx context.Context, prints []social.PicturePrint) error {
	return s.writePrints(ctx, prints, false)
}

func (s *Pictures) writePrints(ctx context.Context, list []social.PicturePrint, deleted bool) error {
	if len(list) == 0 {
		return nil
	}
	version := uint64(time.Now().UnixMicro())
	var k struct {
		keys            []uint32
		hashes, picture []uint64
	}
	var p struct {
		picture []uint64
		sha     []string
		hashes  [][]uint64
		print   []string
	}
	for _, print := range list {
		picture, ok := pictureOf(print.SHA256)
		if !ok {
			return social.Errorf(social.CodeInvalid, "storage: print of a picture: %.80q is no SHA-256 digest", print.SHA256)
		}
		for _, hash := range print.Hashes {
			for part := range keyParts {
				k.keys, k.hashes, k.picture = append(k.keys, keyOf(hash, part)), append(k.hashes, hash), append(k.picture, picture)
			}
		}
		p.picture, p.sha = append(p.picture, picture), append(p.sha, print.SHA256)
		if deleted { // what it was recognised by is a small likeness of it, and goes
			print.Hashes, print.Print = nil, nil
		}
		p.hashes, p.print = append(p.hashes, print.Hashes), append(p.print, string(print.Print))
	}
	prints := func() error {
		return s.db.Insert(ctx, queries.InsertPicturePrints, p.picture, p.sha, p.hashes, p.print, repeated(version, len(list)), repeated(database.Flag(deleted), len(list)))
	}
	// The keys come last, and go first: what is found by them has a print, and what has no
	// print has no keys to be erased.
	if deleted {
		if err := s.eraseKeys(ctx, k.keys, k.picture); err != nil {
			return err
		}
		return prints()
	}
	if err := prints(); err != nil || len(k.keys) == 0 {
		return err
	}
	return s.db.Insert(ctx, queries.InsertPictureIndex, k.keys, k.hashes, k.picture)
}

func repeated[T any](value T, times int) []T {
	all := make([]T, times)
	for i := range all {
		all[i] = value
	}
	return all
}

// NearPrints returns the pictures that have a hash near to one of hashes, of which the first
// is that of a content and the others are of patches; those with the most such hashes first
// and not more than limit. Near are all within ContentBits of the first, and within
// PatchBits of any all with an equal part; of others within PatchBits, some.
func (s *Pictures) NearPrints(ctx context.Context, hashes []uint64, limit int) ([]social.PicturePrint, error) {
	if len(hashes) == 0 {
		return nil, nil
	}
	pictures, err := database.Collect(ctx, s.db, queries.NearPictures,
		database.Params{"hashes": hashes, "keys": keysOf(hashes), "bits": uint8(max(ContentBits, PatchBits)), "limit": uint64(limit)},
		func(r driver.Rows) (picture uint64, err error) {
			var hits uint64
			return picture, r.Scan(&picture, &hits)
		})
	if err != nil || len(pictures) == 0 {
		return nil, err
	}
	return s.printsOf(ctx, pictures)
}

// PrintsOf returns what those of some pictures are recognised by that have it.
func (s *Pictures) PrintsOf(ctx context.Context, shas []string) ([]social.PicturePrint, error) {
	pictures := picturesOf(shas)
	if len(pictures) == 0 {
		return nil, nil
	}
	return s.printsOf(ctx, pictures)
}

func (s *Pictures) printsOf(ctx context.Context, pictures []uint64) ([]social.PicturePrint, error) {
	return database.Collect(ctx, s.db, queries.PicturePrintsOf, database.Params{"pictures": pictures}, func(r driver.Rows) (p social.PicturePrint, err error) {
		var print string
		err = r.Scan(&p.SHA256, &p.Hashes, &print)
		p.Print = []byte(print)
		return p, err
	})
}

// FamiliesOf returns the families of those of some pictures that have one, by digest.
func (s *Pictures) FamiliesOf(ctx context.Context, shas []string) (map[string]social.PictureFamily, error) {
	families := map[string]social.PictureFamily{}
	if len(shas) == 0 {
		return families, nil
	}
	rows, err := database.Collect(ctx, s.db, queries.PictureFamiliesOf, database.Params{"pictures": shas}, func(r driver.Rows) (f social.PictureFamily, err error) {
		return f, r.Scan(&f.SHA256, &f.Family, &f.Version)
	})
	for _, f := range rows {
		families[f.SHA256] = f
	}
	return families, err
}

// FamilyMembers returns the pictures of some families, by digest.
func (s *Pictures) FamilyMembers(ctx context.Context, families []string) (map[string]social.PictureFamily, error) {
	if len(families) == 0 {
		return nil, nil
	}
	shas, err := database.Collect(ctx, s.db, queries.PictureFamilyMembers, database.Params{"families": families}, func(r driver.Rows) (sha string, err error) {
		return sha, r.Scan(&sha)
	})
	if err != nil {
		return nil, err
	}
	members, err := s.FamiliesOf(ctx, shas)
	if err != nil {
		return nil, err
	}
	wanted := map[string]bool{}
	for _, f := range families {
		wanted[f] = true
	}
	for sha, f := range members {
		if !wanted[f.Family] {
			delete(members, sha)
		}
	}
	return members, nil
}

// WriteFamilies stores of which families pictures are. Of two states of a picture the
// one of the higher version stands.
func (s *Pictures) WriteFamilies(ctx context.Context, families []social.PictureFamily) error {
	return s.writeFamilies(ctx, families, false)
}

func (s *Pictures) writeFamilies(ctx context.Context, families []social.PictureFamily, deleted bool) error {
	if len(families) == 0 {
		return nil
	}
	var shas, names []string
	var versions []uint64
	for _, f := range families {
		shas, names, versions = append(shas, f.SHA256), append(names, f.Family), append(versions, f.Version)
	}
	return s.db.Insert(ctx, queries.InsertPictureFamilies, shas, names, versions, repeated(database.Flag(deleted), len(shas)))
}

// DeletePrints deletes what pictures are recognised by, and takes them out of their families.
func (s *Pictures) DeletePrints(ctx context.Context, shas []string) error {
	families, err := s.FamiliesOf(ctx, shas)
	if err != nil {
		return err
	}
	prints, err := s.PrintsOf(ctx, shas)
	if err != nil {
		return err
	}
	var gone []social.PictureFamily
	for _, f := range families {
		f.Version = max(f.Version+1, uint64(time.Now().UnixMicro()))
		gone = append(gone, f)
	}
	if err := s.writeFamilies(ctx, gone, true); err != nil {
		return err
	}
	return s.writePrints(ctx, prints, true)
}

// maxShowing is how many posts are told that show a family.
const maxShowing = 200

// Showing returns the posts that show one of the pictures of the family that a picture is
// of, the first ones first, how many there are, and the pictures themselves, the largest first. The error has
// social.CodeNotFound where there is no such picture.
func (s *Pictures) Showing(ctx context.Context, sha string) (name string, pictures []social.Media, posts []social.Key, total int64, err error) {
	name = sha
	shas := []string{sha}
	families, err := s.FamiliesOf(ctx, shas)
	if err != nil {
		return "", nil, nil, 0, err
	}
	if of, ok := families[sha]; ok {
		name = of.Family
	}
	members, err := s.FamilyMembers(ctx, []string{name})
	if err != nil {
		return "", nil, nil, 0, err
	}
	for member := range members {
		shas = append(shas, member)
	}
	if pictures, err = database.Collect(ctx, s.db, queries.MediaOfPictures, database.Params{"pictures": shas}, scanMedia); err != nil {
		return "", nil, nil, 0, err
	}
	if len(pictures) == 0 {
		return "", nil, nil, 0, social.Errorf(social.CodeNotFound, "there is no picture %.80q", sha)
	}
	// The pictures are cut at the largest thousand, and their posts are counted at every address.
	urls, err := database.Collect(ctx, s.db, queries.AddressesOfPictures, database.Params{"pictures": shas}, func(r driver.Rows) (url string, err error) {
		return url, r.Scan(&url)
	})
	if err != nil {
		return "", nil, nil, 0, err
	}
	table, err := database.TextTable("urls", "url", urls)
	if err != nil {
		return "", nil, nil, 0, err
	}
	posts, err = database.Collect(ctx, s.db, queries.PostsShowing, database.Params{"limit": uint64(maxShowing)}, func(r driver.Rows) (key social.Key, err error) {
		var of uint64
		err = r.Scan(&key.Platform, &key.ID, &of)
		total = int64(of)
		return key, err
	}, table)
	return name, pictures, posts, total, err
}
