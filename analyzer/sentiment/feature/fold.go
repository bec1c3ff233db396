package feature

// Class is how a character is read, as Fold tells it.
type Class = class

// The classes of characters for packages that read the same words as this one.
const (
	Other    = other
	Letter   = letter
	Unspaced = unspaced
	Symbol   = emoji
	Ignored  = ignored
	Quote    = quote
)

// Fold returns a character as words are compared, in lower case, half width and
// simplified, and its class.
func Fold(r rune) (rune, Class) { return lookup(r) }
