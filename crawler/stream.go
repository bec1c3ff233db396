package crawler

import (
	"context"
	"time"

	"earshot/internal/social"
)

// Streamer is an Adapter some of whose sources are streams: the platform sends
// events over a WebSocket as they happen, and can be asked to begin at a time
// in the past. Such a source has no lanes. Package listen does all I/O, under
// the same guarantees as the Runner.
type Streamer interface {
	Adapter
	// Streams tells whether src is a stream.
	Streams(src social.Source) bool
	// Stream says how to listen to src from a moment in the past on.
	Stream(src social.Source, from time.Time) (Stream, error)
	// ParseEvent reads one message. An error means that the message cannot be read; it
	// is skipped and counted.
	ParseEvent(message []byte) (Event, error)
	// AskProfiles returns the request for the profiles of authors, MaxProfiles
	// of them at most.
	AskProfiles(src social.Source, authors []string) Request
	// Profiles reads the answer, by the names that were asked for. An author who
	// is missing there is not known to the platform.
	Profiles(resp Response) (map[string]Profile, error)
	// Attribute completes a post of the stream with what is known of its author.
	Attribute(post *social.Post, author social.Author)
}

const (
	// MaxProfiles is the most authors of one request.
	MaxProfiles = 25
	// MaxMessage is the largest message of a stream that is read, in bytes.
	MaxMessage = 1 << 20
)

// Stream is how to listen to a source.
type Stream struct {
	// Address begins with ws:// or wss://.
	Address string
	// Quiet is the longest that such a stream is ever silent: a longer silence
	// means a dead connection, and a longer jump in time a gap. 0 is unknown.
	Quiet time.Duration
}

// Owner is a Streamer the identifiers of whose posts say who wrote them, so that those of
// an account that was closed can be found and erased.
type Owner interface {
	Streamer
	// Owned is what the identifiers of all posts of an author begin with, and those of
	// nobody else's do; empty where there is no such beginning.
	Owned(author string) (prefix string)
}

// Owned finds stored posts.
type Owned interface {
	// Owned returns identifiers of posts of a platform that begin with prefix, those of
	// deleted posts left out, limit at most.
	Owned(ctx context.Context, platform, prefix string, limit int) ([]string, error)
}

// Event is one message of a stream.
type Event struct {
	// At is when it happened by the platform's clock, which is also its place
	// in the stream.
	At time.Time
	// Post is a post that was written, changed or, with Deleted set, deleted;
	// nil for any other event. It has the fields that Page.Posts have.
	Post *social.Post
	// Unread are the values of the message that could not be read, though Post was.
	Unread []Skip
	// Author is who wrote Post by the name that AskProfiles takes. It is empty
	// where Post is complete.
	Author string
	// Changed says that Author's profile has changed, and Closed that the
	// platform shows nothing by Author any more.
	Changed, Closed bool
}

// Profile is what a platform says of an author whose stream events hold only a
// name.
type Profile struct {
	Author social.Author
	// Withheld says that the author does not want posts to be read by
	// everybody, or by robots: they are left out.
	Withheld bool
}

// StreamerOf returns the adapter of src if src is a stream.
func StreamerOf(adapter Adapter, src social.Source) (Streamer, bool) {
	s, ok := adapter.(Streamer)
	return s, ok && s.Streams(src)
}
