package cluster

import (
	"io/fs"
	"os"
	"regexp"
	"strings"
	"testing"

	"earshot/internal/social"
)

// TestEveryTableOfTheMigrationsIsReplicatedAndSpread reads the migrations.
func TestEveryTableOfTheMigrationsIsReplicatedAndSpread(t *testing.T) {
	dir := os.DirFS("../migration")
	files, err := fs.Glob(dir, "*.sql")
	if err != nil || len(files) == 0 {
		t.Fatalf("%d migrations, %v", len(files), err)
	}
	created := regexp.MustCompile(`CREATE TABLE IF NOT EXISTS (\w+)`)
	dropped := map[string]bool{"trend_hours": true, "trend_days": true, "figure_hours": true, "runs": true, "picture_keys": true}
	for _, name := range files {
		text, err := fs.ReadFile(dir, name)
		if err != nil {
			t.Fatal(err)
		}
		tables := created.FindAllStringSubmatch(string(text), -1)
		if n := strings.Count(Replicated(string(text)), "ENGINE = Replicated"); n != len(tables) {
			t.Errorf("%s makes %d tables, of which %d are replicated", name, len(tables), n)
		}
		for _, table := range tables {
			if _, err := Table("many", "earshot", table[1]); err != nil && !dropped[table[1]] {
				t.Errorf("%s: %v", name, err)
			}
		}
	}
}

func TestReplicated(t *testing.T) {
	const path = "'/clickhouse/tables/{shard}/{database}/{table}', '{replica}'"
	for sql, want := range map[string]string{
		"ENGINE = ReplacingMergeTree(version, deleted)\nORDER BY (a, b)": "ENGINE = ReplicatedReplacingMergeTree(" + path + ", version, deleted)\nORDER BY (a, b)",
		"ENGINE = AggregatingMergeTree\nORDER BY (a, b)":                 "ENGINE = ReplicatedAggregatingMergeTree(" + path + ")\nORDER BY (a, b)",
		"ENGINE = Set": "ENGINE = Set",
	} {
		if got := Replicated(sql); got != want {
			t.Errorf("got %s, want %s", got, want)
		}
	}
}

func TestTable(t *testing.T) {
	got, err := Table("many", "ear`shot", "posts")
	if want := "CREATE OR REPLACE TABLE `ear\\`shot`.`posts` AS `ear\\`shot_local`.`posts` ENGINE = Distributed('many', 'ear`shot_local', 'posts', cityHash64(platform, id))"; got != want || err != nil {
		t.Errorf("got %s, %v, want %s", got, err, want)
	}
	if _, err := Table("many", "earshot", "unknown"); social.CodeOf(err) != social.CodeInternal {
		t.Errorf("a table that nothing is said of: %v", err)
	}
}
