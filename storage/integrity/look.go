package integrity

import (
	"context"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/ClickHouse/clickhouse-go/v2/lib/driver"

	"earshot/internal/social"
	"earshot/storage/database"
	"earshot/storage/queries"
)

// Look tells without reading any data what of before is gone: the parts that
// ClickHouse set aside, and those of before that no present part is made of. It
// returns what is there now, which is to be compared with next time.
func (s *Inspector) Look(ctx context.Context, before Inventory) (now Inventory, found []social.Damage, err error) {
	// The older of both sides is read first: a part that is merged meanwhile is held
	// by a later one.
	if now, err = s.Inventory(ctx); err != nil {
		return now, nil, err
	}
	aside, err := s.detached(ctx)
	if err != nil {
		return now, nil, err
	}
	found = append(found, setAside(aside, now, before)...)
	if before.Database != "" && before.Database == now.Database {
		found = append(found, missing(before, now, aside)...)
	}
	for _, lost := range before.Lost {
		if Retired(lost.Table) {
			continue
		}
		same := func(d social.Damage) bool { return d.Table == lost.Table && d.Part == lost.Part }
		if !slices.ContainsFunc(found, same) && lost.Kind != social.DamageDetached {
			found = append(found, lost)
		}
	}
	now.Lost = found
	return now, found, nil
}

// detachedPart is a part that was set aside.
type detachedPart struct {
	table, name, reason, path string
	Part
}

func (s *Inspector) detached(ctx context.Context) ([]detachedPart, error) {
	return database.Collect(ctx, s.db, queries.DetachedParts, nil, func(r driver.Rows) (d detachedPart, err error) {
		var at time.Time
		err = r.Scan(&d.table, &d.name, &d.reason, &d.Partition, &d.Min, &d.Max, &d.path, &at)
		return d, err
	})
}

// setAside are the detached parts whose rows no part holds.
func setAside(aside []detachedPart, now, before Inventory) []social.Damage {
	var found []social.Damage
	for _, d := range aside {
		if Tables()[d.table] == Passing {
			continue
		}
		if slices.ContainsFunc(now.Tables[d.table].Parts, func(p Part) bool { return p.holds(d.Part) }) {
			continue
		}
		damage := social.Damage{Kind: social.DamageDetached, Table: d.table, Part: d.name, Rows: countIn(d.path)}
		for _, p := range before.Tables[d.table].Parts {
			if d.name == p.Name || strings.HasSuffix(d.name, "_"+p.Name) {
				damage.Rows, damage.From, damage.To = int64(p.Rows), p.From, p.To
			}
		}
		for _, lost := range before.Lost {
			if lost.Table == damage.Table && lost.Part == damage.Part && lost.Rows >= 0 {
				damage = lost
			}
		}
		found = append(found, damage)
	}
	return found
}

// countIn is the number of rows that a part's own file tells, where the part is on
// this machine; -1 otherwise.
func countIn(path string) int64 {
	text, err := os.ReadFile(filepath.Join(path, "count.txt"))
	if err != nil {
		return -1
	}
	n, err := strconv.ParseInt(strings.TrimSpace(string(text)), 10, 64)
	if err != nil || n < 0 {
		return -1
	}
	return n
}

// missing are the parts and tables of before that are gone without a trace.
func missing(before, now Inventory, aside []detachedPart) []social.Damage {
	var found []social.Damage
	for name, was := range before.Tables {
		if Tables()[name] == "" {
			continue // no table of this program: a migration took it away
		}
		is, there := now.Tables[name]
		if !there && Retired(name) {
			continue
		}
		if !there {
			found = append(found, goneTable(name, was))
			continue
		}
		// A migration may have made the table anew.
		if is.ID != was.ID || Tables()[name] == Passing {
			continue
		}
		for _, p := range was.Parts {
			held := func(other Part) bool { return other.holds(p) }
			isAside := func(d detachedPart) bool { return d.table == name && strings.HasSuffix(d.name, p.Name) }
			if p.Rows == 0 || slices.ContainsFunc(is.Parts, held) || slices.ContainsFunc(aside, isAside) {
				continue
			}
			found = append(found, social.Damage{Kind: social.DamageMissing, Table: name, Part: p.Name, Rows: int64(p.Rows), From: p.From, To: p.To})
		}
	}
	slices.SortFunc(found, func(a, b social.Damage) int { return strings.Compare(a.Table+a.Part, b.Table+b.Part) })
	return found
}

// Retired tells of a table that the program had once and has no more, as a migration
// dropped it: that it is gone is no damage.
func Retired(table string) bool { return Tables()[table] == "" }

func goneTable(name string, was Table) social.Damage {
	d := social.Damage{Kind: social.DamageTable, Table: name}
	for _, p := range was.Parts {
		d.Rows += int64(p.Rows)
		if d.From.IsZero() || p.From.Before(d.From) {
			d.From = p.From
		}
		if p.To.After(d.To) {
			d.To = p.To
		}
	}
	return d
}

// CheckTable reads every part of a table against its checksums, and returns how many
// it read and those that cannot be read. ClickHouse reads one part after the other.
func (s *Inspector) CheckTable(ctx context.Context, table string) (parts int, found []social.Damage, err error) {
	rows := map[string]Part{}
	inv, err := s.Inventory(ctx)
	if err != nil {
		return 0, nil, err
	}
	for _, p := range inv.Tables[table].Parts {
		rows[p.Name] = p
	}
	type check struct {
		part, message string
		passed        uint8
	}
	checks, err := database.Collect(ctx, s.db, queries.CheckTable, database.Params{"table": table}, func(r driver.Rows) (c check, err error) {
		err = r.Scan(&c.part, &c.passed, &c.message)
		return c, err
	})
	for _, c := range checks {
		if c.passed != 0 {
			continue
		}
		d := social.Damage{Kind: social.DamageUnreadable, Table: table, Part: c.part, Rows: -1, Detail: firstSentence(c.message)}
		if p, known := rows[c.part]; known {
			d.Rows, d.From, d.To = int64(p.Rows), p.From, p.To
		}
		found = append(found, d)
	}
	return len(checks), found, err
}

// firstSentence is what an exception of ClickHouse says, without its code and version.
func firstSentence(message string) string {
	_, text, ok := strings.Cut(message, "DB::Exception: ")
	if !ok {
		text = message
	}
	text, _, _ = strings.Cut(text, ". (")
	return strings.TrimSpace(text)
}
