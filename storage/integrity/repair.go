package integrity

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/ClickHouse/clickhouse-go/v2"

	"earshot/internal/social"
)

// salvageRows is how few rows of a part are given up together where they cannot be
// read: those of one granule.
const salvageRows = 256

// Salvage copies what can be read of a part that cannot be read whole into new parts,
// and sets the old one aside. It returns how many rows it saved and gave up. Copying
// rows twice changes nothing, as all tables replace by key.
func (s *Inspector) Salvage(ctx context.Context, table, part string, rows int64) (saved, given int64, err error) {
	var copyRange func(from, to int64) error
	copyRange = func(from, to int64) error {
		err := s.db.ExecText(ctx, "salvage rows", fmt.Sprintf("INSERT INTO %s SELECT * FROM %s WHERE _part = %s AND _part_offset >= %d AND _part_offset < %d SETTINGS max_threads = 1",
			identifier(table), identifier(table), literal(part), from, to))
		switch {
		case err == nil:
			saved += to - from
			return nil
		case ctx.Err() != nil || !isException(err):
			return err
		case to-from <= salvageRows:
			given += to - from
			return nil
		}
		half := (from + (to-from)/2 + salvageRows - 1) / salvageRows * salvageRows
		if half >= to {
			half = from + (to-from)/2
		}
		if err := copyRange(from, half); err != nil {
			return err
		}
		return copyRange(half, to)
	}
	if rows > 0 {
		if err := copyRange(0, rows); err != nil {
			return saved, given, err
		}
	}
	return saved, given, s.db.ExecText(ctx, "set a part aside", fmt.Sprintf("ALTER TABLE %s DETACH PART %s", identifier(table), literal(part)))
}

// isException tells whether ClickHouse answered, with an error.
func isException(err error) bool {
	_, ok := errors.AsType[*clickhouse.Exception](err)
	return ok
}

// DropDetached removes a part that was set aside.
func (s *Inspector) DropDetached(ctx context.Context, table, part string) error {
	return s.db.ExecText(ctx, "remove a part that was set aside", fmt.Sprintf("ALTER TABLE %s DROP DETACHED PART %s SETTINGS allow_drop_detached = 1", identifier(table), literal(part)))
}

// Reattach brings a table back whose definition is gone and whose data are there.
func (s *Inspector) Reattach(ctx context.Context, name string, t Table) error {
	_, definition, ok := strings.Cut(t.Create, "(")
	if !ok {
		return social.Errorf(social.CodeBroken, "storage: the inventory does not say how table %s was made", name)
	}
	return s.db.ExecText(ctx, "attach table "+name, fmt.Sprintf("ATTACH TABLE IF NOT EXISTS %s UUID %s (%s", identifier(name), literal(t.ID), definition))
}

// identifier and literal write names and texts in SQL.
func identifier(name string) string {
	return "`" + strings.NewReplacer(`\`, `\\`, "`", "\\`").Replace(name) + "`"
}

func literal(text string) string {
	return "'" + strings.NewReplacer(`\`, `\\`, "'", `\'`).Replace(text) + "'"
}
