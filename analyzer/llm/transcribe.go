package llm

import (
	"bytes"
	"context"
	"encoding/json"
	"math"
	"strings"
	"time"

	"github.com/openai/openai-go/v3"
	"github.com/openai/openai-go/v3/option"

	"earshot/internal/social"
)

// mostSeconds is the longest recording, in seconds, that a server is believed to have been sent.
const mostSeconds = 24 * 60 * 60

// Speech is what a speech model heard.
type Speech struct {
	// Text is empty where nothing is said.
	Text string
	// Language is as the server writes it, a tag or a name in English; empty is unknown.
	Language string
	// Length is how long the server says that the recording is; 0 is unknown.
	Length time.Duration
	// Certainty is how sure the model is of its words, from 0 to 1; 0 is unknown.
	Certainty float64
}

// Recording is a sound or video.
type Recording struct {
	// Name tells its format, Type is its MIME type.
	Name, Type string
	Data       []byte
	Length     time.Duration
}

// Transcribe asks the model what is said in a recording, which may take by its length longer
// than another request, as a machine without a graphics card hears little faster than people,
// over https://platform.openai.com/docs/api-reference/audio/createTranscription. enter grants
// each request before it is sent; its settle is called once, and told whether the request may
// have been used, and how long the server says that the recording is, or 0. Errors are as those
// of Ask.
func (c *Client) Transcribe(ctx context.Context, r Recording, enter func(ctx context.Context) (settle func(used bool, told time.Duration), err error)) (Speech, error) {
	for {
		settle, err := enter(ctx)
		if err != nil {
			return Speech{}, err
		}
		params := openai.AudioTranscriptionNewParams{File: openai.File(bytes.NewReader(r.Data), r.Name, r.Type), Model: c.model}
		verbose := !c.noVerbose.Load()
		if params.ResponseFormat = openai.AudioResponseFormatJSON; verbose {
			params.ResponseFormat = openai.AudioResponseFormatVerboseJSON
		}
		answer, err := c.speech.New(ctx, params, option.WithRequestTimeout(c.timeout+r.Length))
		if err == nil {
			speech, err := readSpeech(answer.RawJSON())
			settle(true, speech.Length)
			return speech, err
		}
		settle(!unused(err), 0)
		// Some models give the words alone (gpt-4o-transcribe).
		if verbose && rejectsFormat(err) {
			c.noVerbose.Store(true)
			continue
		}
		return Speech{}, fault(ctx, err)
	}
}

// readSpeech reads an answer in the form json or verbose_json.
func readSpeech(answer string) (Speech, error) {
	var read struct {
		Text     *string `json:"text"`
		Language string  `json:"language"`
		Duration float64 `json:"duration"`
		Usage    struct {
			Seconds float64 `json:"seconds"`
		} `json:"usage"`
		Segments []struct {
			Start   float64  `json:"start"`
			End     float64  `json:"end"`
			Logprob *float64 `json:"avg_logprob"`
		} `json:"segments"`
	}
	if err := json.Unmarshal([]byte(answer), &read); err != nil {
		return Speech{}, social.Errorf(social.CodeBroken, "llm: the answer cannot be read: %w", err)
	}
	if read.Text == nil {
		return Speech{}, social.Errorf(social.CodeBroken, "llm: the answer has no text")
	}
	speech := Speech{Text: strings.TrimSpace(strings.ToValidUTF8(*read.Text, "")), Language: strings.TrimSpace(read.Language)}
	if told := max(read.Duration, read.Usage.Seconds); told > 0 {
		speech.Length = time.Duration(min(told, mostSeconds) * float64(time.Second))
	}
	var sum, length float64
	for _, s := range read.Segments {
		if took := s.End - s.Start; s.Logprob != nil && took > 0 {
			sum, length = sum+*s.Logprob*took, length+took
		}
	}
	if sure := math.Exp(sum / length); length > 0 && sure > 0 && sure <= 1 {
		speech.Certainty = sure
	}
	return speech, nil
}
