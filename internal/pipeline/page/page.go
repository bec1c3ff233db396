// Package page writes pages of posts as messages of the posts stream, and reads them.
//
// A message is the byte that says so (binary), then each post as field 1 of a message in
// the wire format of protocol buffers (https://protobuf.dev/programming-guides/encoding):
// a number and a value for each field that is not empty. A number is never used for
// another field, and one that is not known is passed over, so that older and newer
// programs read each other's. Earlier versions wrote an array of JSON, which is read as
// well: it takes three times the processor time to read and nearly twice the room.
package page

import (
	"encoding/json"
	"fmt"

	"google.golang.org/protobuf/encoding/protowire"

	"earshot/internal/social"
)

// binary begins a message that is no JSON, which begins with a bracket.
const binary = 1

// onePost is the number of a post in a page.
const onePost protowire.Number = 1

// Page is a page that is being written.
type Page struct {
	data, post []byte
	// size is how large the page before was.
	size int
	// Posts is how many it holds.
	Posts int
}

// Add puts p behind the posts of the page, unless this would make it larger than most
// bytes and there are others on it; it tells whether it did. p is bounded by
// social.Post.Bound. Bytes of texts that are no UTF-8 become U+FFFD.
func (g *Page) Add(p *social.Post, most int) bool {
	g.post = appendPost(g.post[:0], p)
	if g.Posts > 0 && len(g.data)+protowire.SizeTag(onePost)+protowire.SizeBytes(len(g.post)) > most {
		return false
	}
	if g.Posts == 0 {
		g.data = append(make([]byte, 0, max(g.size, 2*len(g.post))), binary)
	}
	g.data = protowire.AppendBytes(protowire.AppendTag(g.data, onePost, protowire.BytesType), g.post)
	g.Posts++
	return true
}

// Take returns the message of the page and begins another.
func (g *Page) Take() []byte {
	data := g.data
	g.data, g.Posts, g.size = nil, 0, len(data)
	return data
}

// Encode is the message of posts.
func Encode(posts ...social.Post) []byte {
	var g Page
	for i := range posts {
		g.Add(&posts[i], int(^uint(0)>>1))
	}
	return g.Take()
}

// Decode reads a message, of this or an earlier version.
func Decode(data []byte) (posts []social.Post, err error) {
	if len(data) == 0 || data[0] != binary {
		err := json.Unmarshal(data, &posts)
		return posts, err
	}
	var before social.Post
	err = eachField(data[1:], func(f field) error {
		if f.number != onePost {
			return nil
		}
		p, err := readPost(f.bytes, &before)
		if err == nil {
			posts, before = append(posts, p), p
		}
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("page: post %d: %w", len(posts)+1, err)
	}
	return posts, nil
}
