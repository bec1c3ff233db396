package caption

import (
	"errors"
	"fmt"
	"strings"

	"earshot/analyzer/llm"
	"earshot/internal/social"
)

// unusable is why an answer cannot be used.
type unusable struct {
	why string
	err error
}

func (u *unusable) Error() string { return u.err.Error() }
func (u *unusable) Unwrap() error { return u.err }

// unusablef is the error of an answer that has or is what format says.
func unusablef(format string, args ...any) error {
	why := fmt.Sprintf(format, args...)
	return &unusable{why: "the answer " + why, err: social.Errorf(social.CodeBroken, "caption: the model's answer %s", why)}
}

// refused is the error of a refusal that was put into the form of an answer.
func refused(text string) error {
	return social.Errorf(social.CodeBlocked, "%w: %.120s", llm.ErrRefused, text)
}

// fault is what the model is told of an answer of its own.
func fault(err error) string {
	if u, ok := errors.AsType[*unusable](err); ok {
		return u.why
	}
	return err.Error()
}

// Why says what is wrong with an answer in words that are not the model's; err is one for
// which IsUnusable is true.
func Why(err error) string {
	if errors.Is(err, llm.ErrRefused) {
		return "the model would not describe it"
	}
	if u, ok := errors.AsType[*unusable](err); ok {
		return u.why
	}
	why, _, _ := strings.Cut(strings.TrimPrefix(err.Error(), "llm: "), ": ")
	return why
}
