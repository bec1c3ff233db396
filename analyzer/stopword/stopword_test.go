package stopword

import (
	"strings"
	"testing"

	"earshot/internal/query"
)

func TestWordsAreFolded(t *testing.T) {
	languages := ByLanguage()
	if len(languages) < 25 {
		t.Errorf("only %d languages", len(languages))
	}
	for language, words := range languages {
		if query.PrimaryLanguage(language) != language || len(language) != 2 {
			t.Errorf("%q is no language", language)
		}
		for _, w := range words {
			if folded := strings.TrimSpace(query.FoldText(w)); folded != w {
				t.Errorf("%s: %q is folded %q", language, w, folded)
			}
		}
	}
}
