package source

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"earshot/internal/cli/clitest"
)

// plazaWorld starts the invented forum and a folder with a configuration that may
// read it. extra are lines of the configuration.
func plazaWorld(t *testing.T, extra string) (dir, base string) {
	t.Helper()
	server := httptest.NewServer(plaza{now: time.Now().UTC()}.handler())
	t.Cleanup(server.Close)
	dir = t.TempDir()
	writeFile(t, filepath.Join(dir, "earshot.yaml"), "crawler: {contact: 'mailto:test@earshot.example', allow_private_networks: true, delay: 0s}\n"+extra)
	return dir, server.URL
}

func writeFile(t *testing.T, path, text string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}

func readFile(t *testing.T, path string) string {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

const plazaReplies = `
replies:
  take: {thread: {json: thread_id}}
  request:
    path: /api/v2/threads/{thread}/answers
    query: [{name: after, value: '{cursor}'}]
  paging: {kind: cursor, cursor: {json: result.next}}
  unordered: true
  items: {json: result.answers}
  fields:
    id: {json: answer_id}
    url: {value: '{post.url}#{id}'}
    author_handle: {json: nick}
    text: {json: body_html, filters: [html]}
    created: {json: posted, filters: [unix]}
`

// TestPlatformFromAnAnswer goes the way of docs/platforms.md: a file is begun from
// an answer, tried, given replies, tried again, and crawled.
func TestPlatformFromAnAnswer(t *testing.T) {
	t.Parallel()
	dir, base := plazaWorld(t, "sources:\n  - {name: plaza-coffee, platform: plaza, tags: [coffee], comments: 1, keep: all}\nbrands: [{name: Northwind, query: northwind}]\n")
	address := base + "/api/v2/threads?board=coffee&page=0"
	begun := clitest.Run(t, dir, "source", "new", "plaza", address).Want(t, 0)
	if !strings.Contains(begun.Out, "10 of 10 items are posts") {
		t.Errorf("begun:\n%s", begun.Out)
	}
	path := filepath.Join(dir, "platforms", "plaza.yaml")
	file := readFile(t, path)
	if schema := readFile(t, filepath.Join(dir, "platforms", "platform.schema.json")); !json.Valid([]byte(schema)) || !strings.HasPrefix(file, "# yaml-language-server: $schema=platform.schema.json\n") {
		t.Errorf("the schema is not there for an editor:\n%.200s", file)
	}
	again := clitest.Run(t, dir, "source", "new", "plaza", address).Want(t, 1)
	if !strings.Contains(again.Err, "not overwritten") || readFile(t, path) != file {
		t.Errorf("begun twice: %s", again.Err)
	}
	tried := clitest.Run(t, dir, "source", "test", "platforms/plaza.yaml").Want(t, 0)
	for _, want := range []string{"tag:coffee: ok", "further page  " + base + "/api/v2/threads?board=coffee&page=1", "10 items, 10 posts", "understood    url, author, title, text, images, likes, comments", "20 of 20 posts mention a brand"} {
		if !strings.Contains(tried.Out, want) {
			t.Errorf("%q is not in\n%s", want, tried.Out)
		}
	}
	writeFile(t, path, file+plazaReplies)
	report := tryJSON(t, dir, 0)
	if got := report.answers("replies"); !report.OK || got != 1 {
		t.Errorf("%d answers with replies, ok %v", got, report.OK)
	}
	clitest.Run(t, dir, "crawl", "--once").Want(t, 0)
	posts := clitest.Run(t, dir, "export", "posts").Want(t, 0).Out
	if got := strings.Count(posts, "\n"); got != plazaThreads+24 {
		t.Errorf("%d posts were stored, want %d threads and 24 answers", got, plazaThreads)
	}
}

// fileReport is what source test FILE --json prints.
type fileReport struct {
	OK     bool
	Faults []fault
	Lanes  []struct {
		Lane    string
		Answers []struct {
			For   string
			Items int
			Posts []json.RawMessage
		}
		Faults, Notes []fault
		Contract      []struct{ Check, Says string }
	}
}

type fault struct {
	Line      int
	Key, Says string
}

func (r fileReport) answers(kind string) int {
	n := 0
	for _, l := range r.Lanes {
		for _, a := range l.Answers {
			if a.For == kind && len(a.Posts) > 0 {
				n++
			}
		}
	}
	return n
}

func tryJSON(t *testing.T, dir string, code int, more ...string) fileReport {
	t.Helper()
	got := clitest.Run(t, dir, append([]string{"source", "test", "platforms/plaza.yaml", "--json"}, more...)...).Want(t, code)
	var r fileReport
	if err := json.Unmarshal([]byte(got.Out), &r); err != nil {
		t.Fatalf("%v\n%s", err, got.Out)
	}
	return r
}

// plazaFile is a good file of the invented forum, with two lists.
const plazaFile = `platform: plaza
title: Plaza
reads: threads of boards (tags), reviews of products (queries)
format: json
engagement: true
base_url: %s
example: {tags: [coffee]}
lanes:
  - {name: board, from: tags}
  - name: reviews
    from: queries
    request:
      path: /api/v2/reviews
      query: [{name: product, value: '{query}'}, {name: offset, value: '{page}'}]
    paging: {kind: page, step: 5, size: 5, total: count}
    items: {json: reviews}
    fields:
      id: {value: 'review/{item.review}'}
      url: {value: '{base}/reviews#{item.review}'}
      author_handle: {json: by}
      text: {json: comment}
      created: {json: written, filters: [{time: '02.01.2006 15:04'}]}
request:
  path: /api/v2/threads
  query: [{name: board, value: '{tag}'}, {name: page, value: '{page}'}]
paging: {kind: page, first: 0, pages: result.total_pages}
errors:
  - {json: reason, state: broken, message: the forum does not accept the request}
items: {json: result.threads}
fields:
  id: {json: thread_id}
  url: {value: '{base}{item.permalink}'}
  author_handle: {json: opener.nick}
  title: {json: subject}
  text: {json: body_html, filters: [html]}
  created: {json: posted, filters: [unix]}
  likes: {json: score}
  comments: {json: answer_total}
` + plazaReplies

// TestPlatformFileSaysWhy: what is wrong with a file is said where it stands, also
// where it shows only in what comes back.
func TestPlatformFileSaysWhy(t *testing.T) {
	t.Parallel()
	dir, base := plazaWorld(t, "")
	good := fmt.Sprintf(plazaFile, base)
	path := filepath.Join(dir, "platforms", "plaza.yaml")
	writeFile(t, path, good)
	if r := tryJSON(t, dir, 0, "--query", "espresso", "--tag", "tea"); !r.OK || len(r.Lanes) != 2 || r.answers("further page") != 2 {
		t.Errorf("the good file: %+v", r)
	}
	for _, tc := range []struct {
		name, old, new string
		line           int
		want           string
	}{
		{"unknown key", "  title: {json", "  titel: {json", 34, "unknown key; did you mean title?"},
		{"placeholder", "'{tag}'", "'{tog}'", 25, "unknown placeholder {tog}; did you mean {tag}?"},
		{"path of the list", "result.threads", "result.thread", 29, "did you mean threads?"},
		{"path of a field", "id: {json: thread_id}", "id: {json: tread_id}", 31, "it has no id"},
		{"time", "created: {json: posted, filters: [unix]}\n  likes", "created: {json: posted}\n  likes", 36, "which wants filters: [unix]"},
		{"first page", "first: 0, ", "", 26, "page 0 holds 10 posts that page 1 does not: write first: 0"},
		{"condition", "items: {json: result.threads}", "items: {json: result.threads}\nwhere: [{json: pinned, equals: 'maybe'}]", 30, "leaves out 10 of 10 items"},
		{"page by another name", "{name: page, value", "{name: pg, value", 26, "the second page holds the posts of the first again"},
		{"refusal", "tags: [coffee]", "tags: [wine]", 28, "the answer counts as a refusal"},
		{"reply", "items: {json: result.answers}", "items: {json: result.answer}", 47, "did you mean answers?"},
		{"counts that are not promised", "engagement: true\n", "", 0, "on a platform that gives none"},
	} {
		text := strings.Replace(good, tc.old, tc.new, 1)
		if text == good {
			t.Fatalf("%s: %q is not in the file", tc.name, tc.old)
		}
		writeFile(t, path, text)
		r := tryJSON(t, dir, 1)
		found, all := false, r.Faults
		for _, l := range r.Lanes {
			all = append(all, l.Faults...)
			for _, c := range l.Contract {
				all = append(all, fault{Says: c.Says})
			}
		}
		for _, f := range all {
			found = found || f.Line == tc.line && strings.Contains(f.Says, tc.want)
		}
		if r.OK || !found {
			t.Errorf("%s: %q at line %d is not among %+v", tc.name, tc.want, tc.line, all)
		}
	}
	writeFile(t, path, strings.Replace(good, "opener.nick", "opener.nik", 1))
	if r := tryJSON(t, dir, 0); len(r.Lanes[0].Notes) == 0 || !strings.Contains(r.Lanes[0].Notes[0].Says, "did you mean nick?") {
		t.Errorf("a field that yields nothing: %+v", r.Lanes)
	}
}

// TestPlatformsOfManyFaults: loading the platforms names the faults of all files.
func TestPlatformsOfManyFaults(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	writeFile(t, filepath.Join(dir, "platforms", "a.yaml"), "platform: a\ntitel: A\nformat: xml\n")
	writeFile(t, filepath.Join(dir, "platforms", "b.yaml"), "platform: b\nlanes: [{name: x, from: tag}]\n")
	got := clitest.Run(t, dir, "source", "list").Want(t, 2)
	for _, want := range []string{"a.yaml:2: titel: unknown key; did you mean title?", `a.yaml:3: format: "xml"`, `b.yaml:2: lanes[0].from: "tag"`, "did you mean tags?"} {
		if !strings.Contains(got.Err, want) {
			t.Errorf("%q is not in\n%s", want, got.Err)
		}
	}
}

// TestSourceNewIsPolite: robots.txt and the guard of private networks hold for it
// too, and what needs no file is not given one.
func TestSourceNewIsPolite(t *testing.T) {
	t.Parallel()
	dir, base := plazaWorld(t, "")
	mux := http.NewServeMux()
	asked := 0
	mux.HandleFunc("GET /robots.txt", func(w http.ResponseWriter, _ *http.Request) { fmt.Fprint(w, "User-agent: *\nDisallow: /api\n") })
	mux.HandleFunc("GET /api", func(http.ResponseWriter, *http.Request) { asked++ })
	mux.HandleFunc("GET /feed", func(w http.ResponseWriter, _ *http.Request) {
		fmt.Fprint(w, `<?xml version="1.0"?><rss version="2.0"><channel/></rss>`)
	})
	closed := httptest.NewServer(mux)
	t.Cleanup(closed.Close)
	guarded := t.TempDir()
	writeFile(t, filepath.Join(guarded, "earshot.yaml"), "crawler: {contact: 'mailto:test@earshot.example'}\n")
	for _, tc := range []struct {
		dir, name, address string
		code               int
		want               string
	}{
		{dir, "closed", closed.URL + "/api", 1, "robots.txt"},
		{dir, "feed2", closed.URL + "/feed", 2, "platform: feed and urls"},
		{guarded, "plaza", base + "/api/v2/threads?board=tea", 2, "allow_private_networks"},
		{dir, "mastodon", base + "/api/v2/threads?board=tea", 2, "there is a platform \"mastodon\" already"},
		{dir, "../plaza", base + "/api/v2/threads?board=tea", 2, "is no name"},
		{dir, "wine", base + "/api/v2/threads?board=wine", 2, "holds no list of objects"},
	} {
		got := clitest.Run(t, tc.dir, "source", "new", tc.name, tc.address).Want(t, tc.code)
		if !strings.Contains(got.Err, tc.want) {
			t.Errorf("%s %s: %q is not in %s", tc.name, tc.address, tc.want, got.Err)
		}
		if _, err := os.Stat(filepath.Join(tc.dir, "platforms", tc.name+".yaml")); err == nil {
			t.Errorf("%s: a file was written", tc.name)
		}
	}
	if asked > 0 {
		t.Errorf("what robots.txt forbids was asked for %d times", asked)
	}
}
