package social

// PicturePrint is what a picture is recognised by among others.
type PicturePrint struct {
	// SHA256 is the digest of the picture's bytes, as Media has it.
	SHA256 string
	// Hashes are those that it is found by: pictures that have one in common, or two that
	// differ in few bits, may be of one family. Bit 0 of each is set.
	Hashes []uint64
	// Print is what two such pictures are compared by.
	Print []byte
}

// PictureFamily is of which family a picture is.
type PictureFamily struct {
	SHA256 string
	// Family is the digest of one of its pictures, the same for all of them.
	Family string
	// Version grows with each state.
	Version uint64
}
