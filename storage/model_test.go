package storage_test

import (
	"cmp"
	"iter"
	"slices"
	"time"

	"earshot/internal/social"
)

// model is what a Store is to hold and to answer, in the plainest terms.
type model struct {
	stored map[social.Key]social.Entry
	// gone are the posts that were said to be deleted before they were ever seen.
	gone map[social.Key]social.Entry
	// analysed are the posts whose state was analysed again.
	analysed map[social.Key]bool
	// labels are what people gave, by brand; that of the empty one is for the whole post.
	labels map[social.Key]map[string]social.Label
	// opinions are what was said of a text that a post had.
	opinions map[social.Key]opinionOn
}

type opinionOn struct {
	text string
	social.Opinion
}

func newModel() model {
	return model{map[social.Key]social.Entry{}, map[social.Key]social.Entry{}, map[social.Key]bool{}, map[social.Key]map[string]social.Label{}, map[social.Key]opinionOn{}}
}

// write keeps the later of two states of a post; of two that are equally late
// the one written later, unless the state was analysed again since; and of a
// deleted one that was ever seen, or is seen in an older state later, that it is deleted.
func (m model) write(entries []social.Entry) {
	seen := map[social.Key]bool{}
	for _, e := range entries {
		seen[e.Post.Key()] = seen[e.Post.Key()] || !e.Post.Deleted
	}
	for _, e := range entries {
		key := e.Post.Key()
		old, ok := m.stored[key]
		if e.Post.Deleted && !ok && !seen[key] {
			if e.Post.FetchedAt.After(m.gone[key].Post.FetchedAt) {
				m.gone[key] = e
			}
			continue
		}
		if gone, known := m.gone[key]; known && !ok && gone.Post.FetchedAt.After(e.Post.FetchedAt) {
			e = gone
		}
		if !ok || e.Post.FetchedAt.After(old.Post.FetchedAt) || e.Post.FetchedAt.Equal(old.Post.FetchedAt) && !m.analysed[key] {
			m.stored[key] = e
			m.analysed[key] = false
		}
	}
}

// analyse keeps the analyses of posts that are in the state that is stored.
func (m model) analyse(entries []social.Entry) {
	for _, e := range entries {
		key := e.Post.Key()
		if old, ok := m.stored[key]; ok && !old.Post.Deleted && !e.Post.Deleted && e.Post.FetchedAt.Equal(old.Post.FetchedAt) {
			m.stored[key] = social.Entry{Post: old.Post, Analysis: e.Analysis}
			m.analysed[key] = true
		}
	}
}

// correct keeps the label a person gave; with it the state counts as analysed again.
func (m model) correct(key social.Key, brand string, label social.Label) {
	if m.labels[key] == nil {
		m.labels[key] = map[string]social.Label{}
	}
	m.labels[key][brand] = label
	m.analysed[key] = true
}

// entries are what is stored, with the judgements that stand.
func (m model) entries() iter.Seq[social.Entry] {
	return func(yield func(social.Entry) bool) {
		for key, e := range m.stored {
			if o, ok := m.opinions[key]; ok && o.text == e.Post.FullText() {
				e.Analysis.Sentiment = e.Analysis.Sentiment.Beside(o.Opinion)
			}
			if label := m.labels[key][""]; label != social.Unknown {
				if label != e.Analysis.Sentiment.Label { // else it is only called right
					e.Analysis.Toward = nil
				}
				e.Analysis.Sentiment = social.Sentiment{Label: label, Sure: true}
			}
			for brand, label := range m.labels[key] {
				if brand != "" && label != social.Unknown {
					e.Analysis.Toward = slices.Concat([]social.TowardBrand{{Brand: brand, Sentiment: social.Sentiment{Label: label, Sure: true}}}, e.Analysis.Toward)
				}
			}
			if !yield(e) {
				return
			}
		}
	}
}

// mention is an entry as one brand's.
type mention struct {
	social.Entry
	brand string
}

// counted are the mentions that f lets through and figures count.
func (m model) counted(f social.Filter) []mention {
	return slices.DeleteFunc(m.mentions(f), func(e mention) bool { return e.Post.Backlog })
}

