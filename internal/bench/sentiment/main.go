// Command sentiment measures the analyzers beside VADER, Go's and Python's, and
// prints for each figure a line "bench NAME ours=X reference=Y unit=U ratio=R".
// It is a program of its own, so that what it compares with is no part of Earshot.
package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"time"

	"github.com/jonreiter/govader"

	"earshot/analyzer"
	"earshot/analyzer/sentiment"
	"earshot/internal/bench/measure"
	"earshot/internal/sample"
)

const (
	// textScale makes about 6,000 posts.
	textScale = 1
	// textRounds is how often each side reads all of them, in turns.
	textRounds = 5
)

// textSide reads texts in one way.
type textSide struct {
	name, does string
	read       func(i int)
}

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	if err := benchText(ctx, os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}

// benchText measures texts per second on one core: the whole of what earshot
// analyze text does, and of it the sentiment with its reasons and without,
// beside a Go port of VADER (Hutto & Gilbert 2014) on the same texts. VADER gives
// sentiment of English by a word list, without reasons or probabilities.
func benchText(ctx context.Context, out io.Writer) error {
	texts, err := sampleTexts()
	if err != nil {
		return err
	}
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
	sides := []textSide{
		{"analyze", "all that is stored of a post: language, sentiment with reasons, emotion, intents, keywords, names, aspects, fingerprint, spam, hashtags; no brands", func(i int) { whole.Text(texts[i]) }},
		{"sentiment-why", "sentiment with its reasons, the language being known", func(i int) { model.Explain(texts[i], languages[i], nil) }},
		{"sentiment", "sentiment alone, the language being known", func(i int) { model.Classify(texts[i], languages[i], nil) }},
		{"reference", "the Go port of VADER: sentiment of English", func(i int) { vader.PolarityScores(texts[i]) }},
	}
	rates := make([][]measure.Rate, len(sides))
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(1))
	for range textRounds {
		for i, side := range sides {
			started := time.Now()
			for n := range texts {
				side.read(n)
			}
			rates[i] = append(rates[i], measure.Rate{N: int64(len(texts)), Took: time.Since(started)})
		}
		if err := ctx.Err(); err != nil {
			return err
		}
	}
	fmt.Fprintf(out, "analyze: %d posts of the sample, %d bytes long in the mean, in seven languages; one core, median of %d rounds in turns\n",
		len(texts), meanLength(texts), textRounds)
	for _, side := range sides {
		fmt.Fprintf(out, "  %s: %s; %.1f allocations a post\n", side.name, side.does, allocations(len(texts), side.read))
	}
	last := len(sides) - 1
	reference := measure.Median(rates[last])
	for i, side := range sides[:last] {
		if err := measure.Print(out, side.name, "posts/s", measure.Median(rates[i]), reference); err != nil {
			return err
		}
	}
	if err := benchSecond(out, model, texts, languages, reference); err != nil {
		return err
	}
	return benchPythonVader(ctx, out, texts, measure.Median(rates[last-1]))
}

// sampleTexts are the texts of the posts of the sample.
func sampleTexts() ([]string, error) {
	world, err := sample.Start(sample.Options{Seed: 1, Scale: textScale})
	if err != nil {
		return nil, err
	}
	defer world.Close()
	var texts []string
	for _, p := range world.Posts() {
		texts = append(texts, p.FullText())
	}
	return texts, nil
}

func meanLength(texts []string) int {
	return len(strings.Join(texts, "")) / max(len(texts), 1)
}

// allocations is how often read allocates a text in the mean of n.
func allocations(n int, read func(i int)) float64 {
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	for i := range n {
		read(i)
	}
	runtime.ReadMemStats(&after)
	return float64(after.Mallocs-before.Mallocs) / float64(max(n, 1))
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
	return measure.Print(out, "sentiment-python", "posts/s", ours, reference)
}
