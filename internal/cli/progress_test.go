package cli

import (
	"bytes"
	"strings"
	"testing"
	"time"

	"earshot/internal/job/crawlonce"
	"earshot/internal/shown"
)

// TestProgressOfACrawl is one line on a terminal, which whatever else is written takes the
// place of, and few lines elsewhere.
func TestProgressOfACrawl(t *testing.T) {
	now := time.Date(2026, 11, 20, 12, 0, 0, 0, time.UTC)
	var file bytes.Buffer
	p := newCrawlProgress(streams{err: &file}, now)
	for i := range 3600 {
		p.show(crawlonce.Progress{Sources: 3600, Ended: i, Posts: int64(i)}, now.Add(time.Duration(i)*time.Second))
	}
	p.end()
	if lines := strings.Count(file.String(), "\n"); lines < 10 || lines > 20 {
		t.Errorf("an hour is %d lines:\n%s", lines, file.String())
	}
	if first, _, _ := strings.Cut(file.String(), "\n"); first != "earshot: 10 of 3600 sources crawled; 10 posts stored, 0 messages of posts and 0 pictures wait" {
		t.Errorf("the first line is %q", first)
	}

	var screen bytes.Buffer
	out := shown.NewWriter(&screen, &shown.Secrets{}, true)
	p = newCrawlProgress(streams{err: out, live: true}, now)
	p.show(crawlonce.Progress{Sources: 2}, now)
	p.show(crawlonce.Progress{Sources: 2, Ended: 1}, now)
	out.Write([]byte("a line of the log\n"))
	p.show(crawlonce.Progress{Sources: 2, Ended: 2}, now)
	p.end()
	out.Write([]byte("the end\n"))
	const begin, rest = "\r\x1b[K", " of 2 sources crawled; 0 posts stored, 0 messages of posts and 0 pictures wait"
	want := begin + "earshot: 0" + rest + begin + "earshot: 1" + rest + begin + "a line of the log\n" + begin + "earshot: 2" + rest + begin + "the end\n"
	if screen.String() != want {
		t.Errorf("the terminal shows\n%q, want\n%q", screen.String(), want)
	}
}