// mentions are what f lets through, oldest first, before copies are folded.
func (m model) mentions(f social.Filter) []mention {
	var found []mention
	for e := range m.entries() {
		if !passes(f, e) {
			continue
		}
		for _, brand := range e.Analysis.Brands {
			if (f.Brand == "" || f.Brand == brand) && labelled(f, e, brand) {
				found = append(found, mention{e, brand})
			}
		}
		if f.Unmatched && len(e.Analysis.Brands) == 0 && labelled(f, e, "") {
			found = append(found, mention{e, ""})
		}
	}
	slices.SortFunc(found, func(a, b mention) int {
		return cmp.Or(a.Post.CreatedAt.Compare(b.Post.CreatedAt), cmp.Compare(a.Post.Platform, b.Post.Platform), cmp.Compare(a.Post.ID, b.Post.ID))
	})
	return found
}

// originalOf is what e is a near copy of; a post is none of itself.
func originalOf(e social.Entry) social.Key {
	if e.Analysis.Original == e.Post.Key() {
		return social.Key{}
	}
	return e.Analysis.Original
}

// group is what near copies have in common.
func group(e social.Entry) social.Key {
	return cmp.Or(originalOf(e), e.Post.Key())
}

// folds leaves the first of what has the same key in common, if f folds.
func folds[T any, K comparable](f social.Filter, all []T, key func(T) K) []T {
	if !f.FoldCopies {
		return all
	}
	seen := map[K]bool{}
	return slices.DeleteFunc(all, func(one T) bool {
		k := key(one)
		again := seen[k]
		seen[k] = true
		return again
	})
}

// passes tells whether f lets e through, whatever brands it mentions and
// whatever it is a copy of.
func passes(f social.Filter, e social.Entry) bool {
	in := func(list []string, v string) bool { return len(list) == 0 || slices.Contains(list, v) }
	p := e.Post
	if p.Deleted {
		return false
	}
	if f.Query != nil {
		d := social.NewDocument(p, e.Analysis)
		if !f.Query.Match(&d) {
			return false
		}
	}
	a := e.Analysis
	return !(f.HideSpam && a.Spam.Likely()) &&
		(f.CopiesOf == social.Key{} || f.CopiesOf == originalOf(e)) &&
		(len(f.DateFrom) == 0 || slices.Contains(f.DateFrom, p.DateFrom)) &&
		in(f.Platforms, p.Platform) && in(f.Languages, e.Analysis.Language) && in(f.Sources, p.Source) &&
		(f.From.IsZero() || !p.CreatedAt.Before(f.From)) && (f.To.IsZero() || p.CreatedAt.Before(f.To))
}

// labelled tells whether f lets the sentiment of e toward a brand through, and what is read
// in it as that brand's mention.
func labelled(f social.Filter, e social.Entry, brand string) bool {
	of := e.Analysis.Of(brand)
	return f.Reads(&of) && (len(f.Labels) == 0 || slices.Contains(f.Labels, e.Analysis.SentimentToward(brand).Class()))
}

// posts are the posts f lets through, newest first.
func (m model) posts(f social.Filter) []social.Key {
	found := folds(f, m.mentions(f), func(e mention) social.Key { return group(e.Entry) })
	keys := []social.Key{}
	for _, e := range slices.Backward(found) {
		if key := e.Post.Key(); !slices.Contains(keys, key) {
			keys = append(keys, key)
		}
	}
	return keys
}

// brandMentions is what near copies have in common among the mentions of a brand.
type brandMentions struct {
	brand string
	group social.Key
}

func brandGroup(m mention) brandMentions { return brandMentions{m.brand, group(m.Entry)} }

// sum is Figures under construction.
type sum struct {
	social.Figures
	authors map[[2]string]bool
}

