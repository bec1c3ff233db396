package figure

import (
	"context"
	"maps"
	"slices"

	"github.com/ClickHouse/clickhouse-go/v2/lib/driver"

	"earshot/internal/query"
	"earshot/internal/social"
	"earshot/storage/database"
	"earshot/storage/queries"
)

// matching is what a filter's Query asks of a row of mentions: that it is one of a few
// rows; or a condition on its search keys and text and, where these do not decide, that its
// post is one of keys. Without a Query it asks nothing.
type matching struct {
	condition string
	params    database.Params
	matched
}

// fill gives a query with queries/filter.sql the condition and its values.
func (m matching) fill(p database.Params) {
	if m.condition != "" {
		p[database.Search] = m.condition
		maps.Copy(p, m.params)
	}
}

// searching is how a query is looked for.
type searching struct {
	wanted query.SearchCondition
	// exact: what meets the condition matches; else the posts decide.
	exact bool
	// outdated: there are mentions whose keys are of another scheme.
	outdated bool
}

// matching asks for q's matches, of which those found are looked up first.
func (q searching) matching(found matched) matching {
	m := matching{params: database.Params{}, matched: found}
	if found.few {
		if m.condition = "(brand, day, platform, id) IN matching"; len(found.rows) == 0 {
			m.condition = "0"
		}
		return m
	}
	m.condition = inMentions(m.params).write(q.wanted)
	if !q.exact {
		m.condition = "(" + m.condition + ") AND (platform, id) IN matching"
	}
	if q.outdated {
		m.params["search_scheme"] = uint16(query.SearchKeyVersion)
		m.condition = "search_scheme = {search_scheme:UInt16} AND (" + m.condition + ") OR search_scheme != {search_scheme:UInt16} AND (platform, id) IN matching"
	}
	return m
}

// search finds the mentions that f's Query matches, if they are few, or the posts that it
// matches and that no condition on mentions finds, of the days of f; whatever else f asks is left to
// those who use them.
func (s *Reader) search(ctx context.Context, f social.Filter, q searching) (matched, error) {
	if !q.outdated {
		rows, few, err := s.few(ctx, f, q)
		if err != nil {
			return matched{}, err
		}
		if few && !q.exact {
			keys, err := s.reallyMatching(ctx, f, postsOf(rows))
			if err != nil {
				return matched{}, err
			}
			rows = ofPosts(rows, keys)
		}
		if few || q.exact {
			return matched{few: few, rows: rows}, nil
		}
	}
	keys, err := s.searchPosts(ctx, f, q)
	return matched{keys: keys}, err
}

// searchPosts returns the posts that no condition on mentions finds.
func (s *Reader) searchPosts(ctx context.Context, f social.Filter, q searching) ([]social.Key, error) {
	var certain, doubtful []social.Key
	if !q.exact {
		keys, err := s.searched(ctx, queries.MatchCandidates, f, q, inMentions)
		if err != nil {
			return nil, err
		}
		doubtful = keys
	}
	if q.outdated {
		stored, err := s.searched(ctx, queries.MatchStored, f, q, inSearch)
		if err != nil {
			return nil, err
		}
		if q.exact {
			certain = stored
		} else {
			doubtful = append(doubtful, stored...)
		}
		unread, err := s.searched(ctx, queries.MatchUnread, f, q, inMentions)
		if err != nil {
			return nil, err
		}
		doubtful = append(doubtful, unread...)
	}
	matching, err := s.reallyMatching(ctx, f, doubtful)
	return append(certain, matching...), err
}

// reallyMatching returns which of some posts f's Query matches, of which they are read.
func (s *Reader) reallyMatching(ctx context.Context, f social.Filter, doubtful []social.Key) (certain []social.Key, err error) {
	for page := range slices.Chunk(doubtful, scanPage) {
		posts, err := s.posts.Known(ctx, page)
		if err != nil {
			return nil, err
		}
		if err := s.posts.AddMedia(ctx, posts); err != nil {
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

// searched runs one of the queries that look for posts of the days of f.
func (s *Reader) searched(ctx context.Context, name queries.Name, f social.Filter, q searching, in func(database.Params) condition) ([]social.Key, error) {
	from, to := period(f)
	p := database.Params{}
	p[database.Search] = in(p).write(q.wanted)
	p["scheme"], p["from_day"], p["last_day"] = uint16(query.SearchKeyVersion), database.Date(from), database.Date(to)
	return database.Collect(ctx, s.db, name, p, database.ScanKey)
}

// anyOutdated tells whether there are mentions whose keys are of another scheme. It is
// asked once for each state of the data.
func (s *Reader) anyOutdated(ctx context.Context, data string) (bool, error) {
	s.schemes.Lock()
	defer s.schemes.Unlock()
	if s.schemes.data != data {
		rows, err := database.Collect(ctx, s.db, queries.AnyOutdatedSearch, database.Params{"scheme": uint16(query.SearchKeyVersion)}, func(r driver.Rows) (any bool, err error) {
			return any, r.Scan(&any)
		})
		if err != nil {
			return false, err
		}
		s.schemes.data, s.schemes.outdated = data, rows[0]
	}
	return s.schemes.outdated, nil
}

// matches tells whether a post is what q looks for.
func matches(q *query.Query, p social.StoredPost) bool {
	d := social.NewDocument(p.Post, p.Analysis, p.Media...)
	return q.Match(&d)
}
