package answers

import (
	"cmp"
	"slices"

	"earshot/internal/social"
)

// note keeps an answer as the last one of its model to its prompt. asked and said tell of
// each brand whether the prompt and the answer name it.
func (c *counter) note(p social.StoredPost, asked, said []bool) {
	prompt := c.asked[p.Post.Title]
	if prompt == nil {
		prompt = &social.AssistantPrompt{Prompt: p.Post.Title, Names: c.named(asked)}
		c.asked[p.Post.Title] = prompt
	}
	at := slices.IndexFunc(prompt.Answers, func(a social.Answer) bool { return a.Model == p.Post.Author.Handle })
	if at < 0 && len(prompt.Answers) == social.MaxAnswerModels {
		return
	}
	if at < 0 {
		at = len(prompt.Answers)
		prompt.Answers = append(prompt.Answers, social.Answer{Model: p.Post.Author.Handle})
	}
	a := &prompt.Answers[at]
	a.Count++
	if p.Post.CreatedAt.Before(a.At) {
		return
	}
	cited := make([]bool, len(c.brands))
	for i, b := range c.brands {
		cited[i] = cites(b, p.Post.Links)
	}
	*a = social.Answer{
		Key: p.Post.Key(), Model: a.Model, At: p.Post.CreatedAt, Text: p.Post.Text, Cut: slices.Contains(p.Post.Tags, social.AnswerCut), Citations: p.Post.Links,
		Mentioned: c.named(said), Cited: c.named(cited), Count: a.Count,
	}
	if a.Citations == nil {
		a.Citations = []string{}
	}
}

// named are the brands of which something is so.
func (c *counter) named(is []bool) []string {
	names := []string{}
	for i, b := range c.brands {
		if is[i] {
			names = append(names, b.Name)
		}
	}
	return names
}

// prompts are those that were asked last, models in the order of their names.
func (c *counter) prompts() []social.AssistantPrompt {
	list := []social.AssistantPrompt{}
	for _, p := range c.asked {
		slices.SortFunc(p.Answers, func(a, b social.Answer) int { return cmp.Compare(a.Model, b.Model) })
		list = append(list, *p)
	}
	last := func(p social.AssistantPrompt) int64 {
		newest := int64(0)
		for _, a := range p.Answers {
			newest = max(newest, a.At.Unix())
		}
		return newest
	}
	slices.SortFunc(list, func(a, b social.AssistantPrompt) int {
		return cmp.Or(cmp.Compare(last(b), last(a)), cmp.Compare(a.Prompt, b.Prompt))
	})
	return list[:min(len(list), social.MaxPrompts)]
}
