package language

import "slices"

// distinctive are languages whose posts almost always have letters and words of
// their own: without any of these, the trigrams' answer of such a language is
// ignored.
var distinctive = map[string]bool{"cs": true, "da": true, "fi": true, "hu": true, "no": true, "ro": true, "vi": true, "pl": true}

// distinctiveWeight is the weight of the words of such a language: its short
// ones ("o", "na", "do") occur in other languages too.
const distinctiveWeight = 0.7

// has reports whether the text has any evidence of a language.
func (d *Detector) has(code string, score *scores) bool {
	i := slices.Index(d.codes, code)
	return i >= 0 && score[i] > 0
}
