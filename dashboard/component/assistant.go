package component

// Answers is what assistants answered in a period.
type Answers struct {
	// Summary says how many answers there are of which kind.
	Summary string
	Empty   *Note
	Brands  []AnsweredBrand
	Models  []string
	// Named are the brands that prompts name.
	Named   []AnsweredBrand
	Prompts []Prompt
}

// AnsweredBrand is a brand's row: texts, and the widths of bars in percent.
type AnsweredBrand struct {
	Name, Slot               string
	Own                      bool
	Share, People            string
	ShareWidth, PeopleWidth  float64
	Mentioned, Cited, Spoken string
	Href                     string
	// Models are the cells of each model, in their order.
	Models []AnsweredCell
}

// AnsweredCell is what one model says of a brand.
type AnsweredCell struct{ Mentioned, Cited string }

// Prompt is a prompt with the last answer of each model.
type Prompt struct {
	Text string
	// Names are the brands that it names.
	Names   []string
	Answers []PromptAnswer
}

// PromptAnswer is one answer.
type PromptAnswer struct {
	Model, Text, Href string
	At                Moment
	Cut               bool
	Mentioned, Cited  []string
	Citations         []Citation
	// More counts the citations that are not shown; Times says how often it was asked.
	More, Times string
}

// Citation is a page that an answer links to.
type Citation struct{ Host, Href string }
