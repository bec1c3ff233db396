package crawlertest_test

import (
	"bufio"
	"bytes"
	"encoding/json"
	"html"
	"maps"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"earshot/crawler"
	"earshot/crawler/conformance"
	"earshot/crawler/platform/feed"
	"earshot/crawler/platform/mastodon"
	"earshot/crawler/spec"
	"earshot/internal/social"
)

// expected is what an independent reader found in a recorded answer.
type expected struct {
	File  string `json:"file"`
	Items []struct {
		ID         json.RawMessage            `json:"id"`
		Author     *string                    `json:"author"`
		Text       string                     `json:"text"`
		CreatedAt  json.RawMessage            `json:"created_at"`
		URL        string                     `json:"url"`
		Images     []string                   `json:"images"`
		Engagement map[string]json.RawMessage `json:"engagement"`
		Error      string                     `json:"error"`
		Deleted    bool                       `json:"deleted"`
	} `json:"items"`
}

// TestCaptures reads answers recorded from the live platforms. They may not be
// passed on, so they lie outside the repository, and without them there is
// nothing to test. An item is right in a field when the field says what the
// independent reader read, or when that reader had nothing to say.
func TestCaptures(t *testing.T) {
	dir := capturesDir()
	file, err := os.Open(filepath.Join(dir, "EXPECTED.jsonl"))
	if err != nil {
		t.Logf("no captures to read: %v", err)
		return
	}
	defer file.Close()
	files := loadDescribed(t)
	scores := map[string]*score{"mastodon": {}, "feed": {}}
	for name := range coded {
		scores[name] = &score{whole: name == "reddit"}
	}
	for name := range files {
		scores[name] = &score{whole: name != "hackernews"}
	}
	lines := bufio.NewScanner(file)
	lines.Buffer(nil, 64<<20)
	for lines.Scan() {
		var want expected
		if err := json.Unmarshal(lines.Bytes(), &want); err != nil {
			t.Fatalf("EXPECTED.jsonl: %v", err)
		}
		if len(want.Items) > 0 && want.Items[0].Error != "" {
			continue
		}
		adapter, answers, template, lane, step := adapterOf(files, want.File)
		if adapter == nil || len(want.Items) == 0 {
			continue
		}
		body, err := os.ReadFile(filepath.Join(dir, want.File))
		if err != nil {
			t.Errorf("%s: %v", want.File, err)
			continue
		}
		s := scores[adapter.Info().Platform]
		s.captures++
		if answers {
			body = asAnswer(template, body)
		}
		posts := parseCapture(t, adapter, want.File, body, lane, step)
		compare(t, s, want, posts, body)
	}
	if err := lines.Err(); err != nil {
		t.Fatal(err)
	}
	for _, name := range slices.Sorted(maps.Keys(scores)) {
		scores[name].report(t, name)
	}
}

// adapterOf finds who reads a capture, and as what; nil where nobody does.
func adapterOf(files map[string]*spec.File, capture string) (adapter crawler.Adapter, answers bool, template, lane, step string) {
	folder, name, _ := strings.Cut(capture, "/")
	how, answers := described[folder].files[name]
	lane, template, step = asked(how, described[folder].lane)
	switch {
	case folder == "mastodon" && strings.HasSuffix(capture, ".json"):
		adapter = mastodon.New()
	case answers:
		adapter = files[folder]
	case coded[folder].step != nil:
		if coded[folder].step(name) != "" {
			adapter = coded[folder].adapter
		}
	case folder == "feeds", strings.HasSuffix(capture, ".xml") && folder != "webpages":
		adapter = feed.New()
	}
	return adapter, answers, template, lane, step
}

// capturesDir is ../shared/captures from the root of the repository.
func capturesDir() string {
	dir, err := os.Getwd()
	for err == nil {
		if _, missing := os.Stat(filepath.Join(dir, "go.mod")); missing == nil {
			return filepath.Join(dir, "..", "shared", "captures")
		}
		if parent := filepath.Dir(dir); parent == dir {
			break
		}
		dir = filepath.Dir(dir)
	}
	return ""
}

