package run

import (
	"bytes"
	"cmp"
	"encoding/binary"
	"hash/fnv"
	"slices"
	"time"

	"earshot/crawler"
	"earshot/internal/social"
)

// undated is what a lane keeps of posts without a believable date. The time at
// which such a post was first seen is kept with the post, where it is stored;
// the lane knows what it came across before, stored or not.
type undated struct {
	// Since is when the lane was first read to its end with such posts kept; zero
	// before. What was there by then may be of any age.
	Since time.Time `json:"since,omitzero"`
	// Known are the marks of such posts, 8 bytes each, the latest last.
	Known []byte `json:"known,omitempty"`
}

// maxUndated bounds the marks that a lane keeps.
const maxUndated = 4096

// has tells whether a post was come across before.
func (u undated) has(id string) bool {
	mark := markOf(id)
	for place := 0; place < len(u.Known); place += len(mark) {
		if bytes.Equal(u.Known[place:place+len(mark)], mark) {
			return true
		}
	}
	return false
}

func markOf(id string) []byte {
	hash := fnv.New64a()
	hash.Write([]byte(id))
	return binary.BigEndian.AppendUint64(nil, hash.Sum64())
}

// after is what is kept after a run that ended at a time and came across the posts
// with the given marks.
func (u undated) after(marks []byte, ended time.Time) undated {
	if u.Since.IsZero() {
		u.Since = ended
	}
	fresh := map[string]bool{}
	for mark := range slices.Chunk(marks, 8) {
		fresh[string(mark)] = true
	}
	var known []byte
	for mark := range slices.Chunk(u.Known, 8) {
		if !fresh[string(mark)] {
			known = append(known, mark...)
		}
	}
	known = append(known, marks...)
	u.Known = known[max(0, len(known)-8*maxUndated):]
	return u
}

// isBacklog tells whether a post that was seen at a time may be of any age: it was
// there when the lane was first read, or in an earlier run that did not keep it.
// One that is stored keeps what was said of it first, whatever is said now.
func (u undated) isBacklog(id string, seen time.Time) bool {
	return u.Since.IsZero() || !seen.After(u.Since) || u.has(id)
}

// addUndated counts a post that is dated by when it was seen, and tells whether to
// publish it. A back-fill leaves it out: nothing says that it lies in the window.
func (t *task) addUndated(post *social.Post, resp crawler.Response, why error) bool {
	t.Counts.AddUndated("%q: %v", cmp.Or(post.Title, post.ID), why)
	if t.isBackfill() {
		return false
	}
	if post.Backlog = t.Cursor.Undated.isBacklog(post.ID, resp.At); !post.Backlog || t.Cursor.First.IsZero() {
		t.New++
	}
	t.UndatedMarks = append(t.UndatedMarks, markOf(post.ID)...)
	return true
}
