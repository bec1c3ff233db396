// Package neardup finds near-duplicate posts: reposts, syndicated articles,
// copy-and-paste campaigns.
//
// A text is treated as the set of its shingles, its character n-grams (Broder
// 1997). Fingerprint keeps four bits of each of sixteen MinHash values of that
// set (b-bit MinHash, Li and König 2010). Two texts whose sets have the Jaccard
// similarity J agree in each of the sixteen with the probability J + (1-J)/16.
// SimHash needs as many bits and was rejected: where both find 95 % of the pairs
// with J = 0.8, SimHash takes pairs with J = 0.1, which is common among posts on
// one topic, for duplicates about eighty times as often (by the binomial
// distribution).
package neardup

import (
	"math/bits"
	"strings"
	"unicode"
	"unicode/utf8"

	"earshot/analyzer/normalize"
	"earshot/internal/query"
)

const (
	// minHashes is the number of MinHash values in a fingerprint, minHashBits
	// the number of bits kept of each.
	minHashes, minHashBits = 16, 4

	// MaxBytes is how much of a text is read.
	MaxBytes = 16 << 10
	// minWeight is the least weight of a text that has a fingerprint: thirty
	// letters, or ten characters of a script in which a character is a syllable
	// or a word.
	minWeight = 30
)

// seeds derive sixteen hash functions from one; they are the fraction of pi in
// hexadecimal.
var seeds = [minHashes]uint64{
	0x243F6A8885A308D3, 0x13198A2E03707344, 0xA4093822299F31D0, 0x082EFA98EC4E6C89,
	0x452821E638D01377, 0xBE5466CF34E90C6C, 0xC0AC29B7C97C50DD, 0x3F84D5B5B5470917,
	0x9216D5D98979FB1B, 0xD1310BA698DFB5AC, 0x2FFD72DBD01ADFB7, 0xB8E1AFED6A267E96,
	0xBA7C9045F12C7F99, 0x24A19947B3916CF7, 0x0801F2E2858EFC16, 0x636920D871574E69,
}

// Fingerprint returns the MinHash fingerprint of a text, or 0 for a text too
// short to compare. Links, handles, emoji, punctuation, case, the way of writing
// Chinese, and hashtags before and after the text make no difference. Time is
// linear.
func Fingerprint(text string) uint64 {
	return FingerprintOf(normalize.Text(normalize.StripBoilerplate(query.CutText(text, MaxBytes))))
}

// FingerprintOf is Fingerprint of a text of at most MaxBytes of which the normal form
// is at hand: normalize.Text of what normalize.StripBoilerplate left of it.
func FingerprintOf(normal string) uint64 {
	runes := normalizedRunes(normal)
	weight := 0
	var least [minHashes]uint64
	for i := range least {
		least[i] = ^uint64(0)
	}
	for i, r := range runes {
		n, w := shingle(r)
		weight += w
		if i+n > len(runes) {
			continue
		}
		h := hash(runes[i : i+n])
		for k := range least {
			if v := splitMix(h ^ seeds[k]); v < least[k] {
				least[k] = v
			}
		}
	}
	if weight < minWeight {
		return 0
	}
	var out uint64
	for _, v := range least {
		out = out<<minHashBits | v&(1<<minHashBits-1)
	}
	return max(out, 1)
}

// shingle returns the length in characters of the shingle that begins with r,
// and the weight of r.
func shingle(r rune) (length, weight int) {
	switch {
	case r < 0x0E00:
		if r == ' ' {
			return 4, 0
		}
		return 4, 1
	case r <= 0x0E7F: // Thai
		return 4, 1
	case r >= 0x3040 && r <= 0x30FF: // Kana
		return 3, 2
	case r >= 0x3400 && r <= 0x9FFF: // Han
		return 2, 3
	case r >= 0xAC00 && r <= 0xD7A3: // Hangul
		return 2, 2
	default:
		return 4, 1
	}
}

// hash is FNV-1a over characters.
func hash(runes []rune) uint64 {
	h := uint64(0xCBF29CE484222325)
	for _, r := range runes {
		h = (h ^ uint64(r)) * 0x100000001B3
	}
	return h
}

// splitMix is the finaliser of SplitMix64 (Steele et al. 2014), which mixes the
// bits of a hash.
func splitMix(h uint64) uint64 {
	h = (h ^ h>>30) * 0xBF58476D1CE4E5B9
	h = (h ^ h>>27) * 0x94D049BB133111EB
	return h ^ h>>31
}

// normalizedRunes returns the characters of a text in normal form that are compared:
// the folded words, separated by single spaces.
func normalizedRunes(normal string) []rune {
	fields := strings.Fields(normal)
	kept := fields[:0]
	for _, f := range fields {
		if f != normalize.URLToken && !strings.HasPrefix(f, normalize.HandleToken) {
			kept = append(kept, strings.TrimSuffix(f, normalize.URLToken))
		}
	}
	if len(kept) > 0 && (strings.EqualFold(kept[0], "RT") || strings.EqualFold(kept[0], "RT:")) {
		kept = kept[1:]
	}
	for len(kept) > 0 && isIgnorable(kept[0]) {
		kept = kept[1:]
	}
	for len(kept) > 0 && isIgnorable(kept[len(kept)-1]) {
		kept = kept[:len(kept)-1]
	}
	folded := query.FoldText(strings.Join(kept, " "))
	runes := make([]rune, 0, utf8.RuneCountInString(folded))
	for _, r := range folded {
		switch {
		case r == ' ':
			if len(runes) > 0 && runes[len(runes)-1] != ' ' {
				runes = append(runes, r)
			}
		case unicode.IsLetter(r), unicode.IsNumber(r), unicode.IsMark(r):
			runes = append(runes, r)
		}
	}
	return runes
}

// isIgnorable reports whether a word is a hashtag or has no letter or digit:
// such words at either end of a text are not part of what it says.
func isIgnorable(word string) bool {
	return strings.HasPrefix(word, "#") || !strings.ContainsFunc(word, func(r rune) bool { return unicode.IsLetter(r) || unicode.IsNumber(r) })
}

// agreement counts the MinHash values in which two fingerprints agree.
func agreement(a, b uint64) int {
	d := a ^ b
	d |= d >> 2
	d |= d >> 1
	d &= 0x1111111111111111
	return minHashes - bits.OnesCount64(d)
}
