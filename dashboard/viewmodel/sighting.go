package viewmodel

import (
	"slices"
	"strings"

	"earshot/dashboard/component"
	"earshot/internal/query"
	"earshot/internal/social"
)

// sightings are where a picture names the brands that its post mentions, and the logos that
// it perhaps shows.
func sightings(a *social.Analysis, image social.Image, m social.Media) []component.Sighting {
	var out []component.Sighting
	for _, brand := range a.Brands {
		kinds, names := a.EvidenceOf(brand), namesOf(a, brand)
		if slices.Contains(kinds, social.EvidenceText) {
			out = append(out, readIn(m, brand, names)...)
		}
		if slices.Contains(kinds, social.EvidenceCaption) && names.in(strings.Join(append([]string{m.Caption}, m.Tags...), "\n")) {
			out = append(out, component.Sighting{Brand: brand, What: "in the caption by " + orModel(m.CaptionModel)})
		}
		if slices.Contains(kinds, social.EvidenceAlt) && names.in(image.Alt) {
			out = append(out, component.Sighting{Brand: brand, What: "in the alt text by the author"})
		}
	}
	for _, l := range m.Logos {
		s := component.Sighting{Brand: l.Brand, What: "its logo, " + Percent(float64(l.Certainty)) + " sure", Perhaps: l.Perhaps} // Picture.Marks has its place
		if l.Perhaps {
			s.What = "perhaps " + s.What + ", which is no mention"
		}
		out = append(out, s)
	}
	if image.Of == social.OfCard {
		for i := range out {
			out[i].Perhaps = true
			out[i].What += "; the picture is of a page it links to, which is no mention"
		}
	}
	return out
}

// readIn are the lines of text that name a brand, or all that was read where the lines have
// no places.
func readIn(m social.Media, brand string, names names) []component.Sighting {
	var out []component.Sighting
	for _, line := range m.Lines {
		if !names.in(line.Text) {
			continue
		}
		what := "“" + line.Text + "” (text"
		if line.Certainty > 0 {
			what += ", read with " + Percent(float64(line.Certainty)) + " certainty"
		}
		out = append(out, component.Sighting{Brand: brand, What: what + ")", X: line.Box.X, Y: line.Box.Y, W: line.Box.W, H: line.Box.H})
	}
	if out == nil && names.in(m.OCR) {
		out = append(out, component.Sighting{Brand: brand, What: "in its text, read by " + orModel(m.OCRReader)})
	}
	return out
}

// names are what a brand is called, in letters without blanks.
type names []string

func namesOf(a *social.Analysis, brand string) names {
	out := names{compact(brand)}
	for _, words := range a.RunTogether {
		out = append(out, compact(words))
	}
	return out
}

func (n names) in(text string) bool {
	text = compact(text)
	return slices.ContainsFunc(n, func(name string) bool { return name != "" && strings.Contains(text, name) })
}

func compact(text string) string { return strings.ReplaceAll(query.FoldText(text), " ", "") }
