package viewmodel

import (
	"cmp"
	"maps"
	"math"
	"slices"
	"strings"
	"time"

	"earshot/dashboard/component"
	"earshot/dashboard/urlstate"
	"earshot/internal/social"
)

// maxInsights is the most insights that are shown, and maxOutliers the most of them
// that are spikes and quiet steps.
const (
	maxInsights = 6
	maxOutliers = 3
)

// InsightData is the data that insights are looked for in.
type InsightData struct {
	// ByPlatform are the trends of the view split by platform, and
	// ByPlatformBefore those of the previous period.
	ByPlatform, ByPlatformBefore []social.Trend
	// ByBrand are the trends of every brand, split by brand.
	ByBrand, ByBrandBefore []social.Trend
	Brands                 []social.Brand
	Terms                  []social.TermCount
	// NamedIn counts the mentions by where they name the brand.
	NamedIn []social.TermCount
	Cover   Coverage
	Now     time.Time
}

// Insights finds by rule what stands out: spikes and quiet steps, newest first,
// then spikes of brands that are not in view, then failing sources, which cast
// doubt on all figures, then what only pictures say, then a change of the share of
// voice, then a new term.
func Insights(v urlstate.View, s InsightData) []component.Insight {
	var out []component.Insight
	steps := NewBuckets(v)
	total, split := steps.Total(s.ByPlatform), steps.Sum(s.ByPlatform, byPlatform)
	past := mentions(NewBuckets(v.Previous()).Total(s.ByPlatformBefore))
	outliers, hearing := s.Cover.outliers(v, v.Brand, steps, mentions(total), past), Hear(v, s.Cover)
	slices.Reverse(outliers)
	for _, o := range outliers[:min(len(outliers), maxOutliers)] {
		out = append(out, outlier(v, steps, o, total, split))
	}
	out = slices.Concat(out, otherBrands(v, s), failing(s.Cover.Health, s.Now), inPictures(v, s.NamedIn, mentions(total), hearing.Comparable()))
	if !hearing.Comparable() {
		// What is new or has moved cannot be told.
		return out[:min(len(out), maxInsights)]
	}
	out = append(out, shifts(v, s.ByBrand, s.ByBrandBefore)...)
	for _, t := range s.Terms {
		if t.Previous == 0 && t.Mentions >= minCount {
			out = append(out, newTerm(v, t))
			break
		}
	}
	return out[:min(len(out), maxInsights)]
}

// minShift is the smallest change of a share of voice that is an insight, in
// points.
const minShift = 10

// shifts finds the brand whose share of voice moved most, if it moved by ten
// points. Rows must be split by brand.
func shifts(v urlstate.View, rows, before []social.Trend) []component.Insight {
	now, ago := ByBrand(rows), ByBrand(before)
	var all, allAgo int64
	for _, n := range now {
		all += n
	}
	for _, n := range ago {
		allAgo += n
	}
	if all < minCount || allAgo < minCount {
		return nil
	}
	move := func(name string) float64 { return 100 * (*share(now[name], all) - *share(ago[name], allAgo)) }
	names := slices.SortedFunc(maps.Keys(now), func(a, b string) int {
		return cmp.Or(cmp.Compare(math.Abs(move(b)), math.Abs(move(a))), cmp.Compare(a, b))
	})
	if len(names) == 0 || math.Abs(move(names[0])) < minShift {
		return nil
	}
	c := Points(share(now[names[0]], all), share(ago[names[0]], allAgo))
	verb := "gained"
	if c.Arrow == "▼" {
		verb = "lost"
	}
	return []component.Insight{{
		Title: names[0] + " " + verb + " " + c.Text, Href: v.WithSplit(urlstate.SplitBrand).URL("/") + "#mentions", Badge: "share of voice",
		Text: []component.Phrase{plain("Now " + Percent(*share(now[names[0]], all)) + " of the mentions of all brands, " + c.From + " in " + Before(v) + ".")},
		Rule: "The brand whose share of voice moved most, if it moved by ten points or more.",
	}}
}

// failing names the sources that do not answer, or not in full, by their verdicts.
func failing(health []social.SourceHealth, now time.Time) []component.Insight {
	var out []component.Insight
	for _, h := range health {
		v := h.Verdict(now)
		if v.Condition == social.Answering || v.Condition == social.NotReadYet {
			continue
		}
		s := component.Insight{
			Title: h.Source + ": " + v.Word, Href: "/sources#" + h.Source,
			Badge: "gap", Tone: component.Warning, Rule: "A source that does not answer, answers in part only, or has been silent for longer than its pace explains.",
		}
		if v.Condition.Answers() {
			s.Badge = string(v.Condition)
			if v.Condition == social.AnsweringPartly {
				s.Badge = "partial"
			}
		}
		text := ""
		if since := v.Since.Format("Mon 2 Jan, 15:04"); !v.Condition.Answers() {
			text = map[bool]string{
				true: "Asked since " + since + " and never read, so nothing is known of it. ", false: "No answer since " + since + "; posts may be missing. ",
			}[v.Condition == social.NeverAnswered]
		}
		// The Sources page says what went wrong and what to do about it.
		if text == "" && v.Reason != "" {
			text += sentenceCase(v.Reason) + ". "
		}
		if h.Next.After(now) {
			text += "Next try " + relative(h.Next, now) + "."
		}
		s.Text = []component.Phrase{plain(strings.TrimSpace(text))}
		out = append(out, s)
	}
	return out
}

