package viewmodel

import (
	"cmp"
	"slices"
	"time"

	"earshot/dashboard/component"
	"earshot/dashboard/urlstate"
	"earshot/internal/social"
)

// maxLines is the most lines that a chart draws. Smaller series share the last
// line.
const maxLines = 8

// Lines are the lines of the mentions chart and its table.
type Lines struct {
	Chart component.Chart
	Table component.Table
}

// MentionsChart draws rows, split as v says, and before as the previous period. The
// rows must be split by platform, or by brand for the split by brand. A count of
// zero is unknown where no source was read.
func MentionsChart(v urlstate.View, brands []social.Brand, rows, before []social.Trend, cover Coverage) Lines {
	steps, past := NewBuckets(v), NewBuckets(v.Previous())
	chart := component.Chart{
		Kind: "lines", Label: "Mentions over time", Bucket: string(steps.By), Unfinished: steps.Unfinished(),
		Ago: Before(v), Posts: v.URL("/posts"), Gaps: Gaps(v, steps, cover), Unheard: Unheard(v, steps, cover),
	}
	name(&chart, steps, false)
	alike := counterparts(v, steps, past)
	chart.Series = lines(v, brands, steps, past, rows, before)
	for i := range chart.Series {
		brand, platform := v.Brand, ""
		switch v.Split {
		case urlstate.SplitPlatform:
			platform = chart.Series[i].Value
		case urlstate.SplitBrand:
			brand = chart.Series[i].Value
		}
		markUnknown(&chart.Series[i], cover.extents(v, steps, brand, platform), cover.extents(v.Previous(), past, brand, platform))
		align(&chart.Series[i], alike)
	}
	if !slices.ContainsFunc(chart.Series, func(s component.Series) bool { return len(s.Previous) > 0 }) {
		chart.Ago = ""
	}
	for _, o := range cover.outliers(v, v.Brand, steps, mentions(steps.Total(rows)), mentions(past.Total(before))) {
		if v.Split == urlstate.SplitBrand {
			break
		}
		mark, word := "▲", "Spike"
		if !o.High {
			mark, word = "▼", "Quiet"
		}
		chart.Flags = append(chart.Flags, component.Flag{
			Index: o.Index, Series: outlierSeries(chart.Series, o), Mark: mark,
			Text: word + ": " + Exact(o.Count) + " against " + Exact(o.Expected) + " expected",
		})
	}
	return Lines{Chart: chart, Table: linesTable(chart, steps)}
}

// name writes the names of the steps; brief shortens days to weekdays.
func name(chart *component.Chart, steps Buckets, brief bool) {
	for i, start := range steps.Starts {
		chart.Zone = start.Location().String()
		short, long := bucketNames(steps.By, start)
		switch {
		case steps.By == social.ByDay && len(steps.Starts) > 10:
			short = start.Format("2 Jan")
		case steps.By == social.ByDay && brief:
			short = start.Format("Mon")
		}
		if i == len(steps.Starts)-1 && steps.Unfinished() {
			long += ", not over"
		}
		chart.Names, chart.Long = append(chart.Names, short), append(chart.Long, long)
		chart.Starts = append(chart.Starts, steps.Begin(i).Format(time.RFC3339))
		chart.Ends = append(chart.Ends, steps.End(i).Format(time.RFC3339))
	}
}

func lines(v urlstate.View, brands []social.Brand, steps, past Buckets, rows, before []social.Trend) []component.Series {
	switch v.Split {
	case urlstate.SplitNone:
		return []component.Series{series("Mentions", "ink", "", "", mentions(steps.Total(rows)), mentions(past.Total(before)))}
	case urlstate.SplitSentiment:
		now, ago := steps.Total(rows), past.Total(before)
		var out []component.Series
		for _, class := range classes() {
			s := series(string(class.label), string(class.label), "sentiment", string(class.label), class.each(now), class.each(ago))
			s.Shape = component.Tone(class.label).Shape()
			out = append(out, s)
		}
		return out
	case urlstate.SplitBrand:
		return many(steps.Sum(rows, byBrand), past.Sum(before, byBrand), "brand", func(name string) (string, string) {
			return name, BrandSlot(v, brands, name)
		})
	default:
		return many(steps.Sum(rows, byPlatform), past.Sum(before, byPlatform), "platform", func(name string) (string, string) {
			p := Platform(name)
			return p.Name, p.Slot
		})
	}
}

// many makes a line for each name, largest first, and one line for all beyond
// maxLines.
func many(now, ago map[string][]social.Figures, param string, look func(string) (name, slot string)) []component.Series {
	var out []component.Series
	for name, figures := range now {
		out = append(out, series(name, "", param, name, mentions(figures), mentions(ago[name])))
	}
	slices.SortFunc(out, func(a, b component.Series) int {
		return cmp.Or(cmp.Compare(sum(b.Values), sum(a.Values)), cmp.Compare(a.Value, b.Value))
	})
	for i := range out {
		out[i].Name, out[i].Slot = look(out[i].Value)
	}
	if len(out) > maxLines {
		rest := component.Series{Name: "Others", Slot: "p8"}
		for _, s := range out[maxLines-1:] {
			rest.Values, rest.Previous = addUp(rest.Values, s.Values), addUp(rest.Previous, s.Previous)
		}
		rest.Total = Short(int64(sum(rest.Values)))
		out = append(out[:maxLines-1], rest)
	}
	return out
}

func series(name, slot, param, value string, now, ago []int64) component.Series {
	s := component.Series{Name: name, Slot: slot, Param: param, Value: value, Values: floats(now), Previous: floats(ago)}
	s.Total = Short(int64(sum(s.Values)))
	return s
}

// outlierSeries is the series that departs furthest from its own median in the step
// of o.
func outlierSeries(all []component.Series, o Outlier) int {
	best, most := 0, 0.0
	for i, s := range all {
		counts := make([]int64, len(s.Values))
		for j, v := range s.Values {
			counts[j] = int64(v)
		}
		away := s.Values[o.Index] - medianOf(counts)
		if !o.High {
			away = -away
		}
		if i == 0 || away > most {
			best, most = i, away
		}
	}
	return best
}

func linesTable(chart component.Chart, steps Buckets) component.Table {
	table := component.Table{Caption: chart.Label + ", " + Adverb(steps.By) + ", " + steps.from.Location().String(), Columns: []string{"Time"}}
	for _, s := range chart.Series {
		table.Columns = append(table.Columns, s.Name)
	}
	for i := range chart.Long {
		row := []string{chart.Long[i]}
		for _, s := range chart.Series {
			if slices.Contains(s.Unknown, i) {
				row = append(row, unknownWord(chart, i))
				continue
			}
			row = append(row, Exact(int64(s.Values[i])))
		}
		table.Rows = append(table.Rows, row)
	}
	return table
}

// unknownWord stands in place of an unknown zero.
func unknownWord(chart component.Chart, step int) string {
	for _, u := range chart.Unheard {
		if u.From <= step && step <= u.To {
			return u.State
		}
	}
	return "unknown"
}

func floats(counts []int64) []float64 {
	if counts == nil {
		return nil
	}
	out := make([]float64, len(counts))
	for i, n := range counts {
		out[i] = float64(n)
	}
	return out
}

func sum(values []float64) (total float64) {
	for _, v := range values {
		total += v
	}
	return total
}

func addUp(a, b []float64) []float64 {
	out := make([]float64, max(len(a), len(b)))
	copy(out, a)
	for i, v := range b {
		out[i] += v
	}
	return out
}
