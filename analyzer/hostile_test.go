package analyzer_test

import (
	"runtime"
	"strings"
	"testing"

	"earshot/analyzer"
	"earshot/internal/social"
)

// hostile are pieces that texts are made of to break or to stall a reader.
var hostile = map[string]string{
	"words":              "northwind is a word, ",
	"one word":           "n",
	"capitals":           "North Wind Inc. ",
	"initials":           "A. ",
	"zalgo":              "n\u0335\u0301\u0300\u0315",
	"lone surrogates":    "\xed\xa0\x80",
	"not UTF-8":          "\xff",
	"nulls":              "\x00a",
	"right to left":      "\u202e\u202d",
	"emoji":              "😀",
	"joiners":            "👨\u200d",
	"hashtags":           "#a1b2C3 ",
	"hashes":             "#",
	"one hashtag":        "#bestcoffeeever",
	"handles":            "@a@",
	"links":              "http://",
	"shorteners":         "bit.ly/",
	"entities":           "&amp;&",
	"nested entities":    "&amp;amp;",
	"brackets":           "(((",
	"faces":              "(^_^",
	"titles":             "《",
	"quotes":             "> a\n",
	"attributions":       "On a wrote:\n",
	"appendices":         "Sent from my iPhone\n",
	"cut lines":          "--\n",
	"Han":                "星巴",
	"suffixes":           "公司市省",
	"traditional":        "後發",
	"kana marks":         "か\u3099",
	"kanji and kana":     "高過ぎ",
	"Thai":               "มากๆ",
	"digits":             "1",
	"telephone numbers":  "+44 7700 ",
	"apostrophes":        "a'",
	"hyphens":            "a-",
	"lures":              "加微信",
	"elongation":         "aaab",
	"line breaks":        "\n",
	"spaces":             " ",
	"mathematical":       "𝓯",
	"expanding":          "ﷺ",
	"slang":              "u r ",
	"Korean":             "ㅋ",
	"mixed-script words": "сlаim ",
}

// TestWorkIsLinear analyses texts of n and of 4n bytes and compares the bytes
// and the number of allocations: superlinear work would show in either wherever
// what is read is stored, and no clock is needed. 4n is below the sizes at which
// parts stop reading.
func TestWorkIsLinear(t *testing.T) {
	a := newAnalyzer(t)
	const n = 1 << 10
	for name, piece := range hostile {
		small, large := strings.Repeat(piece, n/len(piece)), strings.Repeat(piece, 4*n/len(piece))
		a.Text(large) // warms what is used again
		smallBytes, smallCount := allocated(a, small)
		largeBytes, largeCount := allocated(a, large)
		// Maps and slices grow by doubling, so four times may be eight.
		if largeBytes > 9*smallBytes+64<<10 || largeCount > 9*smallCount+256 {
			t.Errorf("%s: %d bytes in %d pieces for %d, %d in %d for %d", name, smallBytes, smallCount, len(small), largeBytes, largeCount, len(large))
		}
	}
}

// allocated measures the allocations of one analysis of text.
func allocated(a *analyzer.Analyzer, text string) (bytes, count uint64) {
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	a.Text(text)
	runtime.ReadMemStats(&after)
	return after.TotalAlloc - before.TotalAlloc, after.Mallocs - before.Mallocs
}

// TestWorkIsBounded: of 10 MB no more than the first MaxBytes are read.
func TestWorkIsBounded(t *testing.T) {
	a := newAnalyzer(t)
	for name, piece := range hostile {
		got := a.Text(strings.Repeat(piece, 10<<20/len(piece)))
		if len(got.Keywords) > 8 || len(got.Hashtags) > 30 || len(got.Entities) > 12 || got.Spam.Score > 1 {
			t.Errorf("%s: %d keywords, %d hashtags, %d names", name, len(got.Keywords), len(got.Hashtags), len(got.Entities))
		}
	}
	if a.Faults() != 0 {
		t.Errorf("%d faults", a.Faults())
	}
}

func FuzzAnalyze(f *testing.F) {
	a := newAnalyzer(f)
	for _, piece := range hostile {
		f.Add(piece+piece, "en")
	}
	f.Fuzz(func(t *testing.T, text, declared string) {
		before := a.Faults()
		got := a.Analyze(social.Post{Text: text, Title: declared, Language: declared, Tags: []string{text}, Author: social.Author{Name: declared}})
		// wordClassifier panics on the word "panic" by design.
		if a.Faults() != before && !strings.Contains(text+declared, "panic") {
			t.Error("a part of the analysis failed")
		}
		for _, list := range [][]string{got.Keywords, got.Entities, got.Hashtags} {
			for _, s := range list {
				if s == "" {
					t.Errorf("an empty string in %q", list)
				}
			}
		}
	})
}
