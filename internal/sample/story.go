package sample

import (
	"math/rand/v2"
	"sort"
	"time"
)

const (
	northwind = "Northwind" // roaster, cafés, app, delivery
	tailspin  = "Tailspin"  // its grinders and espresso machines
	contoso   = "Contoso"   // the competitor's coffee machines
)

// event is what made somebody post.
type event int

const (
	everyday event = iota
	outcry         // the grinder recall
	delight        // the winter cup
	pictured       // the new mug, shown and not named
)

// moment is a post to be written: when, in what language and because of what.
type moment struct {
	at    time.Time
	lang  string
	event event
}

// languageShare is how many of all posts are written in each language.
var languageShare = []struct {
	lang  string
	share float64
}{{"en", .50}, {"zh", .13}, {"de", .11}, {"es", .08}, {"fr", .07}, {"ja", .07}, {"pt", .04}}

// The number of posts at scale 1.
const (
	everydayPosts = 5350
	outcryPosts   = 330
	delightPosts  = 320
)

// world writes the story, post after post. It is not safe for concurrent use.
type world struct {
	rng      *rand.Rand
	facts    Facts
	from, to time.Time
	composer *composer
	crowds   map[string]map[place]*crowd
	official map[place]*author
	gallery  *gallery
	stories  []*note // recent Hacker News stories
	singles  [places]int
	seq      int
	seed     int64
	loudest  bool // the outcry's most shared post has been written
	// rate is how many everyday posts an hour of weight 1 has, by language.
	rate map[string]float64
}

func newWorld(opts Options) (*world, error) {
	lexicons, err := loadLexicons()
	if err != nil {
		return nil, err
	}
	rng := rand.New(rand.NewPCG(uint64(opts.Seed), 0x9e3779b97f4a7c15))
	w := &world{
		rng: rng, seed: opts.Seed, facts: factsAt(opts.Now), from: opts.Now.AddDate(0, 0, -opts.Days), to: opts.Now,
		composer: newComposer(rng, lexicons), crowds: make(map[string]map[place]*crowd),
		official: make(map[place]*author), gallery: newGallery(),
		rate: map[string]float64{},
	}
	number := 100
	for _, share := range languageShare {
		w.crowds[share.lang] = make(map[place]*crowd)
		for p, part := range placeShare[share.lang] {
			if part == 0 {
				continue
			}
			size := 6 // the editors of a blog
			if at := place(p); at.fediverse() || at == hackerNews {
				size = max(12, int(everydayPosts*share.share*part*opts.Scale/3))
			}
			w.crowds[share.lang][place(p)] = newCrowd(rng, lexicons[share.lang], share.lang, place(p), size, number)
			number += size
		}
	}
	w.official[brewSocial] = &author{number: 1, user: "northwind", name: "Northwind Coffee", place: brewSocial, joined: 900}
	w.official[kaffeeSocial] = &author{number: 2, user: "contoso", name: "Contoso Kaffee", place: kaffeeSocial, joined: 700}
	return w, nil
}

// write tells the whole story in the order of time.
func (w *world) write(scale float64) []*note {
	var moments []moment
	for _, share := range languageShare {
		ordinary := newCalendar(w.from, w.to, share.lang, w.facts.everyday(w.from, w.to))
		count := everydayPosts * share.share * scale
		moments = w.add(moments, ordinary, moment{lang: share.lang, event: everyday}, count)
		if whole := ordinary.weight(); whole > 0 {
			w.rate[share.lang] = count / whole
		}
		if w.from.Before(w.facts.SpikeFrom) {
			angry := newCalendar(w.facts.SpikeFrom, w.facts.SpikeTo, share.lang, w.facts.outcry)
			moments = w.add(moments, angry, moment{lang: share.lang, event: outcry}, outcryPosts*share.share*scale)
		}
		if w.from.Before(w.facts.WinterFrom) {
			happy := newCalendar(w.facts.WinterFrom, w.facts.WinterTo, share.lang, w.facts.delight)
			moments = w.add(moments, happy, moment{lang: share.lang, event: delight}, delightPosts*share.share*scale)
		}
	}
	sort.SliceStable(moments, func(i, j int) bool { return moments[i].at.Before(moments[j].at) })
	notes := make([]*note, len(moments))
	for i, m := range moments {
		notes[i] = w.note(m)
	}
	return byTime(append(notes, w.picture(scale)...))
}

// pace is how many everyday posts an hour the story has at a time after its end: as many as at
// its end, by the hour and the weekday; a few a year where it has none.
func (w *world) pace(at time.Time) float64 {
	const least = 1e-3
	sum, usual := least, w.facts.everyday(w.from, w.to)(w.to)
	for _, share := range languageShare {
		sum += w.rate[share.lang] * rhythm(at, share.lang) * usual
	}
	return sum
}

func (w *world) add(moments []moment, c *calendar, m moment, count float64) []moment {
	for range int(count + 0.5) {
		m.at = c.pick(w.rng)
		moments = append(moments, m)
	}
	return moments
}

// subjectOf decides what a post at m is about.
func (w *world) subjectOf(m moment) subject {
	switch m.event {
	case outcry:
		return subject{brand: tailspin, topic: "recall", mood: w.mood(.01, .11)}
	case delight:
		return subject{brand: northwind, topic: "winter", mood: w.mood(.91, .05)}
	default:
	}
	progress := m.at.Sub(w.from).Hours() / max(1, w.to.Sub(w.from).Hours())
	rising := .10 + .22*progress
	switch u := w.rng.Float64(); {
	case u < .12:
		return subject{topic: "coffee", mood: w.mood(.35, .50)}
	case u < .14:
		return subject{topic: "airline", mood: plain}
	case u < .17:
		return subject{topic: "versus", mood: w.mood(.35, .40)}
	case u < .17+rising:
		return subject{brand: contoso, topic: w.choose("machine", "machine", "noise", "support", "price", "delivery"), mood: w.mood(.34, .36)}
	case u < .17+rising+.17:
		return subject{brand: tailspin, topic: w.choose("machine", "machine", "machine", "noise", "support", "delivery"), mood: w.mood(.44, .30)}
	default:
		topic := w.choose("taste", "taste", "taste", "delivery", "oat", "app", "price", "support", "cafe", "cafe")
		return subject{brand: northwind, topic: topic, mood: w.mood(.46, .28)}
	}
}

// mood is glad with probability up, plain with probability level, else angry.
func (w *world) mood(up, level float64) mood {
	switch u := w.rng.Float64(); {
	case u < up:
		return glad
	case u < up+level:
		return plain
	default:
		return angry
	}
}

func (w *world) choose(of ...string) string { return of[w.rng.IntN(len(of))] }

// Brand is a brand of the story as a configuration would name it.
type Brand struct {
	Name  string
	Kind  string // "own" or "competitor"
	Query string // the boolean query language of the project
}

func brands() []Brand {
	return []Brand{
		{Name: northwind, Kind: "own", Query: `(northwind OR "north wind coffee" OR #northwind) NOT airline`},
		{Name: tailspin, Kind: "own", Query: `tailspin OR #tailspin`},
		{Name: contoso, Kind: "competitor", Query: `contoso OR #contoso`},
	}
}

// mentions lists the brands whose query a post on s is written to match.
func (s subject) mentions() []string {
	switch {
	case s.topic == "versus":
		return []string{tailspin, contoso}
	case s.brand == "":
		return nil
	default:
		return []string{s.brand}
	}
}
