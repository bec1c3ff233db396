package run

import (
	"encoding/base64"
	"slices"

	"earshot/crawler"
)

// maxThreads bounds the threads whose state one lane remembers.
const maxThreads = 1000

// enqueueThreads takes the requests for threads out of requests and puts them
// before what else is to be read, so that never more wait than one page named.
// A thread in the state the last run read it in is not read, nor one that was
// asked for in this run. It returns the other requests.
func (t *task) enqueueThreads(requests []crawler.Request, most int) (others []crawler.Request) {
	var threads []crawler.Request
	for _, req := range requests {
		mark := requestMark(req)
		switch {
		case req.Thread == "":
			others = append(others, req)
		case t.seen(mark):
		case t.Cursor.Threads[threadKey(mark)] == req.Thread:
			t.rememberThread(req)
		case t.ThreadPages+len(threads) >= most:
			t.Note("stopped at the limit of %d threads; replies to older posts were not read", most)
		default:
			t.see(mark)
			threads = append(threads, req)
		}
	}
	t.ThreadPages += len(threads)
	t.Frontier = slices.Concat(threads, t.Frontier)
	return others
}

// rememberThread notes in which state a thread was read.
func (t *task) rememberThread(req crawler.Request) {
	if len(t.Threads) >= maxThreads {
		return
	}
	if t.Threads == nil {
		t.Threads = map[string]string{}
	}
	t.Threads[threadKey(requestMark(req))] = req.Thread
}

func threadKey(mark [8]byte) string { return base64.RawStdEncoding.EncodeToString(mark[:]) }
