package llm

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"strconv"
	"strings"
	"time"
	"unicode"

	"github.com/openai/openai-go/v3"

	"earshot/internal/social"
)

// ErrRefused is wrapped by errors of Ask when the server works but the model, or
// a content filter, refuses to answer this request.
var ErrRefused = errors.New("llm: the model refused")

// ErrShort is wrapped by errors of Ask when the answer was longer than what a Meter
// granted, which was less than the request asked for.
var ErrShort = errors.New("llm: the answer needs more tokens than are left")

// text returns the text of a complete answer, or the error it stands for. short says that
// fewer tokens were granted than were asked for.
func text(answer *openai.ChatCompletion, short bool) (string, error) {
	if len(answer.Choices) == 0 {
		return "", social.Errorf(social.CodeBroken, "llm: the answer holds no choice")
	}
	choice := answer.Choices[0]
	switch {
	case choice.Message.Refusal != "":
		return "", social.Errorf(social.CodeBlocked, "%w: %s", ErrRefused, clean(choice.Message.Refusal))
	case choice.FinishReason == "content_filter":
		return "", social.Errorf(social.CodeBlocked, "%w: the server's content filter stopped the answer", ErrRefused)
	case choice.FinishReason == "length" && short:
		return "", social.Errorf(social.CodeRateLimited, "%w", ErrShort)
	case choice.FinishReason == "length":
		return "", social.Errorf(social.CodeBroken, "llm: the answer was cut off at the token limit")
	case strings.TrimSpace(choice.Message.Content) == "":
		return "", social.Errorf(social.CodeBroken, "llm: the answer is empty")
	default:
		return choice.Message.Content, nil
	}
}

// adapt records a parameter that the server rejected, so that it is not sent
// again, and reports whether there was one: then the request is worth repeating.
// Repeating ends, since each parameter is recorded once.
func (c *Client) adapt(sent openai.ChatCompletionNewParams, err error) bool {
	api, ok := errors.AsType[*openai.Error](err)
	if !ok || !isRejection(api.StatusCode) && api.StatusCode < http.StatusInternalServerError {
		return false
	}
	names := func(parameter string) bool {
		return strings.Contains(api.Param, parameter) || strings.Contains(api.Message, parameter)
	}
	switch {
	case sent.ResponseFormat.OfJSONSchema != nil && (names("response_format") || names("json_schema") || names("grammar")):
		c.noSchema.Store(true)
		return true
	case sent.MaxTokens.Valid() && names("max_completion_tokens"):
		c.newerLimit.Store(true)
		return true
	default:
		return false
	}
}

// isRejection tells whether a status says that the server does not take a request as it is.
func isRejection(status int) bool {
	return status == http.StatusBadRequest || status == http.StatusUnprocessableEntity
}

// mayBeSchema tells whether a request was rejected that may be taken without its schema:
// some servers say only that it is bad.
func mayBeSchema(sent openai.ChatCompletionNewParams, err error) bool {
	api, ok := errors.AsType[*openai.Error](err)
	return ok && isRejection(api.StatusCode) && sent.ResponseFormat.OfJSONSchema != nil
}

// statusOverloaded is what Anthropic's API and those like it answer when they are overloaded.
const statusOverloaded = 529

// unused tells whether an error says that the model did not read the request: the server
// refused it, or none was reached. That it is overloaded or still loads the model is such a
// refusal (503, RFC 9110 section 15.6.4; 529 of some). A time-out or another fault of the
// server may come from a gateway that gave up while the model worked, and was paid.
func unused(err error) bool {
	if api, ok := errors.AsType[*openai.Error](err); ok {
		switch code := api.StatusCode; code {
		case http.StatusRequestTimeout:
			return false
		case http.StatusNotImplemented, http.StatusServiceUnavailable, statusOverloaded:
			return true
		default:
			return code >= 400 && code < 500
		}
	}
	op, ok := errors.AsType[*net.OpError](err)
	return ok && op.Op == "dial" || errors.Is(err, ErrPage)
}

// fault turns an error of the SDK into one with a social code and a sentence.
func fault(ctx context.Context, err error) error {
	if ctx.Err() != nil {
		return fmt.Errorf("llm: ask: %w", ctx.Err())
	}
	if api, ok := errors.AsType[*openai.Error](err); ok {
		why := clean(api.Message)
		if why == "" {
			why = http.StatusText(api.StatusCode)
		}
		err := social.Errorf(codeOf(api.StatusCode), "llm: the server answered %d: %s", api.StatusCode, why)
		if wait := retryAfter(api.Response, time.Now()); wait > 0 {
			return &retryLater{err, wait}
		}
		return err
	}
	if own, ok := errors.AsType[*social.Error](err); ok {
		return own
	}
	if errors.Is(err, errTooLarge) {
		return social.Errorf(social.CodeBroken, "llm: %w", errTooLarge)
	}
	if errors.Is(err, ErrPage) {
		return social.Errorf(social.CodeBroken, "llm: the answer cannot be read: %w", ErrPage)
	}
	if _, ok := errors.AsType[net.Error](err); ok || errors.Is(err, context.DeadlineExceeded) {
		return social.Errorf(social.CodeUnavailable, "llm: ask: %w", err)
	}
	return social.Errorf(social.CodeBroken, "llm: the answer cannot be read: %w", err)
}

// retryLater is an error with the time the server asked to wait.
type retryLater struct {
	error
	wait time.Duration
}

func (l *retryLater) Unwrap() error { return l.error }

// RetryAfter is how long the server that answered with err asked to wait; 0
// where it did not ask.
func RetryAfter(err error) time.Duration {
	if l, ok := errors.AsType[*retryLater](err); ok {
		return l.wait
	}
	return 0
}

// retryAfter reads the headers Retry-After-Ms, which several servers of this API
// send, and Retry-After, in seconds or as a date (RFC 9110, 10.2.3).
func retryAfter(res *http.Response, now time.Time) time.Duration {
	if res == nil {
		return 0
	}
	if ms, err := strconv.ParseInt(res.Header.Get("Retry-After-Ms"), 10, 32); err == nil {
		return time.Duration(ms) * time.Millisecond
	}
	value := res.Header.Get("Retry-After")
	if seconds, err := strconv.ParseInt(value, 10, 32); err == nil {
		return time.Duration(seconds) * time.Second
	}
	if at, err := http.ParseTime(value); err == nil {
		return at.Sub(now)
	}
	return 0
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

// clean makes untrusted text fit for a log line: one line of at most 200
// characters.
func clean(s string) string {
	s = strings.Join(strings.FieldsFunc(s, func(r rune) bool { return unicode.IsSpace(r) || unicode.IsControl(r) }), " ")
	if r := []rune(s); len(r) > 200 {
		return string(r[:200]) + "…"
	}
	return s
}

// rejectsFormat tells whether a request was rejected for the form of answer that it asks for.
func rejectsFormat(err error) bool {
	api, ok := errors.AsType[*openai.Error](err)
	return ok && isRejection(api.StatusCode) && (strings.Contains(api.Param, "response_format") || strings.Contains(api.Message, "response_format"))
}
