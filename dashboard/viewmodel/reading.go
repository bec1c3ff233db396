package viewmodel

import (
	"strconv"

	"earshot/dashboard/component"
	"earshot/dashboard/urlstate"
	"earshot/internal/social"
)

// IntentName names an intent as a reader would.
func IntentName(i social.Intent) string {
	info, _ := social.ReadIntents.Info()
	return info.Name(string(i))
}

// Spam is how much a post looks like spam; what is not likely has its score on
// the post's own page only.
func Spam(s social.Spam) component.Spam {
	if s.Score == 0 {
		return component.Spam{}
	}
	return component.Spam{Likely: s.Likely(), Score: strconv.FormatFloat(float64(s.Score), 'f', 2, 32), Reasons: s.Reasons}
}

// CopiesPath is the address of the list of a post's near copies.
func CopiesPath(key social.Key) string { return PostPath(key) + "/copies" }

// Copies leads from a post to its near copies; without a name there are none.
func Copies(key social.Key, c social.Copies) component.Option {
	if c.Posts == 0 {
		return component.Option{}
	}
	return component.Option{Name: Repeated(c), Href: CopiesPath(key)}
}

// Repeated says how often a post was said again, exactly.
func Repeated(c social.Copies) string {
	return Plural(c.Posts, "near copy", "near copies") + " on " + Plural(c.Platforms, "platform", "platforms")
}

// Readings are what is read in a post beyond its sentiment, each a link to the
// posts in which the same is read.
func Readings(v urlstate.View, a social.Analysis) []component.Reading {
	var out []component.Reading
	add := func(name string, values []component.ReadValue) {
		if len(values) > 0 {
			out = append(out, component.Reading{Name: name, Values: values})
		}
	}
	var emotion, intents, aspects, entities []component.ReadValue
	if a.Emotion != social.EmotionNone {
		emotion = append(emotion, component.ReadValue{
			Name: string(a.Emotion), Href: v.WithEmotions(a.Emotion).URL("/posts"), Sure: Percent(float64(a.EmotionCertainty)) + " sure",
		})
	}
	for _, i := range a.Intents {
		intents = append(intents, component.ReadValue{Name: IntentName(i), Href: v.WithIntents(i).URL("/posts")})
	}
	for _, as := range a.Aspects {
		aspects = append(aspects, component.ReadValue{
			Name: as.Term, Href: v.WithAspect(as.Term).URL("/posts"), Tone: component.Tone(as.Label), Sure: Percent(float64(as.Certainty)) + " sure",
		})
	}
	for _, name := range a.Entities {
		entities = append(entities, component.ReadValue{Name: name, Href: v.WithEntity(name).URL("/posts")})
	}
	add("Emotion", emotion)
	add("Intent", intents)
	add("Aspects", aspects)
	add("Names", entities)
	if s := Spam(a.Spam); s.Score != "" && !s.Likely {
		values := []component.ReadValue{{Name: s.Score + " of 1"}}
		for _, reason := range s.Reasons {
			values = append(values, component.ReadValue{Name: reason})
		}
		add("Spam score", values)
	}
	return out
}
