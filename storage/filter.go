package storage

import (
	"time"

	"earshot/internal/social"
)

// period is a filter's From and To with what is open filled in.
func period(f social.Filter) (from, to time.Time) {
	from, to = firstTime, endTime
	if f.From.After(from) {
		from = f.From.UTC()
	}
	if !f.To.IsZero() && f.To.Before(to) {
		to = f.To.UTC()
	}
	if to.Before(from) {
		to = from
	}
	return from, to
}

// filterParams are the values of query/filter.sql, but for the query, whose
// matches are looked up first; see match. fold_copies is not one of them: what
// is first among copies depends on all that the filter lets through; see folding.
func filterParams(f social.Filter) params {
	from, to := period(f)
	p := params{
		"from":            ceilMicro(from),
		"to":              ceilMicro(to),
		"from_day":        date(from),
		"last_day":        date(to),
		"brand":           f.Brand,
		"unmatched":       f.Unmatched,
		"platforms":       list(f.Platforms),
		"languages":       list(f.Languages),
		"labels":          texts(f.Labels),
		"sources":         list(f.Sources),
		"fold_copies":     f.FoldCopies,
		"hide_spam":       f.HideSpam,
		"copies_platform": f.CopiesOf.Platform,
		"copies_id":       f.CopiesOf.ID,
		"matching":        f.Query != nil,
	}
	for _, info := range social.Readings() {
		p["any_"+string(info.Reading)] = list(f.AnyRead[info.Reading])
		p["every_"+string(info.Reading)] = list(f.EveryRead[info.Reading])
	}
	return p
}

// beyondRollups tells whether f filters by what the rollups are not split by:
// label, source, readings, copies, spam and the words of a post.
func beyondRollups(f social.Filter) bool {
	return len(f.Labels)+len(f.Sources)+f.AnyRead.Len()+f.EveryRead.Len() > 0 ||
		f.FoldCopies || f.HideSpam || f.CopiesOf != (social.Key{}) || f.Query != nil
}

// ceilMicro is the first whole microsecond that is not before t: times are
// stored in whole ones, so a bound between two lies before the later.
func ceilMicro(t time.Time) int64 {
	n := t.UnixMicro()
	if t.Nanosecond()%1000 != 0 {
		n++
	}
	return n
}

// date writes the day of t as a ClickHouse Date.
func date(t time.Time) string { return t.UTC().Format(time.DateOnly) }

// list makes nil an empty list: nil would be sent as NULL.
func list(values []string) []string {
	if values == nil {
		return []string{}
	}
	return values
}

// texts are values of a type of the domain as plain texts.
func texts[T ~string](values []T) []string {
	out := make([]string, len(values))
	for i, v := range values {
		out[i] = string(v)
	}
	return out
}

// wholeDays returns the days that lie within from and to as a whole, as the
// first and the one after the last; the same day twice when there are none.
func wholeDays(from, to time.Time) (first, end time.Time) {
	first, end = dayOf(from), dayOf(to)
	if first.Before(from) {
		first = social.ByDay.Next(first)
	}
	if end.Before(first) {
		end = first
	}
	return first, end
}
