package cli

import "fmt"

type versionCommand struct{}

// Run prints the version.
func (versionCommand) Run(std streams) error {
	_, err := fmt.Fprintln(std.out, "earshot", version())
	return err
}
