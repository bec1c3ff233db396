package viewmodel

import (
	"slices"
	"strings"

	"earshot/dashboard/component"
	"earshot/dashboard/urlstate"
	"earshot/internal/social"
)

// FacetLists are the values the filters offer.
type FacetLists struct{ Platforms, Languages []social.Facet }

// Brands are the choices of the brand switch on the page at path.
func Brands(v urlstate.View, path string, brands []social.Brand) []component.Option {
	out := make([]component.Option, 0, len(brands)+1)
	for _, b := range brands {
		kind := ""
		if b.Kind == social.BrandCompetitor {
			kind = "competitor"
		}
		out = append(out, component.Option{Name: b.Name, Count: kind, Href: v.WithBrand(b.Name).URL(path), Selected: b.Name == v.Brand})
	}
	if len(brands) != 1 {
		out = append(out, component.Option{Name: "All brands", Href: v.WithBrand("").URL(path), Selected: v.Brand == ""})
	}
	return out
}

// FilterBar fills the bar of filters of the page at path.
func FilterBar(v urlstate.View, path string, facets FacetLists) component.FilterBar {
	bar := component.FilterBar{
		Action: path, Text: v.Text, Narrowed: v.Narrowed(), Period: PeriodName(v), Against: "against " + Before(v),
		Reset: Widened(v).URL(path),
	}
	bar.First, bar.Last = v.Dates()
	bar.Zone = ZoneName(v)
	if v.TimeZone != "" {
		bar.Workspace = component.Option{Name: "As in the workspace", Href: v.WithTimeZone("").URL(path)}
	}
	for _, p := range urlstate.Periods() {
		if p == urlstate.Custom {
			continue
		}
		next := v
		next.Period = p
		bar.Periods = append(bar.Periods, component.Option{Name: presets()[p], Href: next.URL(path), Selected: v.Period == p})
	}
	values := v.Values()
	for _, name := range keys() {
		for _, value := range values[name] {
			bar.Hidden = append(bar.Hidden, component.Option{Name: name, Value: value})
		}
	}
	// Facets are counted without the other filters, so that their numbers are right
	// only where no other filter is set.
	if v.WithPlatforms().WithText("").Narrowed() {
		facets.Platforms = uncounted(facets.Platforms)
	}
	if v.WithLanguages().WithText("").Narrowed() {
		facets.Languages = uncounted(facets.Languages)
	}
	bar.Platforms = choices(facets.Platforms, v.Platforms, func(key string) (string, string) {
		p := Platform(key)
		return p.Name, p.Slot
	})
	bar.Languages = choices(facets.Languages, v.Languages, func(code string) (string, string) { return Language(code), "" })
	for _, c := range classes() {
		bar.Labels = append(bar.Labels, component.Option{
			Name: component.Tone(c.label).Shape() + " " + string(c.label), Value: string(c.label), Selected: slices.Contains(v.Labels, c.label),
		})
	}
	bar.Readings = readingChoices(v)
	bar.Chosen = chosen(v, path)
	bar.Dates = dateChoices(v)
	bar.Copies = component.Option{Name: "Fold near copies", Value: urlstate.Folded, Selected: v.FoldCopies}
	bar.Spam = component.Option{Name: "Hide likely spam", Value: urlstate.Hidden, Selected: v.HideSpam}
	bar.ReadingText = summary("More", slices.Concat(bar.ReadingOptions(), bar.Dates, []component.Option{bar.Copies, bar.Spam}))
	bar.PlatformText = summary("All platforms", bar.Platforms)
	bar.LanguageText = summary("All languages", bar.Languages)
	bar.LabelText = summary("All sentiment", bar.Labels)
	bar.Export = []component.Option{
		{Name: "Trends", Count: "CSV", Href: v.URL("/export/trends.csv")},
		{Name: "Trends", Count: "XLSX", Href: v.URL("/export/trends.xlsx")},
		{Name: "Posts", Count: "CSV", Href: v.URL("/export/posts.csv")},
		{Name: "Posts", Count: "XLSX", Href: v.URL("/export/posts.xlsx")},
		{Name: "Posts", Count: "NDJSON", Href: v.URL("/export/posts.ndjson")},
	}
	return bar
}

// keys are the parameters of the page that the forms of the bar preserve.
func keys() []string {
	out := []string{"brand", "period", "from", "to", "platform", "language", "sentiment", "date_from"}
	for _, info := range social.Readings() {
		for _, key := range []string{info.AnyKey, info.EveryKey} {
			if key != "" {
				out = append(out, key)
			}
		}
	}
	return append(out, "copies", "spam", "q", "split", "order", urlstate.TimeZone)
}