func (s *sum) add(e mention) {
	s.Mentions++
	switch e.Analysis.SentimentToward(e.brand).Class() {
	case social.Positive:
		s.Positive++
	case social.Neutral:
		s.Neutral++
	case social.Negative:
		s.Negative++
	case social.Unsure:
		s.Unsure++
	}
	if n := e.Post.Engagement.Total(); n != nil {
		total := *n
		if s.Engagement != nil {
			total += *s.Engagement
		}
		s.Engagement = &total
	}
	if a := e.Post.Author.Label(); a != "" {
		s.authors[[2]string{e.Post.Platform, a}] = true
		s.Authors = int64(len(s.authors))
	}
}

func (m model) trends(f social.Filter, start func(time.Time) time.Time, dims []social.Dimension) []social.Trend {
	type key struct {
		date                      time.Time
		brand, platform, language string
	}
	sums := map[key]*sum{}
	all := map[key]int64{}
	pick := func(d social.Dimension, v string) string {
		if slices.Contains(dims, d) {
			return v
		}
		return ""
	}
	everyBrand := f
	everyBrand.Brand, everyBrand.Unmatched = "", false
	for _, e := range folds(f, m.counted(everyBrand), brandGroup) {
		k := key{date: start(e.Post.CreatedAt), platform: pick(social.DimPlatform, e.Post.Platform), language: pick(social.DimLanguage, e.Analysis.Language)}
		all[k]++
		if f.Brand != "" && f.Brand != e.brand {
			continue
		}
		own := k
		own.brand = pick(social.DimBrand, e.brand)
		if sums[own] == nil {
			sums[own] = &sum{authors: map[[2]string]bool{}}
		}
		sums[own].add(e)
	}
	trends := []social.Trend{}
	for k, s := range sums {
		whole := k
		whole.brand = ""
		s.AllBrands = all[whole]
		trends = append(trends, social.Trend{Date: k.date, Brand: k.brand, Platform: k.platform, Language: k.language, Figures: s.Figures})
	}
	slices.SortFunc(trends, func(a, b social.Trend) int {
		return cmp.Or(a.Date.Compare(b.Date), cmp.Compare(a.Brand, b.Brand), cmp.Compare(a.Platform, b.Platform), cmp.Compare(a.Language, b.Language))
	})
	return trends
}

func (m model) figures(f social.Filter) social.Figures {
	always := func(time.Time) time.Time { return time.Time{} }
	if t := m.trends(f, always, nil); len(t) == 1 {
		return t[0].Figures
	}
	f.Brand = ""
	if t := m.trends(f, always, nil); len(t) == 1 {
		return social.Figures{AllBrands: t[0].AllBrands}
	}
	return social.Figures{}
}

func withoutAuthors(trends []social.Trend) []social.Trend {
	for i := range trends {
		trends[i].Authors = 0
	}
	return trends
}

func (m model) facets(f social.Filter) social.Facets {
	var by [3]map[string]int64
	for i := range by {
		by[i] = map[string]int64{}
	}
	for _, t := range m.trends(f, func(time.Time) time.Time { return time.Time{} }, social.Dimensions()) {
		for i, value := range []string{t.Brand, t.Platform, t.Language} {
			by[i][value] += t.Mentions
		}
	}
	var lists [3][]social.Facet
	for i := range by {
		for value, n := range by[i] {
			lists[i] = append(lists[i], social.Facet{Value: value, Mentions: n})
		}
		slices.SortFunc(lists[i], func(a, b social.Facet) int {
			return cmp.Or(cmp.Compare(b.Mentions, a.Mentions), cmp.Compare(a.Value, b.Value))
		})
	}
	return social.Facets{Brands: lists[0], Platforms: lists[1], Languages: lists[2]}
}

// backlog is how many mentions are in no figure; where copies are folded, how many groups
// of which none is.
func (m model) backlog(f social.Filter) (n int64) {
	if !f.FoldCopies {
		return int64(len(m.mentions(f)) - len(m.counted(f)))
	}
	counted := map[brandMentions]bool{}
	for _, e := range m.mentions(f) {
		counted[brandGroup(e)] = counted[brandGroup(e)] || !e.Post.Backlog
	}
	for _, any := range counted {
		if !any {
			n++
		}
	}
	return n
}
