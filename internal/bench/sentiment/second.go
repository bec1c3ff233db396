package main

import (
	"fmt"
	"io"
	"time"

	"earshot/analyzer/encoder"
	"earshot/analyzer/sentiment"
	"earshot/analyzer/sentiment/second"
	"earshot/internal/bench/measure"
	"earshot/internal/social"
)

// benchSecond measures the second reading of the texts that get one, English ones of
// which the model is not sure, beside the reference on all texts. The other figures
// are without it.
func benchSecond(out io.Writer, model *sentiment.Model, texts, languages []string, reference float64) error {
	dir, err := encoder.Find()
	if err != nil {
		_, err := fmt.Fprintf(out, "encoder: not measured: %v\n", err)
		return err
	}
	e, err := encoder.Open(dir)
	if err != nil {
		return err
	}
	stage, err := second.New(e)
	if err != nil {
		return err
	}
	english := 0
	var unsure []string
	var first []social.Sentiment
	for i, text := range texts {
		if languages[i] != second.English {
			continue
		}
		english++
		if s := model.Explain(text, languages[i], nil); second.Wants(second.English, s) && !model.Settled(text, languages[i], nil) {
			unsure, first = append(unsure, text), append(first, s)
		}
	}
	started := time.Now()
	for i, text := range unsure {
		stage.Refine(text, second.English, nil, first[i])
	}
	rate := measure.Rate{N: int64(len(unsure)), Took: time.Since(started)}
	fmt.Fprintf(out, "encoder: the second reading of the %d of %d English posts that the model is not sure of (certainty under %.2f), which comes on top of the above\n",
		len(unsure), english, second.ReadBelow)
	return measure.Print(out, "encoder", "posts/s", rate.PerSecond(), reference)
}
