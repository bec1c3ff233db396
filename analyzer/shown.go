package analyzer

import (
	"slices"
	"strings"

	"earshot/analyzer/emotion"
	"earshot/internal/social"
)

// shownEntities leaves out names in languages in which they are not read well
// enough. A handle is one by its sign, in every language.
func (a *Analyzer) shownEntities(names []string, language string) []string {
	if a.measured.Shows(social.ReadEntities, language) {
		return names
	}
	return slices.DeleteFunc(names, func(n string) bool { return !strings.HasPrefix(n, "@") })
}

// shownAspects leaves out what is found, not asked for, in languages in which
// aspects are not read well enough.
func (a *Analyzer) shownAspects(found []social.Aspect, of social.Analysis) []social.Aspect {
	if a.measured.Shows(social.ReadAspects, of.Language) {
		return found
	}
	configured := a.aspectsOf(of.Brands)
	return slices.DeleteFunc(found, func(x social.Aspect) bool { return !slices.Contains(configured, x.Term) })
}

// Measured says how good a kind of reading was measured to be in a language, an ISO
// 639-1 code; empty where it was not measured.
func (a *Analyzer) Measured(of social.Reading, language string) string {
	if of == social.ReadEmotions {
		return emotion.MeasuredAccuracy(language)
	}
	return a.measured.Text(of, language)
}
