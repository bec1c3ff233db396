package llm

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"strings"
	"unicode"

	"github.com/openai/openai-go/v3"

	"earshot/internal/social"
)

func text(answer *openai.ChatCompletion) (string, error) {
	if len(answer.Choices) == 0 {
		return "", social.Errorf(social.CodeBroken, "llm: the answer holds no choice")
	}
	choice := answer.Choices[0]
	switch {
	case choice.Message.Refusal != "":
		return "", social.Errorf(social.CodeBlocked, "llm: the model refused: %s", clean(choice.Message.Refusal))
	case choice.FinishReason == "content_filter":
		return "", social.Errorf(social.CodeBlocked, "llm: the server's content filter stopped the answer")
	case choice.FinishReason == "length":
		return "", social.Errorf(social.CodeBroken, "llm: the answer was cut off at the token limit")
	case strings.TrimSpace(choice.Message.Content) == "":
		return "", social.Errorf(social.CodeBroken, "llm: the answer is empty")
	default:
		return choice.Message.Content, nil
	}
}

// adapt learns from a refusal that names a parameter which was sent, and tells
// whether there was something to learn, so that asking again makes sense. What
// was learned is not sent again, so asking again ends.
func (c *Client) adapt(sent openai.ChatCompletionNewParams, err error) bool {
	api, ok := errors.AsType[*openai.Error](err)
	if !ok || (api.StatusCode != http.StatusBadRequest && api.StatusCode != http.StatusUnprocessableEntity) {
		return false
	}
	names := func(parameter string) bool {
		return strings.Contains(api.Param, parameter) || strings.Contains(api.Message, parameter)
	}
	switch {
	case sent.ResponseFormat.OfJSONSchema != nil && (names("response_format") || names("json_schema")):
		c.noSchema.Store(true)
		return true
	case sent.MaxTokens.Valid() && names("max_completion_tokens"):
		c.newerLimit.Store(true)
		return true
	default:
		return false
	}
}

// fault gives an error of the SDK its code and a sentence.
func fault(ctx context.Context, err error) error {
	if ctx.Err() != nil {
		return fmt.Errorf("llm: ask: %w", ctx.Err())
	}
	if api, ok := errors.AsType[*openai.Error](err); ok {
		why := clean(api.Message)
		if why == "" {
			why = http.StatusText(api.StatusCode)
		}
		return social.Errorf(codeOf(api.StatusCode), "llm: the server answered %d: %s", api.StatusCode, why)
	}
	if own, ok := errors.AsType[*social.Error](err); ok {
		return own
	}
	if errors.Is(err, errTooLarge) {
		return social.Errorf(social.CodeBroken, "llm: %w", errTooLarge)
	}
	if _, ok := errors.AsType[net.Error](err); ok || errors.Is(err, context.DeadlineExceeded) {
		return social.Errorf(social.CodeUnavailable, "llm: ask: %w", err)
	}
	return social.Errorf(social.CodeBroken, "llm: the answer cannot be read: %w", err)
}

func codeOf(status int) social.Code {
	switch {
	case status == http.StatusTooManyRequests:
		return social.CodeRateLimited
	case status == http.StatusUnauthorized, status == http.StatusForbidden:
		return social.CodeBlocked
	case status >= 500, status == http.StatusRequestTimeout, status == http.StatusConflict:
		return social.CodeUnavailable
	default:
		return social.CodeInvalid
	}
}

// clean makes a stranger's sentence fit for a log line.
func clean(s string) string {
	s = strings.Join(strings.FieldsFunc(s, func(r rune) bool { return unicode.IsSpace(r) || unicode.IsControl(r) }), " ")
	if r := []rune(s); len(r) > 200 {
		return string(r[:200]) + "…"
	}
	return s
}
