package cli

import (
	"fmt"
	"io"
	"sync"
	"time"

	"earshot/internal/job/crawlonce"
)

// liveLine shows what is being done in one line that is written anew, which only a
// terminal can: a file or a log is told nothing.
type liveLine struct {
	to    io.Writer
	live  bool
	shown bool
}

func (l *liveLine) show(what string) {
	if l.live {
		l.shown = true
		fmt.Fprintf(l.to, "\r\033[K%s", what)
	}
}

func (l *liveLine) clear() {
	if l.shown {
		l.shown = false
		fmt.Fprint(l.to, "\r\033[K")
	}
}

// plainPause is the time between two lines of progress that are not written anew: the first
// time, and at most, so that a crawl of hours is some hundred lines and not thousands.
const (
	plainPause     = 10 * time.Second
	mostPlainPause = 5 * time.Minute
)

// crawlProgress shows how far a crawl has come: on a terminal in one line, elsewhere in
// lines that come ever more seldom.
type crawlProgress struct {
	line liveLine

	mu    sync.Mutex
	next  time.Time
	pause time.Duration
	last  string
}

func newCrawlProgress(std streams, now time.Time) *crawlProgress {
	return &crawlProgress{line: liveLine{to: std.err, live: std.live}, next: now.Add(plainPause), pause: plainPause}
}

// show shows how far the crawl is at now.
func (p *crawlProgress) show(at crawlonce.Progress, now time.Time) {
	p.mu.Lock()
	defer p.mu.Unlock()
	text := fmt.Sprintf("earshot: %d of %d sources crawled; %d posts stored, %d messages of posts and %d pictures wait", at.Ended, at.Sources, at.Posts, at.Waiting, at.Pictures)
	if p.line.live {
		p.line.show(text)
		return
	}
	if now.Before(p.next) || text == p.last {
		return
	}
	p.pause = min(2*p.pause, mostPlainPause)
	p.next, p.last = now.Add(p.pause), text
	fmt.Fprintln(p.line.to, text)
}

// end takes a line away that was written anew.
func (p *crawlProgress) end() {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.line.clear()
}
