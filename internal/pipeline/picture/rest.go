package picture

import (
	"cmp"
	"context"
	"errors"
	"maps"
	"slices"
	"sync"
	"time"

	"earshot/internal/pipeline"
	"earshot/internal/social"
)

const (
	// patience is how much a host may fail in a row before its pictures are left alone:
	// those of a post that are missing count 1, one without an answer, for which the host had all the
	// time that it may take, counts outageWeight.
	patience, outageWeight = 9, 3
	// firstRest is how long its pictures are left alone then. The time doubles each time
	// that the next few fail as well, up to longestRest.
	firstRest, longestRest = 10 * time.Minute, 2 * time.Hour
	// tries is how much may fail after a rest before the next one.
	tries = 3
	// manyPictures bounds how many pictures are remembered to have failed or to wait, and
	// manyHosts how many hosts.
	manyPictures, manyHosts = 100_000, 10_000
)

// rests are the hosts whose pictures are left alone for a time, and the pictures that wait
// for them. It is kept in memory: after a restart a host has its patience anew, and what
// waits is on the stream.
type rests struct {
	// unpaced: a host is asked without a pause, so that what is missing costs no time.
	unpaced bool

	mu    sync.Mutex
	now   func() time.Time
	hosts map[string]*resting
	// asked counts by address how often a picture was asked for in vain: how often its task
	// was handed out says nothing, as that counts the rests too.
	asked map[string]int
	// waiting are the pictures that were handed back, by address.
	waiting map[string]wait
}

// resting is a host that failed lately.
type resting struct {
	failures int
	rest     time.Duration
	until    time.Time
	fault    string
	// pages are those of the posts whose missing pictures were counted since the last rest: the
	// dead links of one post say nothing of what other posts show from the same host.
	pages map[string]bool
}

// wait is until when a picture waits, and for whom.
type wait struct {
	until        time.Time
	host, source string
}

// Resting is a host whose pictures are left alone.
type Resting struct {
	Host  string    `json:"host"`
	Until time.Time `json:"until"`
	// Fault is the last reason why.
	Fault string `json:"fault,omitempty"`
	// Waiting is how many of its pictures wait, by source.
	Waiting map[string]int `json:"waiting,omitempty"`
}

func newRests(now func() time.Time) *rests {
	return &rests{now: now, hosts: map[string]*resting{}, asked: map[string]int{}, waiting: map[string]wait{}}
}

// of is for how long the pictures of a host are left alone; 0 is not at all.
func (r *rests) of(host string) time.Duration {
	r.mu.Lock()
	defer r.mu.Unlock()
	known := r.hosts[host]
	if known == nil {
		return 0
	}
	return max(0, known.until.Sub(r.now()))
}

// attempt is the how-manieth time it is that a picture is asked for.
func (r *rests) attempt(url string) int {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.asked[url] + 1
}

// rester is an error of a host that is left alone by all who ask it.
type rester interface {
	error
	RestsUntil() time.Time
}

// learn takes over how a request for a picture went. It tells how long the host's pictures
// are left alone where that begins now.
func (r *rests) learn(t *task, host string, m social.Media, err error) (began time.Duration) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if err == nil {
		delete(r.asked, t.Value.URL)
	}
	if err == nil && m.State == social.MediaReady {
		delete(r.hosts, host)
		return 0
	}
	if err == nil && r.unpaced {
		return 0
	}
	known := r.remembered(host)
	if known.fault = m.Fault; err != nil {
		known.fault = err.Error()
	}
	if left, ok := errors.AsType[rester](err); ok {
		known.failures, known.until = patience-tries, left.RestsUntil()
		clear(known.pages)
		return max(0, known.until.Sub(r.now()))
	}
	if page := t.Value.Referrer; err == nil && page != "" {
		if known.pages[page] {
			return 0
		}
		known.pages[page] = true
	}
	known.failures++
	if err != nil {
		known.failures += outageWeight - 1
		if len(r.asked) > manyPictures {
			clear(r.asked)
		}
		r.asked[t.Value.URL]++
	}
	if known.failures < patience {
		return 0
	}
	known.rest = min(max(2*known.rest, firstRest), longestRest)
	known.failures, known.until = patience-tries, r.now().Add(known.rest)
	clear(known.pages)
	return known.rest
}

