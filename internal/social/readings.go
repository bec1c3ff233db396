package social

import "slices"

// The names of the readings.
const (
	ReadTerms    Reading = "terms"    // keywords, and hashtags with their '#'
	ReadEmotions Reading = "emotions" // by their names
	ReadIntents  Reading = "intents"  // by their names
	ReadAspects  Reading = "aspects"  // by their terms
	ReadEntities Reading = "entities" // in the posts' spelling
	ReadEvidence Reading = "evidence" // where the brand is named
)

// Readings is every kind of thing read, a row each. A new reading is a row here,
// a field of Analysis that the analyzer fills, and a migration that adds the
// columns; filters, URLs, flags, exports, queries and rankings follow.
func Readings() []ReadingInfo {
	return []ReadingInfo{terms(), emotions(), intents(), aspects(), entities(), evidence()}
}

func terms() ReadingInfo {
	return ReadingInfo{
		Reading: ReadTerms, Column: "terms", Shape: Many, EveryKey: "term", HoldsBrands: true,
		FlagHelp: "Only posts with this keyword, or hashtag with its #; given again, this too.",
		Words: ReadingWords{
			Noun: "term", Title: "Keywords and hashtags",
			Definition: "Words and tags by how many mentions hold them. The bar is split by the sentiment of these mentions; the change is against the period of equal length just before. The brand's own name and the words it is found by are left out: every mention holds one of them.",
			EmptyTitle: "Nothing new is said", EmptyText: "No term stands out against the same length of time before.",
		},
		Get: func(a *Analysis) []ReadValue {
			out := make([]ReadValue, 0, len(a.Keywords)+len(a.Hashtags))
			for _, k := range a.Keywords {
				if v := (ReadValue{Value: k}); k != "" && !slices.Contains(out, v) {
					out = append(out, v)
				}
			}
			for _, h := range a.Hashtags {
				if v := (ReadValue{Value: "#" + h}); h != "" && !slices.Contains(out, v) {
					out = append(out, v)
				}
			}
			return out
		},
	}
}

func emotions() ReadingInfo {
	return ReadingInfo{
		Reading: ReadEmotions, Column: "emotion", Shape: One, AnyKey: "emotion", Vocabulary: plain(Emotions()), Measured: true,
		FlagHelp: "Only posts that show one of these: joy, surprise, sadness, fear, disgust, anger.",
		Words: ReadingWords{
			Noun: "emotion", Label: "Emotion", Title: "Emotions", Caption: "Mentions in which a feeling stands out",
			Definition: "The feeling that stands out in a mention, one of Ekman's six; a mention in which none stands out has none. The bar is split by the sentiment of these mentions. How good the reading is, is told by language, from posts that others wrote and labelled: of those in which an emotion is named, how many are on the right side, joy against anger, sadness, fear and disgust.",
			EmptyTitle: "No feeling stands out", EmptyText: "Most posts show none.",
		},
		Get: func(a *Analysis) []ReadValue {
			if a.Emotion == EmotionNone {
				return nil
			}
			return []ReadValue{{Value: string(a.Emotion), Certainty: a.EmotionCertainty}}
		},
		Set: func(a *Analysis, values []ReadValue) {
			for _, v := range values {
				a.Emotion, a.EmotionCertainty = Emotion(v.Value), v.Certainty
			}
		},
	}
}

func intents() ReadingInfo {
	return ReadingInfo{
		Reading: ReadIntents, Column: "intents", Shape: Many, AnyKey: "intent", EveryKey: "also", Vocabulary: plain(Intents()),
		Spoken:   map[string]string{string(IntentPurchase): "thinks of buying", string(IntentSupport): "needs help"},
		FlagHelp: "Only posts with one of these: question, support, complaint, praise, purchase.",
		Words: ReadingWords{
			Noun: "intent", Label: "Intent", Title: "Intents", Caption: "What the authors want",
			Definition: "What the author wants: to ask, to get help, to complain, to praise, to buy. A mention can have several or none. The bar is split by the sentiment of these mentions.",
			EmptyTitle: "No intent was read", EmptyText: "Questions, complaints, praise and wishes appear here as they are found.",
		},
		Get: func(a *Analysis) []ReadValue { return values(a.Intents) },
		Set: func(a *Analysis, values []ReadValue) {
			for _, v := range values {
				a.Intents = append(a.Intents, Intent(v.Value))
			}
		},
	}
}

func aspects() ReadingInfo {
	return ReadingInfo{
		Reading: ReadAspects, Column: "aspects", Shape: Judged, EveryKey: "aspect", Measured: true, Hides: true,
		FlagHelp: "Only posts that judge this, spelt as it is listed; given again, this too.",
		Words: ReadingWords{
			Noun: "aspect", Label: "Aspects", Title: "Aspects", Caption: "What mentions judge, and how they judge it",
			Definition: "The things mentions judge, each counted once a mention. The bar is split by how that thing is judged, whatever the mention as a whole says. How good the reading is, is told by language: of the things found in posts written and labelled for this, how many are things that the post judges. In languages where that is less than 80 %, or not measured, only aspects that are configured are read.",
			EmptyTitle: "No aspect is judged", EmptyText: "Aspects appear once mentions say something good or bad of a thing.",
		},
		Get: func(a *Analysis) []ReadValue {
			out := make([]ReadValue, len(a.Aspects))
			for i, x := range a.Aspects {
				out[i] = ReadValue{Value: x.Term, Label: x.Label, Certainty: x.Certainty}
			}
			return out
		},
		Set: func(a *Analysis, values []ReadValue) {
			for _, v := range values {
				a.Aspects = append(a.Aspects, Aspect{Term: v.Value, Label: v.Label, Certainty: v.Certainty})
			}
		},
	}
}

func entities() ReadingInfo {
	return ReadingInfo{
		Reading: ReadEntities, Column: "entities", Shape: Many, EveryKey: "entity", HoldsBrands: true, Measured: true, Hides: true,
		FlagHelp: "Only posts that name this, spelt as it is listed; given again, this too.",
		Words: ReadingWords{
			Noun: "name", Label: "Names", Title: "Names", Caption: "Named in mentions, besides the brand",
			Definition: "People, places, products and organisations named in mentions, in the posts' own spelling, each counted once a mention. The brand's own name is left out. The bar is split by the sentiment of these mentions. How good the reading is, is told by language: of the names found in posts written and labelled for this, how many are names. In languages where that is less than 80 %, or not measured, only handles are read.",
			EmptyTitle: "No names were found", EmptyText: "Names appear here as mentions hold them.",
		},
		Get: func(a *Analysis) []ReadValue { return values(a.Entities) },
		Set: func(a *Analysis, values []ReadValue) {
			for _, v := range values {
				a.Entities = append(a.Entities, v.Value)
			}
		},
	}
}

// values are texts as things read in a post.
func values[T ~string](texts []T) []ReadValue {
	out := make([]ReadValue, len(texts))
	for i, text := range texts {
		out[i] = ReadValue{Value: string(text)}
	}
	return out
}

// plain are values of a type of the domain as plain texts.
func plain[T ~string](values []T) []string {
	out := make([]string, len(values))
	for i, v := range values {
		out[i] = string(v)
	}
	return out
}
