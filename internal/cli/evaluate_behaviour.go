package cli

import (
	"fmt"
	"io"
	"os"

	"earshot/analyzer/sentiment/behaviour"
	"earshot/internal/social"
)

// behaviourFlags measure models on a suite of behavioural tests.
type behaviourFlags struct {
	Behaviour bool     `help:"Measure on short texts that every reader understands: negation, contrast, time, names and so on (see below)."`
	Language  []string `placeholder:"CODE" help:"With --behaviour: only tests in these languages (default: all)."`
	Suite     string   `placeholder:"DIR" type:"existingdir" help:"With --behaviour: tests of your own, a file CODE.txt a language, instead of those that come with Earshot."`
	Tests     bool     `help:"With --behaviour: also a line for each test."`
	Failures  int      `placeholder:"N" help:"With --behaviour: also up to N cases that each test fails."`
	Markdown  bool     `help:"With --behaviour: the table as the model card shows it."`
}

// measureBehaviour prints the failure rates of each model.
func (c evalCommand) measureBehaviour(w io.Writer) error {
	if len(c.Files) > 0 || c.Corrections || c.Folds != 0 || c.Failures < 0 {
		return social.Errorf(social.CodeInvalid, "evaluate: --behaviour has texts of its own: no files, --corrections or --folds, and --failures is 0 or more")
	}
	suite, err := c.suite()
	if err != nil {
		return err
	}
	models, err := c.models()
	if err != nil {
		return err
	}
	for i, m := range models {
		if len(models) > 1 {
			fmt.Fprintf(w, "%s%s\n", []string{"", "\n"}[min(i, 1)], m.Name)
		}
		report := suite.Run(m.Model)
		write := report.WriteTable
		if c.Markdown {
			write = report.WriteMarkdown
		}
		if err := write(w); err != nil {
			return err
		}
		if c.Tests || c.Failures > 0 {
			fmt.Fprintln(w)
			if err := report.WriteTests(w, c.Failures); err != nil {
				return err
			}
		}
	}
	return nil
}

func (c evalCommand) suite() (*behaviour.Suite, error) {
	if c.Suite != "" {
		return behaviour.Load(os.DirFS(c.Suite), c.Language...)
	}
	return behaviour.Shipped(c.Language...)
}
