package app

import (
	"context"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"time"

	"github.com/jonreiter/govader"

	"earshot/analyzer"
	"earshot/analyzer/sentiment"
	"earshot/internal/sample"
)

const (
	// textScale makes about 6,000 posts.
	textScale = 1
	// textRounds is how often each side reads all of them, in turns.
	textRounds = 5
)

// benchText measures texts per second on one core: the whole of earshot analyze
// text, of it the sentiment with its reasons, and without, beside a Go port of VADER (Hutto & Gilbert
// 2014), which gives sentiment only, on the same texts.
func benchText(ctx context.Context, out io.Writer) error {
	world, err := sample.Start(sample.Options{Seed: 1, Scale: textScale})
	if err != nil {
		return err
	}
	var texts []string
	for _, p := range world.Posts() {
		texts = append(texts, p.FullText())
	}
	world.Close()
	model, err := sentiment.Load()
	if err != nil {
		return err
	}
	whole, err := analyzer.New(analyzer.Options{Sentiment: model})
	if err != nil {
		return err
	}
	languages := make([]string, len(texts))
	for i, text := range texts {
		languages[i] = whole.Text(text).Language
	}
	vader := govader.NewSentimentIntensityAnalyzer()
	sides := []func(i int){
		func(i int) { whole.Text(texts[i]) },
		func(i int) { model.Explain(texts[i], languages[i]) },
		func(i int) { model.Judge(texts[i], languages[i]) },
		func(i int) { vader.PolarityScores(texts[i]) },
	}
	rates := make([][]rate, len(sides))
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(1))
	for range textRounds {
		for side, read := range sides {
			started := time.Now()
			for i := range texts {
				read(i)
			}
			rates[side] = append(rates[side], rate{n: int64(len(texts)), took: time.Since(started)})
		}
		if err := ctx.Err(); err != nil {
			return err
		}
	}
	fmt.Fprintf(out, "analyze: %d texts, one core, median of %d rounds in turns with the Go port of VADER\n", len(texts), textRounds)
	reference := median(rates[3])
	for side, name := range []string{"analyze", "sentiment-why", "sentiment"} {
		if err := printBench(out, name, "posts/s", median(rates[side]), reference); err != nil {
			return err
		}
	}
	return benchPythonVader(ctx, out, texts, median(rates[2]))
}

// pythonVader reads texts, a line each, and prints how many it judged a second.
const pythonVader = `
import sys, time
from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer
texts = open(sys.argv[1], encoding="utf-8").read().split("\n")
vader = SentimentIntensityAnalyzer()
started = time.perf_counter()
for text in texts:
    vader.polarity_scores(text)
print(len(texts) / (time.perf_counter() - started))
`

// benchPythonVader measures VADER itself where it is installed, and says so
// where it is not.
func benchPythonVader(ctx context.Context, out io.Writer, texts []string, ours float64) error {
	python, err := exec.LookPath("python3")
	if err != nil || exec.CommandContext(ctx, python, "-c", "import vaderSentiment.vaderSentiment").Run() != nil {
		_, err := fmt.Fprintln(out, "sentiment-python: left out, as Python's vaderSentiment is not installed")
		return err
	}
	dir, err := os.MkdirTemp("", "earshot-bench-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	lines := make([]string, len(texts))
	for i, text := range texts {
		lines[i] = strings.ReplaceAll(text, "\n", " ")
	}
	file := filepath.Join(dir, "texts")
	if err := os.WriteFile(file, []byte(strings.Join(lines, "\n")), 0o600); err != nil {
		return err
	}
	said, err := exec.CommandContext(ctx, python, "-c", pythonVader, file).Output()
	if err != nil {
		return fmt.Errorf("run Python's VADER: %w", err)
	}
	reference, err := strconv.ParseFloat(strings.TrimSpace(string(said)), 64)
	if err != nil {
		return fmt.Errorf("read what Python's VADER printed: %w", err)
	}
	return printBench(out, "sentiment-python", "posts/s", ours, reference)
}
