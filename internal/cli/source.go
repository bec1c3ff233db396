package cli

import (
	"fmt"
	"strings"
	"text/tabwriter"

	"earshot/internal/app"
)

type sourceCommand struct {
	List sourceListCommand `cmd:"" help:"The platforms Earshot can read and what each gives."`
}

type sourceListCommand struct{}

// Run prints a row a platform.
func (sourceListCommand) Run(settings app.Settings, std streams) error {
	platforms, err := app.Platforms(settings)
	if err != nil {
		return err
	}
	yes := map[bool]string{true: "yes", false: "no"}
	table := tabwriter.NewWriter(std.out, 0, 0, 2, ' ', 0)
	fmt.Fprintln(table, "PLATFORM\tNAME\tREADS\tCREDENTIALS\tIMAGES\tENGAGEMENT\tDELAY\tTO KNOW")
	for _, p := range platforms {
		fmt.Fprintln(table, strings.Join([]string{p.Platform, p.Title, p.Reads, p.Credentials, yes[p.Images], yes[p.Engagement],
			p.Delay.String(), p.Terms}, "\t"))
	}
	return table.Flush()
}
