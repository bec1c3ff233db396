// Earshot listens to what is said in public about a brand. See README.md.
package main

import (
	"os"

	"earshot/internal/cli"
)

func main() { os.Exit(cli.Main(os.Args[1:], os.Stdin, os.Stdout, os.Stderr)) }
