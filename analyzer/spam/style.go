package spam

import "fmt"

// style returns the evidence in how a post is written.
func (c features) style() []evidence {
	var out []evidence
	add := func(when bool, chance float32, reason string) {
		if when {
			out = append(out, evidence{chance, reason})
		}
	}
	switch {
	case c.tags >= 25:
		add(true, 0.45, fmt.Sprintf("%d hashtags", c.tags))
	case c.tags >= 12 && c.tags > c.words:
		add(true, 0.35, fmt.Sprintf("%d hashtags beside %d words", c.tags, c.words))
	case c.tags >= 8 && c.tags > c.words:
		add(true, 0.2, fmt.Sprintf("%d hashtags beside %d words", c.tags, c.words))
	}
	switch {
	case c.links >= 6:
		add(true, 0.45, fmt.Sprintf("%d links", c.links))
	case c.links >= 3 && c.words < 12*c.links:
		add(true, 0.25, fmt.Sprintf("%d links beside %d words", c.links, c.words))
	}
	add(c.shortURLs > 0, 0.15, "a link that hides where it leads")
	add(c.messengers > 0, 0.3, "a link to a messenger")
	add(c.hasNumber, 0.15, "a telephone number")
	add(c.handles >= 8 && c.handles*2 > c.words, 0.3, fmt.Sprintf("%d people addressed", c.handles))
	add(c.letters >= 40 && c.capitals*10 >= c.letters*8, 0.15, "written in capitals")
	switch {
	case c.words >= minWordsForRepetition && c.distinct*4 <= c.words:
		add(true, 0.5, "says the same again and again")
	case c.words >= minWordsForRepetition && c.distinct*5 <= c.words*2:
		add(true, 0.25, "repeats itself")
	}
	add(c.invisible >= 2, 0.4, "invisible characters inside words")
	switch {
	case c.mixedScript >= 2:
		add(true, 0.55, "words of look-alike letters")
	case c.mixedScript == 1:
		add(true, 0.35, "a word of look-alike letters")
	}
	add(c.styled >= 8, 0.2, "letters in disguise")
	add(c.lures >= 4, 0.15, "signs that point and lure")
	return out
}
