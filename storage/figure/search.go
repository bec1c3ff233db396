package figure

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/ClickHouse/clickhouse-go/v2/lib/driver"

	"earshot/internal/query"
	"earshot/internal/social"
	"earshot/storage/database"
	"earshot/storage/queries"
)

// search returns the posts that f's Query matches, of the days of f; whatever
// else f asks is left to those who use them. Posts are found by their keys. Where
// these only say that a post may match, it is matched as far as its keys and
// text hold it, and read where they do not.
func (s *Reader) search(ctx context.Context, f social.Filter) ([]social.Key, error) {
	wanted, exact := f.Query.SearchCondition()
	reread := !exact && !f.Query.NeedsSymbols()
	from, to := period(f)
	p := database.Params{
		"scheme": uint16(query.SearchKeyVersion), "reread": reread,
		"from_day": database.Date(from), "last_day": database.Date(to), "bounded": !f.From.IsZero() || !f.To.IsZero(),
	}
	text, err := queries.Search.Text(queries.Parts{Keys: condition{params: p}.write(wanted)})
	if err != nil {
		return nil, err
	}
	type found struct {
		social.Key
		certain, out bool
	}
	rows, err := database.CollectText(ctx, s.db, queries.Search, text, p, func(r driver.Rows) (row found, err error) {
		var (
			current bool
			keys    []string
			body    string
		)
		if err := r.Scan(&row.Platform, &row.ID, &current, &keys, &body); err != nil {
			return row, err
		}
		row.certain = current && (exact || reread)
		if current && reread {
			d := query.DocumentFromSearch(keys, body)
			row.out = !f.Query.Match(&d)
		}
		return row, nil
	})
	if err != nil {
		return nil, err
	}
	var certain, doubtful []social.Key
	for _, r := range rows {
		switch {
		case r.out:
		case r.certain:
			certain = append(certain, r.Key)
		default:
			doubtful = append(doubtful, r.Key)
		}
	}
	for page := range slices.Chunk(doubtful, scanPage) {
		posts, err := s.posts.Known(ctx, page)
		if err != nil {
			return nil, err
		}
		for _, p := range posts {
			if matches(f.Query, *p) {
				certain = append(certain, p.Post.Key())
			}
		}
	}
	return certain, nil
}

// condition writes what keys are wanted in SQL, their texts as parameters.
type condition struct{ params database.Params }

func (c condition) write(s query.SearchCondition) string {
	switch {
	case s.Not != nil:
		return "NOT (" + c.write(*s.Not) + ")"
	case s.All != nil:
		return c.join(s.All, " AND ")
	case s.Any != nil:
		return c.writeAny(s.Any)
	case s.Text != "":
		return "position(text, " + c.param(s.Text, "String") + ") > 0"
	case s.Key == "":
		return "1"
	case s.Prefix:
		return "arrayExists(k -> startsWith(k, " + c.param(s.Key, "String") + "), keys)"
	default:
		return "has(keys, " + c.param(s.Key, "String") + ")"
	}
}

// writeAny asks for all plain keys at once, which is one look into the index.
func (c condition) writeAny(parts []query.SearchCondition) string {
	var plain []string
	var others []query.SearchCondition
	for _, part := range parts {
		if part.Not == nil && part.All == nil && part.Any == nil && part.Key != "" && !part.Prefix {
			plain = append(plain, part.Key)
		} else {
			others = append(others, part)
		}
	}
	switch {
	case len(plain) == 0:
		return c.join(others, " OR ")
	case len(others) == 0:
		return "hasAny(keys, " + c.param(plain, "Array(String)") + ")"
	default:
		return "hasAny(keys, " + c.param(plain, "Array(String)") + ") OR " + c.join(others, " OR ")
	}
}

func (c condition) join(parts []query.SearchCondition, by string) string {
	written := make([]string, len(parts))
	for i, part := range parts {
		written[i] = "(" + c.write(part) + ")"
	}
	return strings.Join(written, by)
}

// param adds a value and returns how the query names it.
func (c condition) param(value any, kind string) string {
	name := fmt.Sprintf("key%d", len(c.params))
	c.params[name] = value
	return "{" + name + ":" + kind + "}"
}

// matches tells whether a post is what q looks for.
func matches(q *query.Query, p social.StoredPost) bool {
	d := social.NewDocument(p.Post, p.Analysis)
	return q.Match(&d)
}
