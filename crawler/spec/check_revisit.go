package spec

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
)

// revisits checks the revisit key.
func (c *checker) revisits() {
	for i := range c.file.Again {
		again := &c.file.Again[i]
		key := fmt.Sprintf("revisit[%d]", i)
		match, err := regexp.Compile(again.Match)
		c.want(err == nil && again.Match != "", key+".match", "%q is no regular expression: %v", again.Match, err)
		if err != nil {
			continue
		}
		again.match = match
		groups := slices.DeleteFunc(slices.Clone(match.SubexpNames()), func(name string) bool { return name == "" })
		c.revisit(key, again, groups)
	}
}

// revisit checks what is asked for at key; known are the placeholders from before.
func (c *checker) revisit(key string, r *Revisit, known []string) {
	c.want(r.URL != "", key+".url", "is missing")
	c.want(r.Of == "" || r.Of == "id" || r.Of == "url", key+".of", "%q is neither id nor url", r.Of)
	for name := range c.file.Params {
		known = append(known, "params."+name)
	}
	inRequest := slices.Concat([]string{"base", "id", "host", publishedAfter, publishedBefore}, known)
	for _, template := range []struct{ key, text string }{{".url", r.URL}, {".above", r.Above}} {
		for _, m := range placeholder.FindAllStringSubmatch(template.text, -1) {
			c.want(slices.Contains(inRequest, m[1]), key+template.key, "{%s} is neither base, id, host, published_after, published_before, a group of match, a parameter nor what was taken before", m[1])
		}
	}
	c.members(key+".json", r.JSON, inRequest)
	if r.Items != nil {
		c.selector(key+".items", *r.Items)
	}
	for i, one := range r.Gone {
		c.absence(fmt.Sprintf("%s.gone[%d]", key, i), one)
	}
	for i, one := range r.Unsure {
		key := fmt.Sprintf("%s.unsure[%d]", key, i)
		c.absence(key, one)
		c.want(!one.Empty && !one.Doubted, key, "is a condition or a status")
	}
	before := c.taken
	c.taken = known
	for name, rules := range r.Take {
		c.want(name != "" && strings.Trim(name, "abcdefghijklmnopqrstuvwxyz_") == "", key+".take", "%q is no name for a placeholder", name)
		c.rules(key+".take."+name, rules)
		c.taken = append(c.taken, name)
	}
	if r.Fields != nil {
		c.fields(key+".fields", *r.Fields)
	}
	whole := c.file.Fields != nil && c.file.Items != nil || r.Fields != nil && r.Items != nil || r.Items != nil && c.file.Fields != nil
	c.want(whole || r.Then != nil, key, "has no items and fields, here or for all lanes")
	taken := c.taken
	c.taken = before
	if r.Then != nil {
		c.want(r.Then.Match == "" && r.Then.Else == nil, key+".then", "has no match and no else")
		c.revisit(key+".then", r.Then, taken)
	}
	if r.Else != nil {
		c.want(r.Else.Match == "", key+".else.match", "stands above")
		c.revisit(key+".else", r.Else, known)
	}
}

// absence checks one way of saying that a post is gone.
func (c *checker) absence(key string, a Absence) {
	if a.conditional() || a.Status == 0 && !a.Empty {
		c.selector(key, a.Selector)
	}
	c.want(a.Status == 0 || a.Status >= 400 && a.Status < 500, key+".status", "is for an answer that refuses, from 400 to 499")
	c.want(!a.Doubted || a.Status != 401 && a.Status != 403, key+".doubted", "is what a refusal of 401 or 403 is anyway")
	c.want(!a.Empty || a.Status == 0 && !a.conditional() && !a.Doubted, key+".empty", "stands alone")
}