// captureAnswer is a capture the way the runner would hand it over.
func captureAnswer(adapter crawler.Adapter, name string, body []byte, lane, step string) conformance.Answer {
	address := "https://captures.example/" + name
	a := conformance.Answer{
		Scope:   crawler.Scope{Lane: address, Source: social.Source{Name: "captures", Platform: adapter.Info().Platform}},
		Request: crawler.Request{URL: address}, URL: address, Header: http.Header{}, Body: body, At: time.Date(2026, 11, 23, 0, 0, 0, 0, time.UTC),
	}
	folder, file, _ := strings.Cut(name, "/")
	c := coded[folder]
	switch {
	case c.step != nil:
		a.Request.Step, a.Scope.Lane, a.Scope.Source.Comments = c.step(file), c.lane, 9
	case a.Scope.Source.Platform == mastodon.Name:
		a.Request.Step, a.Scope.Lane = "timeline", "tag:x"
		a.Body = asTimeline(body)
	case a.Scope.Source.Platform == feed.Name:
		a.Request.Step = "feed"
	default:
		a.Request.Step, a.Scope.Lane = step, lane
		a.Request.Vars = map[string]string{"page": "1"}
		if strings.Contains(step, "replies") {
			a.Request.Vars["depth"], a.Scope.Source.Comments = "1", 9
			a.Request.Vars["post.id"], a.Request.Vars["post.url"], a.Request.Vars["post.thread"] = "x", "https://captures.example/x", "x"
			a.Request.Vars["video"] = "x"
		}
		if strings.HasSuffix(a.Scope.Lane, ":all") {
			a.Scope.Source.BaseURL = "https://captures.example"
		}
	}
	return a
}

// parseCapture reads one answer.
func parseCapture(t *testing.T, adapter crawler.Adapter, name string, body []byte, lane, step string) []social.Post {
	a := captureAnswer(adapter, name, body, lane, step)
	if a.Request.Step == stepStream {
		return hearCapture(t, adapter.(crawler.Streamer), name, body)
	}
	page, err := adapter.Parse(a.Scope, crawler.Response{Request: a.Request, URL: a.URL, Status: http.StatusOK, Header: a.Header, Body: a.Body, At: a.At})
	if err != nil {
		t.Errorf("%s: %v", name, err)
	}
	for _, s := range page.Skipped {
		t.Logf("%s: skipped %s: %v", name, s.Where, s.Err)
	}
	logUnread(t, name, page)
	// What says that it is gone is no post to a reader.
	return slices.DeleteFunc(page.Posts, func(p social.Post) bool { return p.Deleted })
}

// logUnread prints the values that could not be read: in what platforms really
// answer there should be next to none.
func logUnread(t *testing.T, name string, page crawler.Page) {
	for _, s := range page.Unread {
		t.Logf("%s: unread %s: %v", name, s.Where, s.Err)
	}
}

// hearCapture reads a recorded stream, a message a line.
func hearCapture(t *testing.T, adapter crawler.Streamer, name string, body []byte) []social.Post {
	var posts []social.Post
	for line := range bytes.Lines(body) {
		ev, err := adapter.ParseEvent(line)
		if err != nil {
			t.Errorf("%s: %v: %s", name, err, line)
		}
		if ev.Post != nil {
			posts = append(posts, *ev.Post)
		}
	}
	return posts
}

// asTimeline makes a list of a single status and of a thread, both of which
// are among the captures.
func asTimeline(body []byte) []byte {
	if strings.HasPrefix(strings.TrimSpace(string(body)), "[") {
		return body
	}
	var context struct{ Ancestors, Descendants []json.RawMessage }
	if json.Unmarshal(body, &context) == nil && len(context.Ancestors)+len(context.Descendants) > 0 {
		list, err := json.Marshal(append(context.Ancestors, context.Descendants...))
		if err == nil {
			return list
		}
	}
	return []byte("[" + string(body) + "]")
}

var markupTag = regexp.MustCompile(`</?(?:b|i|em|sup|span)\b[^<>]*>`)

// words makes texts comparable: no white space, markup or character references.
func words(s string) string {
	s = markupTag.ReplaceAllString(html.UnescapeString(html.UnescapeString(s)), "")
	return strings.Join(strings.Fields(strings.ReplaceAll(s, "\ufeff", "")), "")
}
