package run

import (
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"fmt"
	"maps"
	"slices"

	"earshot/crawler"
)

// frontierBytes limits the pending requests of a lane, so that a task always fits
// into one message of the stream.
const frontierBytes = 256 << 10

// enqueue adds requests to the frontier, each at most once in a run, so that pages
// that link in a circle end the lane instead of keeping it running for ever.
func (t *task) enqueue(requests []crawler.Request) {
	size := 0
	for _, req := range t.Frontier {
		size += requestSize(req)
	}
	for _, req := range requests {
		mark := requestMark(req)
		if req.Within > 0 && (len(t.Seen)/len(mark) >= req.Within || t.seen(mark)) {
			continue
		}
		if t.seen(mark) {
			t.Skipped++
			t.Note("the pages lead in a circle: %s was asked for before and is not followed", req.URL)
			continue
		}
		if size += requestSize(req); size > frontierBytes {
			t.Skipped++
			t.Shown.Cut = true
			t.Note("more requests are pending than the limit of %d bytes; %s and later ones are left out", frontierBytes, req.URL)
			return
		}
		t.markSeen(mark)
		t.Frontier = append(t.Frontier, req)
	}
}

// markSeen notes that a request was made.
func (t *task) markSeen(mark [8]byte) {
	// Clipped, because Seen may share its array with a message that others read.
	t.Seen = append(slices.Clip(t.Seen), mark[:]...)
}

// seen tells whether a request was made before in this run.
func (t *task) seen(mark [8]byte) bool {
	want := binary.BigEndian.Uint64(mark[:])
	for i := 0; i+8 <= len(t.Seen); i += 8 {
		if binary.BigEndian.Uint64(t.Seen[i:]) == want {
			return true
		}
	}
	return false
}

// requestMark identifies a request: the first 8 bytes of its hash.
func requestMark(q crawler.Request) (m [8]byte) {
	h := sha256.New()
	fmt.Fprintf(h, "%s\x00%s\x00%s\x00", q.Method, q.URL, q.Body)
	copy(m[:], h.Sum(nil))
	return m
}

// requestSize estimates how many bytes the request takes in a message.
func requestSize(q crawler.Request) int {
	n := 64 + len(q.Method) + len(q.URL) + len(q.Body)*4/3 + len(q.Step)
	for _, ref := range q.Wanted() {
		n += 160 + len(ref.ID) + len(ref.URL) + len(ref.ParentID) + len(ref.ThreadID)
	}
	for name, value := range q.Header {
		n += 6 + len(name) + len(value)
	}
	for name, value := range q.Vars {
		n += 6 + len(name) + len(value)
	}
	for _, other := range q.Else {
		n += requestSize(other)
	}
	return n
}

// maxThreads limits the threads whose state one lane remembers.
const maxThreads = 1000

// follow adds the requests that a page leads to. Those for threads come before all
// other pending requests, so that never more wait than one page named. A thread
// that the last run read in the same state is left out, and so is one that was
// asked for in this run.
func (t *task) follow(requests []crawler.Request, maxThreadPages int) {
	var threads, others []crawler.Request
	size := 0
	for _, req := range requests {
		mark := requestMark(req)
		switch {
		case t.isLeft(req):
		case req.Thread == "":
			others = append(others, req)
		case t.seen(mark):
		case t.Cursor.Threads[threadKey(mark)] == req.Thread:
			t.rememberThread(req)
			t.leaveList(req.List)
		case t.ThreadPages+len(threads) >= maxThreadPages:
			t.leaveList(req.List)
			t.Note("stopped at the limit of %d threads; replies to older posts were not read", maxThreadPages)
		case size+requestSize(req) > frontierBytes:
			t.leaveList(req.List)
			t.Note("more threads are pending than the limit of %d bytes; replies to further posts were not read", frontierBytes)
		default:
			size += requestSize(req)
			t.markSeen(mark)
			threads = append(threads, req)
		}
	}
	t.ThreadPages += len(threads)
	t.Frontier = slices.Concat(threads, t.Frontier)
	t.enqueue(others)
}

// rememberThread notes the state in which a thread was read.
func (t *task) rememberThread(req crawler.Request) {
	if len(t.Threads) >= maxThreads {
		return
	}
	if t.Threads == nil {
		t.Threads = map[string]string{}
	}
	t.Threads[threadKey(requestMark(req))] = req.Thread
}

// forgetThread has a thread read again by the next run of which a part could not be read:
// its requests are for what is of one post, and share its state.
func (t *task) forgetThread(req crawler.Request) {
	if req.Below && req.Thread != "" {
		maps.DeleteFunc(t.Threads, func(_, state string) bool { return state == req.Thread })
	}
}

func threadKey(mark [8]byte) string { return base64.RawStdEncoding.EncodeToString(mark[:]) }
