package queries

import "strings"

// shared are the files of what queries have in common, no queries by themselves, and
// what stands for them: the conditions on mentions, and the columns that posts,
// analyses and pictures are read by. These columns are read as one text a row, of the
// format RowBinary, by the same code wherever they are read.
var shared = [...]struct{ file, placeholder string }{
	{"filter", "/*filter*/"},
	{"post_columns", "/*post columns*/"},
	{"analysis_columns", "/*analysis columns*/"},
	{"media_columns", "/*media columns*/"},
}

// withShared puts into text what it has in common with other queries.
func withShared(text string) (string, error) {
	for _, s := range shared {
		if !strings.Contains(text, s.placeholder) {
			continue
		}
		part, err := read(s.file)
		if err != nil {
			return "", err
		}
		text = strings.ReplaceAll(text, s.placeholder, strings.TrimSpace(part))
	}
	return text, nil
}

// identity is how a query with /*identity*/ names a post. A hash makes the set of very
// many posts small, and lets no index leave anything out.
func (p Parts) identity() string {
	if p.Hashed {
		return "sipHash128(platform, id)"
	}
	return "(platform, id)"
}
