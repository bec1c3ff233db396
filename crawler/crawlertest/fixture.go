package crawlertest

import (
	"encoding/json"
	"flag"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"earshot/crawler"
	"earshot/crawler/conformance"
	"earshot/internal/social"
)

var update = flag.Bool("update", false, "write what adapters make of their fixtures down as what is expected")

// Fixture is a recorded answer: NAME.fixture.json, with the body in a file of
// its own. What an adapter makes of it is in NAME.golden.json.
type Fixture struct {
	name string
	// Source, Lane and Since are the scope the answer was asked in. Credentials are
	// the source's, which it is never written with.
	Source      social.Source
	Credentials map[string]string
	Lane        string
	Since       time.Time
	// Request is what was asked.
	Request crawler.Request
	// URL is the final address; the request's when empty.
	URL    string
	Header http.Header
	// At is when the answer came.
	At time.Time
	// Body is the name of the file with the body.
	Body string

	body []byte
}

func load(t *testing.T, dir string) []Fixture {
	t.Helper()
	names, err := filepath.Glob(filepath.Join(dir, "*.fixture.json"))
	if err != nil || len(names) == 0 {
		t.Fatalf("no fixtures in %s: %v", dir, err)
	}
	var fixtures []Fixture
	for _, name := range names {
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		f := Fixture{name: strings.TrimSuffix(name, ".fixture.json")}
		if err := json.Unmarshal(data, &f); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		f.Source.Credentials = f.Credentials
		if f.body, err = os.ReadFile(filepath.Join(dir, f.Body)); err != nil {
			t.Fatal(err)
		}
		if f.URL == "" {
			f.URL = f.Request.URL
		}
		fixtures = append(fixtures, f)
	}
	return fixtures
}

// Answers are the recorded answers in a folder, by the names of their fixtures.
func Answers(t *testing.T, dir string) map[string]conformance.Answer {
	t.Helper()
	answers := map[string]conformance.Answer{}
	for _, f := range load(t, dir) {
		answers[f.name] = f.answer()
	}
	return answers
}

// answer is the recorded answer.
func (f Fixture) answer() conformance.Answer {
	return conformance.Answer{
		Scope:   crawler.Scope{Source: f.Source, Lane: f.Lane, Since: f.Since},
		Request: f.Request, URL: f.URL, Header: f.Header, Body: f.body, At: f.At,
	}
}
