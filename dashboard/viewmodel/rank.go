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
}

// newVoices adds up trends of every brand. A brand without mentions is included,
// with zero.
func newVoices(brands []social.Brand, rows, before []social.Trend) voices {
	v := voices{now: ByBrand(rows), ago: ByBrand(before)}
	for _, b := range brands {
		v.now[b.Name] += 0
	}
	for name, n := range v.now {
		v.names, v.all = append(v.names, name), v.all+n
	}
	for _, n := range v.ago {
		v.allAgo += n
	}
	slices.SortFunc(v.names, func(a, b string) int { return cmp.Or(cmp.Compare(v.now[b], v.now[a]), cmp.Compare(a, b)) })
	return v
}

// Shares ranks brands by share of voice from trends of every brand.
func Shares(v urlstate.View, brands []social.Brand, rows, before []social.Trend, h Hearing) []component.Share {
	found := newVoices(brands, rows, before)
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
		shares = append(shares, s)
	}
	return shares
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
