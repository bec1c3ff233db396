package doctor

import (
	"context"
	"errors"
	"fmt"

	"earshot/internal/app"
	"earshot/internal/social"
	"earshot/storage"
)

// mostRead is how many rows the doctor's own reading of tables may come to: more are
// for earshot verify.
const mostRead = 5_000_000

// checkIntegrity tells whether all that was stored is there and can be read.
func checkIntegrity(ctx context.Context, s app.Settings, store *storage.Store) Check {
	c := Check{Name: "integrity", Found: "not known"}
	found, err := s.Damage(ctx, store, false)
	if err != nil {
		c.Err = err
		return c
	}
	now, err := store.Inventory(ctx)
	if err != nil {
		c.Err = err
		return c
	}
	rows, parts := uint64(0), 0
	for _, t := range now.Tables {
		parts += len(t.Parts)
		for _, p := range t.Parts {
			rows += p.Rows
		}
	}
	c.Found = fmt.Sprintf("%d parts of %d tables are there; earshot verify reads and compares them", parts, len(now.Tables))
	if rows <= mostRead {
		for name := range now.Tables {
			_, broken, err := store.CheckTable(ctx, name)
			if err != nil {
				c.Err = err
				return c
			}
			found = append(found, broken...)
		}
		c.Found = fmt.Sprintf("%d parts of %d tables are there and can be read; earshot verify compares them", parts, len(now.Tables))
	}
	if len(found) == 0 {
		return c
	}
	c.Found = fmt.Sprintf("parts or tables that are damaged: %d", len(found))
	var faults []error
	for _, d := range found {
		faults = append(faults, errors.New(d.Sentence()))
	}
	c.Err = social.Errorf(social.CodeBroken, "%w\n      earshot verify tells which posts that concerns, and with --repair and --reread brings back what it can", errors.Join(faults...))
	return c
}
