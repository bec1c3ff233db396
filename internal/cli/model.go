package cli

import (
	"encoding/json"
	"fmt"
	"text/tabwriter"

	"earshot/internal/app"
)

type modelCommand struct {
	List modelListCommand `cmd:"" help:"The sentiment models of the data folder, and which is in use."`
	Use  modelUseCommand  `cmd:"" help:"Put a model into use: one tuned before, or the shipped one."`
}

type modelListCommand struct {
	JSON bool `name:"json" help:"Print a line of JSON a model."`
}

// Run prints a row per model.
func (c modelListCommand) Run(settings app.Settings, std streams) error {
	models, err := settings.Models()
	if err != nil {
		return err
	}
	list, err := models.List()
	if err != nil {
		return err
	}
	table := tabwriter.NewWriter(std.out, 0, 0, 2, ' ', 0)
	if !c.JSON {
		fmt.Fprintln(table, "\tMODEL\tMADE\tTUNED WITH\tVERSION")
	}
	for _, m := range list {
		if c.JSON {
			if err := json.NewEncoder(std.out).Encode(m); err != nil {
				return err
			}
			continue
		}
		mark, made, with := " ", "with Earshot", "-"
		if m.InUse {
			mark = "*"
		}
		if !m.Made.IsZero() {
			made, with = m.Made.Format("2006-01-02 15:04"), fmt.Sprintf("%d texts", m.Texts)
		}
		version := m.Version
		if m.Fault != "" {
			version = "not usable: " + m.Fault
		}
		fmt.Fprintf(table, "%s\t%s\t%s\t%s\t%s\n", mark, m.Name, made, with, version)
	}
	return table.Flush()
}

type modelUseCommand struct {
	Name string `arg:"" help:"The model's name, or shipped."`
}

// Run puts the model into use.
func (c modelUseCommand) Run(settings app.Settings, std streams) error {
	models, err := settings.Models()
	if err != nil {
		return err
	}
	if err := models.Use(c.Name); err != nil {
		return err
	}
	_, err = fmt.Fprintf(std.out, "%s is in use for what is analysed from now on; earshot reanalyze brings in the posts already stored\n", c.Name)
	return err
}
