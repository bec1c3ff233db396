package viewmodel

import (
	"math"
	"slices"
	"strings"
	"time"

	"earshot/dashboard/component"
	"earshot/dashboard/urlstate"
	"earshot/internal/social"
)

// SentenceData is the data of the opening sentence.
type SentenceData struct {
	Now, Before social.Figures
	Buckets     Buckets
	// Trend are the figures of Buckets.
	Trend []social.Figures
	Terms []social.TermCount
	// Brands are the mentions by brand over the period.
	Brands map[string]int64
	// Cover says who listened, and how the sources stand at At.
	Cover Coverage
	At    time.Time
	// Backlog counts the mentions that are listed and in no figure.
	Backlog int64
}

// Sentence describes the period in a few sentences: volume, net sentiment, the most
// mentioned other brand, and what was not listened to. A sentence whose figures say
// nothing is left out. Every number is a link to what is behind it.
func Sentence(v urlstate.View, s SentenceData) []component.Phrase {
	h := Hear(v, s.Cover)
	return slices.Concat(account(v, s, h), undated(v, s.Backlog), listening(h), standing(s.Cover.Health, s.At))
}

func account(v urlstate.View, s SentenceData, h Hearing) []component.Phrase {
	posts := v.URL("/posts")
	if s.Now.Mentions == 0 && h.Unheard() {
		return []component.Phrase{{Text: sentenceCase(h.Nothing()) + " " + during(v) + "."}}
	}
	if s.Now.Mentions == 0 {
		phrases := []component.Phrase{{Text: "No mentions " + during(v)}}
		if s.Before.Mentions > 0 {
			phrases = append(phrases, plain(", after "), counted(Short(s.Before.Mentions), v.Previous().URL("/posts"), s.Before.Mentions), plain(" in "+Before(v)))
		}
		return append(phrases, plain("."))
	}
	phrases := []component.Phrase{counted(Plural(s.Now.Mentions, "mention", "mentions"), posts, s.Now.Mentions), plain(" " + during(v))}
	phrases = append(phrases, volume(v, s, h)...)
	if !h.Comparable() {
		s.Before = social.Figures{}
	}
	phrases = append(phrases, netPhrases(v, s)...)
	return append(phrases, rival(v, s)...)
}

// listening says what was not listened to, as far as it bears on the figures.
func listening(h Hearing) []component.Phrase {
	switch unlike := h.Unlike(); {
	case unlike != "":
		return []component.Phrase{plain(" Not heard alike in both: "), link(unlike, "/sources"), plain(".")}
	case h.Comparable():
		return nil
	case h.Unheard() && h.since.After(h.to):
		return []component.Phrase{plain(" "), link(sentenceCase(h.reason()), "/sources"), plain(".")}
	case h.ever && h.now != social.Wholly && !h.compared.Since.IsZero():
		return []component.Phrase{plain(" Of what is older, only what the sources still showed is counted.")}
	case !h.ever:
		return []component.Phrase{plain(" No source has answered yet.")}
	default:
		return nil
	}
}

// standing says how many sources answer, where not all do.
func standing(health []social.SourceHealth, at time.Time) []component.Phrase {
	if social.CountAnswering(health, at) == len(health) {
		return nil
	}
	return []component.Phrase{plain(" "), link(Answering(health, at), "/sources"), plain(" sources answer.")}
}

func volume(v urlstate.View, s SentenceData, h Hearing) []component.Phrase {
	if !h.Comparable() {
		return []component.Phrase{plain("; no comparison with " + Before(v) + ": "), link(h.because(), "/sources"), plain(".")}
	}
	before, previous := s.Before.Mentions, v.Previous().URL("/posts")
	if before == 0 {
		return []component.Phrase{plain(", none in " + Before(v) + ".")}
	}
	change := float64(s.Now.Mentions-before) / float64(before)
	about := component.Phrase{Href: previous, Mentions: before, Title: Plural(before, "mention", "mentions") + " in " + Before(v)}
	switch {
	case math.Abs(change) < 0.01:
		about.Text = "as many"
		return []component.Phrase{plain(", "), about, plain(" as in " + Before(v) + ".")}
	case change >= 1:
		about.Text = times(change+1) + " as many"
		return []component.Phrase{plain(", "), about, plain(" as in " + Before(v) + ".")}
	case change > 0:
		about.Text = relativeSize(change) + " more"
	default:
		about.Text = relativeSize(change) + " fewer"
	}
	return []component.Phrase{plain(", "), about, plain(" than in " + Before(v) + ".")}
}

// minMove is the smallest change of net sentiment that is reported.
const minMove = 0.05

