package cases

import (
	"bytes"
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"earshot/internal/cli/clitest"
	"earshot/internal/social"
)

// written is the address that feeds and pages of the folder give themselves.
const written = "http://127.0.0.1:18931"

// site serves the folder on loopback, with the headers that stand beside a file,
// and with its own address in the place of the one written in the files.
type site struct {
	*httptest.Server
	// edit changes what is served, where it is not nil.
	edit func([]byte) []byte
	// places are files that are served under another path.
	places map[string]string
}

func newSite(t *testing.T) *site {
	s := &site{places: map[string]string{}}
	s.Server = httptest.NewServer(http.HandlerFunc(s.answer))
	t.Cleanup(s.Close)
	return s
}

func (s *site) answer(w http.ResponseWriter, r *http.Request) {
	name := strings.TrimPrefix(r.URL.Path, "/")
	if file, ok := s.places[r.URL.Path]; ok {
		name = file
	}
	body, err := os.ReadFile(filepath.Join(folder, filepath.Clean("/"+name)))
	if err != nil {
		http.NotFound(w, r)
		return
	}
	headers := map[string]string{"Content-Type": map[string]string{
		".xml": "application/xml", ".html": "text/html", ".json": "application/json"}[filepath.Ext(name)]}
	if beside, err := os.ReadFile(filepath.Join(folder, name+".headers")); err == nil {
		if err := json.Unmarshal(beside, &headers); err != nil {
			http.Error(w, err.Error(), http.StatusInternalServerError)
			return
		}
	}
	for key, value := range headers {
		w.Header().Set(key, value)
	}
	body = bytes.ReplaceAll(body, []byte(written), []byte(s.URL))
	if s.edit != nil {
		body = s.edit(body)
	}
	_, _ = w.Write(body)
}

// work makes a folder with a configuration that may read loopback, and listens
// for Brewline at the given sources (YAML, indented by two).
func work(t *testing.T, sources string) *clitest.World {
	t.Helper()
	w := &clitest.World{Dir: t.TempDir()}
	file := `
brands:
  - {name: Brewline, query: 'Brewline OR 布鲁莱恩'}
crawler: {allow_private_networks: true, delay: 0s}
sources:
` + sources
	if sources == "" {
		file += "  []\n"
	}
	if err := os.WriteFile(filepath.Join(w.Dir, "earshot.yaml"), []byte(file), 0o600); err != nil {
		t.Fatal(err)
	}
	return w
}

// look reads a file of the folder as source test does and returns what it found.
func look(t *testing.T, file string, flags ...string) []social.Post {
	t.Helper()
	return lookAt(t, newSite(t).URL+"/"+file, flags...)
}

func lookAt(t *testing.T, what string, flags ...string) []social.Post {
	t.Helper()
	return lookIn(t, work(t, ""), what, flags...)
}

// lookIn is look for a source of the configuration or an address.
func lookIn(t *testing.T, w *clitest.World, what string, flags ...string) []social.Post {
	t.Helper()
	got := w.Run(t, append([]string{"source", "test", what, "--json"}, flags...)...)
	var posts []social.Post
	for line := range strings.Lines(got.Out) {
		var p social.Post
		if err := json.Unmarshal([]byte(line), &p); err != nil {
			t.Logf("not a post: %s%s", line, got.Err)
			continue
		}
		posts = append(posts, p)
	}
	if len(posts) == 0 {
		t.Logf("exit code %d: %s", got.Code, got.Err)
	}
	return posts
}

// pick writes something of each post.
func pick(posts []social.Post, what func(social.Post) string) []string {
	var all []string
	for _, p := range posts {
		all = append(all, what(p))
	}
	return all
}

func title(p social.Post) string { return p.Title }
func text(p social.Post) string  { return p.Text }

// moment is a time to the minute, or "undated".
func moment(p social.Post) string {
	if p.CreatedAt.IsZero() || p.DateFrom == social.DateSeen {
		return "undated"
	}
	return p.CreatedAt.UTC().Format("2006-01-02T15:04Z")
}

// day is the day of publication, or "undated".
func day(p social.Post) string { return strings.Split(moment(p), "T")[0] }

// opening is the first runes of a text.
func opening(s string, n int) string {
	runes := []rune(s)
	return string(runes[:min(n, len(runes))])
}
