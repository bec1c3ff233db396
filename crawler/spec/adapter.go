package spec

import (
	"cmp"
	"fmt"
	"maps"
	"strconv"
	"strings"

	"earshot/crawler"
	"earshot/crawler/subtitle"
	"earshot/internal/social"
)

// Info describes the platform.
func (f *File) Info() crawler.Info {
	return crawler.Info{
		Platform: f.Platform, Title: f.Title, Reads: f.Reads, Credentials: f.credentials(), Keys: f.keys(),
		Images: f.Images, Engagement: f.Engagement, Transcripts: f.transcribes(), Search: f.Search, Delay: f.delay(),
		Asks: crawler.Asks{Open: crawler.Access(f.Access.Open), Signed: crawler.Access(f.Access.Signed), Terms: f.Access.Terms}, Terms: cmp.Or(f.Terms, DefaultTerms), Checked: f.Checked,
	}
}

// asked is a lane and the value it was made for.
type asked struct {
	Lane
	value string
}

// lane finds a lane by its name.
func (f *File) lane(name string) (asked, error) {
	kind, value, _ := strings.Cut(name, ":")
	for _, lane := range f.LaneKinds {
		if lane.Name == kind && value != "" && f.fits(lane, value) {
			return asked{lane, value}, nil
		}
	}
	return asked{}, social.Errorf(social.CodeInvalid, "%s: there is no lane %q", f.Platform, name)
}

// ListsChanges tells whether a lane reads what was changed.
func (f *File) ListsChanges(lane string) bool {
	asked, err := f.lane(lane)
	return err == nil && len(asked.Changed) > 0
}

// ListsComments tells whether a lane reads comments by when they were written.
func (f *File) ListsComments(lane string) bool {
	asked, err := f.lane(lane)
	return err == nil && asked.Comments
}

// fits tells whether a value is one for the lane.
func (f *File) fits(lane Lane, value string) bool {
	return lane.Match == "" || f.match[lane.Match].MatchString(value)
}

// Start returns the first request of a lane.
func (f *File) Start(scope crawler.Scope) (crawler.Request, error) {
	for _, need := range f.Needs {
		if scope.Source.Credentials[need.Credential] == "" {
			return crawler.Request{}, social.Errorf(social.CodeLogin, "%s: %s", f.Platform, need.Message)
		}
	}
	lane, err := f.lane(scope.Lane)
	if err != nil {
		return crawler.Request{}, err
	}
	a, err := f.answer(lane.Lane, stepPage)
	if err != nil {
		return crawler.Request{}, err
	}
	req, err := f.ask(scope, lane, a, stepPage, a.Paging.first(nil))
	if err != nil {
		return crawler.Request{}, err
	}
	if len(req) == 0 {
		return crawler.Request{}, social.Errorf(social.CodeInvalid, "%s: lane %q asks for nothing", f.Platform, scope.Lane)
	}
	return req[0], nil
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
	if resp.Request.Step == subtitle.Step {
		return said(resp)
	}
	doc, err := f.document(resp)
	if err != nil {
		return crawler.Page{}, err
	}
	page, err = f.read(scope, resp, doc)
	page.Pause = f.pause(doc)
	return page, err
}

// read reads the document of one answer.
func (f *File) read(scope crawler.Scope, resp crawler.Response, doc node) (crawler.Page, error) {
	if again := f.again(resp.Request.Step); again != nil {
		page, err := f.revisited(again, scope, resp, doc)
		noteDocument(&page, doc)
		return page, err
	}
	if nothing, err := f.refusal(doc); nothing || err != nil {
		return crawler.Page{}, err
	}
	m, err := f.maker(scope, resp, doc)
	if err != nil {
		return crawler.Page{}, err
	}
	if strings.HasSuffix(m.step, "/"+stepTracks) {
		page, err := m.tracksOf(resp, doc)
		noteDocument(&page, doc)
		return page, err
	}
	a := m.answer
	if a.End != nil && !a.End.holds(doc) {
		return crawler.Page{}, social.Errorf(social.CodeBroken, "the answer is cut off: it has no %s", a.End.Selector)
	}
	items, found := doc.each(*a.Items)
	if !found && !f.mayBeEmpty(a, resp, doc) {
		return crawler.Page{}, social.Errorf(social.CodeBroken, "the answer has no %s", a.Items)
	}
	if len(items) == 0 && a.Filled != "" && isFirst(resp.Request) {
		return crawler.Page{}, social.Errorf(social.CodeEmpty, "%s", a.Filled)
	}
	got := m.read(items)
	next, err := f.next(m, resp, doc, len(items), got)
	if err != nil && social.CodeOf(err) == social.CodeBroken && len(got.page.Posts) > 0 {
		// What was read stays.
		got.skip("the next page", err)
		err = nil
	}
	got.page.Next = append(next, got.page.Next...)
	noteDocument(&got.page, doc)
	got.page.Unordered = a.Unordered || m.changes()
	// A page that says itself that it holds nothing may well have a login form.
	got.page.Valid = f.Empty != nil && f.Empty.holds(doc)
	return got.page, err
}

// maker is what the answer to a request of a lane is read with.
func (f *File) maker(scope crawler.Scope, resp crawler.Response, doc node) (maker, error) {
	lane, err := f.lane(scope.Lane)
	if err != nil {
		return maker{}, err
	}
	step := cmp.Or(resp.Request.Step, stepPage)
	a, err := f.answer(lane.Lane, step)
	if err != nil {
		return maker{}, err
	}
	m := maker{file: f, scope: scope, lane: lane, answer: a, step: step, values: f.laneValues(scope, lane), at: resp.At}
	maps.Copy(m.values, resp.Request.Vars)
	m.values["host"] = doc.base().Host
	if at := resp.Request.Vars[depth]; at != "" {
		if m.depth, err = strconv.Atoi(at); err != nil {
			return maker{}, social.Errorf(social.CodeInternal, "the request lost its depth")
		}
	}
	return m, nil
}

// isFirst tells whether the first page of a list was asked for.
func isFirst(req crawler.Request) bool {
	page := req.Vars["page"]
	return (page == "" || page == "0" || page == "1") && req.Vars["cursor"] == "" && req.Vars[older] == ""
}

// mayBeEmpty tells whether a page may well hold no items: HTML has no empty
// list to show, so it takes a sign, or, on a platform that gives none, that it
// is not the first page.
func (f *File) mayBeEmpty(a Answer, resp crawler.Response, doc node) bool {
	if a.Empty != nil {
		return a.Empty.holds(doc)
	}
	return f.Format == "html" && resp.Request.Vars[older] != ""
}
