package crawlonce

import "time"

// longerInAll is how many times as long as for the next picture a crawl waits for pictures
// in all, should they keep coming.
const longerInAll = 30

// lateness tells when a crawl that has nothing else to do has waited long enough for
// pictures. They are on their stream, and the next crawl fetches them.
type lateness struct {
	wait time.Duration
	now  func() time.Time

	since, progress time.Time
	ready           int64
}

// over takes over how many pictures are pending and how many became ready so far.
func (l *lateness) over(pending int, ready int64) bool {
	now := l.now()
	if pending == 0 {
		l.since = time.Time{}
		return false
	}
	if l.since.IsZero() {
		l.since, l.progress, l.ready = now, now, ready
	}
	if ready != l.ready {
		l.progress, l.ready = now, ready
	}
	return now.Sub(l.progress) >= l.wait || now.Sub(l.since) >= longerInAll*l.wait
}
