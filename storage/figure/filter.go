package figure

import (
	"time"

	"earshot/internal/social"
	"earshot/storage/database"
)

// period is a filter's From and To with what is open filled in.
func period(f social.Filter) (from, to time.Time) {
	from, to = database.FirstTime, database.EndTime
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

// filterParams are the values of queries/filter.sql; found is what match says of f's
// Query. fold_copies chooses how a query's fold is written, as what is first among
// copies depends on all that the filter lets through; see package queries.
func filterParams(f social.Filter, found matching) database.Params {
	from, to := period(f)
	var pictorial []social.Evidence
	if f.Pictured {
		pictorial = social.Pictorial()
	}
	p := database.Params{
		"from":            database.CeilMicro(from),
		"to":              database.CeilMicro(to),
		"from_day":        database.Date(from),
		"last_day":        database.Date(to),
		"brand":           f.Brand,
		"unmatched":       f.Unmatched,
		"platforms":       database.List(f.Platforms),
		"languages":       database.List(f.Languages),
		"labels":          database.Texts(f.Labels),
		"sources":         database.List(f.Sources),
		"dates":           database.Texts(f.DateFrom),
		"pictorial":       database.Texts(pictorial),
		"fold_copies":     f.FoldCopies,
		"hide_spam":       f.HideSpam,
		"copies_platform": f.CopiesOf.Platform,
		"copies_id":       f.CopiesOf.ID,
	}
	found.fill(p)
	for _, info := range social.Readings() {
		p["any_"+string(info.Reading)] = database.List(f.AnyRead[info.Reading])
		p["every_"+string(info.Reading)] = database.List(f.EveryRead[info.Reading])
	}
	return p
}

// beyondRollups tells whether f filters by what the rollups are not split by:
// source, readings and pictures, what a post is a copy of, and its words.
func beyondRollups(f social.Filter) bool {
	return len(f.Sources)+f.AnyRead.Len()+f.EveryRead.Len() > 0 || f.Pictured || f.CopiesOf != (social.Key{}) || f.Query != nil
}
