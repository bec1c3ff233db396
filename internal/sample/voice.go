package sample

import (
	"slices"
	"strings"
	"time"
)

// homeTag is the hashtag under which a language talks about coffee, and the
// one the sample's sources listen to.
var homeTag = map[string]string{
	"en": "coffee", "zh": "咖啡", "de": "kaffee", "es": "cafe", "fr": "cafe", "ja": "コーヒー", "pt": "cafe",
}

// listenTags are the hashtags the source of a Mastodon server reads.
func listenTags(p place) []string {
	if p == brewSocial {
		return []string{"coffee", "espresso", "咖啡", "cafe", "コーヒー"}
	}
	return []string{"coffee", "espresso", "kaffee", "cafe", "咖啡", "コーヒー"}
}

// note writes the post of a moment.
func (w *world) note(m moment) *note {
	n := &note{seq: w.seq, lang: m.lang, event: m.event, created: m.at, subject: w.subjectOf(m)}
	w.seq++
	n.place = w.placeOf(m)
	n.brands = n.subject.mentions()
	if !n.place.fediverse() { // the others tell the time in whole seconds
		n.created = n.created.Truncate(time.Second)
	}
	n.author = w.crowds[m.lang][n.place].pick(w.rng)
	switch n.place {
	case brewSocial, kaffeeSocial:
		w.toot(n)
	case hackerNews:
		w.discuss(n)
	default:
		w.publish(n)
	}
	w.applaud(n)
	return n
}

func (w *world) placeOf(m moment) place {
	u := w.rng.Float64()
	if m.event != everyday && u < .9 { // events happen where people chat
		if m.lang == "de" || m.lang == "fr" || m.event == delight && u < .3 {
			return w.existing(m.lang, kaffeeSocial)
		}
		return w.existing(m.lang, brewSocial)
	}
	u = w.rng.Float64()
	for p, share := range placeShare[m.lang] {
		if u -= share; u < 0 && share > 0 {
			at := place(p)
			if at.singlePage() {
				if w.singles[at] >= singlePage {
					return brewSocial
				}
				w.singles[at]++
			}
			return at
		}
	}
	return w.existing(m.lang, brewSocial)
}

// existing is p, or the other Mastodon server where p has nobody who writes lang.
func (w *world) existing(lang string, p place) place {
	if w.crowds[lang][p] == nil {
		return brewSocial + kaffeeSocial - p
	}
	return p
}

// toot writes a Mastodon status.
func (w *world) toot(n *note) {
	n.shared = w.rng.Float64() < .22
	if w.official[n.place] != nil && n.subject.mood == plain && n.lang == "en" && strings.EqualFold(n.subject.brand, w.official[n.place].user) && w.rng.Float64() < .3 {
		n.author = w.official[n.place]
	}
	n.body = []string{w.composer.remark(n.lang, n.subject)}
	if w.rng.Float64() < .12 {
		n.body = append(n.body, w.composer.sentence(n.lang, "more", n.subject))
	}
	n.tags = []string{homeTag[n.lang]}
	if s := n.subject.topic; (s == "machine" || s == "noise") && w.rng.Float64() < .3 {
		n.tags = append(n.tags, "espresso")
	}
	if n.subject.brand != "" && w.rng.Float64() < .55 {
		n.tags = append(n.tags, strings.ToLower(n.subject.brand))
	}
	switch {
	case n.event == delight && w.rng.Float64() < .7:
		n.tags = append(n.tags, "wintercup")
	case n.event == outcry && w.rng.Float64() < .6:
		n.tags = append(n.tags, "recall")
	}
	if w.rng.Float64() < .05 {
		n.link = "https://reviews.example/coffee/" + strings.ToLower(w.choose("grinders", "beans", "cups", "cafes")) + "/a-long-walk-through-the-roasters"
		n.body = append(n.body, n.link)
	}
	w.photograph(n)
	n.body = append(n.body, "#"+strings.Join(n.tags, " #"))
	if w.rng.Float64() < .04 {
		n.edited = n.created.Add(time.Duration(2+w.rng.IntN(50)) * time.Minute)
	}
}

