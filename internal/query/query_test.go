package query

import (
	"errors"
	"math/rand/v2"
	"reflect"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestQueryNormalForm(t *testing.T) {
	for expr, want := range map[string]string{
		`a1  b1`:                           `a1 AND b1`,
		`a1 OR (b1 OR (c1))`:               `a1 OR b1 OR c1`,
		`a1 (b1 AND c1)`:                   `a1 AND b1 AND c1`,
		`(a1 OR b1) -c1`:                   `(a1 OR b1) AND NOT c1`,
		`a1 -(b1 c1)`:                      `a1 AND NOT (b1 AND c1)`,
		`a1 NOT b1 NEAR/3 (c1 OR "d1 E1")`: `a1 AND NOT b1 NEAR/3 (c1 OR "d1 e1")`,
		`Coca-Cola`:                        `"coca cola"`,
		`“Café”`:                           `cafe`,
		`ＡＢ＊ 咖啡`:                           `ab* AND 咖啡`,
		`北风 ＯＲ 咖啡 ＮＥＡＲ／３ 好喝 ＮＯＴ 航空`: `北风 OR 咖啡 NEAR/3 好喝 AND NOT 航空`,
		`"ＯＲ" lang:fil`: `or AND lang:fil`,
		`author:"Ana  María" site:https://www.X.org/a has:image`: `author:"ana maria" AND site:x.org AND has:image`,
		`#CAFÉ @Ana@Host.org`:                    `#cafe AND @ana@host.org`,
		`"or" OR "NOT"`:                          `or OR not`,
		`co*?*l`:                                 `co*l`,
		`Ｃ＃ OR c++17 OR "C++ developer"`:         `c# OR c++17 OR "c++ developer"`,
		`R&D OR "R  &  D" .NET $AAPL`:            `r&d OR "r & d" AND .net AND $aapl`,
		`"#1" OR "@ana" OR "+1" OR "Yahoo!, ok"`: `"#1" OR "@ana" OR "+1" OR "yahoo! ok"`,
	} {
		q, err := Parse(expr)
		if err != nil {
			t.Errorf("%s: %v", expr, err)
		} else if q.String() != want {
			t.Errorf("%s: %s, want %s", expr, q, want)
		}
	}
}

func TestQueryParts(t *testing.T) {
	q := MustParse(
		`(northwind OR "North Wind" NEAR/3 (tea OR roast*) OR #nw OR @nw) northwind -airline -#x lang:en platform:feed`)
	if diff := cmp.Diff([]string{"northwind", "north wind", "tea", "roast*"}, q.Terms()); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([][]string{{"nw"}, {"nw"}, {"en"}, {"feed"}}, [][]string{q.Tags(), q.Handles(), q.Values(FieldLang), q.Values(FieldPlatform)}); diff != "" {
		t.Error(diff)
	}
	text, err := q.MarshalText()
	if err != nil {
		t.Fatal(err)
	}
	var back Query
	if err := back.UnmarshalText(text); err != nil || !reflect.DeepEqual(back, *q) {
		t.Errorf("text form %s: %v", text, err)
	}
	if err := back.UnmarshalText([]byte("(")); err == nil {
		t.Error("a bad text form is no error")
	}
}

func TestQueryHighlights(t *testing.T) {
	for _, c := range []struct {
		query, text string
		want        []string
	}{
		{`coffee`, `Coffee, COFFEE!`, []string{"Coffee", "COFFEE"}},
		{`cafe NOT bar`, "bar cafe\u0301 x", []string{"cafe\u0301"}},
		{`"north wind" OR wind`, `North — Wind wind`, []string{"North — Wind", "wind"}},
		{`咖啡`, `喝咖啡，咖啡！`, []string{"咖啡", "咖啡"}},
		{`roast*`, `Roasting ＲＯＡＳＴＥＤ`, []string{"Roasting", "ＲＯＡＳＴＥＤ"}},
		{`#tag @ana`, `x #Tag @Ana@h.org.`, []string{"#Tag", "@Ana@h.org"}},
		{`a1 NEAR/2 b1`, `a1 x b1`, []string{"a1", "b1"}},
		{`咖啡館`, `喝咖啡馆，咖啡館`, []string{"咖啡馆", "咖啡館"}},
		{`#咖啡馆`, `好 #咖啡館`, []string{"#咖啡館"}},
		{`tea`, `coffee`, nil},
		{`C++ OR canal+ OR .net OR R&D OR yahoo! OR C#`, `C++17 C C+, .NET, R & D; YAHOO!! Ｃ＃`, []string{"C++", ".NET", "R & D", "YAHOO!", "Ｃ＃"}},
		{`☕ lang:en`, `a ☕️ b`, []string{"☕️"}},
	} {
		var got []string
		for _, s := range MustParse(c.query).Highlights(c.text) {
			got = append(got, c.text[s.Start:s.End])
		}
		if diff := cmp.Diff(c.want, got); diff != "" {
			t.Errorf("%s on %q (-want +got):\n%s", c.query, c.text, diff)
		}
	}
}

// TestFoldingIsStable: folding is idempotent, so normal forms and folded texts
// can be folded again.
func TestFoldingIsStable(t *testing.T) {
	for r := range rune(unicodeEnd) {
		f := foldOf(r)
		if f.class == classDrop || f.class == classGap {
			continue
		}
		to := f.multi
		if to == "" {
			to = string(f.to)
		}
		for _, s := range to {
			if g := foldOf(s); g.multi != "" || g.to != s || g.class != f.class {
				t.Errorf("%U folds to %q, whose %U is %+v (class %d)", r, to, s, g, f.class)
			}
		}
	}
}

const unicodeEnd = 0x20000

func TestFoldText(t *testing.T) {
	for text, want := range map[string]string{
		"":                       "  ",
		"Hello, Wörld!":          " hello world ",
		"我爱iPhone手机，好 ☕☕":        " 我爱 iphone 手机 好 ☕☕ ",
		"\xff\xfe bad \xc3(":     " bad ",
		"¹²³ ½ ﬁne":              " 123 ½ fine ",
		"頭髮後來 東京":                " 头发后来 东京 ",
		"a\u200bb \u202Ec\u00AD": " ab c ",
	} {
		if got := FoldText(text); got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
	if got := FoldTag(" #Café_Ö "); got != "cafe_o" {
		t.Errorf("tag %q", got)
	}
}

// randomExpr returns a query of few different words, so that random texts match
// it often.
func randomExpr(r *rand.Rand, depth int) string {
	leaves := []string{"a1", "b1", "c1", `"a1 b1"`, "咖啡", "啡", `"咖 啡"`, "☕", "aa*", "#t1", "@h1", "a1 NEAR/2 b1", "(a1 OR c1) NEAR/3 咖", "lang:en", "has:image", "a1+", "b1#", ".c1", "a1&b1", `"a1! b1"`}
	if depth == 0 || r.IntN(3) == 0 {
		return leaves[r.IntN(len(leaves))]
	}
	x, y := randomExpr(r, depth-1), randomExpr(r, depth-1)
	return []string{
		"(" + x + " OR " + y + ")", "(" + x + " " + y + ")", "(" + x + " AND NOT " + y + ")", x + " -(" + y + ")",
	}[r.IntN(4)]
}

func randomText(r *rand.Rand) string {
	pieces := []string{"a1", "b1", "c1", "咖", "啡", "咖啡", "☕", "aab", " ", " ", ", ", "\n", "#t1", "@h1", "x", "+", "#", "!", "&", "."}
	var b strings.Builder
	for range r.IntN(80) {
		b.WriteString(pieces[r.IntN(len(pieces))])
		if r.IntN(3) > 0 {
			b.WriteByte(' ')
		}
	}
	return b.String()
}

// TestQueryNormalFormMatchesAlike: the normal form parses to an equal query, and
// every match contains one of the query's keys.
func TestQueryNormalFormMatchesAlike(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	matches := 0
	for range 2000 {
		expr := randomExpr(r, 4)
		q, err := Parse(expr)
		if err != nil {
			if fault, ok := errors.AsType[*SyntaxError](err); !ok || fault.Message != "this only says what to leave out" {
				t.Fatalf("%s: %v", expr, err)
			}
			continue
		}
		again, err := Parse(q.String())
		if err != nil || !reflect.DeepEqual(q, again) {
			t.Fatalf("%s: normal form %s: %s, %v", expr, q, again, err)
		}
		d := NewDocument(Fields{Text: randomText(r), Language: "en"})
		got := q.Match(&d)
		if got {
			matches++
			if !holdsKey(q, &d) {
				t.Fatalf("%s matches %q without a key", q, d.folded)
			}
		}
		if d.indexAll(); q.Match(&d) != got {
			t.Fatalf("%s on %q: the index changes the match", q, d.folded)
		}
	}
	if matches < 200 {
		t.Errorf("only %d matches: the test shows too little", matches)
	}
}

// TestHostileTextIsMatchedInBoundedWork: no work is quadratic in the text.
func TestHostileTextIsMatchedInBoundedWork(t *testing.T) {
	queries := []*Query{
		MustParse(`a1 NEAR/1 c1`), MustParse(`(a1 OR b1) NEAR/100 (c1 OR d1)`),
		MustParse(`"` + strings.Repeat("a1 ", 30) + `c1"`), MustParse(`a1*b*c*d`), MustParse(`"a1 ☕ c1"`),
		MustParse(`"咖啡咖啡咖茶"`), MustParse(`#a1* @a1*`), MustParse(`a1+ OR $a1 OR a1&c1`),
	}
	for _, text := range []string{
		strings.Repeat("a1 ", 1<<20), strings.Repeat("a1 b1 ", 1<<20), strings.Repeat("a1☕", 1<<20), strings.Repeat("咖啡", 1<<20),
		"a1" + strings.Repeat("b", 10<<20), strings.Repeat("#a1", 1<<20), strings.Repeat("@a1@", 1<<20), strings.Repeat("a\u0301", 1<<20),
		"a1" + strings.Repeat("#", 10<<20) + "a1", strings.Repeat("a1-& ", 1<<20), strings.Repeat("+a1.", 1<<20),
	} {
		d := NewDocument(Fields{Text: text})
		for _, q := range queries {
			if q.Match(&d) {
				t.Errorf("%s matches %q...", q, text[:12])
			}
		}
	}
}

func FuzzParse(f *testing.F) {
	for _, c := range queryCases {
		f.Add(c.query, c.text)
	}
	f.Add("\xff\"a", "\xf0\x28")
	f.Add("か\u3099* -（ＡＢ）", "🇩\u200d🇪")
	f.Fuzz(func(t *testing.T, expr, text string) {
		q, err := Parse(expr)
		if err != nil {
			fault, ok := errors.AsType[*SyntaxError](err)
			if !ok || fault.Offset < 0 || fault.Offset+fault.Length > len(expr) || fault.Caret() == "" {
				t.Fatalf("%q: %#v", expr, err)
			}
			return
		}
		again, err := Parse(q.String())
		if err != nil || !reflect.DeepEqual(q, again) {
			t.Fatalf("%q: normal form %q: %q, %v", expr, q, again, err)
		}
		d := NewDocument(Fields{Text: text})
		matched := q.Match(&d)
		if matched && !holdsKey(q, &d) {
			t.Fatalf("%q matches %q without a key", q, text)
		}
		end := 0
		for _, s := range q.Highlights(text) {
			if s.Start < end || s.End <= s.Start || s.End > len(text) {
				t.Fatalf("%q on %q: span %v", q, text, s)
			}
			end = s.End
		}
	})
}
