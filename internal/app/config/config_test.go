package config_test

import (
	"os"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"earshot/internal/app/config"
	"earshot/internal/social"
)

func TestExampleLoads(t *testing.T) {
	c, err := config.Load("../../../configs/earshot.example.yaml", nil)
	if err != nil {
		t.Fatal(err)
	}
	want := social.Source{
		Name: "roaster-blogs", Platform: "feed", URLs: []string{"https://roaster.example/feed.xml"},
		Keep: social.KeepAll, Schedule: "every 1h", Refresh: 7 * 24 * time.Hour, Revisits: 20,
	}
	if diff := cmp.Diff(want, c.Sources[2].Social()); diff != "" {
		t.Errorf("third source (-want +got):\n%s", diff)
	}
	if got := c.Sources[0].Social(); got.Revisits != 50 || !got.Eager {
		t.Errorf("the first source reads %d posts again, want 50", got.Revisits)
	}
	if got := c.Sources[1].Social(); got.Schedule != "0 */2 * * *" || got.Refresh != 48*time.Hour || got.History != 90*24*time.Hour {
		t.Errorf("second source = %+v", got)
	}
}

func TestEnvironmentOverrides(t *testing.T) {
	c, err := config.Parse("test.yaml", []byte("crawler: {contact: 'mailto:a@b.example', delay: 2s}\n"),
		[]string{"EARSHOT_CRAWLER_CONTACT=https://b.example/bot", "EARSHOT_STORAGE_DSN=clickhouse://h:9000/e", "OTHER=1"})
	if err != nil {
		t.Fatal(err)
	}
	if c.Crawler.Contact != "https://b.example/bot" || c.Storage.DSN != "clickhouse://h:9000/e" || c.Crawler.Delay.Std() != 2*time.Second {
		t.Errorf("config = %+v", c)
	}
}

func TestZone(t *testing.T) {
	for file, want := range map[string]string{"": "Asia/Kolkata", "dashboard: {time_zone: Asia/Shanghai}": "Asia/Shanghai"} {
		c, err := config.Parse("test.yaml", []byte(file), nil)
		if err != nil {
			t.Fatal(err)
		}
		zone, err := c.Zone([]string{"TZ=Asia/Kolkata"})
		if err != nil || zone.String() != want {
			t.Errorf("%q: %v, %v; want %s", file, zone, err, want)
		}
	}
}

