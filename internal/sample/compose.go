package sample

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"unicode"
)

// mood is the feeling a sentence was written to carry.
type mood string

const (
	glad  mood = "+"
	plain mood = "0"
	angry mood = "-"
)

// subject is what a text is about.
type subject struct {
	brand string // empty: coffee in general
	topic string
	mood  mood
}

// composer writes texts from the lexicons. It draws the lines of a section
// without replacement until the section is used up, so that neighbours in time
// rarely share a sentence. It is not safe for concurrent use.
type composer struct {
	rng      *rand.Rand
	lexicons map[string]*lexicon
	bags     map[string]*bag
	said     map[string]bool
}

// bag deals the numbers below n in random order, again and again.
type bag struct {
	order []int
	next  int
}

func newComposer(rng *rand.Rand, lexicons map[string]*lexicon) *composer {
	return &composer{rng: rng, lexicons: lexicons, bags: make(map[string]*bag), said: make(map[string]bool)}
}

func (c *composer) draw(lang, section string) string {
	lines := c.lexicons[lang].sections[section]
	if len(lines) == 0 {
		return ""
	}
	key := lang + "/" + section
	b := c.bags[key]
	if b == nil {
		b = &bag{order: make([]int, len(lines)), next: len(lines)}
		for i := range b.order {
			b.order[i] = i
		}
		c.bags[key] = b
	}
	if b.next == len(b.order) {
		c.rng.Shuffle(len(b.order), func(i, j int) { b.order[i], b.order[j] = b.order[j], b.order[i] })
		b.next = 0
	}
	b.next++
	return lines[b.order[b.next-1]]
}

// sentence draws a line of "topic mood" and fills its slots.
func (c *composer) sentence(lang, topic string, s subject) string {
	section := topic + " " + string(s.mood)
	if !c.lexicons[lang].has(section) {
		section = "general " + string(s.mood)
	}
	line := c.draw(lang, section)
	for range c.lexicons[lang].sections[section] {
		if s.brand != "" || !strings.Contains(line, "{brand}") {
			break
		}
		line = c.draw(lang, section)
	}
	return c.fill(lang, line, s)
}

// fill replaces {slot} by a line of the slot. {brand} is the brand's name,
// {item} a product of that brand, {machine} one that has a plug, {n} a number
// from 2 to 9 and {nn} one from 10 to 60.
func (c *composer) fill(lang, line string, s subject) string {
	for range 3 { // a slot's line may hold slots itself
		if !strings.Contains(line, "{") {
			break
		}
		var out strings.Builder
		rest := line
		for {
			before, after, found := strings.Cut(rest, "{")
			out.WriteString(before)
			if !found {
				break
			}
			name, tail, _ := strings.Cut(after, "}")
			out.WriteString(c.slot(lang, name, s))
			rest = tail
		}
		line = out.String()
	}
	return capital(line)
}

func (c *composer) slot(lang, name string, s subject) string {
	switch name {
	case "brand":
		return s.brand
	case "n":
		return fmt.Sprint(2 + c.rng.IntN(8))
	case "nn":
		return fmt.Sprint(10 + c.rng.IntN(51))
	case "machine", "item":
		own := "slot " + name + " " + strings.ToLower(s.brand)
		if !c.lexicons[lang].has(own) {
			own = "slot item " + strings.ToLower(s.brand)
		}
		return c.draw(lang, own)
	default:
		return c.draw(lang, "slot "+name)
	}
}

// remark writes what a person posts in one go: a sentence, often a second. It
// tries a few times to say what nobody has said before.
func (c *composer) remark(lang string, s subject) string {
	text := ""
	for try := range 6 {
		parts := []string{c.sentence(lang, s.topic, s)}
		if c.rng.Float64() < 0.55 || try > 1 {
			parts = append(parts, c.sentence(lang, "more", s))
		}
		if text = c.join(lang, parts); !c.said[text] {
			break
		}
	}
	c.said[text] = true
	return text
}

// article writes the paragraphs of a blog entry.
func (c *composer) article(lang string, s subject) []string {
	paragraphs := []string{c.join(lang, []string{c.sentence(lang, "lede", subject{s.brand, s.topic, plain}), c.sentence(lang, s.topic, s)})}
	for range 1 + c.rng.IntN(2) {
		paragraphs = append(paragraphs, c.join(lang, []string{c.sentence(lang, "body", subject{s.brand, s.topic, plain}), c.sentence(lang, "more", s)}))
	}
	return paragraphs
}

// headline writes a title.
func (c *composer) headline(lang string, s subject) string {
	return c.fill(lang, c.draw(lang, c.titleSection(lang, s)), s)
}

func (c *composer) titleSection(lang string, s subject) string {
	for _, m := range []mood{s.mood, plain} {
		section := "title " + s.topic + " " + string(m)
		if c.lexicons[lang].has(section) && (m == s.mood || s.brand == "") {
			return section
		}
	}
	if s.brand == "" {
		return "title coffee 0"
	}
	return "title general " + string(s.mood)
}

func (c *composer) join(lang string, sentences []string) string {
	if lang == "zh" || lang == "ja" {
		return strings.Join(sentences, "")
	}
	return strings.Join(sentences, " ")
}

// capital raises the first letter of every sentence, as a slot may start one.
func capital(s string) string {
	letters := []rune(s)
	for i := range letters {
		if i == 0 || i > 1 && letters[i-1] == ' ' && strings.ContainsRune(".!?", letters[i-2]) {
			letters[i] = unicode.ToUpper(letters[i])
		}
	}
	return string(letters)
}

// alt describes a picture of the scene.
func (c *composer) alt(lang, scene string) string {
	lines := c.lexicons[lang].sections["alt "+scene]
	if len(lines) == 0 {
		return ""
	}
	choices := strings.Split(lines[c.rng.IntN(len(lines))], " | ")
	return choices[c.rng.IntN(len(choices))]
}
