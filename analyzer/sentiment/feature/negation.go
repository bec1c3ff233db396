package feature

import "strings"

// negators are the states of the words that turn what follows around, in the
// languages that write words apart. Scripts without spaces need none: there the
// n-grams hold the negation together with its word.
var negators = func() *states {
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
	set := new(states)
	for word := range strings.FieldsSeq(words) {
		set.add(hashWord(folded(word)))
	}
	return set
}()

// states is a set of fewer states than half its places: every word is looked up.
type states [1 << 9]uint64

func (s *states) add(state uint64) { s[s.place(state)] = state }

func (s *states) has(state uint64) bool { return s[s.place(state)] == state }

// place is where state stands or would stand.
func (s *states) place(state uint64) uint64 {
	at := state >> 55
	for s[at] != 0 && s[at] != state {
		at = (at + 1) % uint64(len(s))
	}
	return at
}

// folded is a word as the scanner would hold it.
func folded(word string) []rune {
	var out []rune
	for _, r := range word {
		r = fold(r)
		if c := classify(r); c == letter || c == dense {
			out = append(out, r)
		}
	}
	return out
}

// Word is the key of a word of a script that writes words apart.
func Word(word string) uint32 { return key(hashWord(folded(word))) }

// NotWord is the key of that word under negation.
func NotWord(word string) uint32 { return not(hashWord(folded(word))) }

// Pair is the key of two words in a row.
func Pair(first, second string) uint32 {
	return pair(hashWord(folded(first)), hashWord(folded(second)))
}

// Dense are the keys of a word of a script written without spaces: its own
// n-gram, or those of the greatest length when it is longer.
func Dense(word string) []uint32 {
	runes := folded(word)
	n := min(len(runes), denseGram)
	var keys []uint32
	for i := 0; i+n <= len(runes); i++ {
		state := kindDense
		for _, r := range runes[i : i+n] {
			state = step(state, uint64(r))
		}
		keys = append(keys, key(state))
	}
	return keys
}

// IsDense tells whether a word is of a script written without spaces.
func IsDense(word string) bool {
	for _, r := range word {
		return classify(fold(r)) == dense
	}
	return false
}

// IsPicture tells whether a word is an emoji.
func IsPicture(word string) bool {
	for _, r := range word {
		return classify(r) == picture
	}
	return false
}
