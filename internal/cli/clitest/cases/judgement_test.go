package cases

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"earshot/internal/cli/clitest"
)

// judgementCases are sentences that are easily read the wrong way round. What
// stands here is how many the built-in models read rightly now, which is not
// yet all of them.
func judgementCases() []situation {
	return []situation{
		{"negation.tsv", []string{"28 of 28 right"}, judged(1, 2)},
		{"sentiment-hard.tsv", []string{"12 of 12 right"}, judged(1, 2)},
	}
}

// wordCases are texts in which the brand's name, or an unknown one, is easily taken for
// words.
func wordCases() []situation {
	return []situation{
		{"language-short.tsv", []string{"4 of 4 right"}, judged(0, 1)},
		{"zh-brand.csv", []string{"0 parts of the brand's name are found: []"}, brandWhole},
	}
}

// judged counts the lines of a file whose text gets the label, or the language,
// that the file wants of it.
func judged(want, text int) func(*testing.T, string) []string {
	return func(t *testing.T, file string) []string {
		rows := table(t, file)
		var texts strings.Builder
		for _, row := range rows {
			texts.WriteString(row[text] + "\n")
		}
		got := clitest.RunWith(t, t.TempDir(), texts.String(), "analyze", "text").Want(t, 0)
		right := 0
		for i, line := range strings.Split(strings.TrimSpace(got.Out), "\n") {
			var read struct{ Label, Language string }
			if err := json.Unmarshal([]byte(line), &read); err != nil {
				t.Fatal(err)
			}
			if strings.HasPrefix(read.Label, rows[i][want]) || read.Language == rows[i][want] {
				right++
			} else {
				t.Logf("%q: want %s, got %s %s", rows[i][text], rows[i][want], read.Language, read.Label)
			}
		}
		return []string{fmt.Sprintf("%d of %d right", right, len(rows))}
	}
}

// brandWhole imports two posts on a brand and lists keywords, aspects and entities that
// are its name or have a part of it.
func brandWhole(t *testing.T, file string) []string {
	w := work(t, "")
	imports(t, w, 0, file, "--map", "id=id,text=text,when=created_at", "--platform", "x")
	parts, found := map[string]bool{}, map[string]bool{}
	for _, row := range stored(t, w) {
		for _, column := range []string{"keywords", "entities", "aspects"} {
			values, _ := row[column].([]any)
			for _, value := range values {
				word := fmt.Sprint(value)
				if aspect, ok := value.(map[string]any); ok {
					word = fmt.Sprint(aspect["term"])
				}
				found[word] = true
				for _, part := range []string{"布鲁", "鲁莱", "莱恩"} {
					if strings.Contains(word, part) {
						parts[word] = true
					}
				}
			}
		}
	}
	t.Logf("keywords, entities and aspects: %v", slices.Sorted(maps.Keys(found)))
	return []string{fmt.Sprintf("%d parts of the brand's name are found: %v", len(parts), slices.Sorted(maps.Keys(parts)))}
}
