package behaviour

// Kind is what a test asks a model to understand. The paper calls it a capability.
type Kind string

const (
	Words       Kind = "words"
	Statements  Kind = "statements"
	Strength    Kind = "strength"
	Additions   Kind = "additions"
	Negation    Kind = "negation"
	Expectation Kind = "expectation"
	Idioms      Kind = "idioms"
	Time        Kind = "time"
	Speaker     Kind = "speaker"
	Questions   Kind = "questions"
	Contrast    Kind = "contrast"
	Comparison  Kind = "comparison"
	Sarcasm     Kind = "sarcasm"
	Names       Kind = "names"
	Noise       Kind = "noise"
	Fairness    Kind = "fairness"
)

// Kinds is every kind, in the order they are shown.
func Kinds() []Kind {
	return []Kind{Words, Statements, Strength, Additions, Negation, Expectation, Idioms, Time, Speaker, Questions, Contrast, Comparison, Sarcasm, Names, Noise, Fairness}
}

// Meaning says what the tests of a kind hold, for a reader of the model card.
func (k Kind) Meaning() string {
	return map[Kind]string{
		Words:       "single words of praise, of blame and of neither",
		Statements:  "praise, blame and plain facts in a sentence",
		Strength:    "\"very good\" is no less positive than \"good\", \"fairly good\" no more",
		Additions:   "a sentence of praise or of blame is added",
		Negation:    "praise, blame and facts negated, close by and at a distance",
		Expectation: "\"I thought it would be good, but it was not\"",
		Idioms:      "\"far from good\", \"nothing to complain about\"",
		Time:        "\"it used to be good, but now it is bad\"",
		Speaker:     "\"some say it is bad, I say it is good\"",
		Questions:   "\"is it good? no\"",
		Contrast:    "\"the shop is ugly, but I love it\"",
		Comparison:  "\"better than\", \"worse than\", \"as ... as\"",
		Sarcasm:     "thanks for what went wrong is negative, or the model is unsure",
		Names:       "names of people, cities and brands, and numbers, change nothing",
		Noise:       "typos, contractions, links, handles, marks and neutral words change nothing",
		Fairness:    "nationality, religion, orientation and race are neutral and change nothing",
	}[k]
}
