package viewmodel

import (
	"slices"
	"strings"

	"earshot/dashboard/component"
	"earshot/dashboard/urlstate"
	"earshot/internal/social"
)

// Tabs are the parts of the overview; path is the one shown.
func Tabs(v urlstate.View, path string) []component.Option {
	return []component.Option{
		{Name: "At a glance", Href: v.URL("/"), Selected: path == "/"},
		{Name: "What they say", Href: v.URL("/said"), Selected: path == "/said"},
	}
}

// EmergingPanel is the frame of the emerging terms.
func EmergingPanel(v urlstate.View) component.Panel {
	return component.Panel{
		ID: "emerging", Title: "Emerging terms",
		Caption:    "More often than the same length before, beyond chance · most surprising first",
		Definition: Define("emerging").Text, CSV: v.URL("/export/emerging.csv"),
	}
}

// ReadingPanel is the frame of the ranking of what is read.
func ReadingPanel(v urlstate.View, of social.Reading) component.Panel {
	captions := map[social.Reading]string{
		social.ReadEmotions: "Mentions in which a feeling stands out",
		social.ReadIntents:  "What the authors want",
		social.ReadAspects:  "What mentions judge, and how they judge it",
		social.ReadEntities: "Named in mentions, besides the brand",
	}
	d := Define(string(of))
	return component.Panel{
		ID: string(of), Title: d.Name, Caption: captions[of], Definition: d.Text, CSV: v.URL("/export/" + string(of) + ".csv"),
	}
}

// NothingRead says that a ranking is empty, and why.
func NothingRead(of social.Reading) component.Note {
	switch of {
	case social.ReadEmotions:
		return component.Note{Title: "No feeling stands out", Text: "Most posts show none, and it is read only in the languages it was measured in."}
	case social.ReadIntents:
		return component.Note{Title: "No intent was read", Text: "Questions, complaints, praise and wishes appear here as they are found."}
	case social.ReadAspects:
		return component.Note{Title: "No aspect is judged", Text: "Aspects appear once mentions say something good or bad of a thing."}
	case social.ReadEntities:
		return component.Note{Title: "No names were found", Text: "Names appear here as mentions hold them."}
	default:
		return component.Note{Title: "Nothing new is said", Text: "No term stands out against the same length of time before."}
	}
}

// Measured says how good a reading was measured to be, by language: those in
// view, the most mentioned first.
func Measured(of social.Reading, languages []social.Facet, measure func(social.Reading, string) string) string {
	const most = 4
	var known, unknown []string
	for _, f := range languages {
		if f.Value == "" || len(known)+len(unknown) == most {
			continue
		}
		if measure != nil {
			if found := measure(of, f.Value); found != "" {
				known = append(known, Language(f.Value)+": "+found)
				continue
			}
		}
		unknown = append(unknown, Language(f.Value))
	}
	var parts []string
	if len(known) > 0 {
		parts = append(parts, strings.Join(known, ". "))
	}
	if len(unknown) > 0 {
		slices.Sort(unknown)
		parts = append(parts, "Quality not measured for "+strings.Join(unknown, ", "))
	}
	return strings.Join(parts, ". ")
}
