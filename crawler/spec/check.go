package spec

import (
	"cmp"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"
	"time"

	"earshot/crawler"
	"earshot/internal/query"
	"earshot/internal/social"
)

// flaws lists everything that is wrong with a file, each at its key, and
// compiles its CSS selectors on the way.
func (f *File) flaws() []flaw {
	c := checker{file: f}
	f.css, f.match = map[string]css{}, map[string]*regexp.Regexp{}
	for _, text := range []struct{ key, value string }{{"platform", f.Platform}, {"title", f.Title}, {"reads", f.Reads}} {
		c.want(text.value != "", text.key, "is missing")
	}
	c.want(!strings.ContainsAny(f.Platform, " /:.*>"), "platform", "%q is no name", f.Platform)
	delay, err := social.ParseLength(cmp.Or(f.Delay, DefaultDelay))
	c.want(err == nil, "delay", "%q is no span of time such as 1s", f.Delay)
	c.want(err != nil || delay >= 100*time.Millisecond, "delay", "at least 100ms lie between two requests")
	c.want(f.Format == "json" || f.Format == "html", "format", "%q is neither json nor html%s", f.Format, didYouMean(f.Format, []string{"json", "html"}))
	c.want(f.BaseURL == "" || strings.HasPrefix(f.BaseURL, "https://") || strings.HasPrefix(f.BaseURL, "http://"), "base_url", "%q does not begin with http:// or https://", f.BaseURL)
	_, err = time.Parse("2006-01", f.Checked)
	c.want(f.Checked == "" || err == nil, "checked", "%q is no month such as 2026-05", f.Checked)
	c.lanes()
	for i, e := range f.Errors {
		key := fmt.Sprintf("errors[%d]", i)
		if e.Status == 0 {
			c.selector(key, e.Selector)
		} else {
			c.want(e.Condition == Condition{} && e.State != stateEmpty && e.Status >= 300 && e.Status < 600, key+".status", "is for a status that is no success, and stands without a condition")
		}
		c.want(signatureCodes[e.State] != "" || e.State == stateEmpty || e.State == statePause, key+".state", "%q is none of blocked, login, captcha, limited, pause, broken and empty%s", e.State, didYouMean(e.State, append(slices.Collect(maps.Keys(signatureCodes)), stateEmpty, statePause)))
		c.want(e.State != statePause || e.Wait != nil && e.Status == 0, key+".wait", "is missing: a pause is as long as the answer says")
		if e.Wait != nil {
			c.want(e.State == "limited" || e.State == statePause, key+".wait", "only a limited answer, or one that asks for a pause, says how long to wait")
			c.selector(key+".wait", *e.Wait)
		}
		c.want(e.Message != "" || e.State == stateEmpty || e.State == statePause, key+".message", "is missing")
	}
	c.lane = Lane{}
	c.access()
	c.made()
	c.revisits()
	return c.flaws
}

type checker struct {
	file  *File
	flaws []flaw
	// taken are the placeholders that the lane and the items above add.
	taken []string
	// lane is the lane that is being checked; its zero value is none.
	lane Lane
}

func (c *checker) want(ok bool, path, format string, args ...any) {
	// Lanes share what stands in the file, and its flaws.
	if f := flawf(path, format, args...); !ok && !slices.Contains(c.flaws, f) {
		c.flaws = append(c.flaws, f)
	}
}

func (c *checker) lanes() {
	c.want(len(c.file.LaneKinds) > 0, "lanes", "is missing")
	seen := map[string]bool{}
	for i, lane := range c.file.LaneKinds {
		key := fmt.Sprintf("lanes[%d]", i)
		c.want(lane.Name != "" && !strings.Contains(lane.Name, ":"), key+".name", "%q is no name", lane.Name)
		c.want(!seen[lane.Name], key+".name", "%q is there twice", lane.Name)
		seen[lane.Name] = true
		_, known := singular[lane.From]
		c.want(known, key+".from", "%q is none of queries, tags, accounts, urls and server%s", lane.From, didYouMean(lane.From, slices.Collect(maps.Keys(singular))))
		c.taken, c.lane = nil, lane
		if lane.Match != "" {
			form, err := regexp.Compile(lane.Match)
			c.want(err == nil, key+".match", "%v", err)
			c.want(lane.Form != "", key+".form", "is missing: what a value of the lane is")
			if err == nil {
				c.file.match[lane.Match] = form
				// The names are the expression's own: it is a copy that is cut.
				c.taken = slices.DeleteFunc(slices.Clone(form.SubexpNames()), func(name string) bool { return name == "" })
			}
		}
		c.rules(key+".changed", lane.Changed)
		c.want(!lane.Comments || len(lane.Changed) > 0, key+".comments", "is for a lane with changed: when a comment was written")
		c.answer(key, lane.Answer, lane.over(c.file.Answer))
	}
}

