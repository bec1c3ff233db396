package cli_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"earshot/internal/cli/clitest"
)

// TestUnknownNamesAreErrors: a name that a flag or a query has and that there is
// none of is an error that says what may be meant, and makes no database.
func TestUnknownNamesAreErrors(t *testing.T) {
	dir := t.TempDir()
	config := "brands:\n  - {name: Northwind, query: northwind}\n"
	if err := os.WriteFile(filepath.Join(dir, "earshot.yaml"), []byte(config), 0o600); err != nil {
		t.Fatal(err)
	}
	for want, args := range map[string][]string{
		`did you mean "Northwind"?`:   {"--brand", "northwnd"},
		"did you mean mastodon?":      {"--platform", "mastodn"},
		"did you mean x?":             {"--platform", "twitter"},
		"did you mean de?":            {"--language", "german"},
		"did you mean platform:feed?": {"--query", "platform:fed"},
		"did you mean lang:pt?":       {"--query", "lang:portuguese"},
		"write northwind":             {"--query", "title:northwind"},
		"terms have no weight":        {"--query", "northwind^2"},
	} {
		commands := [][]string{{"export", "posts"}}
		if args[0] == "--brand" {
			commands = append(commands, []string{"export", "trends"}, []string{"reanalyze"})
		}
		for _, command := range commands {
			got := clitest.Run(t, dir, append(command, args...)...).Want(t, 2)
			if !strings.Contains(got.Err, want) {
				t.Errorf("%v %v: %s", command, args, got.Err)
			}
		}
	}
	if _, err := os.Stat(filepath.Join(dir, "data")); err == nil {
		t.Error("a database was made")
	}
}

func TestQueryCheckGivesNotices(t *testing.T) {
	got := clitest.Run(t, t.TempDir(), "query", "check", "northwind not airline, please").Want(t, 0)
	for _, want := range []string{`character 11: "not" is looked for as a word`, "character 22: commas make no difference"} {
		if !strings.Contains(got.Err, want) {
			t.Errorf("%q is not in %s", want, got.Err)
		}
	}
}

func TestQueryCheckSaysWhatArabicWordsFind(t *testing.T) {
	t.Parallel()
	got := clitest.Run(t, t.TempDir(), "query", "check", "مقهى OR coffee").Want(t, 0)
	if want := "مقهي is found behind particles too: المقهي"; !strings.Contains(got.Err, want) || !strings.Contains(got.Err, "للمقهي") {
		t.Errorf("%q is not in %s", want, got.Err)
	}
}

func TestHelpIsWorthReading(t *testing.T) {
	t.Parallel()
	got := clitest.Run(t, t.TempDir(), "--help").Want(t, 0)
	for _, word := range []string{"run", "demo", "crawl", "export", "analyze", "query", "doctor", "migrate", "--data", "--log-level"} {
		if !strings.Contains(got.Out, word) {
			t.Errorf("--help lacks %q:\n%s", word, got.Out)
		}
	}
}

func TestWrongUsage(t *testing.T) {
	t.Parallel()
	for _, args := range [][]string{
		{"listen"}, {"crawl"}, {"export", "trends", "--by", "year"}, {"export", "posts", "--from", "yesterday"},
		{"export", "posts", "--from", "2026-02-01", "--to", "2026-01-01"}, {"export", "posts", "--emotion", "glee"}, {"export", "posts", "--sentiment", "good"}, {"analyze", "text", "--brand", "=coffee"},
		{"export", "trends", "--intent", "x"}, {"export", "corrections", "--format", "ods"}, {"run"}, {"run", "-c", "none.yaml"},
		{"query", "check", "NOT"},
	} {
		t.Run(strings.Join(args, " "), func(t *testing.T) {
			got := clitest.Run(t, t.TempDir(), args...).Want(t, 2)
			if got.Out != "" || !strings.HasPrefix(got.Err, "earshot: ") {
				t.Errorf("stdout %q, stderr %q", got.Out, got.Err)
			}
		})
	}
}

func TestQueryCheck(t *testing.T) {
	t.Parallel()
	good := clitest.Run(t, t.TempDir(), "query", "check", "Northwind  OR (#northwind  -airline)").Want(t, 0)
	if !strings.Contains(good.Out, "northwind OR") {
		t.Errorf("normal form = %q", good.Out)
	}
	bad := clitest.Run(t, t.TempDir(), "query", "check", "(北风 OR northwind").Want(t, 2)
	if !strings.Contains(bad.Err, "^") {
		t.Errorf("no caret:\n%s", bad.Err)
	}
}

func TestAnalyzeText(t *testing.T) {
	t.Parallel()
	lines := "I love this grinder, it is wonderful\nDies ist die schlechteste Maschine, furchtbar laut\n\n"
	got := clitest.RunWith(t, t.TempDir(), lines, "analyze", "text").Want(t, 0)
	var labels, languages []string
	for _, line := range strings.Split(strings.TrimSpace(got.Out), "\n") {
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

// TestAnalyzeTextOfBrands: a line says what it says of each brand it mentions, and how
// sure that is.
func TestAnalyzeTextOfBrands(t *testing.T) {
	t.Parallel()
	lines := "I love Northwind, it is wonderful\nThe cup co opens at nine\n\n"
	got := clitest.RunWith(t, t.TempDir(), lines, "analyze", "text", "--brand", "Northwind", "--brand", `Cups="cup co"`).Want(t, 0)
	type toward struct {
		Brand, Label string
		Sure, Own    bool
		Positive     float64
	}
	var brands []string
	for _, line := range strings.Split(strings.TrimSpace(got.Out), "\n") {
		var a struct {
			Label    string
			Sure     *bool
			Positive float64
			Toward   []toward
		}
		if err := json.Unmarshal([]byte(line), &a); err != nil || a.Sure == nil || a.Toward == nil {
			t.Fatalf("line %q: %v", line, err)
		}
		for _, of := range a.Toward {
			brands = append(brands, of.Brand)
			if whole := (toward{of.Brand, a.Label, *a.Sure, false, a.Positive}); !of.Own && of != whole {
				t.Errorf("%+v, and as a whole %+v", of, whole)
			}
		}
	}
	if want := "Northwind Cups"; strings.Join(brands, " ") != want {
		t.Errorf("brands = %q, want %q", brands, want)
	}
}

// TestConfigurationFaults wants the file, the line and the word at fault.
func TestConfigurationFaults(t *testing.T) {
	t.Parallel()
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
			got := clitest.Run(t, dir, "crawl", "--once").Want(t, 2)
			if !strings.Contains(got.Err, c.want) {
				t.Errorf("stderr lacks %q:\n%s", c.want, got.Err)
			}
		})
	}
}
