package panel

import (
	"context"
	"strings"

	"github.com/a-h/templ"

	"earshot/dashboard/component"
	"earshot/dashboard/urlstate"
	"earshot/dashboard/viewmodel"
	"earshot/internal/social"
)

const (
	// shownReadings is how many rows a ranking of readings shows.
	shownReadings = 8
	// roomForNames is how many more rows are queried, as the brands' own names are
	// left out.
	roomForNames = 12
)

// readings is a panel for each kind of reading but terms, which have panels of
// their own. Aspects come first and are wider, beside the emerging terms.
func readings() []Panel {
	var first, rest []Panel
	for _, info := range social.Readings() {
		switch info.Reading {
		case social.ReadTerms:
		case social.ReadAspects:
			first = append(first, reading(info, 5))
		default:
			rest = append(rest, reading(info, 4))
		}
	}
	return append(first, rest...)
}

// reading is the ranking of the values of one reading.
func reading(info social.ReadingInfo, span int) Panel {
	name := string(info.Reading)
	return Panel{
		Name: name, Title: info.Words.Title, Span: span,
		Definitions: []viewmodel.Definition{viewmodel.DefineReading(info.Reading)},
		Frame:       func(_ urlstate.View, frame *component.Panel) { frame.Caption = info.Words.Caption },
		Asks: func(q *Queries) []Query {
			if info.Measured {
				return append(covered(q), ranking(q, info.Reading), Facets(q))
			}
			return append(covered(q), ranking(q, info.Reading))
		},
		View: func(q *Queries) templ.Component {
			counts := withoutOwnNames(q, info, ranking(q, info.Reading).Value())
			ranked := component.Ranked{
				ID: name, Terms: viewmodel.Ranked(q.View, info.Reading, counts[:min(len(counts), shownReadings)], hearing(q)),
				Empty: component.Note{Title: info.Words.EmptyTitle, Text: info.Words.EmptyText},
			}
			if len(ranked.Terms) > 0 {
				ranked.Note = hearing(q).RankNote()
			}
			if info.Measured {
				ranked.Note = strings.TrimSpace(ranked.Note + " " + viewmodel.Measured(info, Facets(q).Value().Languages, q.Measured))
			}
			return component.Ranking(ranked)
		},
		CSV: func(ctx context.Context, q *Queries) (Table, error) {
			counts, err := q.Reader.Readings(ctx, q.View.Filter(), info.Reading, exportedTerms)
			if err != nil {
				return Table{}, err
			}
			if err := wait(ctx, covered(q)...); err != nil {
				return Table{}, err
			}
			return Table{Name: name, View: q.View, Rows: viewmodel.TermTable(withoutOwnNames(q, info, counts), hearing(q))}, nil
		},
	}
}

func ranking(q *Queries, of social.Reading) *Pending[[]social.TermCount] {
	return Ask(q, string(of), func(ctx context.Context) ([]social.TermCount, error) {
		return q.Reader.Readings(ctx, q.View.Filter(), of, shownReadings+roomForNames)
	})
}

// withoutOwnNames leaves the brands' names out of a reading that holds them: every
// mention names its brand, so it would always lead.
func withoutOwnNames(q *Queries, info social.ReadingInfo, counts []social.TermCount) []social.TermCount {
	if info.HoldsBrands {
		return q.withoutBrandNames(q.View, counts)
	}
	return counts
}
