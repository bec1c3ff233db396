package sample

import (
	"cmp"
	"fmt"
	"slices"
	"sync"
	"time"

	"earshot/internal/social"
)

// Options choose the story.
type Options struct {
	// Seed makes another story of the same shape.
	Seed int64
	// Now is the end of the story; zero is the present.
	Now time.Time
	// Days is how long the story is; 0 is 90.
	Days int
	// Scale multiplies the number of posts; 0 is 1, about 6,000.
	Scale float64
	// Live is the time between two steps in which the story goes on while the server runs,
	// at its own pace; 0 is that it does not, so that nothing moves under a test.
	Live time.Duration
}

// Server is the running sample: one loopback listener for each place.
type Server struct {
	facts Facts
	bases [places]string
	hosts [places]*host
	quit  chan struct{}
	done  sync.WaitGroup

	mu    sync.RWMutex // guards what follows and the counts of the notes
	world *world
	notes []*note // oldest first
	now   time.Time
	live  live
	// statuses are what each Mastodon server shows, oldest first.
	statuses map[place][]*note
	tagged   map[place]map[string][]*note
}

// Start writes the story and serves it until Close.
func Start(opts Options) (*Server, error) {
	if opts.Now.IsZero() {
		opts.Now = time.Now()
	}
	opts.Now = opts.Now.UTC().Truncate(time.Second)
	if opts.Days == 0 {
		opts.Days = 90
	}
	if opts.Scale == 0 {
		opts.Scale = 1
	}
	if opts.Days < 0 || opts.Scale < 0 {
		return nil, social.Errorf(social.CodeInvalid, "sample: %d days at scale %g: both must be positive", opts.Days, opts.Scale)
	}
	w, err := newWorld(opts)
	if err != nil {
		return nil, err
	}
	s := &Server{
		facts: w.facts, world: w, now: opts.Now, quit: make(chan struct{}),
		statuses: make(map[place][]*note), tagged: map[place]map[string][]*note{brewSocial: {}, kaffeeSocial: {}},
	}
	for _, n := range w.write(opts.Scale) {
		s.show(n)
	}
	for p := range places {
		s.order(p)
	}
	for p := range places {
		if s.hosts[p], err = s.open(p); err != nil {
			s.Close()
			return nil, err
		}
		s.bases[p] = s.hosts[p].base
	}
	for _, h := range s.hosts { // only now does every host know the others' addresses
		h.serve(&s.done)
	}
	if opts.Live > 0 {
		s.done.Go(func() { s.trickle(opts.Live) })
	}
	return s, nil
}

// Close stops the listeners and waits until nothing of the server runs.
func (s *Server) Close() {
	close(s.quit)
	for _, h := range s.hosts {
		if h != nil {
			h.close()
		}
	}
	s.done.Wait()
}

// show adds a note to the places that have it. The caller holds the lock or is Start.
func (s *Server) show(n *note) {
	s.notes = append(s.notes, n)
	for _, p := range []place{brewSocial, kaffeeSocial} {
		if !n.shownOn(p) {
			continue
		}
		s.statuses[p] = append(s.statuses[p], n)
		for _, tag := range n.tags {
			s.tagged[p][tag] = append(s.tagged[p][tag], n)
		}
	}
}

// order sorts what a Mastodon server shows by its own identifiers: a federated
// status may arrive after a later one of its own.
func (s *Server) order(p place) {
	byID := func(a, b *note) int { return cmp.Compare(statusID(a, p), statusID(b, p)) }
	slices.SortFunc(s.statuses[p], byID)
	for _, list := range s.tagged[p] {
		slices.SortFunc(list, byID)
	}
}

// Facts are the things worth finding in the story.
func (s *Server) Facts() Facts { return s.facts }

// Brands are the brands of the story.
func (s *Server) Brands() []Brand { return brands() }

// Sources are the sources that listen to every place of the sample.
func (s *Server) Sources() []social.Source {
	history := s.now.Sub(s.world.from) + 24*time.Hour
	var all []social.Source
	for p := range places {
		src := social.Source{
			Name: p.name(), Platform: p.platform(), Keep: social.KeepMentions,
			Schedule: "every 30s", History: history,
		}
		switch p {
		case brewSocial, kaffeeSocial:
			src.BaseURL, src.Tags = s.bases[p], listenTags(p)
			src.Accounts = []string{s.world.official[p].user}
		case hackerNews:
			src.BaseURL, src.Queries = s.bases[p], []string{"northwind", "tailspin", "contoso"}
		default:
			src.URLs = []string{s.bases[p] + feedPath(p)}
		}
		if p == grindReport {
			src.Keep = social.KeepAll
		}
		all = append(all, src)
	}
	return all
}

// feedPath is where a feed's document is served.
func feedPath(p place) string {
	switch p {
	case bohnenblog:
		return "/atom.xml"
	case grindReport:
		return "/feed.json"
	default:
		return "/feed.xml"
	}
}

// placeNamed finds the place a source listens to.
func placeNamed(source string) (place, error) {
	for p := range places {
		if p.name() == source {
			return p, nil
		}
	}
	return 0, fmt.Errorf("sample: no source %q", source)
}
