package structure

import "fmt"

// kind is what a word or phrase does to the opinions around it.
type kind uint8

const (
	none     kind = iota // says nothing, and is no part of anything shorter ("not only")
	opinion              // praises or blames
	idiom                // praises or blames as a whole, whatever its words do apart ("far from good")
	compared             // an opinion in comparison: what was never better is best
	symbol               // an emoji or emoticon, which no word negates
	verb                 // praises after one who does it ("I like"), and not elsewhere ("like a dog")
	negator              // turns an opinion after it around
	never                // negates so that nothing compares
	after                // turns the opinion just before it around (くない, değil)
	afterFar             // turns an opinion further before it around (とは思わない)
	around               // turns the nearest opinion around, the one before it first (नहीं)
	raised               // takes the negation over to what is thought ("I don't think that ...")
	more                 // strengthens the next opinion
	less                 // weakens it
	but                  // what follows wins over what came before
	though               // what follows is conceded
	formerly             // was true once
	now                  // is true now
	expected             // was thought or hoped, and may not have come true
	others               // somebody else says so
	self                 // the author says so
	subject              // somebody does it
	or                   // goes on with what is negated
	yes                  // answers that it is so
	no                   // answers that it is not so, else negates
	ask                  // begins a question that yes or no answers
	why                  // asks for the reason of something that is so
	which                // asks which it is
	wish                 // wants what is not there
	thanks               // praise that is often meant otherwise, before an event
	event                // something went wrong
	better               // what stands before it is the better one ("beats")
	worse                // what stands before it is the worse one
	than                 // what follows is the measure of a comparison
	switched             // the author left what is named after from, or before to
	from
	to

	// The marks of a text.
	wordToken   // a word that no list has
	sentenceEnd // . ! and a new line
	question    // ?
	comma       // , : ( ) and dashes
	quotation   // quotation marks
	name        // a brand's word
)

// kinds are the kinds that data files name.
var kinds = map[string]kind{
	"none": none, "idiom": idiom, "compared": compared, "never": never, "verb": verb, "not": negator, "after": after, "afterfar": afterFar, "around": around,
	"raised": raised, "more": more, "less": less, "but": but, "though": though,
	"formerly": formerly, "now": now, "expected": expected, "others": others, "self": self, "subject": subject, "or": or,
	"yes": yes, "no": no, "ask": ask, "why": why, "question": question, "which": which, "wish": wish,
	"thanks": thanks, "event": event, "better": better, "worse": worse, "than": than,
	"switched": switched, "from": from, "to": to,
}

func (k kind) String() string {
	for text, is := range kinds {
		if is == k {
			return text
		}
	}
	return fmt.Sprintf("kind %d", uint8(k))
}