// readingChoices are the readings that posts can be filtered by in the menu.
func readingChoices(v urlstate.View) []component.ReadingChoice {
	var out []component.ReadingChoice
	for _, info := range social.Readings() {
		if info.AnyKey == "" {
			continue
		}
		choice := component.ReadingChoice{Key: info.AnyKey, Name: info.Words.Label}
		for _, value := range info.Vocabulary {
			selected := slices.Contains(v.AnyRead[info.Reading], value)
			choice.Options = append(choice.Options, component.Option{Name: info.Name(value), Value: value, Selected: selected})
		}
		out = append(out, choice)
	}
	return out
}

// dateChoices are what the dates of posts can come from.
func dateChoices(v urlstate.View) []component.Option {
	var out []component.Option
	for _, from := range []struct {
		value social.DateFrom
		name  string
	}{
		{social.DateStated, "Stated by the platform"}, {social.DateAddress, "Read in the address"},
		{social.DatePage, "Found on the page"}, {social.DateSeen, "None: when first seen"},
	} {
		out = append(out, component.Option{Name: from.name, Value: string(from.value), Selected: slices.Contains(v.DateFrom, from.value)})
	}
	return out
}

// chosen are the values of readings that posts must hold, which are chosen in
// panels, those of open vocabularies first. Each leads to the view without it.
func chosen(v urlstate.View, path string) []component.Option {
	var open, fixed []component.Option
	for _, info := range social.Readings() {
		list := &open
		if info.Vocabulary != nil {
			list = &fixed
		}
		for _, value := range v.EveryRead[info.Reading] {
			without := v
			without.EveryRead = v.EveryRead.Minus(info.Reading, value)
			*list = append(*list, component.Option{Name: info.Name(value), Value: info.Words.Noun, Href: without.URL(path), Selected: true})
		}
	}
	return append(open, fixed...)
}

// choices are the values found, and those that are chosen but were not found.
func choices(found []social.Facet, chosen []string, look func(string) (name, slot string)) []component.Option {
	var out []component.Option
	add := func(value, count string) {
		name, slot := look(value)
		out = append(out, component.Option{Name: name, Value: value, Slot: slot, Count: count, Selected: slices.Contains(chosen, value)})
	}
	for _, f := range found {
		if f.Value != "" {
			add(f.Value, mentioned(f))
		}
	}
	for _, value := range chosen {
		if !slices.ContainsFunc(found, func(f social.Facet) bool { return f.Value == value }) {
			add(value, "0")
		}
	}
	return out
}

// uncounted are facets without their numbers.
func uncounted(facets []social.Facet) []social.Facet {
	out := slices.Clone(facets)
	for i := range out {
		out[i].Mentions = 0
	}
	return out
}

// mentioned is the number of mentions with a facet. 0 is not known, as a value
// without mentions is no facet.
func mentioned(f social.Facet) string {
	if f.Mentions == 0 {
		return ""
	}
	return Short(f.Mentions)
}

func summary(all string, options []component.Option) string {
	var names []string
	for _, o := range options {
		if o.Selected {
			names = append(names, o.Name)
		}
	}
	switch {
	case len(names) == 0:
		return all
	case len(names) > 2:
		return names[0] + " and " + Exact(int64(len(names)-1)) + " more"
	default:
		return strings.Join(names, ", ")
	}
}

// presets names the periods in the menu.
func presets() map[urlstate.Period]string {
	return map[urlstate.Period]string{
		urlstate.Day: "Last 24 hours", urlstate.Week: "Last 7 days", urlstate.Month: "Last 30 days", urlstate.Quarter: "Last 90 days",
	}
}

// PeriodName names the period of v on its own.
func PeriodName(v urlstate.View) string {
	if name, ok := presets()[v.Period]; ok {
		return name
	}
	first, last := v.From, v.To.AddDate(0, 0, 0)
	if v.To.Sub(v.From).Hours() <= 1 {
		return first.Format("2 Jan, 15:04") + "–" + last.Format("15:04")
	}
	last = last.Add(-1)
	if first.Format("2006-01-02") == last.Format("2006-01-02") {
		return first.Format("Mon 2 Jan 2006")
	}
	return first.Format("2 Jan") + " – " + last.Format("2 Jan 2006")
}
