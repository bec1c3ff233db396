// Package integrity tells whether what is stored is whole. ClickHouse sets a broken
// part of a table aside and goes on without it, and of a part that was deleted it
// knows nothing; so what tables were made of is noted in a file beside them, and
// what one table holds is held against the others.
package integrity

import (
	"earshot/storage/database"
)

// Inspector looks at the tables of a database. It is safe for concurrent use.
type Inspector struct{ db *database.DB }

// New inspects the tables of db.
func New(db *database.DB) *Inspector { return &Inspector{db: db} }

// Check is how a table is verified.
type Check string

const (
	// ByPosts: a row belongs to each post, and is compared key by key.
	ByPosts Check = "posts"
	// ByMentions: rows are recounted from mentions.
	ByMentions Check = "mentions"
	// ByParts: nothing else tells what the table should hold, so its parts are read
	// against their checksums and held against the inventory.
	ByParts Check = "parts"
	// Passing: what the table holds is only of use until something else is done, and
	// is emptied then; nothing is lost with it.
	Passing Check = "passing"
)

// Tables says of every table how it is verified; each one's parts are read in any case.
func Tables() map[string]Check {
	return map[string]Check{
		"posts": ByPosts, "analyses": ByPosts, "claims": ByPosts, "mentions": ByPosts,
		"figure_days": ByMentions, "reading_days": ByMentions, "reading_months": ByMentions, "reading_spans": ByMentions,
		"search": Passing, "rollup_spans": Passing, "dirty_days": Passing, "write_probe": Passing, "turns": Passing, "deletions": Passing, "dirty_source_days": Passing, "source_days": ByParts, "analyzer_days": ByParts,
		"addresses": ByParts, "places": ByParts, "media": ByParts, "captions": ByParts, "transcripts": ByParts, "picture_index": ByParts, "picture_prints": ByParts, "picture_families": ByParts, "logo_answers": ByParts, "logo_examples": ByParts, "crawl_runs": ByParts,
		"held_posts": ByParts, "pictures_due": Passing, "pictures_let_go": Passing,
		"corrections": ByParts, "correction_history": ByParts, "opinions": ByParts,
		"programs": ByParts, "goose_db_version": ByParts,
	}
}
