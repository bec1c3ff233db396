// Package llm asks a language or vision model a question over the chat
// completions API (https://platform.openai.com/docs/api-reference/chat), which
// hosted services and local servers (Ollama, vLLM, llama.cpp, LM Studio) share.
package llm

import (
	"context"
	"encoding/base64"
	"net/http"
	"net/url"
	"strings"
	"sync/atomic"
	"time"

	"github.com/openai/openai-go/v3"
	"github.com/openai/openai-go/v3/option"
	"github.com/openai/openai-go/v3/packages/param"
	"github.com/openai/openai-go/v3/shared"

	"earshot/internal/social"
)

// Options configure a Client: the model, time limits and retries.
type Options struct {
	// BaseURL is where the API lives, with its version: "http://127.0.0.1:11434/v1".
	BaseURL string
	// Key is sent as a bearer token; empty for servers that want none.
	Key string
	// Model is the model's name as the server knows it.
	Model string
	// Timeout bounds one attempt; 0 is two minutes, which a vision model needs
	// on a machine without a graphics card. A recording has its length on top.
	Timeout time.Duration
	// Retries is how often a request is repeated after an answer of 408, 409,
	// 429 or 5xx, or none at all; 0 is 2, below 0 is never.
	Retries int
	// MaxDelay bounds the wait before a retry. A Retry-After up to it is
	// honoured; a longer one ends the attempts, with social.CodeRateLimited or
	// social.CodeUnavailable. 0 is 20 seconds.
	MaxDelay time.Duration
	// MaxBytes is the largest answer read; 0 is 1 MiB.
	MaxBytes int64
	// Transport carries the requests; nil is http.DefaultTransport.
	Transport http.RoundTripper
}

// Client asks one model. It is safe for concurrent use.
type Client struct {
	model  string
	chat   openai.ChatCompletionService
	speech openai.AudioTranscriptionService
	// timeout bounds one attempt, beside the length of a recording.
	timeout time.Duration
	dialect
}

// dialect records what a server does not support.
type dialect struct {
	// noSchema: it rejects response_format json_schema.
	noSchema atomic.Bool
	// newerLimit: it wants max_completion_tokens instead of max_tokens.
	newerLimit atomic.Bool
	// noVerbose: its speech model does not give verbose_json.
	noVerbose atomic.Bool
}

// New checks the options. It sends nothing, and takes nothing from the
// environment: a key meant for one server must not reach another.
func New(opts Options) (*Client, error) {
	base, err := url.Parse(opts.BaseURL)
	if err != nil || base.Host == "" || (base.Scheme != "http" && base.Scheme != "https") {
		return nil, social.Errorf(social.CodeInvalid, "llm: the base URL is not an http or https address")
	}
	if opts.Model == "" {
		return nil, social.Errorf(social.CodeInvalid, "llm: no model is set")
	}
	retries, timeout := or(opts.Retries, 2), or(opts.Timeout, 2*time.Minute)
	options := []option.RequestOption{
		option.WithBaseURL(strings.TrimRight(opts.BaseURL, "/") + "/"),
		option.WithHTTPClient(&http.Client{Transport: opts.Transport}),
		option.WithRequestTimeout(timeout),
		option.WithMaxRetries(max(0, retries)),
		option.WithMaxRetryDelay(or(opts.MaxDelay, 20*time.Second)),
		option.WithMiddleware(limitAndNormalize(or(opts.MaxBytes, 1<<20))),
	}
	if opts.Key != "" {
		options = append(options, option.WithAPIKey(opts.Key))
	}
	return &Client{model: opts.Model, chat: openai.NewChatCompletionService(options...), speech: openai.NewAudioTranscriptionService(options...), timeout: timeout}, nil
}

func or[T comparable](value, fallback T) T {
	var zero T
	if value == zero {
		return fallback
	}
	return value
}

// Model is the name of the model asked.
func (c *Client) Model() string { return c.model }