// discuss writes a Hacker News story, or a comment on a recent one.
func (w *world) discuss(n *note) {
	var near []*note
	for _, s := range w.stories {
		if s.subject.brand == n.subject.brand {
			near = append(near, s)
		}
	}
	if len(near) == 0 || w.rng.Float64() < .2 {
		n.title = w.composer.headline(n.lang, n.subject)
		if w.rng.Float64() < .6 {
			n.link = "https://reviews.example/" + slug(n.title)
		} else {
			n.body = []string{w.composer.remark(n.lang, n.subject)}
		}
		w.stories = append(w.stories[max(0, len(w.stories)-11):], n)
		return
	}
	n.story = near[w.rng.IntN(len(near))]
	n.parent = n.story
	n.body = []string{w.composer.remark(n.lang, n.subject)}
	if w.rng.Float64() < .4 {
		n.body = append(n.body, w.composer.remark(n.lang, n.subject))
	}
}

// publish writes an entry of a blog.
func (w *world) publish(n *note) {
	n.title = w.composer.headline(n.lang, n.subject)
	n.body = w.composer.article(n.lang, n.subject)
	n.tags = []string{homeTag[n.lang], n.subject.topic}
	w.photograph(n)
}

// scenes are the pictures that suit a topic.
var scenes = map[string][]string{
	"taste": {"cup", "latte", "beans", "packaging", "cup"}, "delivery": {"packaging", "beans"},
	"winter": {"winter", "winter", "winter", "cup"}, "oat": {"latte", "cup"}, "app": {"receipt", "cup"},
	"price": {"receipt", "packaging"}, "support": {"receipt", "packaging"}, "cafe": {"storefront", "storefront", "latte"},
	"machine": {"grinder", "cup", "latte"}, "noise": {"grinder"}, "recall": {"grinder", "grinder", "receipt"},
	"versus": {"grinder", "beans"}, "coffee": {"cup", "beans", "latte"}, "airline": {"cup"},
}

// photograph attaches pictures: often in happy times, seldom in ordinary ones.
func (w *world) photograph(n *note) {
	chance := .20
	switch {
	case n.event == delight:
		chance = .72
	case !n.place.fediverse():
		chance = .45
	}
	if w.rng.Float64() >= chance {
		return
	}
	count := 1
	if w.rng.Float64() < .15 {
		count = 2
	}
	for range count {
		of := scenes[n.subject.topic]
		s := shot{picture: w.gallery.pick(w.rng, of[w.rng.IntN(len(of))], n.subject.brand)}
		if slices.ContainsFunc(n.shots, func(have shot) bool { return have.picture == s.picture }) {
			continue
		}
		if w.rng.Float64() < .8 {
			s.alt = w.composer.alt(n.lang, s.picture.scene)
		}
		n.shots = append(n.shots, s)
	}
	if n.place == roastersWeekly {
		n.shots[0].alt = "" // it is an enclosure, and those have none
	}
}

// applaud gives a post its counts; feeds have none.
func (w *world) applaud(n *note) {
	switch n.place {
	case brewSocial, kaffeeSocial:
		reach := 1.0
		if n.event != everyday {
			reach = 2.2
		}
		n.likes, n.shares, n.comments = pareto(w.rng, 5*reach, 1.5), pareto(w.rng, 1.6*reach, 1.4), pareto(w.rng, 1.1*reach, 1.7)
		// The first English picture-worthy complaint of the wave goes everywhere.
		if n.event == outcry && !w.loudest && n.lang == "en" && n.subject.mood == angry && n.created.After(w.facts.SpikeFrom.Add(3*time.Hour)) {
			w.loudest = true
			n.likes, n.shares, n.comments = 6840, 4120, 915
		}
	case hackerNews:
		if n.story == nil {
			n.likes = 1 + pareto(w.rng, 7, 1.1)
		} else {
			n.story.comments++
		}
	default:
	}
}
