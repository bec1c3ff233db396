package cli

import (
	"fmt"
	"os"

	"earshot/analyzer/language"
	"earshot/analyzer/sentiment/train"
	"earshot/internal/app"
	"earshot/internal/social"
)

// heldShare is the share of the texts that calibrates the probabilities and is
// not learned from.
const heldShare = 0.1

type trainCommand struct {
	Files   []string `arg:"" optional:"" type:"existingfile" help:"Labelled texts: a line each, label (-1, 0 or 1), a tab, the text."`
	Shipped string   `placeholder:"DIR" help:"Fit the model that comes with Earshot, from the labelled sets in this folder."`
	Output  string   `short:"o" default:"sentiment.bin" placeholder:"FILE" help:"The model file to write."`
	Seed    uint64   `default:"1" help:"The same texts and seed give the same file, to the byte."`
}

// Run fits a model and writes it.
func (c trainCommand) Run(settings app.Settings, std streams) error {
	opts := train.Defaults()
	opts.Seed, opts.Log = c.Seed, settings.Log
	model, err := c.fit(opts)
	if err != nil {
		return err
	}
	if err := os.WriteFile(c.Output, model, 0o644); err != nil {
		return fmt.Errorf("train: write model: %w", err)
	}
	_, err = fmt.Fprintf(std.out, "%s: %d bytes\n", c.Output, len(model))
	return err
}

func (c trainCommand) fit(opts train.Options) ([]byte, error) {
	switch {
	case c.Shipped != "" && len(c.Files) > 0:
		return nil, social.Errorf(social.CodeInvalid, "train: give files or --shipped, not both")
	case c.Shipped != "":
		return train.Shipped(c.Shipped, opts)
	case len(c.Files) == 0:
		return nil, social.Errorf(social.CodeInvalid, "train: no labelled texts; name files, or a folder with --shipped")
	}
	rows, err := readLabelled(c.Files)
	if err != nil {
		return nil, err
	}
	detector := language.New()
	sets := train.ByLanguage("files", rows, func(text string) string { return detector.Detect(text, "") })
	for i := range sets {
		sets[i].Train, sets[i].Validation = train.Split(sets[i].Train, heldShare, opts.Seed)
	}
	return train.Train(sets, opts)
}

func readLabelled(files []string) ([]train.Row, error) {
	var all []train.Row
	for _, name := range files {
		f, err := os.Open(name)
		if err != nil {
			return nil, social.Errorf(social.CodeInvalid, "labelled texts: %w", err)
		}
		rows, err := train.Read(f, name)
		if closeErr := f.Close(); err == nil {
			err = closeErr
		}
		if err != nil {
			return nil, err
		}
		all = append(all, rows...)
	}
	return all, nil
}
