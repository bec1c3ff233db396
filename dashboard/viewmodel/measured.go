package viewmodel

import (
	"slices"
	"strings"

	"earshot/internal/social"
)

// Measured says how good a reading was measured to be, or that it is not shown, by
// language: those in view, the most mentioned first.
func Measured(of social.ReadingInfo, languages []social.Facet, measure func(social.Reading, string) string) string {
	const most = 4
	var known, unknown []string
	for _, f := range languages {
		if f.Value == "" || len(known)+len(unknown) == most {
			continue
		}
		if measure != nil {
			if found := measure(of.Reading, f.Value); found != "" {
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
		text := "Quality not measured for "
		if of.Hides {
			text = "Not shown, as quality is not measured, for "
		}
		parts = append(parts, text+strings.Join(unknown, ", "))
	}
	if len(parts) == 0 {
		return ""
	}
	return strings.Join(parts, ". ") + "."
}
