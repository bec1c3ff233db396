package cli_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestHelpIsWorthReading(t *testing.T) {
	got := earshot(t, t.TempDir(), "--help").want(t, 0)
	for _, word := range []string{"run", "demo", "crawl", "export", "analyze", "query", "doctor", "migrate", "--data", "--log-level"} {
		if !strings.Contains(got.out, word) {
			t.Errorf("--help lacks %q:\n%s", word, got.out)
		}
	}
}

func TestWrongUsage(t *testing.T) {
	for _, args := range [][]string{
		{"listen"}, {"crawl"}, {"export", "trends", "--by", "year"}, {"export", "posts", "--from", "yesterday"},
		{"export", "posts", "--from", "2026-02-01", "--to", "2026-01-01"}, {"export", "posts", "--emotion", "glee"},
		{"export", "trends", "--intent", "x"}, {"export", "corrections", "--format", "csv"}, {"run"}, {"run", "-c", "none.yaml"},
		{"query", "check", "NOT"},
	} {
		t.Run(strings.Join(args, " "), func(t *testing.T) {
			got := earshot(t, t.TempDir(), args...).want(t, 2)
			if got.out != "" || !strings.HasPrefix(got.err, "earshot: ") {
				t.Errorf("stdout %q, stderr %q", got.out, got.err)
			}
		})
	}
}

func TestQueryCheck(t *testing.T) {
	good := earshot(t, t.TempDir(), "query", "check", "Northwind  OR (#northwind  -airline)").want(t, 0)
	if !strings.Contains(good.out, "northwind OR") {
		t.Errorf("normal form = %q", good.out)
	}
	bad := earshot(t, t.TempDir(), "query", "check", "(北风 OR northwind").want(t, 2)
	if !strings.Contains(bad.err, "^") {
		t.Errorf("no caret:\n%s", bad.err)
	}
}

func TestAnalyzeText(t *testing.T) {
	lines := "I love this grinder, it is wonderful\nDies ist die schlechteste Maschine, furchtbar laut\n\n"
	got := earshotWith(t, t.TempDir(), lines, "analyze", "text").want(t, 0)
	var labels, languages []string
	for _, line := range strings.Split(strings.TrimSpace(got.out), "\n") {
		var a struct {
			Label, Language             string
			Negative, Neutral, Positive float64
			Keywords                    []string
			Why                         []struct{ Text string }
		}
		if err := json.Unmarshal([]byte(line), &a); err != nil {
			t.Fatalf("line %q: %v", line, err)
		}
		labels, languages = append(labels, a.Label), append(languages, a.Language)
	}
	if want := "positive negative "; strings.Join(labels, " ") != want {
		t.Errorf("labels = %q, want %q", labels, want)
	}
	if languages[0] != "en" || languages[1] != "de" {
		t.Errorf("languages = %q", languages)
	}
}

// TestConfigurationFaults wants the file, the line and the word at fault.
func TestConfigurationFaults(t *testing.T) {
	for name, c := range map[string]struct{ file, want string }{
		"unknown key":      {"brands: []\nsuorces: []\n", "earshot.yaml:2: "},
		"bad cron line":    {"sources:\n  - name: a\n    platform: feed\n    urls: [https://x.example/feed]\n    schedule: '61 * * * *'\n", "earshot.yaml:5: sources[0].schedule"},
		"unknown platform": {"sources:\n  - name: a\n    platform: myspace\n", "earshot.yaml:3: sources[0].platform"},
		"nothing to read":  {"sources:\n  - name: a\n    platform: feed\n", "earshot.yaml:2: sources[0]"},
	} {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			if err := os.WriteFile(filepath.Join(dir, "earshot.yaml"), []byte(c.file), 0o600); err != nil {
				t.Fatal(err)
			}
			got := earshot(t, dir, "crawl", "--once").want(t, 2)
			if !strings.Contains(got.err, c.want) {
				t.Errorf("stderr lacks %q:\n%s", c.want, got.err)
			}
		})
	}
}
