package social

// HeldPost is a post that mentions nobody and waits for its pictures to be read, as they
// may.
type HeldPost struct {
	Key    Key
	Source string
	// Post is its page of the posts stream, URLs its pictures.
	Post []byte
	URLs []string
	// Version orders its states; it is even.
	Version uint64
}
