// Package caption asks a vision model what is in a picture. The picture comes
// from a stranger and the answer from a model that read it, so both are hostile
// input: the answer has a fixed form, is rejected when it violates it or is not about
// what was asked, and nothing else can come of it.
package caption

import (
	"context"
	"errors"
	"strings"

	"earshot/analyzer/llm"
	"earshot/internal/social"
)

const (
	// MaxSide is the longest side, in pixels, to which pictures should be
	// reduced before they are shown to the model.
	MaxSide = 1024
	// maxImageBytes is the largest picture sent.
	maxImageBytes = 4 << 20
	maxTokens     = 1500
)

// Caption is a model's description of a picture.
type Caption struct {
	// Text is one sentence that says what is visible.
	Text string
	// OCR is the text read in the picture, line by line; empty for none.
	OCR string
	// Tags are at most 8, lower case, without repeats.
	Tags []string
	// Model is the name of the model.
	Model string
	// Description is what else the model says.
	Description social.Description
	// Repaired: the first answer could not be used, and the second could.
	Repaired bool
}

// Captioner describes pictures. It is safe for concurrent use.
type Captioner struct {
	model   *llm.Client
	english english
}

// New returns a Captioner that asks model, a vision model.
func New(model *llm.Client) *Captioner { return &Captioner{model: model, english: newEnglish()} }

// Caption describes a JPEG or PNG picture, best of at most MaxSide pixels a
// side. An answer that cannot be used is shown to the model once, with what is wrong
// with it. meter grants each request; nil is no limit.
// Errors carry the codes of llm.Client.Ask; a refusal and an answer that cannot be used
// are errors too, for which IsUnusable is true.
func (c *Captioner) Caption(ctx context.Context, data []byte, contentType string, meter llm.Meter) (Caption, error) {
	if contentType != "image/jpeg" && contentType != "image/png" {
		return Caption{}, social.Errorf(social.CodeInvalid, "caption: pictures of type %.40q are not sent", contentType)
	}
	if len(data) == 0 || len(data) > maxImageBytes {
		return Caption{}, social.Errorf(social.CodeInvalid, "caption: a picture of %d bytes: 1 to %d are sent", len(data), maxImageBytes)
	}
	prompt, canary := system()
	question := llm.Request{
		System:     prompt,
		Prompt:     ask,
		Images:     []llm.Image{{Data: data, Type: contentType}},
		SchemaName: "caption",
		Schema:     schema(),
		MaxTokens:  maxTokens,
		Meter:      meter,
	}
	said, answer, err := c.once(ctx, question, canary)
	if answer == "" || !errors.As(err, new(*unusable)) {
		return said, err
	}
	question.Turns = []llm.Turn{{Answer: shown(answer), Prompt: repair(fault(err))}}
	if said, _, err = c.once(ctx, question, canary); err == nil {
		said.Repaired = true
	}
	return said, err
}

// once asks one question. The answer is empty where there was none.
func (c *Captioner) once(ctx context.Context, question llm.Request, canary string) (said Caption, answer string, err error) {
	if answer, err = c.model.Ask(ctx, question); err != nil {
		return Caption{}, "", err
	}
	if strings.Contains(strings.ToUpper(answer), canary) {
		return Caption{}, answer, unusablef("gives away the prompt")
	}
	if said, err = parse(answer); err != nil {
		return Caption{}, answer, err
	}
	if !c.english.is(said.Text) {
		return Caption{}, answer, unusablef("has a caption that is not in English")
	}
	said.Model, said.Description.Prompt = c.model.Model(), PromptVersion
	return said, answer, nil
}

// shown is as much of an answer as the model is shown again.
func shown(answer string) string {
	if len(answer) > maxShown {
		answer = answer[:maxShown]
	}
	return strings.ToValidUTF8(answer, "")
}

// Model is the name of the model.
func (c *Captioner) Model() string { return c.model.Model() }

// IsUnusable tells whether an error of Caption is about the answer that came rather
// than about reaching the model.
func IsUnusable(err error) bool {
	return errors.Is(err, llm.ErrRefused) || social.CodeOf(err) == social.CodeBroken && !errors.Is(err, llm.ErrPage)
}

// IsShort tells whether the answer was cut short, as the meter granted less than it takes.
func IsShort(err error) bool { return errors.Is(err, llm.ErrShort) }
