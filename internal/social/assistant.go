package social

import "time"

// AssistantReport is what assistants answered in a period. Shares are from 0 to 1, and nil where
// there is nothing to take them of.
type AssistantReport struct {
	From time.Time `json:"from"`
	To   time.Time `json:"to"`
	// Answers are those to prompts that name no brand, and Named those to prompts that
	// name one: who is asked about a brand speaks of it, so these are in no share.
	Answers int64 `json:"answers"`
	Named   int64 `json:"answers_to_prompts_that_name_a_brand"`
	// Cut are answers that ended at the limit of tokens. What they would have named is
	// unknown, so they are in no count and no share.
	Cut int64 `json:"answers_cut_off"`
	// Models are the models that answered, by name.
	Models []string         `json:"models"`
	Brands []AssistantBrand `json:"brands"`
	// Prompts are what was asked last, the newest first, up to MaxPrompts.
	Prompts []AssistantPrompt `json:"prompts"`
}

// AssistantBrand is what is said of one brand.
type AssistantBrand struct {
	Brand string    `json:"brand"`
	Kind  BrandKind `json:"kind"`
	// Open are the answers to prompts that name no brand, Named those to prompts that
	// name this one.
	Open  AnswerCount `json:"open"`
	Named AnswerCount `json:"named"`
	// Share is the brand's part of all mentions of brands in open answers.
	Share *float64 `json:"share_among_assistants"`
	// People and PeopleShare are the mentions of the period in what people say, and their
	// share of voice.
	People      int64    `json:"mentions_by_people"`
	PeopleShare *float64 `json:"share_among_people"`
	// Models are the open answers of each model.
	Models map[string]AnswerCount `json:"models"`
}

// AnswerCount is of answers.
type AnswerCount struct {
	Answers int64 `json:"answers"`
	// Mentioned are answers in whose words the brand is named.
	Mentioned int64 `json:"mentioned"`
	// Cited are answers that cite a page of the brand's own sites, named or not; nil
	// where the configuration names no sites of the brand.
	Cited *int64 `json:"cited"`
}

// MaxPrompts is how many prompts a report holds, and MaxAnswerModels of how many models
// the answers to each.
const (
	MaxPrompts      = 100
	MaxAnswerModels = 12
)

// AssistantPrompt is a prompt and the last answer of each model to it.
type AssistantPrompt struct {
	Prompt string `json:"prompt"`
	// Names are the brands that the prompt names.
	Names   []string `json:"names"`
	Answers []Answer `json:"answers"`
}

// Answer is what a model answered last to a prompt.
type Answer struct {
	Key   Key       `json:"key"`
	Model string    `json:"model"`
	At    time.Time `json:"at"`
	Text  string    `json:"text"`
	Cut   bool      `json:"cut_off,omitempty"`
	// Citations are the pages that it links to; Mentioned and Cited are the brands that
	// its words name and whose own sites it links to.
	Citations []string `json:"citations"`
	Mentioned []string `json:"mentioned"`
	Cited     []string `json:"cited"`
	// Count is how often the model answered the prompt in the period.
	Count int64 `json:"count"`
}
