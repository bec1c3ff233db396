// Package neardup finds posts that say the same in nearly the same words:
// reposts, syndicated articles, copy-and-paste campaigns.
//
// A text is seen as the set of its shingles, the short stretches of characters
// it is made of (Broder 1997). Fingerprint keeps four bits of each of sixteen
// min-wise hashes of that set (b-bit MinHash, Li and König 2010): two texts
// whose shingles overlap by the share J agree in each of the sixteen with the
// probability J + (1-J)/16. SimHash, which fits in as many bits, was passed
// over: where both find 95 % of the texts that share four fifths, it takes texts
// that share a tenth, as posts on one topic do, for copies some eighty times as
// often (by the binomial distribution).
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
	// places is how many hashes a fingerprint holds, placeBits how much of each.
	places, placeBits = 16, 4

	// maxBytes is how much of a text is read.
	maxBytes = 16 << 10
	// minWeight is how much a text must say to be told from others: thirty
	// letters, or ten characters of a script where one is a syllable or a word.
	minWeight = 30
)

// seeds make sixteen hashes of one: the fraction of pi in hexadecimal.
var seeds = [places]uint64{
	0x243F6A8885A308D3, 0x13198A2E03707344, 0xA4093822299F31D0, 0x082EFA98EC4E6C89,
	0x452821E638D01377, 0xBE5466CF34E90C6C, 0xC0AC29B7C97C50DD, 0x3F84D5B5B5470917,
	0x9216D5D98979FB1B, 0xD1310BA698DFB5AC, 0x2FFD72DBD01ADFB7, 0xB8E1AFED6A267E96,
	0xBA7C9045F12C7F99, 0x24A19947B3916CF7, 0x0801F2E2858EFC16, 0x636920D871574E69,
}

// Fingerprint is alike for texts that are alike, whatever their links, handles,
// emoji, punctuation, case and way of writing Chinese, and whatever hashtags
// stand before and after; it is 0 for a text too short to tell. Time is linear.
func Fingerprint(text string) uint64 {
	runes := essence(query.CutText(text, maxBytes))
	weight := 0
	var least [places]uint64
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
			if v := mix(h ^ seeds[k]); v < least[k] {
				least[k] = v
			}
		}
	}
	if weight < minWeight {
		return 0
	}
	var out uint64
	for _, v := range least {
		out = out<<placeBits | v&(1<<placeBits-1)
	}
	return max(out, 1)
}

// shingle is how many characters make a shingle that begins with r, and how
// much r weighs.
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

// mix spreads the bits of a hash (the end of SplitMix64, Steele et al. 2014).
func mix(h uint64) uint64 {
	h = (h ^ h>>30) * 0xBF58476D1CE4E5B9
	h = (h ^ h>>27) * 0x94D049BB133111EB
	return h ^ h>>31
}

// essence is what a text says, folded: its words parted by single spaces.
func essence(text string) []rune {
	fields := strings.Fields(normalize.Text(normalize.Clean(text)))
	kept := fields[:0]
	for _, f := range fields {
		if f != normalize.URLToken && !strings.HasPrefix(f, normalize.HandleToken) {
			kept = append(kept, strings.TrimSuffix(f, normalize.URLToken))
		}
	}
	if len(kept) > 0 && (strings.EqualFold(kept[0], "RT") || strings.EqualFold(kept[0], "RT:")) {
		kept = kept[1:]
	}
	for len(kept) > 0 && isAside(kept[0]) {
		kept = kept[1:]
	}
	for len(kept) > 0 && isAside(kept[len(kept)-1]) {
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

// isAside tells a hashtag or a word of signs only, which add nothing to what
// stands between them.
func isAside(word string) bool {
	return strings.HasPrefix(word, "#") || !strings.ContainsFunc(word, func(r rune) bool { return unicode.IsLetter(r) || unicode.IsNumber(r) })
}

// agreement counts the places in which two fingerprints agree.
func agreement(a, b uint64) int {
	d := a ^ b
	d |= d >> 2
	d |= d >> 1
	d &= 0x1111111111111111
	return places - bits.OnesCount64(d)
}
