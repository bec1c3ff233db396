package spec

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"

	"earshot/crawler"
	"earshot/crawler/platform"
	"earshot/internal/social"
)

// step is the only kind of request a described platform makes.
const step = "page"

// Info describes the platform.
func (f *File) Info() crawler.Info {
	// A file is only handed out once its delay was found to be good.
	delay, _ := time.ParseDuration(f.Delay)
	return crawler.Info{
		Platform: f.Platform, Title: f.Title, Reads: f.Reads, Credentials: f.Credentials,
		Images: f.Images, Engagement: f.Engagement, Search: f.Search, Delay: delay, Terms: f.Terms,
	}
}

// Check reports what is wrong with a source of the platform.
func (f *File) Check(src social.Source) error {
	used := []string{"base_url"}
	for _, lane := range f.LaneKinds {
		if !slices.Contains(used, lane.From) {
			used = append(used, lane.From)
		}
	}
	errs := platform.Unused(src, used...)
	errs = append(errs, platform.UnknownParams(src, slices.Collect(maps.Keys(f.Params))...)...)
	switch {
	case src.BaseURL != "":
		errs = append(errs, platform.WebAddress(src, "base_url", src.BaseURL))
	case f.BaseURL == "":
		errs = append(errs, platform.Fault(src, "base_url", "a %s source needs the address of its server", f.Platform))
	}
	filled := false
	for _, lane := range f.LaneKinds {
		for i, value := range list(src, lane.From) {
			filled = true
			key := fmt.Sprintf("%s[%d]", lane.From, i)
			if strings.TrimSpace(value) == "" {
				errs = append(errs, platform.Fault(src, key, "is empty"))
			}
			if lane.From == "urls" {
				errs = append(errs, platform.WebAddress(src, key, value))
			}
		}
	}
	lists := slices.DeleteFunc(used[1:], func(key string) bool { return key == "server" })
	switch {
	case filled:
	case len(lists) > 0:
		errs = append(errs, platform.Fault(src, lists[0], "a %s source needs %s", f.Platform, strings.Join(lists, " or ")))
	case f.BaseURL != "":
		errs = append(errs, platform.Fault(src, "base_url", "a %s source needs the address of its server", f.Platform))
	}
	return errors.Join(errs...)
}

// list returns the list of src of the given configuration key.
func list(src social.Source, key string) []string {
	switch key {
	case "queries":
		return src.Queries
	case "tags":
		return src.Tags
	case "accounts":
		return src.Accounts
	case "server":
		if src.BaseURL == "" || len(src.Queries)+len(src.Tags)+len(src.Accounts)+len(src.URLs) > 0 {
			return nil
		}
		return []string{"all"}
	default:
		return src.URLs
	}
}

// Lanes gives each value of the lists the platform reads a lane.
func (f *File) Lanes(src social.Source) []string {
	var lanes []string
	for _, lane := range f.LaneKinds {
		for _, value := range list(src, lane.From) {
			if name := lane.Name + ":" + value; !slices.Contains(lanes, name) {
				lanes = append(lanes, name)
			}
		}
	}
	return lanes
}

// lane finds a lane by its name.
func (f *File) lane(name string) (lane Lane, value string, err error) {
	kind, value, _ := strings.Cut(name, ":")
	for _, lane := range f.LaneKinds {
		if lane.Name == kind && value != "" {
			return lane, value, nil
		}
	}
	return Lane{}, "", social.Errorf(social.CodeInvalid, "%s: there is no lane %q", f.Platform, name)
}

// Start returns the first request of a lane.
func (f *File) Start(scope crawler.Scope) (crawler.Request, error) {
	vars := map[string]string{}
	if f.Paging.Kind == "page" {
		vars["page"] = strconv.Itoa(f.Paging.First)
	}
	if f.Paging.Start != "" {
		vars["cursor"] = f.Paging.Start
	}
	return f.request(scope, vars)
}

// request fills in the lane's template; vars are what paging adds.
func (f *File) request(scope crawler.Scope, vars map[string]string) (crawler.Request, error) {
	lane, value, err := f.lane(scope.Lane)
	if err != nil {
		return crawler.Request{}, err
	}
	template := f.Request
	if lane.Request != nil {
		template = lane.Request
	}
	v := f.laneValues(scope, lane, value)
	maps.Copy(v, vars)
	base := f.BaseURL
	if scope.Source.BaseURL != "" {
		base = scope.Source.BaseURL
	}
	v["host"] = hostOf(base)
	req := crawler.Request{URL: template.address(base, v), Header: maps.Clone(template.Headers), Step: step, Vars: vars}
	if template.JSON != nil {
		err = template.post(&req, v)
	}
	return req, err
}

// Parse reads one answer.
func (f *File) Parse(scope crawler.Scope, resp crawler.Response) (crawler.Page, error) {
	page, err := f.parse(scope, resp)
	if err != nil {
		return crawler.Page{}, fmt.Errorf("%s: %s: %w", f.Platform, resp.URL, err)
	}
	return page, nil
}

func (f *File) parse(scope crawler.Scope, resp crawler.Response) (page crawler.Page, err error) {
	defer func() {
		// gjson and cascadia are fed with what strangers wrote.
		if cause := recover(); cause != nil {
			page, err = crawler.Page{}, social.Errorf(social.CodeBroken, "the parser gave up: %v", cause)
		}
	}()
	doc, err := f.document(resp)
	if err != nil {
		return crawler.Page{}, err
	}
	if err := f.refusal(doc); err != nil {
		return crawler.Page{}, err
	}
	lane, value, err := f.lane(scope.Lane)
	if err != nil {
		return crawler.Page{}, err
	}
	selector := f.Items
	if lane.Items != nil {
		selector = *lane.Items
	}
	items, found := doc.each(selector)
	if !found && !f.mayBeEmpty(resp, doc) {
		return crawler.Page{}, social.Errorf(social.CodeBroken, "the answer has no %s", selector)
	}
	known := f.laneValues(scope, lane, value)
	known["host"] = doc.base().Host
	var oldest time.Time
	page, oldest = f.posts(items, maker{file: f, values: known, at: resp.At})
	// A page that says itself that it holds nothing may well have a login form.
	page.Sound = f.Empty != nil && f.Empty.holds(doc)
	page.Next, err = f.next(scope, resp, doc, len(items), oldest)
	return page, err
}

// mayBeEmpty tells whether a page may well hold no items: HTML has no empty
// list to show, so it takes a sign, or, on a platform that gives none, that it
// is not the first page.
func (f *File) mayBeEmpty(resp crawler.Response, doc node) bool {
	if f.Empty != nil {
		return f.Empty.holds(doc)
	}
	return f.Format == "html" && resp.Request.Vars[older] != ""
}
