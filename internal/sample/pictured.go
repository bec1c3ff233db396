package sample

import (
	"math/rand/v2"
	"sort"
	"strings"

	"earshot/internal/social"
)

// picturedPosts is how many posts of the visual surge there are at scale 1.
const picturedPosts = 60

// picturedFrom is the number of the first of them; the others have lower ones.
const picturedFrom = 25_000

// picturedScenes are what they show: the logo, or the name to be read.
var picturedScenes = []string{"mug", "mug", "receipt", "storefront", "mug", "packaging"}

// picture writes the visual surge: people show Northwind's new mug, its receipts and its
// front, and say no more than good morning. It draws from a source of chance of its own,
// so that the rest of the story stays as it is.
func (w *world) picture(scale float64) []*note {
	if !w.from.Before(w.facts.PicturedFrom) {
		return nil
	}
	rng := rand.New(rand.NewPCG(uint64(w.seed), 0x51ce5))
	dates := newCalendar(w.facts.PicturedFrom, w.facts.PicturedTo, "en", w.facts.pictured)
	var notes []*note
	for range max(3, int(picturedPosts*scale+.5)) {
		lang := "en"
		if u := rng.Float64(); u < .2 {
			lang = "de"
		} else if u < .35 {
			lang = "zh"
		}
		n := &note{
			seq: picturedFrom + len(notes), lang: lang, event: pictured, created: dates.pick(rng), place: w.existing(lang, brewSocial),
			subject: subject{topic: "ritual", mood: glad}, seen: []string{northwind}, tags: []string{homeTag[lang]},
			likes: pareto(rng, 6, 1.5), shares: pareto(rng, 2, 1.4), comments: pareto(rng, 1, 1.7),
		}
		n.author = w.crowds[lang][n.place].pick(rng)
		scene := picturedScenes[rng.IntN(len(picturedScenes))]
		n.shots = []shot{{picture: newPicture(scene, northwind, rng.IntN(variants))}}
		if rng.Float64() < .4 {
			n.shots[0].alt = w.plainAlt(rng, lang, scene)
		}
		lines := w.composer.lexicons[lang].sections["ritual +"]
		n.body = []string{lines[rng.IntN(len(lines))], "#" + strings.Join(n.tags, " #")}
		notes = append(notes, n)
	}
	return notes
}

// plainAlt describes a scene without naming anybody.
func (w *world) plainAlt(rng *rand.Rand, lang, scene string) string {
	lines := w.composer.lexicons[lang].sections["alt "+scene]
	if len(lines) == 0 {
		return ""
	}
	choices := strings.Split(lines[0], " | ")
	return choices[rng.IntN(len(choices))]
}

// Pictured are the posts of the visual surge: their pictures show the brand, and no word
// of theirs names it.
func (s *Server) Pictured() []social.Key {
	s.mu.RLock()
	defer s.mu.RUnlock()
	var keys []social.Key
	for _, n := range s.notes {
		if n.event == pictured {
			keys = append(keys, social.Key{Platform: n.place.platform(), ID: n.id()})
		}
	}
	return keys
}

// byTime sorts notes, the oldest first.
func byTime(notes []*note) []*note {
	sort.SliceStable(notes, func(i, j int) bool { return notes[i].created.Before(notes[j].created) })
	return notes
}
