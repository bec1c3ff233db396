package seed

import (
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"time"

	"earshot/analyzer/neardup"
	"earshot/internal/social"
)

// content is what a post says, which its near copies say as well.
type content struct {
	language string
	title    string
	text     string
	pictures int
	analysis social.Analysis
	spam     bool
}

const (
	// copyShare is the share of posts that are near copies; half of them are of a
	// post that many copy.
	copyShare   = 0.13
	viralStride = 2000
	// copyAge is how much later than its original a copy comes at most.
	copyAge = 88 * 24 * time.Hour
	// unbranded is the share of posts that mention no brand, paired of those that
	// mention two.
	unbranded, paired = 0.08, 0.04
	spamShare         = 0.06
	pictureShare      = 0.22
)

// original is the post that the post i says again, or i.
func (w *world) original(i int) int {
	at := i
	for {
		r := w.random(at, forCopy)
		if at == 0 || r.Float64() >= copyShare {
			break
		}
		if r.IntN(2) == 0 && at%viralStride != 0 {
			at -= at % viralStride
		} else {
			at -= 1 + min(at-1, int(math.Exp(r.Float64()*9)))
		}
	}
	if w.created(i).Sub(w.created(at)) > copyAge {
		return i
	}
	return at
}

// content makes what the original i says. It depends on the platform of i, which
// decides the languages.
func (w *world) content(i int) content {
	r := w.random(i, forText)
	var c content
	c.language = newWeights(languagesOf(w.platformOf(i))).pick(r)
	v := w.vocabulary[c.language]
	c.spam = r.Float64() < spamShare
	brands := w.mentioned(r)
	length := min(220, max(4, int(math.Exp(2.9+0.6*r.NormFloat64()))))
	places := v.draw(r, length)
	names := map[int]string{}
	for _, b := range brands {
		names[r.IntN(length)] = b
	}
	c.text = v.sentences(r, places, names)
	// A name that was overwritten by another stands at the end.
	for _, b := range brands {
		if !strings.Contains(c.text, b) {
			c.text += " " + b
		}
	}
	if r.Float64() < 0.25 {
		c.title = v.sentences(r, v.draw(r, 4+r.IntN(6)), nil)
	}
	if r.Float64() < pictureShare {
		c.pictures = 1 + int(r.ExpFloat64()*0.6)
	}
	c.analysis = analysis(r, v, places, brands, c.spam)
	c.analysis.Version = w.Analyzer
	c.analysis.Fingerprint = neardup.Fingerprint(social.Post{Title: c.title, Text: c.text}.FullText())
	return c
}

func languagesOf(platform string) []share {
	if platform == "weibo" {
		return weiboLanguages
	}
	return languageShares
}

// mentioned are the brands of a post.
func (w *world) mentioned(r *rand.Rand) []string {
	x := r.Float64()
	if x < unbranded {
		return nil
	}
	brands := []string{w.brands.pick(r)}
	if x > 1-paired {
		if b := w.brands.pick(r); b != brands[0] {
			brands = append(brands, b)
			slices.Sort(brands)
		}
	}
	return brands
}
