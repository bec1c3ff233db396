package cli

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"earshot/analyzer/sentiment/train"
	"earshot/internal/social"
)

func TestLabelledFiles(t *testing.T) {
	for _, tc := range []struct {
		name, text string
		want       []labelled
		fault      string
	}{
		{"a.tsv", "1\tvery good coffee indeed\n", []labelled{{Row: train.Row{Label: 1, Text: "very good coffee indeed"}, Language: "en"}}, ""},
		{
			"a.ndjson", `{"platform":"lemmy","id":"1","language":"zh","label":"negative","text":"难喝"}` + "\n\n" + `{"label":"neutral","text":"a cup of coffee on the table"}` + "\n",
			[]labelled{{Row: train.Row{Label: -1, Text: "难喝"}, Language: "zh", Platform: "lemmy"}, {Row: train.Row{Label: 0, Text: "a cup of coffee on the table"}, Language: "en"}}, "",
		},
		{"b.ndjson", `{"label":"good","text":"x"}`, nil, `b.ndjson:1: the label is "good"`},
		{"c.ndjson", "{\"label\":\"neutral\",\"text\":\"x\"}\n{", nil, "c.ndjson:2: "},
	} {
		path := filepath.Join(t.TempDir(), tc.name)
		if err := os.WriteFile(path, []byte(tc.text), 0o600); err != nil {
			t.Fatal(err)
		}
		got, err := readPosts([]string{path})
		if tc.fault != "" {
			if err == nil || !strings.Contains(err.Error(), tc.fault) || social.CodeOf(err) != social.CodeInvalid {
				t.Errorf("%s: error %v", tc.name, err)
			}
			continue
		}
		if diff := cmp.Diff(tc.want, got); err != nil || diff != "" {
			t.Errorf("%s: %v (-want +got)\n%s", tc.name, err, diff)
		}
	}
}
