package cli

import (
	"context"
	"fmt"

	"earshot/internal/app"
	"earshot/internal/job/doctor"
)

type doctorCommand struct{}

// Run prints every check, with advice for those that fail.
func (doctorCommand) Run(ctx context.Context, settings app.Settings, std streams) error {
	failed := false
	for _, c := range doctor.Run(ctx, settings) {
		mark := "ok  "
		if c.Err != nil {
			mark, failed = "FAIL", true
		}
		fmt.Fprintf(std.out, "%s  %-14s %s\n", mark, c.Name, c.Found)
		if c.Err != nil {
			fmt.Fprintf(std.out, "      %v\n", c.Err)
		}
	}
	if failed {
		return errReported
	}
	return nil
}