func netPhrases(v urlstate.View, s SentenceData) []component.Phrase {
	now, before := s.Now.NetSentiment(), s.Before.NetSentiment()
	if now == nil && s.Now.Sure() == 0 && s.Now.Unsure > 0 {
		unsure := link(Exact(s.Now.Unsure), v.WithLabels(social.Unsure).URL("/posts"))
		return []component.Phrase{plain(" There is no net sentiment, as of "), unsure, plain(" judged none is sure.")}
	}
	if now == nil {
		return nil
	}
	var of []component.Phrase
	if sure := ofSure(v, s.Now, ""); sure.Text != "" {
		of = []component.Phrase{plain(" of the "), sure}
	}
	current := component.Phrase{Text: Signed(*now), Tone: tone(math.Round(*now * 100)), Href: v.WithLabels(worse(*now)).URL("/posts")}
	if before == nil {
		return slices.Concat([]component.Phrase{plain(" Net sentiment is "), current}, of, []component.Phrase{plain(".")})
	}
	was := link(Signed(*before), v.Previous().URL("/posts"))
	move := *now - *before
	if math.Abs(move) < minMove {
		return slices.Concat([]component.Phrase{plain(" Net sentiment held at "), current}, of, []component.Phrase{plain(".")})
	}
	verb, label := "rose", social.Positive
	if move < 0 {
		verb, label = "fell", social.Negative
	}
	phrases := append([]component.Phrase{plain(" Net sentiment " + verb + " from "), was, plain(" to "), current}, of...)
	if i, ok := turningPoint(s, label); ok {
		step := v.WithSpan(s.Buckets.Begin(i), s.Buckets.End(i)).WithLabels(label)
		word := "highest"
		if label == social.Negative {
			word = "lowest"
		}
		phrases = append(phrases, plain(", "+word+" on "),
			component.Phrase{Text: onDay(s.Buckets, i), Href: step.URL("/posts"), Title: "Net sentiment " + Signed(*s.Trend[i].NetSentiment())})
	}
	if term, n := strongest(s.Terms, s.Now, label); n > 0 {
		about := component.Phrase{
			Text: "“" + term + "”", Tone: labelTone(label), Href: v.WithTerm(term).WithLabels(label).URL("/posts"), Mentions: n,
			Title: Plural(n, string(label)+" mention", string(label)+" mentions"),
		}
		if v.FoldCopies {
			// The list folds the copies among the posts of this label and may be
			// longer.
			about.Mentions, about.Title = 0, ""
		}
		phrases = append(phrases, plain("; "), about, plain(" stands out in "+string(label)+" posts"))
	}
	return append(phrases, plain("."))
}

// turningPoint is the finished step with the lowest net sentiment, or the highest
// when label is positive. Steps with less than half the usual number of judged
// mentions are ignored, as two posts are no low.
func turningPoint(s SentenceData, label social.Label) (int, bool) {
	judged := make([]int64, s.Buckets.Finished())
	for i := range judged {
		judged[i] = s.Trend[i].Positive + s.Trend[i].Negative
	}
	best, found, enough := 0, false, max(minCount, int64(medianOf(judged)/2))
	for i, n := range judged {
		if n < enough {
			continue
		}
		here := *s.Trend[i].NetSentiment()
		if !found {
			best, found = i, true
			continue
		}
		there := *s.Trend[best].NetSentiment()
		if label == social.Negative && here < there || label == social.Positive && here > there {
			best = i
		}
	}
	return best, found
}

// minLift is how many times as frequent a label must be among the mentions of a
// term as among all mentions, for the term to be named.
const minLift = 1.25

// strongest is the keyword that goes with a label most: the one with the most
// mentions of that label beyond what the label's share of all mentions predicts. A
// term with the usual share does not explain the sentiment.
func strongest(terms []social.TermCount, all social.Figures, label social.Label) (string, int64) {
	base := float64(labelled(label, all.Positive, all.Negative)) / float64(max(1, all.Sure()))
	var name string
	var count int64
	var most float64
	for _, t := range terms {
		n := labelled(label, t.Positive, t.Negative)
		expected := base * float64(t.Positive+t.Neutral+t.Negative)
		if beyond := float64(n) - expected; !strings.HasPrefix(t.Term, "#") && n >= minCount/2 && float64(n) >= minLift*expected && beyond > most {
			name, count, most = t.Term, n, beyond
		}
	}
	return name, count
}

func labelled(label social.Label, positive, negative int64) int64 {
	if label == social.Positive {
		return positive
	}
	return negative
}

func rival(v urlstate.View, s SentenceData) []component.Phrase {
	own := s.Brands[v.Brand]
	if v.Brand == "" || own == 0 {
		return nil
	}
	name, most := "", int64(0)
	for brand, n := range s.Brands {
		if brand != v.Brand && (n > most || n == most && brand < name) {
			name, most = brand, n
		}
	}
	if name == "" {
		return nil
	}
	often := component.Phrase{
		Text: howOften(float64(most) / float64(own)), Href: v.WithBrand(name).URL("/posts"), Mentions: most,
		Title: Plural(most, "mention", "mentions") + " of " + name,
	}
	return []component.Phrase{plain(" " + name + " was mentioned "), often, plain(".")}
}

func howOften(ratio float64) string {
	switch {
	case ratio < 0.01:
		return "hardly at all"
	case ratio < 0.95:
		return Percent(ratio) + " as often"
	case ratio <= 1.05:
		return "about as often"
	default:
		return times(ratio) + " as often"
	}
}

// times writes a factor above 1: "twice", "2.4 times".
func times(factor float64) string {
	switch text := digits(factor); text {
	case "2":
		return "twice"
	case "3":
		return "three times"
	default:
		return text + " times"
	}
}

func onDay(b Buckets, i int) string {
	_, long := bucketNames(b.By, b.Starts[i])
	if b.By == social.ByDay && len(b.Starts) <= 7 {
		return b.Starts[i].Format("Monday")
	}
	if b.By == social.ByDay {
		return b.Starts[i].Format("Mon 2 January")
	}
	return long
}

func worse(net float64) social.Label {
	if net < 0 {
		return social.Negative
	}
	return social.Positive
}

func labelTone(l social.Label) component.Tone { return component.Tone(l) }

func plain(text string) component.Phrase      { return component.Phrase{Text: text} }
func link(text, href string) component.Phrase { return component.Phrase{Text: text, Href: href} }

// counted is a link to a list of n mentions.
func counted(text, href string, n int64) component.Phrase {
	return component.Phrase{Text: text, Href: href, Mentions: n}
}