// outlier describes o, an outlier of steps with the figures total. The title links
// to the posts of all steps of o, the number to those of the most unusual one.
func outlier(v urlstate.View, steps Buckets, o Outlier, total []social.Figures, split map[string][]social.Figures) component.Insight {
	span := func(first, last int) string {
		return v.WithSpan(steps.Begin(first), steps.End(last)).WithOrder(social.MostEngaged).URL("/posts")
	}
	f := total[o.Index]
	when := stepName(steps.By, steps.Starts[o.First])
	s := component.Insight{Href: span(o.First, o.Last)}
	for _, step := range total[o.First : o.Last+1] {
		s.Mentions += step.Mentions
	}
	if o.Last > o.First {
		short := func(i int) string { return strings.TrimPrefix(stepName(steps.By, steps.Starts[i]), "on ") }
		when = short(o.First) + " to " + short(o.Last)
		s.Text = append(s.Text, plain("On "+short(o.Index)+" "))
	}
	number := counted(Plural(o.Count, "mention", "mentions"), span(o.Index, o.Index), o.Count)
	if v.FoldCopies {
		// The list of this span folds the copies within it and may be longer.
		s.Mentions = 0
	}
	if o.Count == 0 || v.FoldCopies {
		number = plain(number.Text)
	}
	s.Text = append(s.Text, number)
	against := " against " + Exact(o.Expected) + " expected"
	if !o.High {
		s.Title, s.Badge, s.Rule = "Quiet "+when, "quiet", Define("quiet").Text
		s.Text = append(s.Text, plain(against+". If a source was failing, posts may still come in."))
		return s
	}
	s.Title, s.Rule = "Spike "+when, Define("spike").Text
	if name, n := largest(split, o.Index); n > 0 && len(split) > 1 {
		against += ", " + Percent(float64(n)/float64(o.Count)) + " of them on " + Platform(name).Name
	}
	s.Text = append(s.Text, plain(against+"."))
	for _, c := range labels() {
		if 2*c.of(f) > f.Judged() {
			s.Tone = component.Tone(c.label)
			s.Badge = s.Tone.Shape() + " mostly " + string(c.label)
		}
	}
	return s
}

// inPictures tells of the mentions that no word names the brand in, where there are
// enough of them; all are the mentions of each step.
func inPictures(v urlstate.View, namedIn []social.TermCount, all []int64, comparable bool) []component.Insight {
	at := slices.IndexFunc(namedIn, func(t social.TermCount) bool { return t.Term == string(social.EvidenceVisual) })
	if at < 0 || namedIn[at].Mentions < minCount {
		return nil
	}
	t, sum := namedIn[at], int64(0)
	for _, n := range all {
		sum += n
	}
	whom := v.Brand
	if whom == "" {
		whom = "a brand"
	}
	href := v.WithAnyRead(social.ReadEvidence, t.Term).URL("/posts")
	says := " name " + whom + " in a picture and in no word"
	if part := share(t.Mentions, sum); part != nil {
		says += ", " + Percent(*part) + " of all"
	}
	if comparable {
		says += "; " + Exact(t.Previous) + " in " + Before(v)
	}
	return []component.Insight{{
		Title: "Shown, not named", Href: href, Mentions: t.Mentions, Badge: "pictures",
		Text: []component.Phrase{counted(Plural(t.Mentions, "mention", "mentions"), href, t.Mentions), plain(says + ".")},
		Rule: "At least " + Exact(minCount) + " mentions in which text, a logo, a caption or a description of a picture names the brand and the post's own words do not.",
	}}
}

func newTerm(v urlstate.View, t social.TermCount) component.Insight {
	s := component.Insight{
		Title: "“" + t.Term + "” is new", Href: v.WithTerm(t.Term).URL("/posts"), Mentions: t.Mentions, Badge: "new",
		Text: []component.Phrase{counted(Plural(t.Mentions, "mention", "mentions"), v.WithTerm(t.Term).URL("/posts"), t.Mentions), plain(", none in " + Before(v) + ".")},
		Rule: "The most frequent keyword or hashtag that was not there in the period before.",
	}
	for _, c := range []struct {
		label social.Label
		n     int64
	}{{social.Positive, t.Positive}, {social.Neutral, t.Neutral}, {social.Negative, t.Negative}} {
		if 2*c.n > t.Positive+t.Neutral+t.Negative+t.Unsure {
			s.Tone = component.Tone(c.label)
			s.Badge = s.Tone.Shape() + " mostly " + string(c.label)
		}
	}
	return s
}

func largest(split map[string][]social.Figures, i int) (name string, most int64) {
	for key, figures := range split {
		if n := figures[i].Mentions; n > most || n == most && key < name {
			name, most = key, n
		}
	}
	return name, most
}

// NothingStandsOut says what was looked at in vain.
func NothingStandsOut(health []social.SourceHealth, now time.Time) string {
	if social.CountAnswering(health, now) == len(health) {
		return "No spike, no quiet day and every source answers."
	}
	return "No spike and no quiet day; " + Answering(health, now) + " sources answer so far."
}
