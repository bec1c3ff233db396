package cli

import (
	"io"
	"os"
	"runtime"
	"sync"
	"sync/atomic"

	"earshot/analyzer/encoder"
	"earshot/analyzer/sentiment"
	"earshot/analyzer/sentiment/second"
	"earshot/analyzer/sentiment/train"
	"earshot/internal/social"
)

// second fits the head of the second reading and writes it. The first reading of the
// held-out texts is by the model of --held-out, which has not learned from them.
func (c trainCommand) second(out io.Writer) error {
	if len(c.Files) > 0 || c.Shipped != "" || c.HeldOut == "" {
		return social.Errorf(social.CodeInvalid, "train: --second goes with --held-out, which train --shipped wrote, and without files")
	}
	data, err := os.ReadFile(c.HeldOut)
	if err != nil {
		return social.Errorf(social.CodeInvalid, "train: %w", err)
	}
	model, err := sentiment.Parse(data)
	if err != nil {
		return social.Errorf(social.CodeInvalid, "train: %s: %w", c.HeldOut, err)
	}
	dir, err := encoder.Find()
	if err != nil {
		return err
	}
	e, err := encoder.Open(dir)
	if err != nil {
		return err
	}
	sets, err := train.SecondSets(c.Second)
	if err != nil {
		return err
	}
	input, err := second.Input()
	if err != nil {
		return err
	}
	var training, heldOut []second.Example
	for _, s := range sets {
		training = append(training, encoded(e, input, s.Train)...)
		heldOut = append(heldOut, firstRead(model, s.Validation, encoded(e, input, s.Validation))...)
	}
	return writeModel(out, c.Output, second.Fit(training, heldOut).Encode())
}

// encoded makes examples of rows, on every core.
func encoded(e *encoder.Encoder, input func(text string) string, rows []train.Row) []second.Example {
	out := make([]second.Example, len(rows))
	var next atomic.Int64
	var all sync.WaitGroup
	for range runtime.GOMAXPROCS(0) {
		all.Go(func() {
			for i := int(next.Add(1)) - 1; i < len(rows); i = int(next.Add(1)) - 1 {
				out[i].Label = labelNames[rows[i].Label+1]
				e.Encode(input(rows[i].Text), &out[i].Vector)
			}
		})
	}
	all.Wait()
	return out
}

// firstRead adds what a model says of the texts first, and keeps those that get a
// second reading.
func firstRead(model *sentiment.Model, rows []train.Row, examples []second.Example) []second.Example {
	var out []second.Example
	for i, r := range rows {
		e := examples[i]
		e.First = model.Classify(r.Text, second.English, nil)
		if second.Wants(second.English, e.First) && !model.Settled(r.Text, second.English, nil) {
			out = append(out, e)
		}
	}
	return out
}
