package fingerprint

const (
	// ContentBits is in how many bits the hashes of two contents differ at most for the
	// pictures to be candidates.
	ContentBits = 5
	// PatchBits is the same of any other two hashes, one of whose parts is equal.
	PatchBits = 8
	// parts is how many parts a hash has, partBits how many bits each: all but bit 0,
	// which all hashes have.
	parts    = 3
	partBits = 21
)

// Near tells of two pictures by their Hashes whether they are candidates: whether they are
// worth to be compared. It does not depend on which is given first, so that it makes no
// difference which of the two is looked up among others and which was there before.
//
// The hashes of the contents come first. They are near within ContentBits wherever these
// lie. There are many patches, of which two pictures of a family share many: they are near
// where a part of their hashes is equal too, as an index finds at once.
func Near(a, b []uint64) bool {
	if len(a) == 0 || len(b) == 0 {
		return false
	}
	if Distance(a[0], b[0]) <= ContentBits {
		return true
	}
	for _, x := range a {
		for _, y := range b {
			if Distance(x, y) <= PatchBits && partEqual(x, y) {
				return true
			}
		}
	}
	return false
}

func partEqual(a, b uint64) bool {
	for part := range parts {
		if (a^b)>>(1+partBits*part)&(1<<partBits-1) == 0 {
			return true
		}
	}
	return false
}
