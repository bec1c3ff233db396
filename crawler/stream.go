package crawler

import (
	"time"

	"earshot/internal/social"
)

// Streamer is an Adapter some of whose sources are streams: the platform tells
// over a WebSocket what happens while it happens, and can be asked to begin a
// while back. Such a source has no lanes. The Listener does all I/O, and keeps
// the same promises as the Runner.
type Streamer interface {
	Adapter
	// Streams tells whether src is a stream.
	Streams(src social.Source) bool
	// Stream says how to listen to src from a moment in the past on.
	Stream(src social.Source, from time.Time) (Stream, error)
	// Hear reads one message. An error means that the message cannot be read; it
	// is skipped and counted.
	Hear(message []byte) (Event, error)
	// AskProfiles asks for the authors of events, MaxProfiles of them at most.
	AskProfiles(src social.Source, authors []string) Request
	// Profiles reads the answer, by the names that were asked for. An author who
	// is missing there is not known to the platform.
	Profiles(resp Response) (map[string]Profile, error)
	// Attribute completes a post of the stream with what is known of its author.
	Attribute(post *social.Post, author social.Author)
}

const (
	// MaxProfiles is the most authors that are asked for at once.
	MaxProfiles = 25
	// MaxMessage is the largest message of a stream that is read, in bytes.
	MaxMessage = 1 << 20
)

// Stream is how to listen to a source.
type Stream struct {
	// Address begins with ws:// or wss://.
	Address string
	// Quiet is the longest that such a stream is ever silent: a longer silence is
	// a dead connection, and a longer leap in time a gap. 0 is no known bound.
	Quiet time.Duration
}

// Event is one message of a stream.
type Event struct {
	// At is when it happened by the platform's clock, and its place in the stream.
	At time.Time
	// Post is what was written or changed or, with Deleted set, taken away; nil
	// for an event that is none of these. It has the fields that Page.Posts have.
	Post *social.Post
	// Author is who wrote Post by the name that AskProfiles takes. It is empty
	// where Post says all there is to know.
	Author string
	// Changed says that what was known of Author holds no longer, and Closed that
	// the platform shows nothing by Author any more.
	Changed, Closed bool
}

// Profile is what a platform says of an author whom its stream only names.
type Profile struct {
	Author social.Author
	// Withheld says that the author's posts are not for everybody, or not for
	// robots: they are left out.
	Withheld bool
}

// StreamerOf returns the adapter of src if src is a stream.
func StreamerOf(adapter Adapter, src social.Source) (Streamer, bool) {
	s, ok := adapter.(Streamer)
	return s, ok && s.Streams(src)
}