// Request is one question.
type Request struct {
	// System is the system prompt, Prompt the user's.
	System, Prompt string
	// Images are sent with the prompt.
	Images []Image
	// SchemaName and Schema, a JSON Schema, constrain the answer where the
	// server supports it. The answer must be validated all the same.
	SchemaName string
	Schema     map[string]any
	// MaxTokens bounds the answer.
	MaxTokens int64
	// Turns are answers that were given to it before, each with what is said to that.
	Turns []Turn
	// Meter grants each request that the question takes; nil is no limit.
	Meter Meter
}

// Turn is an answer of the model and what is said to it.
type Turn struct{ Answer, Prompt string }

// Image is a picture: its bytes and MIME type.
type Image struct {
	Data []byte
	Type string
}

// Ask returns the text of the model's answer, which is complete and not a refusal,
// but otherwise untrusted input. Errors carry
// social.CodeUnavailable (not reachable, too slow, 5xx), CodeRateLimited (429),
// CodeBlocked (the key is refused, or the model refuses), CodeInvalid (the
// server rejects the request) or CodeBroken (the answer is not what the API
// promises).
func (c *Client) Ask(ctx context.Context, req Request) (string, error) {
	plain := false // whether it is tried without a schema, not knowing that this helps
	for {
		sent, err := c.send(ctx, req, plain)
		if err == nil {
			if plain {
				c.noSchema.Store(true)
			}
			return text(sent.answer, sent.limit < req.MaxTokens)
		}
		if sent.refused != nil {
			if c.adapt(sent.params, sent.refused) {
				continue
			}
			if !plain && mayBeSchema(sent.params, sent.refused) {
				plain = true
				continue
			}
		}
		return "", err
	}
}

// attempt is one request and what came of it.
type attempt struct {
	params openai.ChatCompletionNewParams
	answer *openai.ChatCompletion
	// limit is how many tokens of an answer were granted.
	limit int64
	// refused is the error of a request that was sent.
	refused error
}

// send makes one request, as far as its meter grants it.
func (c *Client) send(ctx context.Context, req Request, plain bool) (attempt, error) {
	settle, err := req.enter(ctx)
	if err != nil {
		return attempt{}, err
	}
	a := attempt{params: c.params(req, plain), limit: req.MaxTokens}
	a.answer, a.refused = c.chat.New(ctx, a.params)
	switch {
	case a.refused == nil:
		settle(used(a.answer))
		return a, nil
	case unused(a.refused):
		settle(&Usage{})
	default:
		settle(nil)
	}
	return a, fault(ctx, a.refused)
}

func (c *Client) params(req Request, plain bool) openai.ChatCompletionNewParams {
	parts := []openai.ChatCompletionContentPartUnionParam{openai.TextContentPart(req.Prompt)}
	for _, img := range req.Images {
		parts = append(parts, openai.ImageContentPart(openai.ChatCompletionContentPartImageImageURLParam{
			URL: "data:" + img.Type + ";base64," + base64.StdEncoding.EncodeToString(img.Data),
		}))
	}
	p := openai.ChatCompletionNewParams{
		Model:    c.model,
		Messages: []openai.ChatCompletionMessageParamUnion{openai.SystemMessage(req.System), openai.UserMessage(parts)},
	}
	for _, t := range req.Turns {
		p.Messages = append(p.Messages, openai.AssistantMessage(t.Answer), openai.UserMessage(t.Prompt))
	}
	switch {
	case req.MaxTokens <= 0:
	case c.newerLimit.Load():
		p.MaxCompletionTokens = param.NewOpt(req.MaxTokens)
	default:
		p.MaxTokens = param.NewOpt(req.MaxTokens)
	}
	if req.Schema != nil && !plain && !c.noSchema.Load() {
		p.ResponseFormat.OfJSONSchema = &shared.ResponseFormatJSONSchemaParam{
			JSONSchema: shared.ResponseFormatJSONSchemaJSONSchemaParam{
				Name: req.SchemaName, Schema: req.Schema, Strict: param.NewOpt(true),
			},
		}
	}
	return p
}
