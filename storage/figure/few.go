package figure

import (
	"context"
	"slices"
	"time"

	"github.com/ClickHouse/clickhouse-go/v2/ext"
	"github.com/ClickHouse/clickhouse-go/v2/lib/driver"

	"earshot/internal/social"
	"earshot/storage/database"
	"earshot/storage/queries"
)

// fewest are how many mentions a query may match that are looked up once and named to
// all that ask for them: to read them by name costs less than to read what the index
// says in every question, as long as they are a fraction of what the index leaves: a
// mention named costs about 0.1 ms of the engine, as it takes a granule of its own.
type fewest struct {
	// words is for queries that the index answers, texts for those that texts are looked
	// into for, which costs most of all.
	words, texts int
	// window is about how many rows are read at first where the newest are looked for.
	window uint64
}

func usuallyFew() fewest { return fewest{words: 200, texts: 2_000, window: firstWindow} }

// of is how many mentions that q matches are few.
func (n fewest) of(q searching) int {
	if q.wanted.ReadsText() {
		return n.texts
	}
	return n.words
}

// few returns the mentions of the days of f that meet what q wants, unless they are not
// few. The index is asked without regard to what replaced what, which lets texts be read
// only where the words are; what is stored in several states is then looked at again.
func (s *Reader) few(ctx context.Context, f social.Filter, q searching) (rows []database.MentionKey, few bool, err error) {
	from, to := period(f)
	p := database.Params{}
	p[database.Search] = inMentions(p).write(q.wanted)
	most := s.fewest.of(q)
	p["from_day"], p["last_day"], p["limit"] = database.Date(from), database.Date(to), uint64(most+1)
	rows, err = database.Collect(ctx, s.db, queries.MatchRows, p, scanMention)
	if err != nil || len(rows) > most {
		return nil, false, err
	}
	if len(rows) == 0 {
		return nil, true, nil
	}
	replaced, err := s.amongMentions(ctx, queries.MatchReplaced, nil, rows)
	if err != nil {
		return nil, false, err
	}
	if len(replaced) == 0 {
		return rows, true, nil
	}
	doubtful := make(map[database.MentionKey]bool, len(replaced))
	for _, row := range replaced {
		doubtful[row] = true
	}
	rows = slices.DeleteFunc(rows, func(row database.MentionKey) bool { return doubtful[row] })
	p = database.Params{}
	p[database.Search] = inMentions(p).write(q.wanted)
	standing, err := s.amongMentions(ctx, queries.MatchStanding, p, replaced)
	return append(rows, standing...), true, err
}

// amongMentions runs a query for some of the mentions named.
func (s *Reader) amongMentions(ctx context.Context, name queries.Name, p database.Params, rows []database.MentionKey) ([]database.MentionKey, error) {
	table, err := database.MentionTable("mentioned", rows)
	if err != nil {
		return nil, err
	}
	return database.Collect(ctx, s.db, name, p, scanMention, table)
}

func scanMention(r driver.Rows) (k database.MentionKey, err error) {
	err = r.Scan(&k.Brand, &k.Day, &k.Platform, &k.ID)
	k.Day = database.Day(k.Day)
	return k, err
}

// matched is what a search found.
type matched struct {
	// few: the mentions found are rows; otherwise a condition finds them, and keys are the
	// posts that it does not find.
	few  bool
	rows []database.MentionKey
	keys []social.Key
}

func (m matched) size() int { return len(m.rows) + len(m.keys) }

// ofPosts keeps the rows of the posts of the given identities.
func ofPosts(rows []database.MentionKey, keys []social.Key) []database.MentionKey {
	wanted := make(map[social.Key]bool, len(keys))
	for _, key := range keys {
		wanted[key] = true
	}
	return slices.DeleteFunc(rows, func(row database.MentionKey) bool { return !wanted[row.Key] })
}

// postsOf are the posts of the rows, each once.
func postsOf(rows []database.MentionKey) []social.Key {
	seen := make(map[social.Key]bool, len(rows))
	var keys []social.Key
	for _, row := range rows {
		if !seen[row.Key] {
			seen[row.Key] = true
			keys = append(keys, row.Key)
		}
	}
	return keys
}

// between keeps, where what matches is few, what is of a period.
func (m matching) between(from, to time.Time) matching {
	if m.few {
		from, to = database.DayOf(from), database.DayOf(to)
		rows := make([]database.MentionKey, 0, len(m.rows))
		for _, row := range m.rows {
			if !row.Day.Before(from) && !row.Day.After(to) {
				rows = append(rows, row)
			}
		}
		m.rows = rows
	}
	return m
}

// table makes the external table that a condition looks mentions or posts up in; it must
// be there even where it is not used.
func (m matching) table() (*ext.Table, error) {
	if m.few {
		return database.MentionTable("matching", m.rows)
	}
	return database.KeyTable("matching", m.keys)
}

// days are the days of what matches, the oldest first, and how many mentions each has.
func (m matching) days() []month {
	counts := map[time.Time]uint64{}
	for _, row := range m.rows {
		counts[row.Day]++
	}
	days := make([]month, 0, len(counts))
	for day, n := range counts {
		days = append(days, month{first: day, last: day, rows: n})
	}
	slices.SortFunc(days, func(a, b month) int { return a.first.Compare(b.first) })
	return days
}
