package figure

import (
	"slices"
	"time"

	"earshot/internal/social"
	"earshot/storage/database"
	"earshot/storage/queries"
)

// NewestOf is the query for the newest posts of a filter whose Query keys and text decide.
func NewestOf(f social.Filter) (text string, p database.Params, err error) {
	var q searching
	q.wanted, q.exact = f.Query.SearchCondition()
	found := q.matching(matched{})
	p = filterParams(f, found)
	delete(p, database.Search)
	p["limit"], p["after"], p["after_time"], p["after_platform"], p["after_id"] = uint64(10), false, int64(0), "", ""
	text, err = queries.PageNewest.Text(queries.Parts{Search: found.condition})
	return text, p, err
}

// SetSpans makes a small store be read as a large one is: in spans that begin with first
// mentions and grow to longest, those of more than many as a large part of everything. Of more than longest posts, what
// was handed over is held in a file.
func (s *Reader) SetSpans(first, longest, many uint64) {
	s.spanSizes = spanSizes{first: first, growth: 2, longest: longest, many: many}
	s.mostHeld = int(min(longest, usuallyHeld))
}

// Windows are those that a list of the newest posts from a period is looked for in, where
// mentions are as many a month as told by their first and last days.
func Windows(from, to time.Time, months map[[2]time.Time]uint64) (windows [][2]time.Time) {
	w := backwards{from: from, first: to, budget: firstWindow}
	for days, rows := range months {
		w.months = append(w.months, month{first: days[0], last: days[1], rows: rows})
	}
	slices.SortFunc(w.months, func(a, b month) int { return a.first.Compare(b.first) })
	for w.next() {
		windows = append(windows, [2]time.Time{w.first, w.end})
	}
	return windows
}

// SetFew makes that many matches of a query few, whether it looks into texts or not, and
// first windows as small.
func (s *Reader) SetFew(n int) {
	s.fewest = fewest{words: n, texts: n, window: max(5, uint64(n))}
	s.matched.mu.Lock()
	defer s.matched.mu.Unlock()
	s.matched.entries, s.matched.order = nil, nil
}

// MatchedOf is the query for the mentions that a filter's Query matches.
func MatchedOf(f social.Filter) (text string, p database.Params, err error) {
	from, to := period(f)
	p = database.Params{}
	wanted, _ := f.Query.SearchCondition()
	search := inMentions(p).write(wanted)
	p["from_day"], p["last_day"], p["limit"] = database.Date(from), database.Date(to), uint64(20_000)
	text, err = queries.MatchRows.Text(queries.Parts{Search: search})
	return text, p, err
}
