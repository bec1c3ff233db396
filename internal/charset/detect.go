package charset

import (
	"math"
	"slices"
	"strings"

	"golang.org/x/text/encoding"

	"earshot/internal/social"
)

// candidate is an encoding and the languages that are written in it.
type candidate struct {
	label     string
	languages string
	// doubt is the cost of taking an encoding that is hardly in use.
	doubt float64
}

// candidates are the encodings that are tried, of those that read alike the most
// usual first.
var candidates = []candidate{
	{"windows-1252", "en fr de es pt it nl sv da nb fi is ca", 0},
	{"gb18030", "zh-hans zh-hant", 0},
	{"windows-1251", "ru uk bg sr mk be", 0},
	{"shift_jis", "ja", 0},
	{"euc-jp", "ja", 0},
	{"euc-kr", "ko", 0},
	{"big5", "zh-hant", 0},
	{"windows-1250", "pl cs sk hu ro hr sl", 0},
	{"iso-8859-2", "pl cs sk hu ro hr sl", 0.5},
	{"windows-1253", "el", 0},
	{"iso-8859-7", "el", 0.5},
	{"windows-1254", "tr", 0},
	{"windows-1255", "he", 0},
	{"windows-1256", "ar fa", 0},
	{"iso-8859-6", "ar", 1},
	{"windows-1257", "lt lv et", 0},
	{"iso-8859-13", "lt lv et", 1},
	{"iso-8859-4", "lt lv et", 2},
	{"windows-1258", "vi", 0},
	{"windows-874", "th", 0},
	{"koi8-r", "ru bg", 0},
	{"koi8-u", "uk", 0},
	{"iso-8859-5", "ru bg sr mk be", 1},
	{"ibm866", "ru", 2},
	{"x-mac-cyrillic", "ru uk", 2},
	{"iso-8859-15", "fr de es pt it sv da nb fi", 1},
	{"macintosh", "fr de es pt it sv da nb fi", 3},
}

const (
	// plausible is the most that a letter of a right reading costs on average.
	plausible = 8.0
	// nonsense is the average cost of a letter from which on a reading is left out
	// where another is plausible: two letters of the West are one of East Asia, so
	// that nonsense of half the length can cost less than sense.
	nonsense = 12.0
	// certain is by how much the likeliest reading must be likelier than the next.
	certain = 3.0
	// beyond is by how much it must be where its letters are not quite plausible,
	// as those of foreign names and of several languages in one text are not.
	beyond = 15.0
	// passable is the most that a letter may cost then on average.
	passable = 10.5
	// overruled is by how much a reading must be likelier than the declared one.
	overruled = 4.0
	// few is the share of letters below which a text is not refused where they
	// cannot be told: an English page with a name in it.
	few = 0.02
)

// reading is a sample read in one encoding.
type reading struct {
	name     string
	encoding encoding.Encoding
	text     string
	score
	declared bool
}

// detect finds the encoding of bytes that are no UTF-8.
func detect(body []byte, l labels, kind Kind, good, bad int) (guessed, error) {
	l.language = languageOf(body, kind)
	s := sampleOf(body, kind)
	list := readings(s, l)
	first := list[0]
	taken := func(r reading) guessed {
		return guessed{name: r.name, encoding: r.encoding, declared: l.other(r.name), guessed: !r.declared}
	}
	if at := slices.IndexFunc(list, func(r reading) bool { return r.declared }); at > 0 {
		// What is declared stays unless another reading is clearly likelier.
		if named := list[at]; first.cost+overruled > named.cost || first.average() > plausible && named.average() < broken/2 {
			return taken(named), nil
		}
	}
	if first.declared {
		return taken(first), nil
	}
	if l.names(utf8Name) && (s.share < few || first.average() > plausible) && bad < 4*max(1, good) {
		return guessed{name: utf8Name}, nil
	}
	list = withoutNonsense(list)
	first = list[0]
	unlike := slices.IndexFunc(list, func(r reading) bool { return r.text != first.text })
	if unlike < 0 || clearly(first, list[unlike]) {
		return taken(first), nil
	}
	if at := slices.IndexFunc(list, func(r reading) bool { return r.name == "windows-1252" }); at >= 0 && s.share < 0.1 && list[at].cost < first.cost+2*certain && !strings.ContainsFunc(list[at].text, isForeignLetter) {
		// Signs, such as that of the euro, in ASCII.
		return taken(list[at]), nil
	}
	if s.share < few && first.name == "windows-1252" {
		// What is usual among ASCII.
		return taken(first), nil
	}
	if s.share < few {
		// The few letters that cannot be told are left out, and counted.
		return guessed{name: utf8Name, declared: l.other(utf8Name)}, nil
	}
	names := []string{first.name}
	for _, r := range list[unlike:] {
		if len(names) < 3 && r.cost-first.cost < 2*certain && r.text != first.text {
			names = append(names, r.name)
		}
	}
	if len(names) == 1 {
		names = append(names, list[unlike].name)
	}
	return guessed{}, social.Errorf(social.CodeBroken, "letters cannot be told: %s", strings.Join(names, " or "))
}

// withoutNonsense leaves out the readings that are nonsense, where one is plausible.
func withoutNonsense(list []reading) []reading {
	if !slices.ContainsFunc(list, func(r reading) bool { return r.average() <= plausible }) {
		return list
	}
	return slices.DeleteFunc(slices.Clone(list), func(r reading) bool { return r.average() > nonsense })
}

// clearly tells whether the likeliest reading is right and not the next one.
func clearly(first, next reading) bool {
	ahead := next.cost - first.cost
	return first.average() <= plausible && ahead >= certain || first.average() <= passable && ahead >= beyond
}

// readings reads a sample in every encoding, the likeliest first.
func readings(s sample, l labels) []reading {
	var list []reading
	against := weigh(s.text, l.language)
	read := func(c candidate, weight float64) {
		name, enc, ok := Lookup(c.label)
		if !ok {
			return
		}
		text, err := enc.NewDecoder().Bytes(s.words)
		if err != nil {
			return
		}
		r := reading{name: name, encoding: enc, text: string(text), declared: weight > 0}
		r.score = against.best(strings.Fields(c.languages), []rune(r.text))
		r.cost += c.doubt
		r.cost -= weight
		list = append(list, r)
	}
	tried := map[string]bool{}
	for _, c := range candidates {
		name, _, _ := Lookup(c.label)
		tried[name] = true
		weight := 0.0
		for _, one := range l.list {
			if one.name == name {
				weight += one.weight
			}
		}
		read(c, weight)
	}
	for _, one := range l.list {
		if one.encoding != nil && !tried[one.name] {
			tried[one.name] = true
			all := make([]string, 0, len(tongues()))
			for code := range tongues() {
				all = append(all, code)
			}
			slices.Sort(all)
			read(candidate{one.name, strings.Join(all, " "), 0}, one.weight)
		}
	}
	slices.SortStableFunc(list, func(a, b reading) int {
		switch d := a.cost - b.cost; {
		case math.Abs(d) < 1e-9:
			return 0
		case d < 0:
			return -1
		}
		return 1
	})
	return list
}

// isForeignLetter tells whether a character is a letter outside ASCII, or none.
func isForeignLetter(c rune) bool { return c >= 0x80 && isLetter(c) || c == 0xFFFD }
