// Package cluster spreads the tables over the servers of a ClickHouse cluster. Each
// server has the tables of the migrations in a database of its own, "NAME_local"; the
// database NAME has tables of the same names that distribute what is written to the
// servers and what is asked over them (ENGINE = Distributed). So every query is the same
// on one server and on many.
//
// What has the identity of a post is on the server that a hash of that identity names,
// so that such tables may be compared with one another on each server
// (distributed_product_mode = 'local'). Every other comparison of tables must be
// GLOBAL IN.
package cluster

import (
	"fmt"
	"regexp"
	"strings"

	"earshot/internal/social"
)

// Settings are those of connections to a cluster.
var Settings = map[string]any{
	"distributed_product_mode": "local",
	// An insert is on its server when it returns, and what it selects is sent by key.
	"distributed_foreground_insert":              1,
	"parallel_distributed_insert_select":         0,
	"insert_distributed_one_random_shard":        0,
	"skip_unavailable_shards":                    0,
	"optimize_skip_unused_shards":                0,
	"distributed_group_by_no_merge":              0,
	"optimize_distributed_group_by_sharding_key": 0,
	// Reads follow writes to the same replica while that is there.
	"load_balancing": "in_order",
}

const byPost = "cityHash64(platform, id)"

// keys say by what the rows of each table are spread.
var keys = map[string]string{
	"posts": byPost, "analyses": byPost, "search": byPost, "claims": byPost, "mentions": byPost, "places": byPost,
	"corrections": byPost, "correction_history": byPost, "opinions": byPost,
	"dirty_days": "cityHash64(brand, day)", "figure_days": "cityHash64(brand, day)", "reading_days": "cityHash64(brand, day)",
	"reading_months": "cityHash64(brand, month)", "reading_spans": "cityHash64(brand, month)", "rollup_spans": "cityHash64(name)",
	"source_days": "cityHash64(day)", "analyzer_days": "cityHash64(day)", "dirty_source_days": "cityHash64(day)",
	"addresses": "cityHash64(address)", "media": "cityHash64(url)", "captions": "cityHash64(sha256)", "transcripts": "cityHash64(url)", "picture_index": "cityHash64(picture)", "picture_prints": "cityHash64(picture)", "picture_families": "cityHash64(sha256)", "logo_answers": "cityHash64(sha256)", "logo_examples": "cityHash64(brand)", "crawl_runs": "cityHash64(id)",
	"programs": "cityHash64(schema)", "write_probe": "cityHash64(name)", "turns": "cityHash64(what)", "deletions": "cityHash64(post)",
	"held_posts": byPost, "pictures_due": "cityHash64(url)", "pictures_let_go": "cityHash64(url)", "goose_db_version": "rand()",
}

// Local is the database of the tables that one server has of database.
func Local(database string) string { return database + "_local" }

// Table is the statement that makes the table of database that distributes over the
// cluster of that name.
func Table(name, database, table string) (string, error) {
	key, known := keys[table]
	if !known {
		return "", social.Errorf(social.CodeInternal, "storage: nothing says how the table %s is spread over a cluster", table)
	}
	return fmt.Sprintf("CREATE OR REPLACE TABLE %s.%s AS %s.%s ENGINE = Distributed(%s, %s, %s, %s)",
		identifier(database), identifier(table), identifier(Local(database)), identifier(table),
		literal(name), literal(Local(database)), literal(table), key), nil
}

// Drop is the statement that drops the table of database that distributes to one which is gone.
func Drop(database, table string) string {
	return fmt.Sprintf("DROP TABLE IF EXISTS %s.%s", identifier(database), identifier(table))
}

var mergeTree = regexp.MustCompile(`(?i)\bENGINE\s*=\s*(\w*MergeTree)(?:\s*\(([^()]*)\))?`)

// Replicated is a migration whose tables keep themselves equal on all replicas of a
// shard, by way of Keeper. The servers' macros shard and replica name them.
func Replicated(migration string) string {
	return mergeTree.ReplaceAllStringFunc(migration, func(engine string) string {
		m := mergeTree.FindStringSubmatch(engine)
		args := "'/clickhouse/tables/{shard}/{database}/{table}', '{replica}'"
		if strings.TrimSpace(m[2]) != "" {
			args += ", " + m[2]
		}
		return "ENGINE = Replicated" + m[1] + "(" + args + ")"
	})
}

func identifier(name string) string {
	return "`" + strings.NewReplacer(`\`, `\\`, "`", "\\`").Replace(name) + "`"
}

func literal(text string) string {
	return "'" + strings.NewReplacer(`\`, `\\`, `'`, `\'`).Replace(text) + "'"
}
