package cli

import (
	"fmt"

	"earshot/internal/app"
)

type queryCommand struct {
	Check queryCheckCommand `cmd:"" help:"Parse a query and print its normal form, or a caret under the fault."`
}

type queryCheckCommand struct {
	Expr string `arg:"" help:"The query, such as '(northwind OR #northwind) NOT airline'."`
}

// Run parses the query.
func (c queryCheckCommand) Run(_ app.Settings, std streams) error {
	q, err := app.ParseQuery(c.Expr)
	if err != nil {
		return err
	}
	_, err = fmt.Fprintln(std.out, q)
	return err
}