// TestFaultsNameTheirLine reads files that are wrong and wants each fault with
// its line and what is wrong there.
func TestFaultsNameTheirLine(t *testing.T) {
	cases := []struct {
		name, file string
		want       []string
	}{
		{"unknown key", "brands: []\ncrawlr:\n  delay: 1s\n", []string{"test.yaml:2: there is no key \"crawlr\": did you mean \"crawler\"?"}},
		{"unknown nested key", "sources:\n  - name: a\n    platfrom: feed\n", []string{"test.yaml:3: there is no key \"platfrom\": did you mean \"platform\"? (in sources[0])"}},
		{"a key that is like none", "crawler: {user_agent: me}\n", []string{"test.yaml:1: there is no key \"user_agent\": choose among allow_private_networks, contact, delay, keep_warc, max_bytes,"}},
		{"a reserved sign", "sources:\n  - every: @daily\n", []string{"test.yaml:2: ", "every: \"@daily\""}},
		{"Latin-1", "brands:\n  - name: Kr\xf6ger\n", []string{"test.yaml:2: ", "UTF-8"}},
		{"a tab", "brands:\n\t- name: a\n", []string{"test.yaml:2: ", "indent with spaces"}},
		{"wrong type", "crawler:\n  max_pages: many\n", []string{"test.yaml:2: "}},
		{"bad length of time", "crawler:\n  delay: soon\n", []string{`"soon" is not a length of time`}},
		{"no time zone", "dashboard:\n  time_zone: Europe/Berln\n", []string{"test.yaml:2: dashboard.time_zone", "did you mean Europe/Berlin?"}},
		{"not YAML", "brands:\n  - name: [\n", []string{"test.yaml:"}},
		{"duplicate key", "crawler:\n  delay: 1s\n  delay: 2s\n", []string{"test.yaml:3: "}},
		{"bad query", "brands:\n  - name: N\n    query: '(northwind'\n", []string{"test.yaml:3: brands[0].query", "^"}},
		{"every fault at once", "brands:\n  - name: N\n    kind: enemy\n    query: n\n  - name: N\n    query: n\nsources:\n  - platform: feed\n    urls: ['ftp://x/']\n    every: 1h\n    schedule: '@daily'\n",
			[]string{"test.yaml:3: brands[0].kind: unknown kind \"enemy\"", "test.yaml:5: brands[1].name: there is a brand \"N\" already",
				"test.yaml:8: sources[0].name: a source needs a name", "test.yaml:9: sources[0].urls[0]: \"ftp://x/\"", "test.yaml:11: sources[0].schedule: give every or schedule"}},
		{"no pause on other people's servers", "crawler:\n  delay: 0s\n", []string{"test.yaml:2: crawler.delay: 0 is for servers of your own"}},
		{"opinion without endpoint", "llm:\n  opinion_model: m\n", []string{"test.yaml:2: llm.opinion_model: needs llm.base_url"}},
		{"opinion that is never asked", "llm:\n  base_url: http://127.0.0.1/v1\n  opinion_model: m\n  opinion_below: 0\n", []string{"test.yaml:3: llm.opinion_model: is never asked"}},
		{"odd figures", "llm:\n  opinion_below: 50\n  opinion_reach: -1\n  opinion_budget: 0\n",
			[]string{"test.yaml:2: llm.opinion_below: 50 is not a certainty", "test.yaml:3: llm.opinion_reach: -1 is less", "test.yaml:4: llm.opinion_budget: must be 1"}},
		{"a certainty that is none", "llm:\n  opinion_below: .nan\n", []string{"test.yaml:2: llm.opinion_below"}},
		{"caption without endpoint", "llm:\n  caption_model: m\n", []string{"test.yaml:2: llm.caption_model: needs llm.base_url"}},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			_, err := config.Parse("test.yaml", []byte(c.file), nil)
			if social.CodeOf(err) != social.CodeInvalid {
				t.Fatalf("error = %v, want an invalid one", err)
			}
			for _, want := range c.want {
				if !strings.Contains(err.Error(), want) {
					t.Errorf("error lacks %q:\n%v", want, err)
				}
			}
		})
	}
}

func TestOpinionSettings(t *testing.T) {
	c, err := config.Parse("test.yaml", []byte("llm: {base_url: 'http://127.0.0.1/v1', opinion_model: m}\n"), []string{"EARSHOT_LLM_OPINION_REACH=200", "EARSHOT_LLM_OPINION_BUDGET=40"})
	if err != nil {
		t.Fatal(err)
	}
	if c.LLM.OpinionBelow != 0.5 || c.LLM.OpinionReach != 200 || c.LLM.OpinionBudget != 40 {
		t.Errorf("settings %+v", c.LLM)
	}
	if c, err = config.Parse("test.yaml", nil, nil); err != nil || c.LLM.OpinionModel != "" || c.LLM.OpinionBudget != 500 || c.LLM.OpinionReach != 0 {
		t.Errorf("without any: %+v, %v", c.LLM, err)
	}
}

func TestMissingFile(t *testing.T) {
	if _, err := config.Load(t.TempDir()+"/none.yaml", nil); social.CodeOf(err) != social.CodeInvalid {
		t.Errorf("error = %v", err)
	}
}

func FuzzParse(f *testing.F) {
	example, err := os.ReadFile("../../../configs/earshot.example.yaml")
	if err != nil {
		f.Fatal(err)
	}
	f.Add(example)
	f.Add([]byte("brands: &a [*a]"))
	f.Add([]byte("crawler: {delay: -1d}"))
	f.Fuzz(func(t *testing.T, data []byte) {
		c, err := config.Parse("fuzz.yaml", data, nil)
		if err == nil && c.Crawler.Workers < 1 {
			t.Errorf("accepted workers = %d", c.Crawler.Workers)
		}
	})
}
