package answers

import (
	"slices"
	"strings"

	"earshot/crawler/address"
	"earshot/internal/social"
)

// counter counts answers by what stands in them, by the brands' queries of today.
type counter struct {
	brands []social.Brand
	models map[string]bool
	report social.AssistantReport
	// asked are the prompts with the last answers to them.
	asked map[string]*social.AssistantPrompt
}

func newCounter(brands []social.Brand) *counter {
	c := &counter{brands: brands, models: map[string]bool{}, asked: map[string]*social.AssistantPrompt{}}
	for _, b := range brands {
		c.report.Brands = append(c.report.Brands, social.AssistantBrand{Brand: b.Name, Kind: b.Kind, Models: map[string]social.AnswerCount{}})
	}
	if c.report.Brands == nil {
		c.report.Brands = []social.AssistantBrand{}
	}
	return c
}

// add counts one answer. The prompt is its title.
func (c *counter) add(p social.StoredPost) {
	prompt, answer := p.Post, p.Post
	prompt.Title, prompt.Text, prompt.Links = "", p.Post.Title, nil
	// A citation is no mention, so the words alone are looked at.
	answer.Title, answer.Links = "", nil
	asked, said := c.matching(prompt, p.Analysis), c.matching(answer, p.Analysis)
	model := p.Post.Author.Handle
	c.models[model] = true
	c.note(p, asked, said)
	if slices.Contains(p.Post.Tags, social.AnswerCut) {
		c.report.Cut++
		return
	}
	named := false
	for _, is := range asked {
		named = named || is
	}
	if named {
		c.report.Named++
	} else {
		c.report.Answers++
	}
	for i, b := range c.brands {
		row := &c.report.Brands[i]
		switch {
		case !named:
			count(&row.Open, said[i], b, p.Post.Links)
			of := row.Models[model]
			count(&of, said[i], b, p.Post.Links)
			row.Models[model] = of
		case asked[i]:
			count(&row.Named, said[i], b, p.Post.Links)
		}
	}
}

// matching tells of each brand whether its query matches a post.
func (c *counter) matching(p social.Post, a social.Analysis) []bool {
	d := social.NewDocument(p, a)
	matches := make([]bool, len(c.brands))
	for i, b := range c.brands {
		matches[i] = b.Query.Root() != nil && b.Query.Match(&d)
	}
	return matches
}

func count(c *social.AnswerCount, mentioned bool, b social.Brand, links []string) {
	c.Answers++
	if mentioned {
		c.Mentioned++
	}
	if len(b.Sites) == 0 {
		return
	}
	if c.Cited == nil {
		c.Cited = new(int64)
	}
	if cites(b, links) {
		*c.Cited++
	}
}

// cites tells whether one of the links leads to a brand's own sites.
func cites(b social.Brand, links []string) bool {
	return slices.ContainsFunc(links, func(link string) bool { return onSites(link, b.Sites) })
}

// onSites tells whether an address is on one of the sites, or a part of one.
func onSites(link string, sites []string) bool {
	host := hostOf(link)
	for _, site := range sites {
		if site = hostOf("https://" + site); host == site || strings.HasSuffix(host, "."+site) {
			return true
		}
	}
	return false
}

// hostOf is the host of an address in the letters of every address that is read, so that
// kröger.example and xn--krger-kua.example are one; empty for what is no address.
func hostOf(link string) string {
	at, err := address.Parse(link)
	if err != nil {
		return ""
	}
	return strings.TrimSuffix(at.Hostname(), ".")
}

// share fills in each brand's part of all mentions in open answers.
func share(r *social.AssistantReport) {
	all := int64(0)
	for _, b := range r.Brands {
		all += b.Open.Mentioned
	}
	if all == 0 {
		return
	}
	for i := range r.Brands {
		share := float64(r.Brands[i].Open.Mentioned) / float64(all)
		r.Brands[i].Share = &share
	}
}
