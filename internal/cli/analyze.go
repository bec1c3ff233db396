package cli

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"

	"earshot/internal/app"
	"earshot/internal/social"
)

type analyzeCommand struct {
	Image analyzeImageCommand `cmd:"" help:"Pictures in files: type, size, kind, colours, the text in them with its places, the logos of the configured brands, and what a vision model of yours sees."`
	Text  analyzeTextCommand  `cmd:"" help:"Standard input, a post a line, to NDJSON, a line each: label, how sure, probabilities, sentiment toward brands, language, emotion, intents, aspects, keywords, why."`
}

type analyzeTextCommand struct {
	brandFlag
	Aspect []string `placeholder:"TERM" sep:"none" help:"A thing to judge wherever a post names it; may be given more than once."`
}

// maxLine is the longest line of input, in bytes; a longer one is an error that
// gives its number.
const maxLine = 16 << 20

// Run analyses each line of standard input, in batches of the lines that have
// arrived, and writes the results in order.
func (c analyzeTextCommand) Run(ctx context.Context, settings app.Settings, std streams) error {
	brands, err := c.brands()
	if err != nil {
		return err
	}
	text, err := app.NewTextAnalyzer(settings, app.Asked{Brands: brands, Aspects: c.Aspect})
	if err != nil {
		return err
	}
	lines, fault := readLines(ctx, std.in)
	out := bufio.NewWriter(std.out)
	enc := json.NewEncoder(out)
	enc.SetEscapeHTML(false)
	n := 0
	for batch := nextBatch(lines); len(batch) > 0; batch = nextBatch(lines) {
		for _, a := range app.AnalyzeTexts(text, batch) {
			n++
			if err := enc.Encode(textLine(a)); err != nil {
				return fmt.Errorf("write line %d: %w", n, err)
			}
		}
		if err := out.Flush(); err != nil {
			return fmt.Errorf("write line %d: %w", n, err)
		}
	}
	if err := <-fault; err != nil {
		if errors.Is(err, bufio.ErrTooLong) {
			return social.Errorf(social.CodeInvalid, "line %d is longer than %d bytes", n+1, maxLine)
		}
		return fmt.Errorf("read line %d: %w", n+1, err)
	}
	return nil
}

// maxBatch is the most lines that are analysed at once.
const maxBatch = 256

// readLines reads lines until the end of input or until ctx ends. fault then
// yields why it stopped, nil at the end of input.
func readLines(ctx context.Context, in io.Reader) (lines <-chan string, fault <-chan error) {
	read, failed := make(chan string, maxBatch), make(chan error, 1)
	go func() {
		defer close(read)
		scanner := bufio.NewScanner(in)
		scanner.Buffer(make([]byte, 64<<10), maxLine)
		for scanner.Scan() {
			select {
			case read <- scanner.Text():
			case <-ctx.Done():
				failed <- context.Cause(ctx)
				return
			}
		}
		failed <- scanner.Err()
	}()
	return read, failed
}

// nextBatch waits for a line and returns it with those that have arrived since;
// none at the end.
func nextBatch(lines <-chan string) []string {
	first, ok := <-lines
	if !ok {
		return nil
	}
	batch := []string{first}
	for len(batch) < maxBatch {
		select {
		case line, ok := <-lines:
			if !ok {
				return batch
			}
			batch = append(batch, line)
		default:
			return batch
		}
	}
	return batch
}
