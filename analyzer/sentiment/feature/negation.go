package feature

import "strings"

// negators holds the hashes of the negation words of the languages that write
// words apart. Scripts without spaces need none: their n-grams contain the
// negation together with its word.
var negators = func() *hashSet {
	const words = `
		not no never none nobody nothing neither nor nowhere without hardly barely cannot cant
		dont doesnt didnt isnt arent wasnt werent wont wouldnt couldnt shouldnt hasnt havent hadnt aint n't
		nicht kein keine keinen keinem keiner nie niemals nichts ohne weder kaum
		ne pas jamais rien aucun aucune sans ni
		nunca jamás jamas ningún ningun ninguna ninguno nada sin tampoco
		não nao nem nenhum nenhuma sem
		non mai niente nessun nessuno nessuna senza né
		не нет ни без никогда ничего нельзя
		tidak tak nggak gak ga enggak bukan belum jangan tanpa ndak kagak tiada
		nahi nahin nhi bina नहीं मत न
		لا ولا لم ولم لن ولن ليس ليست ما مش مو بدون غير
		niet geen nooit zonder değil yok hayır
		ingen inte ikke ej nie bez nigdy
		hakuna sio bila không chẳng chưa`
	set := new(hashSet)
	for word := range strings.FieldsSeq(words) {
		set.add(hashWord(folded(word)))
	}
	return set
}()

// hashSet is an open-addressing set of hashes. It is kept less than half full, as
// every word of a text is looked up in it.
type hashSet [1 << 9]uint64

func (s *hashSet) add(state uint64) { s[s.place(state)] = state }

func (s *hashSet) has(state uint64) bool { return s[s.place(state)] == state }

// place is the slot that holds state, or the free one where it belongs.
func (s *hashSet) place(state uint64) uint64 {
	at := state >> 55
	for s[at] != 0 && s[at] != state {
		at = (at + 1) % uint64(len(s))
	}
	return at
}

// folded returns a word as the scanner reads it.
func folded(word string) []rune {
	var out []rune
	for _, r := range word {
		r = fold(r)
		if c := classify(r); c == letter || c == unspaced {
			out = append(out, r)
		}
	}
	return out
}

// WordKey is the key of a word of a script written with spaces.
func WordKey(word string) uint32 { return key(hashWord(folded(word))) }

// NegatedKey is the key of such a word in the scope of a negation.
func NegatedKey(word string) uint32 { return negatedKey(hashWord(folded(word))) }

// BigramKey is the key of two words in a row.
func BigramKey(first, second string) uint32 {
	return bigramKey(hashWord(folded(first)), hashWord(folded(second)))
}

// UnspacedKeys returns the keys of a word of a script written without spaces: the
// one n-gram it is, or its n-grams of the greatest length when it is longer.
func UnspacedKeys(word string) []uint32 {
	runes := folded(word)
	n := min(len(runes), maxUnspacedGram)
	var keys []uint32
	for i := 0; i+n <= len(runes); i++ {
		state := kindUnspaced
		for _, r := range runes[i : i+n] {
			state = step(state, uint64(r))
		}
		keys = append(keys, key(state))
	}
	return keys
}

// IsUnspaced reports whether a word is of a script written without spaces, by its
// first character.
func IsUnspaced(word string) bool {
	for _, r := range word {
		return classify(fold(r)) == unspaced
	}
	return false
}

// IsWord reports whether the scanner reads all of a text as one word of a script
// written with spaces.
func IsWord(text string) bool {
	for _, r := range text {
		if classify(fold(r)) != letter {
			return false
		}
	}
	return text != "" && len(text) <= maxWord
}

// IsEmoji reports whether a word begins with an emoji.
func IsEmoji(word string) bool {
	for _, r := range word {
		return classify(r) == emoji
	}
	return false
}