// access checks what the addresses are to programs, and what a source must have.
func (c *checker) access() {
	a := c.file.Access
	open, signed := []string{string(crawler.AccessPage), string(crawler.AccessInterface)}, []string{string(crawler.AccessPage), string(crawler.AccessCredentials)}
	c.want(a.Open == "" || slices.Contains(open, a.Open), "access.open", "%q is neither page nor interface%s", a.Open, didYouMean(a.Open, open))
	c.want(a.Signed == "" || slices.Contains(signed, a.Signed), "access.signed", "%q is neither page nor credentials%s", a.Signed, didYouMean(a.Signed, signed))
	c.want(a.Signed != string(crawler.AccessCredentials) || len(c.file.Sign) > 0, "access.signed", "is for files that sign")
	free := a.Open == string(crawler.AccessInterface) || a.Signed == string(crawler.AccessCredentials)
	c.want(!free || strings.HasPrefix(a.Terms, "https://"), "access.terms", "is missing: the address, beginning with https://, where the platform offers this to programs")
	if o := c.file.Session; o != nil {
		c.want(strings.HasPrefix(o.BaseURL, "https://") || strings.HasPrefix(o.BaseURL, "http://"), "session.base_url", "%q does not begin with http:// or https://", o.BaseURL)
		c.want(strings.HasPrefix(o.Path, "/"), "session.path", "%q does not begin with /", o.Path)
		c.want(len(o.Form) > 0, "session.form", "is missing")
		c.want(o.Token != "", "session.token", "is missing")
		c.want(len(c.file.Sign) > 0, "session", "is for files that sign")
	}
	for i, need := range c.file.Needs {
		key := fmt.Sprintf("needs[%d]", i)
		c.want(need.Credential != "", key+".credential", "is missing")
		c.want(need.Message != "", key+".message", "is missing")
	}
	for i, consent := range c.file.Consent {
		key := fmt.Sprintf("consent[%d]", i)
		_, known := c.file.Params[consent.Param]
		c.want(known, key+".param", "%q is no parameter", consent.Param)
		c.want(consent.Value != "", key+".value", "is missing")
		c.want(consent.Message != "", key+".message", "is missing")
	}
	if c.file.Uncomment != nil {
		c.selector("uncomment", *c.file.Uncomment)
	}
}

func (c *checker) template(key, template string, known []string) {
	for _, m := range placeholder.FindAllStringSubmatch(template, -1) {
		if !slices.Contains(known, m[1]) {
			c.want(false, key, "unknown placeholder {%s}%s", m[1], orPlaceholder(m[1], known))
		}
	}
}

// orPlaceholder asks which placeholder was meant, or names those there are.
func orPlaceholder(name string, known []string) string {
	if near := query.Nearest(name, known); near != "" {
		return "; did you mean {" + near + "}?"
	}
	return "; there are {" + strings.Join(slices.Compact(slices.Sorted(slices.Values(known))), "}, {") + "}"
}

func (c *checker) selector(key string, s Selector) {
	switch {
	case c.file.Format == "html":
		c.want(s.JSON == "" || s.Attr != "", key+".json", "in HTML a JSON path is for what stands in an attribute")
		c.want(s.CSS != "", key, "has no css selector")
		if s.CSS != "" && s.CSS != self {
			compiled, err := compileCSS(s.CSS)
			c.want(err == nil, key+".css", "%v", err)
			c.file.css[s.CSS] = compiled
		}
		c.want(s.Attr == "" || !s.HTML, key, "takes either attr or html")
	default:
		c.want(s.CSS == "" && s.Attr == "" && !s.HTML, key, "css, attr and html are for platforms that answer in HTML")
		c.want(s.JSON != "", key, "has no json path")
	}
}
