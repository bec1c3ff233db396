package entity

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// maxWords is the most words of a name.
const maxWords = 6

// connectors are lower-case words within names: "Bank of England", "Ludwig van
// Beethoven".
var connectors = setOf("of de del della di da do dos das du la le von van der den y e ten ter bin al")

// sentenceOpeners are words that are capitalised at the start of a sentence and
// begin no name.
var sentenceOpeners = setOf(`the a an this that these those my our your his her its their we i you he she it they and but or so if when
while as at in on for from to with by of not no yes what why how who where is are was were do does did can could would will
just got get dear hi hello hey thanks thank please love loved loving great good best bad worst new old today yesterday tomorrow
happy merry congratulations sorry welcome after before since because although though there here some any all many most more every each one two three first last next
el la los las un una unos en de que si no por para con mi su este esta ayer hoy der die das ein eine im am mit von bei und oder
le les un une des du au aux et je tu il elle nous vous ce cette mon ma il lo gli uno una nel del o os as um uma no na eu
я мы он она это в на и не что как с для по из но`)

// nonNames are words that are written with a capital and are no names.
var nonNames = setOf(`i i'm i've i'll i'd monday tuesday wednesday thursday friday saturday sunday january february march april may june july
august september october november december christmas easter halloween english german french spanish italian chinese japanese
american british european ok god lord mr mrs ms dr sir madam lol omg wtf rt dm ps pm am tv cd dvd usb pc ceo cto cfo hr diy faq fyi
mon tue tues wed thu thurs fri sat sun jan feb mar apr jun jul aug sept oct nov dec fb ig yt
asap imo imho tbh btw idk smh ngl rip diy gps pdf url id vip uk's q1 q2 q3 q4 btc usd eur gbp aka eta tba tbd nsfw goat fomo
north south east west birthday anniversary mom mum dad grandma grandpa internet web email covid bbq xl xxl wifi led lcd hd uhd ai it or nfc ram ssd cpu gpu
montag dienstag mittwoch donnerstag freitag samstag sonntag januar februar märz mai juni juli oktober dezember
free new sale hot now yes no so very not never always all more`)

// legalForms are legal forms of companies; a capitalised word before one is a
// name.
var legalForms = setOf("inc ltd llc gmbh ag corp plc sa srl spa bv nv oy ab kg co")

func setOf(words string) map[string]bool {
	set := map[string]bool{}
	for w := range strings.FieldsSeq(words) {
		set[w] = true
	}
	return set
}

func isSentenceOpener(w string) bool { return sentenceOpeners[strings.ToLower(w)] }

// nameLength counts the words at the start of words that may form one name.
func nameLength(words []word) int {
	n := 0
	for i, w := range words[:min(len(words), maxWords)] {
		r, _ := utf8.DecodeRuneInString(w.text)
		isNumber := i > 0 && unicode.IsDigit(r) && len(w.text) <= 4
		switch {
		case unicode.IsUpper(r), hasInnerCapital(w.text), isNumber:
			n = i + 1
		case i > 0 && connectors[w.text]:
		default:
			return n
		}
		if w.endsName {
			return n
		}
	}
	return n
}

// hasInnerCapital reports a word with a capital inside: "iPhone", "YouTube".
func hasInnerCapital(w string) bool {
	lower, mixed := false, false
	for _, r := range w {
		if unicode.IsLower(r) {
			lower = true
		} else if unicode.IsUpper(r) && lower {
			mixed = true
		}
	}
	return mixed && utf8.RuneCountInString(w) >= 4 && !strings.ContainsAny(w, ".&")
}

// isName reports whether consecutive capitalised words are a name. atStart says
// that they begin a sentence, where a single capital is no evidence.
func isName(words []word, atStart bool, language string) bool {
	first := words[0].text
	if len(words) == 1 {
		lower := strings.ToLower(first)
		switch {
		case utf8.RuneCountInString(first) < 2 || nonNames[lower]:
			return false
		case hasInnerCapital(first):
			return true
		case isAcronym(first) && strings.ContainsAny(first, "0123456789"):
			return true
		case atStart || isSentenceOpener(first):
			return false
		case isAcronym(first):
			return utf8.RuneCountInString(first) <= 5
		default:
			return language != "de" && language != "und" // every German noun has a capital
		}
	}
	capitals := 0
	for _, w := range words {
		lower := strings.ToLower(w.text)
		if legalForms[lower] && w.text != lower {
			return true
		}
		r, _ := utf8.DecodeRuneInString(w.text)
		if (unicode.IsUpper(r) || hasInnerCapital(w.text)) && !nonNames[lower] && !sentenceOpeners[lower] {
			capitals++
		}
	}
	if isAcronym(first) && isAcronym(words[1].text) { // the text is in capitals
		return false
	}
	hasNumber := unicode.IsDigit(rune(words[len(words)-1].text[0]))
	return capitals >= 2 || capitals == 1 && !atStart && (hasNumber || language != "de" && len(words) == 2 && !nonNames[strings.ToLower(words[0].text)])
}

func isAcronym(w string) bool {
	letters := 0
	for _, r := range w {
		if unicode.IsLower(r) {
			return false
		}
		if unicode.IsUpper(r) {
			letters++
		}
	}
	return letters >= 2
}
