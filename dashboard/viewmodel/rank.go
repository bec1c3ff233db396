package viewmodel

import (
	"cmp"
	"slices"
	"strings"

	"earshot/dashboard/component"
	"earshot/dashboard/urlstate"
	"earshot/internal/query"
	"earshot/internal/social"
)

// voices are the mentions of brands, now and in the previous period.
type voices struct {
	// names are the brands, most mentioned first.
	names       []string
	now, ago    map[string]int64
	all, allAgo int64
	// pictured are those of now in which a picture shows the brand.
	pictured    map[string]int64
	allPictured int64
}

// Voices are trends of every brand: of now, of the previous period, and of the mentions of
// now in which a picture shows the brand.
type Voices struct{ Now, Before, Pictured []social.Trend }

// newVoices adds up trends of every brand. A brand without mentions is included,
// with zero.
func newVoices(brands []social.Brand, of Voices) voices {
	v := voices{now: ByBrand(of.Now), ago: ByBrand(of.Before), pictured: ByBrand(of.Pictured)}
	for _, b := range brands {
		v.now[b.Name] += 0
	}
	for name, n := range v.now {
		v.names, v.all = append(v.names, name), v.all+n
	}
	for _, n := range v.ago {
		v.allAgo += n
	}
	for _, n := range v.pictured {
		v.allPictured += n
	}
	slices.SortFunc(v.names, func(a, b string) int { return cmp.Or(cmp.Compare(v.now[b], v.now[a]), cmp.Compare(a, b)) })
	return v
}

// Shares ranks brands by share of voice, with their shares in pictures.
func Shares(v urlstate.View, brands []social.Brand, of Voices, h Hearing) []component.Share {
	found := newVoices(brands, of)
	shares := make([]component.Share, 0, len(found.names))
	for _, name := range found.names {
		n := found.now[name]
		s := component.Share{
			Name: name, Href: v.WithBrand(name).URL("/"), Current: name == v.Brand,
			Mentions: n, Count: Plural(n, "mention", "mentions"), Percent: "–", Slot: BrandSlot(v, brands, name),
		}
		if n == 0 && h.Unheard() {
			s.Count = h.Nothing()
		}
		if part := share(n, found.all); part != nil {
			s.Percent = Percent(*part)
			s.Width = 100 * *part
		}
		s.Change = h.ranked(Points(share(n, found.all), share(found.ago[name], found.allAgo)))
		s.Change.Tone = component.Plain
		if part := share(found.pictured[name], found.allPictured); part != nil {
			s.Pictured = component.Phrase{Text: Percent(*part) + " (" + Exact(found.pictured[name]) + " of " + Exact(found.allPictured) + ")", Mentions: found.pictured[name]}
			s.Pictured.Href = pictured(v.WithBrand(name))
		}
		shares = append(shares, s)
	}
	return shares
}

// pictured is the address of the mentions in v in which a picture shows the brand; none
// where v chooses among evidence by which they cannot be narrowed down further.
func pictured(v urlstate.View) string {
	kinds := make([]string, 0, len(social.Pictorial()))
	for _, kind := range social.Pictorial() {
		kinds = append(kinds, string(kind))
	}
	if len(v.AnyRead[social.ReadEvidence]) > 0 {
		return ""
	}
	return v.WithAnyRead(social.ReadEvidence, kinds...).URL("/posts")
}

// SharesNote says below the share of voice what is missing in it.
func SharesNote(of Voices, h Hearing) string {
	note := h.RankNote()
	if !h.Unheard() && len(ByBrand(of.Pictured)) == 0 {
		note = strings.TrimSpace("In pictures: none shown. " + note)
	}
	return note
}

// ByBrand adds up the mentions of each brand.
func ByBrand(rows []social.Trend) map[string]int64 {
	out := map[string]int64{}
	for _, row := range rows {
		out[row.Brand] += row.Mentions
	}
	return out
}

func share(n, of int64) *float64 {
	if of == 0 {
		return nil
	}
	s := float64(n) / float64(of)
	return &s
}

// WithoutBrandNames leaves out the terms that only name the brands: their own
// names, and the words and tags of their queries. Every mention holds one of them,
// so that their frequency says nothing. A phrase with a further word stays.
func WithoutBrandNames(terms []social.TermCount, brands []social.Brand) []social.TermCount {
	known := map[string]bool{}
	for _, b := range brands {
		for _, name := range slices.Concat([]string{b.Name}, b.Query.Terms(), b.Query.Tags()) {
			name = strings.TrimSpace(query.FoldText(strings.Trim(name, `"`)))
			known[name], known[strings.ReplaceAll(name, " ", "")] = true, true
		}
	}
	return slices.DeleteFunc(slices.Clone(terms), func(t social.TermCount) bool {
		return known[strings.TrimSpace(query.FoldText(strings.TrimPrefix(t.Term, "#")))]
	})
}

// Terms ranks keywords and hashtags.
func Terms(v urlstate.View, counts []social.TermCount, h Hearing) []component.Term {
	return Ranked(v, social.ReadTerms, counts, h)
}

// Ranked ranks the values of a reading. Each links to the posts that hold it.
func Ranked(v urlstate.View, of social.Reading, counts []social.TermCount, h Hearing) []component.Term {
	info, _ := of.Info()
	return Ranking(counts, h, func(value string) (name, href string) {
		return info.Name(value), v.WithRead(of, value).URL("/posts")
	})
}

// Ranking draws counts as ranked bars. Look returns what a term is called and the
// address of the posts that are counted.
func Ranking(counts []social.TermCount, h Hearing, look func(term string) (name, href string)) []component.Term {
	var most int64
	for _, c := range counts {
		most = max(most, c.Mentions)
	}
	terms := make([]component.Term, 0, len(counts))
	for _, c := range counts {
		width := func(n int64) float64 { return 100 * float64(n) / float64(most) }
		name, href := look(c.Term)
		terms = append(terms, component.Term{
			Name: name, Href: href,
			Mentions: c.Mentions, Count: Short(c.Mentions), Exact: Plural(c.Mentions, "mention", "mentions"),
			Change: h.ranked(Ratio(c.Mentions, c.Previous)),
			Bar: component.Bar{
				Positive: width(c.Positive), Neutral: width(c.Neutral), Negative: width(c.Negative), Unsure: width(c.Unsure),
				Rest:  width(max(0, c.Mentions-c.Positive-c.Neutral-c.Negative-c.Unsure)),
				Title: Exact(c.Positive) + " positive, " + Exact(c.Neutral) + " neutral, " + Exact(c.Negative) + " negative, " + Exact(c.Unsure) + " unsure",
			},
		})
	}
	return terms
}

// Emerging ranks the terms that emerge, most surprising first.
func Emerging(v urlstate.View, emerging []social.EmergingTerm, h Hearing) []component.Term {
	counts := make([]social.TermCount, len(emerging))
	for i, e := range emerging {
		counts[i] = e.TermCount
	}
	return Ranked(v, social.ReadTerms, counts, h)
}
