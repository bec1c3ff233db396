package language

import "slices"

// marked are languages whose posts hardly go without their letters and words:
// where there is none of either, the trigrams' word for them is worth nothing.
var marked = map[string]bool{"cs": true, "da": true, "fi": true, "hu": true, "no": true, "ro": true, "vi": true, "pl": true}

// rarer is how much the words of such a language count beside those of others:
// its short ones ("o", "na", "do") are theirs as well.
const rarer = 0.7

// has tells whether anything in the text spoke for a language.
func (d *Detector) has(code string, score *scores) bool {
	i := slices.Index(d.codes, code)
	return i >= 0 && score[i] > 0
}
