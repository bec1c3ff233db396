// Package assistant asks assistants what they say of a brand: prompts, on the schedule of
// their source, of an interface in the form of OpenAI's chat completions
// (https://platform.openai.com/docs/api-reference/chat), several models side by side.
// Each answer is a post with its citations as links. It is nobody's voice, so it mentions
// no brand and is in no figure of what people say: package answers counts it apart.
package assistant

import (
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"time"

	"earshot/crawler"
	"earshot/crawler/platform"
	"earshot/internal/social"
)

// Name is the platform's name in configuration and posts.
const Name = social.PlatformAssistant

const (
	// DefaultBudget is how many requests a source may send a UTC day where it does not say.
	DefaultBudget = 50
	// defaultTokens is the longest answer, in tokens, where a source does not say.
	defaultTokens = 1000
	// maxPrompt is the longest prompt, in bytes.
	maxPrompt = 4000
)

const stepAsk = "ask"

// The parameters of a source.
const (
	paramModels = "models"
	paramBudget = "budget"
	paramTokens = "max_tokens"
)

// Adapter asks assistants. It has no state.
type Adapter struct{}

var (
	_ crawler.Adapter  = Adapter{}
	_ crawler.Refuser  = Adapter{}
	_ crawler.Budgeted = Adapter{}
)

// New returns the adapter.
func New() Adapter { return Adapter{} }

// Info describes assistants.
func (Adapter) Info() crawler.Info {
	return crawler.Info{
		Platform:    Name,
		Title:       "Assistants",
		Reads:       "what models answer to prompts (queries), asked on the source's schedule; counted apart from what people say (earshot assistants)",
		Credentials: "none; a token where the interface wants one",
		Keys:        []string{"token"},
		Delay:       time.Second,
		Asks:        crawler.Asks{Open: crawler.AccessInterface, Signed: crawler.AccessCredentials, Terms: "https://platform.openai.com/docs/api-reference/chat"},
		Terms:       "Each answer costs what the interface's owner asks for it: params.budget bounds the requests of a day. What may be done with answers is in the terms of the model.",
	}
}

// Check reports what is wrong with a source: it needs base_url (with the /v1 that most
// interfaces have), prompts as queries, and params.models.
func (Adapter) Check(src social.Source) error {
	errs := append(platform.Unused(src, "base_url", "queries"), platform.UnknownParams(src, paramModels, paramBudget, paramTokens)...)
	if src.BaseURL == "" {
		errs = append(errs, platform.Fault(src, "base_url", "an assistant source needs the address of its interface, such as https://api.openai.com/v1"))
	} else {
		errs = append(errs, platform.WebAddress(src, "base_url", src.BaseURL))
	}
	if len(src.Queries) == 0 {
		errs = append(errs, platform.Fault(src, "queries", "an assistant source needs prompts, such as 'Which kettle should I buy?'"))
	}
	for i, prompt := range src.Queries {
		if strings.TrimSpace(prompt) == "" || len(prompt) > maxPrompt {
			errs = append(errs, platform.Fault(src, fmt.Sprintf("queries[%d]", i), "is empty or longer than %d bytes", maxPrompt))
		}
	}
	if len(models(src)) == 0 {
		errs = append(errs, platform.Fault(src, "params."+paramModels, "an assistant source needs the names of models, set apart by commas"))
	}
	for _, name := range []string{paramBudget, paramTokens} {
		if v, there := src.Params[name]; there {
			if n, err := strconv.ParseInt(v, 10, 32); err != nil || n < 1 {
				errs = append(errs, platform.Fault(src, "params."+name, "%q is no whole number above 0", v))
			}
		}
	}
	if asks, budget := int64(len(lanes(src))), (Adapter{}).Budget(src); asks > budget {
		errs = append(errs, platform.Fault(src, "params."+paramBudget, "one crawl asks %d times (%d prompts of %d models), and the budget of a day is %d", asks, len(src.Queries), len(models(src)), budget))
	}
	return errors.Join(errs...)
}

// Budget is how many requests a source may send in a UTC day.
func (Adapter) Budget(src social.Source) int64 { return number(src, paramBudget, DefaultBudget) }

func number(src social.Source, name string, usual int64) int64 {
	if n, err := strconv.ParseInt(src.Params[name], 10, 32); err == nil && n > 0 {
		return n
	}
	return usual
}

// models are the names of the models that a source asks.
func models(src social.Source) []string {
	var names []string
	for _, name := range strings.Split(src.Params[paramModels], ",") {
		if name = strings.TrimSpace(name); name != "" {
			names = append(names, name)
		}
	}
	return platform.Once(names)
}

// asked is a prompt and the model that is asked.
type asked struct{ lane, model, prompt string }

// lanes are all that a source asks.
func lanes(src social.Source) []asked {
	var all []asked
	for _, prompt := range platform.Once(src.Queries) {
		for _, model := range models(src) {
			all = append(all, asked{lane: model + ": " + prompt, model: model, prompt: prompt})
		}
	}
	return all
}

// Lanes gives each prompt of each model a lane.
func (Adapter) Lanes(src social.Source) []string {
	var names []string
	for _, a := range lanes(src) {
		names = append(names, a.lane)
	}
	return platform.Once(names)
}

// Start asks a model.
func (Adapter) Start(scope crawler.Scope) (crawler.Request, error) {
	for _, a := range lanes(scope.Source) {
		if a.lane != scope.Lane {
			continue
		}
		body, err := json.Marshal(map[string]any{
			"model": a.model, "messages": []map[string]string{{"role": "user", "content": a.prompt}}, "max_tokens": number(scope.Source, paramTokens, defaultTokens),
		})
		if err != nil {
			return crawler.Request{}, social.Errorf(social.CodeInternal, "assistant: the body of a request: %w", err)
		}
		return crawler.Request{
			Method: http.MethodPost, URL: strings.TrimSuffix(scope.Source.BaseURL, "/") + "/chat/completions", Body: body, Step: stepAsk,
			Header: map[string]string{"Accept": "application/json", "Content-Type": "application/json"},
			Sign:   map[string]string{"Authorization": "Bearer {token}"}, Vars: map[string]string{"model": a.model, "prompt": a.prompt},
		}, nil
	}
	return crawler.Request{}, social.Errorf(social.CodeInvalid, "assistant: there is no lane %q", scope.Lane)
}
