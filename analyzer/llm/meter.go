package llm

import (
	"context"
	"encoding/json"

	"github.com/openai/openai-go/v3"
)

const (
	// bytesPerToken is how many bytes of a prompt are taken for one token, as the usual
	// tokenizers need for English.
	bytesPerToken = 4
	// imageTokens is what a picture of up to 1,024 pixels a side is taken for: the models
	// that tell how they count (OpenAI's tiles of 512 pixels, Qwen's patches of 28) come to
	// 765 and up to 1,300.
	imageTokens = 1000
)

// Usage is what a request used, in tokens.
type Usage struct{ Input, Output int64 }

// Meter grants requests before they are sent. It is safe for concurrent use.
type Meter interface {
	// Enter notes a request that is expected to use most at the most, before it is sent.
	// It returns how long an answer it grants, at most most.Output, or an error where it
	// grants none. settle is called once, when it is known what the request used: nil
	// where the server did not say or failed, zero where it refused the request.
	Enter(ctx context.Context, most Usage) (output int64, settle func(used *Usage), err error)
}

// expected is how much req may use. It is an estimate: how pictures are counted is the
// model's secret.
func (req Request) expected() Usage {
	bytes := len(req.System) + len(req.Prompt)
	for _, t := range req.Turns {
		bytes += len(t.Answer) + len(t.Prompt)
	}
	if req.Schema != nil {
		schema, err := json.Marshal(req.Schema)
		if err == nil { // otherwise it cannot be sent either
			bytes += len(schema)
		}
	}
	return Usage{Input: int64(bytes/bytesPerToken + len(req.Images)*imageTokens), Output: req.MaxTokens}
}

// enter asks the meter of req, where there is one, and bounds the answer to what it grants.
func (req *Request) enter(ctx context.Context) (settle func(*Usage), err error) {
	if req.Meter == nil {
		return func(*Usage) {}, nil
	}
	granted, settle, err := req.Meter.Enter(ctx, req.expected())
	if err == nil && granted < req.MaxTokens {
		req.MaxTokens = granted
	}
	return settle, err
}

// used is what an answer says that it used; nil where it does not say, or says what
// cannot be.
func used(answer *openai.ChatCompletion) *Usage {
	u := Usage{Input: answer.Usage.PromptTokens, Output: answer.Usage.CompletionTokens}
	if u.Input <= 0 || u.Output < 0 || max(u.Input, u.Output) > maxUsage {
		return nil
	}
	return &u
}

// maxUsage is the largest number of tokens that is believed of one request.
const maxUsage = 10_000_000
