package cli

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io"

	"earshot/internal/app"
	"earshot/internal/social"
)

type analyzeCommand struct {
	Text analyzeTextCommand `cmd:"" help:"Standard input, a post a line, to NDJSON, a line each: label, probabilities, language, emotion, intents, aspects, keywords, why."`
}

type analyzeTextCommand struct {
	Aspect []string `placeholder:"TERM" sep:"none" help:"A thing to judge wherever a post names it; may be given more than once."`
}

// maxLine bounds one line of input; a longer one is an error that names it.
const maxLine = 16 << 20

// textLine is the answer to one line of input.
type textLine struct {
	Label    social.Label    `json:"label"`
	Negative float32         `json:"negative"`
	Neutral  float32         `json:"neutral"`
	Positive float32         `json:"positive"`
	Language string          `json:"language"`
	Emotion  social.Emotion  `json:"emotion,omitempty"`
	Intents  []social.Intent `json:"intents"`
	Aspects  []social.Aspect `json:"aspects"`
	Keywords []string        `json:"keywords"`
	Why      []social.Reason `json:"why"`
}

// Run analyses each line of standard input.
func (c analyzeTextCommand) Run(settings app.Settings, std streams) error {
	text, err := app.NewTextAnalyzer(settings, c.Aspect...)
	if err != nil {
		return err
	}
	out := bufio.NewWriter(std.out)
	enc := json.NewEncoder(out)
	enc.SetEscapeHTML(false)
	lines := bufio.NewScanner(std.in)
	lines.Buffer(make([]byte, 64<<10), maxLine)
	n := 0
	for lines.Scan() {
		n++
		a := text.Text(lines.Text())
		s := a.Sentiment
		line := textLine{Label: s.Label, Negative: s.Negative, Neutral: s.Neutral, Positive: s.Positive, Language: a.Language,
			Emotion: a.Emotion, Intents: append([]social.Intent{}, a.Intents...), Aspects: append([]social.Aspect{}, a.Aspects...),
			Keywords: append([]string{}, a.Keywords...), Why: append([]social.Reason{}, s.Why...)}
		if err := enc.Encode(line); err != nil {
			return fmt.Errorf("write line %d: %w", n, err)
		}
	}
	if err := lines.Err(); err != nil {
		if errors.Is(err, bufio.ErrTooLong) {
			return social.Errorf(social.CodeInvalid, "line %d is longer than %d bytes", n+1, maxLine)
		}
		if !errors.Is(err, io.EOF) {
			return fmt.Errorf("read line %d: %w", n+1, err)
		}
	}
	return out.Flush()
}
