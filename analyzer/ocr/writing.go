package ocr

import (
	"unicode"
)

// Writing is a way of writing.
type Writing struct {
	Name string
	// Languages are tesseract's names (ISO 639-2) of those that are written so.
	Languages string
	letters   []*unicode.RangeTable
}

// Latin and Chinese are the names of two ways of writing.
const (
	Latin   = "Latin"
	Chinese = "Chinese"
)

// Writings are those that are told apart by their letters. What is of none of them is
// taken to be Latin. Japanese stands before Chinese: what has kana is Japanese.
func Writings() []Writing {
	return []Writing{
		{"Cyrillic", "rus ukr bel bul srp mkd kaz kir mon tgk uzb_cyrl aze_cyrl", []*unicode.RangeTable{unicode.Cyrillic}},
		{"Greek", "ell grc", []*unicode.RangeTable{unicode.Greek}},
		{"Japanese", "jpn jpn_vert", []*unicode.RangeTable{unicode.Hiragana, unicode.Katakana}},
		{"Korean", "kor kor_vert", []*unicode.RangeTable{unicode.Hangul}},
		{"Chinese", "chi_sim chi_tra chi_sim_vert chi_tra_vert", []*unicode.RangeTable{unicode.Han}},
		{"Arabic", "ara fas urd pus uig snd kur_ara", []*unicode.RangeTable{unicode.Arabic}},
		{"Hebrew", "heb yid", []*unicode.RangeTable{unicode.Hebrew}},
		{"Thai", "tha", []*unicode.RangeTable{unicode.Thai}},
		{"Devanagari", "hin mar nep san", []*unicode.RangeTable{unicode.Devanagari}},
		{"Bengali", "ben asm", []*unicode.RangeTable{unicode.Bengali}},
		{"Tamil", "tam", []*unicode.RangeTable{unicode.Tamil}},
		{"Telugu", "tel", []*unicode.RangeTable{unicode.Telugu}},
		{"Georgian", "kat kat_old", []*unicode.RangeTable{unicode.Georgian}},
		{"Armenian", "hye", []*unicode.RangeTable{unicode.Armenian}},
	}
}

// WritingNames are the names of all, Latin first.
func WritingNames() []string {
	names := []string{Latin}
	for _, w := range Writings() {
		names = append(names, w.Name)
	}
	return names
}

// japanese is from which share of kana among Chinese letters on a text is Japanese.
const japanese = 0.1

// WritingOf is the way of writing of most letters of some texts; "" without letters.
func WritingOf(texts ...string) string {
	counts := map[string]int{}
	for _, text := range texts {
		for _, r := range text {
			if !unicode.IsLetter(r) {
				continue
			}
			counts[nameOf(r)]++
		}
	}
	if kana, han := counts["Japanese"], counts["Chinese"]; float64(kana) > japanese*float64(han) {
		counts["Japanese"], counts["Chinese"] = kana+han, 0
	} else {
		counts["Chinese"], counts["Japanese"] = kana+han, 0
	}
	best := ""
	for name, n := range counts {
		if n > counts[best] || n == counts[best] && n > 0 && name < best {
			best = name
		}
	}
	return best
}

func nameOf(r rune) string {
	for _, w := range Writings() {
		if unicode.In(r, w.letters...) {
			return w.Name
		}
	}
	return Latin
}
