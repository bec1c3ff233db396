package query

import (
	"errors"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
)

func TestParseFaults(t *testing.T) {
	for _, c := range []struct {
		expr, message, caret string
	}{
		{``, "the query is empty", "\n^"},
		{`  `, "the query is empty", "  \n^"},
		{`NOT coffee`, "this only says what to leave out", "NOT coffee\n^~~~~~~~~~"},
		{`-a -b`, "this only says what to leave out", "-a -b\n^~~~~"},
		{`tea OR NOT milk`, "this only says what to leave out", "tea OR NOT milk\n       ^~~~~~~~"},
		{`coffee AND`, "nothing follows AND", "coffee AND\n          ^"},
		{`OR coffee`, "OR has nothing to join here", "OR coffee\n^~"},
		{`tea AND OR milk`, "nothing follows AND", "tea AND OR milk\n        ^~"},
		{`(tea OR milk`, "this parenthesis is never closed", "(tea OR milk\n^"},
		{`tea) milk`, "this parenthesis was never opened", "tea) milk\n   ^"},
		{`tea ()`, "the parentheses are empty", "tea ()\n    ^~"},
		{`"north wind`, "the phrase is never closed", "\"north wind\n^"},
		{`咖啡 AND （奶茶`, "this parenthesis is never closed", "咖啡 AND （奶茶\n         ^~"},
		{`tea NEAR milk`, "NEAR needs a distance", "tea NEAR milk\n    ^~~~"},
		{`tea NEAR/0 milk`, `"0" is no distance`, "tea NEAR/0 milk\n    ^~~~~~"},
		{`tea NEAR/x milk`, `"x" is no distance`, "tea NEAR/x milk\n    ^~~~~~"},
		{`tea NEAR/2 #milk`, "NEAR joins words and phrases only", "tea NEAR/2 #milk\n           ^~~~~"},
		{`a NEAR/2 b NEAR/2 c`, "NEAR joins two things, not three", "a NEAR/2 b NEAR/2 c\n           ^~~~~~"},
		{`a NEAR/2`, "nothing follows NEAR/2", "a NEAR/2\n        ^"},
		{`*ing`, "a wildcard needs at least two letters before it", "*ing\n^~~~"},
		{`c*`, "a wildcard needs at least two letters before it", "c*\n^~"},
		{`AT & T`, "there is no letter, digit or emoji to look for", "AT & T\n   ^"},
		{`"..."`, "there is no letter, digit or emoji to look for", "\"...\"\n^~~~~"},
		{`#`, "there is no name behind #", "#\n^"},
		{`＃`, "there is no name behind ＃", "＃\n^~"},
		{`#a-b`, `'-' cannot stand in #a-b`, "#a-b\n^~~~"},
		{`color:red`, `there is no field "color"`, "color:red\n^~~~~~~~~"},
		{`lang:english`, `"english" is no value of lang:`, "lang:english\n^~~~~~~~~~~~"},
		{`lang:cn`, `"cn" is no value of lang:`, "lang:cn\n^~~~~~~"},
		{`北风 ＯＲ lang:zz`, `"zz" is no value of lang:`, "北风 ＯＲ lang:zz\n          ^~~~~~~"},
		{`咖啡 ＡＮＤ`, "nothing follows AND", "咖啡 ＡＮＤ\n           ^"},
		{`lang:(en OR de)`, "lang: needs a value", "lang:(en OR de)\n^~~~~"},
		{`has:video`, `"video" is no value of has:`, "has:video\n^~~~~~~~~"},
		{`sentiment:good`, `"good" is no value of sentiment:`, "sentiment:good\n^~~~~~~~~~~~~~"},
		{`site:exa*`, "site: knows no wildcards", "site:exa*\n^~~~~~~~~"},
	} {
		t.Run(c.expr, func(t *testing.T) {
			_, err := Parse(c.expr)
			fault, ok := errors.AsType[*SyntaxError](err)
			if !ok {
				t.Fatalf("error is %v", err)
			}
			if fault.Message != c.message || fault.Hint == "" {
				t.Errorf("message %q, want %q; hint %q", fault.Message, c.message, fault.Hint)
			}
			if diff := cmp.Diff(c.caret, fault.Caret()); diff != "" {
				t.Errorf("caret (-want +got):\n%s", diff)
			}
		})
	}
}

func TestParseLimits(t *testing.T) {
	for name, expr := range map[string]string{
		"long":    strings.Repeat("coffee ", MaxBytes/7+1),
		"terms":   strings.Repeat("ab ", MaxTerms+1),
		"parens":  strings.Repeat("(", 10000) + "ab" + strings.Repeat(")", 10000),
		"nots":    strings.Repeat("NOT ", 5000) + "ab",
		"minuses": strings.Repeat("-", 10000) + "ab",
		"phrase":  `"` + strings.Repeat("a ", MaxPhraseWords+1) + `"`,
	} {
		_, err := Parse(expr)
		if _, ok := errors.AsType[*SyntaxError](err); !ok {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := Parse(strings.Repeat("(", 60) + "ab" + strings.Repeat(")", 60)); err != nil {
		t.Errorf("60 parentheses: %v", err)
	}
}

func TestSyntaxErrorCaretOfLongQuery(t *testing.T) {
	_, err := Parse(strings.Repeat("coffee OR ", 100) + "AND " + strings.Repeat("tea ", 100))
	fault, ok := errors.AsType[*SyntaxError](err)
	if !ok {
		t.Fatal(err)
	}
	line, marks, _ := strings.Cut(fault.Caret(), "\n")
	if !strings.HasPrefix(line, "…") || !strings.HasSuffix(line, "…") || utf8.RuneCountInString(line) > 2*caretWindow+2 {
		t.Errorf("window is %q", line)
	}
	if at := strings.IndexByte(marks, '^'); string([]rune(line)[at:at+3]) != "AND" {
		t.Errorf("the caret is under %q", string([]rune(line)[at:]))
	}
}
