package present

import (
	"cmp"
	"slices"
	"strings"

	"earshot/dashboard/address"
	"earshot/dashboard/component"
	"earshot/internal/social"
)

// Shares ranks brands by share of voice from trends of every brand. A brand
// without mentions is in the list, last: silence is a figure too.
func Shares(v address.View, brands []social.Brand, rows, before []social.Trend) []component.Share {
	now, ago := ByBrand(rows), ByBrand(before)
	for _, b := range brands {
		now[b.Name] += 0
	}
	var all, allAgo, most int64
	names := make([]string, 0, len(now))
	for name, n := range now {
		names, all, most = append(names, name), all+n, max(most, n)
	}
	for _, n := range ago {
		allAgo += n
	}
	slices.SortFunc(names, func(a, b string) int { return cmp.Or(cmp.Compare(now[b], now[a]), cmp.Compare(a, b)) })
	shares := make([]component.Share, 0, len(names))
	for i, name := range names {
		s := component.Share{
			Name: name, Href: v.WithBrand(name).URL("/"), Current: name == v.Brand,
			Count: Plural(now[name], "mention", "mentions"), Percent: "–", Slot: brandSlot(i),
		}
		if s.Current {
			s.Slot = "accent"
		}
		if all > 0 {
			s.Percent = Percent(float64(now[name]) / float64(all))
		}
		if most > 0 {
			s.Width = 100 * float64(now[name]) / float64(most)
		}
		s.Change = Points(share(now[name], all), share(ago[name], allAgo))
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

// Telling leaves out the terms a query looks for: every mention holds one, so
// that it is frequent says nothing.
func Telling(terms []social.TermCount, queries ...*social.Query) []social.TermCount {
	known := map[string]bool{}
	for _, q := range queries {
		if q == nil {
			continue
		}
		for _, name := range slices.Concat(q.Terms(), q.Tags()) {
			known[strings.Trim(name, `"`)] = true
		}
	}
	return slices.DeleteFunc(slices.Clone(terms), func(t social.TermCount) bool {
		return known[strings.TrimSpace(social.FoldText(strings.TrimPrefix(t.Term, "#")))]
	})
}

// Terms ranks keywords and hashtags.
func Terms(v address.View, counts []social.TermCount) []component.Term {
	var most int64
	for _, c := range counts {
		most = max(most, c.Mentions)
	}
	terms := make([]component.Term, 0, len(counts))
	for _, c := range counts {
		width := func(n int64) float64 { return 100 * float64(n) / float64(most) }
		t := component.Term{
			Name: c.Term, Href: v.WithTerm(c.Term).URL("/posts"),
			Count: Short(c.Mentions), Exact: Plural(c.Mentions, "mention", "mentions"),
			Change: Ratio(c.Mentions, c.Previous),
			Bar: component.Bar{
				Positive: width(c.Positive), Neutral: width(c.Neutral), Negative: width(c.Negative),
				Rest:  width(max(0, c.Mentions-c.Positive-c.Neutral-c.Negative)),
				Title: Exact(c.Positive) + " positive, " + Exact(c.Neutral) + " neutral, " + Exact(c.Negative) + " negative",
			},
		}
		terms = append(terms, t)
	}
	return terms
}