// remembered is what is known of a host that fails. Where many are, those that are not left
// alone now are forgotten.
func (r *rests) remembered(host string) *resting {
	known := r.hosts[host]
	if known != nil {
		return known
	}
	if len(r.hosts) >= manyHosts {
		now := r.now()
		maps.DeleteFunc(r.hosts, func(_ string, h *resting) bool { return !h.until.After(now) })
	}
	if len(r.hosts) >= manyHosts {
		clear(r.hosts)
	}
	known = &resting{pages: map[string]bool{}}
	r.hosts[host] = known
	return known
}

// wait notes that a picture waits for its host.
func (r *rests) wait(t *task, host string, left time.Duration) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if len(r.waiting) > manyPictures {
		clear(r.waiting)
	}
	r.waiting[t.Value.URL] = wait{until: r.now().Add(left), host: host, source: t.Value.Source}
}

// taken notes that pictures do not wait any more.
func (r *rests) taken(urls []string) {
	r.mu.Lock()
	defer r.mu.Unlock()
	for _, url := range urls {
		delete(r.waiting, url)
	}
}

// Resting are the hosts whose pictures are left alone now, with how many wait.
func (w *Worker) Resting() []Resting {
	r := w.rests
	r.mu.Lock()
	defer r.mu.Unlock()
	byHost := map[string]*Resting{}
	for host, h := range r.hosts {
		if h.until.After(r.now()) {
			byHost[host] = &Resting{Host: host, Until: h.until.UTC(), Fault: h.fault, Waiting: map[string]int{}}
		}
	}
	for _, held := range r.waiting {
		if of := byHost[held.host]; of != nil && held.until.After(r.now()) {
			of.Waiting[held.source]++
		}
	}
	out := make([]Resting, 0, len(byHost))
	for _, of := range byHost {
		out = append(out, *of)
	}
	slices.SortFunc(out, func(a, b Resting) int { return cmp.Compare(a.Host, b.Host) })
	return out
}

// Waiting is how many pictures wait for hosts that are left alone.
func (w *Worker) Waiting() int {
	n := 0
	for _, of := range w.Resting() {
		for _, waiting := range of.Waiting {
			n += waiting
		}
	}
	return n
}

// Held says by source how many of its pictures wait for which hosts.
func (w *Worker) Held() map[string][]string {
	said := map[string][]string{}
	for _, of := range w.Resting() {
		for source, n := range of.Waiting {
			said[source] = append(said[source], plural(int64(n), "picture waits", "pictures wait")+": "+of.Sentence())
		}
	}
	return said
}

// Sentence says that a host is left alone, and why.
func (r Resting) Sentence() string {
	sentence := "pictures of " + r.Host + " failed one after the other and are left alone until " + r.Until.Format("15:04") + " UTC"
	if r.Fault != "" {
		sentence += " (" + pipeline.FaultKind(r.Fault) + ")"
	}
	return sentence
}

// leave hands tasks back whose hosts are left alone, and returns the others. Nothing is
// lost by it: they are on the stream.
func (w *Worker) leave(ctx context.Context, tasks []*task) (others []*task) {
	for _, t := range tasks {
		if left := w.rests.of(hostOf(t.Value.URL)); left > 0 && t.Value.Over == "" {
			w.postpone(ctx, t, left)
			continue
		}
		others = append(others, t)
	}
	return others
}

// learn takes over how a request for a picture went, and says so where its host is left
// alone from now on.
func (w *Worker) learn(ctx context.Context, t *task, m social.Media, err error) {
	host := hostOf(t.Value.URL)
	if began := w.rests.learn(t, host, m, err); began > 0 {
		w.opts.Log.WarnContext(ctx, "pictures of a host failed one after the other and are left alone; what waits is fetched later",
			"host", host, "source", t.Value.Source, "for", began.Round(time.Second))
	}
}
