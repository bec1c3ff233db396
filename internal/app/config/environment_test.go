package config_test

import (
	"strings"
	"testing"
	"time"

	"earshot/internal/app/config"
	"earshot/internal/social"
)

// TestEnvironmentFaultsNameTheVariable whether a value cannot be read or is not allowed, and
// no others.
func TestEnvironmentFaultsNameTheVariable(t *testing.T) {
	for _, tt := range []struct {
		environ []string
		want    []string
	}{
		{[]string{"EARSHOT_CRAWLER_DELAY=soon", "EARSHOT_CRAWLER_MAX_PAGES=x", "EARSHOT_CRAWLER_TIMEOUT=5s", "EARSHOT_CRAWLER_KEEP_WARC=perhaps"}, []string{
			`environment: EARSHOT_CRAWLER_DELAY (crawler.delay): "soon" is not a length of time: write 90s, 15m, 2h, 30d or @daily`,
			`environment: EARSHOT_CRAWLER_KEEP_WARC (crawler.keep_warc): "perhaps" is no true or false`,
			`environment: EARSHOT_CRAWLER_MAX_PAGES (crawler.max_pages): "x" is no number`,
		}},
		{[]string{"EARSHOT_CRAWLER_ROBOTS=yes"}, []string{`environment: EARSHOT_CRAWLER_ROBOTS (crawler.robots): "yes" is neither pages nor strict`}},
		{[]string{"EARSHOT_CRAWLER_PICTURES_PER_DAY=-5"}, []string{"environment: EARSHOT_CRAWLER_PICTURES_PER_DAY (crawler.pictures.per_day): "}},
		{[]string{"EARSHOT_CRAWLER_DEALY=5s", "EARSHOT_CRAWLER_PORT=tcp://10.0.0.1:80", "EARSHOT_LIBCHDB=/lib"}, []string{"environment: EARSHOT_CRAWLER_DEALY is no setting: did you mean EARSHOT_CRAWLER_DELAY?"}},
	} {
		_, err := config.Parse("test.yaml", []byte("crawler:\n  robots: strict\n"), tt.environ)
		if social.CodeOf(err) != social.CodeInvalid {
			t.Fatalf("%v: %v", tt.environ, err)
		}
		lines := strings.Split(err.Error(), "\n")
		for i, line := range lines {
			if i >= len(tt.want) || !strings.HasPrefix(line, tt.want[i]) {
				t.Errorf("%v: %s, want %q", tt.environ, line, tt.want)
			}
		}
		if len(lines) != len(tt.want) {
			t.Errorf("%v: %d faults, want %d", tt.environ, len(lines), len(tt.want))
		}
	}
}

// TestVariablesOfCredentialsAreNotMisspelt: a name that the configuration itself uses is meant,
// however near it is to that of a setting.
func TestVariablesOfCredentialsAreNotMisspelt(t *testing.T) {
	const file = "sources: [{name: a, platform: x, credentials: {token: \"env:EARSHOT_LLM_APIKEY\"}}]\n"
	c, err := config.Parse("test.yaml", []byte(file), []string{"EARSHOT_LLM_APIKEY=s3cret"})
	if err != nil {
		t.Fatal(err)
	}
	if got := c.Sources[0].Credentials["token"]; got != "s3cret" {
		t.Errorf("the token is %q", got)
	}
}

// TestLengthsAreWrittenAlike in the file and in the environment.
func TestLengthsAreWrittenAlike(t *testing.T) {
	for text, want := range map[string]time.Duration{"@daily": 24 * time.Hour, "1d": 24 * time.Hour, "24h": 24 * time.Hour, "90d": 90 * 24 * time.Hour} {
		file, err := config.Parse("test.yaml", []byte("backup: {to: /b, every: \""+text+"\"}\nsources: [{name: a, platform: feed, history: \""+text+"\", refresh: \""+text+"\"}]\n"), nil)
		if err != nil {
			t.Fatal(err)
		}
		variable, err := config.Parse("test.yaml", nil, []string{"EARSHOT_BACKUP_TO=/b", "EARSHOT_BACKUP_EVERY=" + text})
		if err != nil {
			t.Fatal(err)
		}
		for _, got := range []config.Duration{file.Backup.Every, variable.Backup.Every, file.Sources[0].History, *file.Sources[0].Refresh} {
			if got.Std() != want {
				t.Errorf("%s is %v", text, got)
			}
		}
	}
}

// TestFileOfWindows: a configuration that an editor saved as UTF-16, or with a mark.
func TestFileOfWindows(t *testing.T) {
	const text = "brands:\n  - {name: Kröger, query: kröger}\n"
	utf16 := []byte{0xff, 0xfe}
	for _, r := range text {
		utf16 = append(utf16, byte(r), byte(r>>8))
	}
	for name, data := range map[string][]byte{"UTF-16": utf16, "a mark": []byte("\xef\xbb\xbf" + text)} {
		c, err := config.Parse("test.yaml", data, nil)
		if err != nil || len(c.Brands) != 1 || c.Brands[0].Name != "Kröger" {
			t.Errorf("%s: %+v, %v", name, c.Brands, err)
		}
	}
}
