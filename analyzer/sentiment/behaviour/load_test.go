package behaviour_test

import (
	"bytes"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"earshot/analyzer/sentiment/behaviour"
	"earshot/internal/social"
)

// load reads a suite of one file.
func load(t *testing.T, language, file string) *behaviour.Suite {
	t.Helper()
	suite, err := behaviour.Load(fstest.MapFS{language + ".txt": {Data: []byte(file)}})
	if err != nil {
		t.Fatal(err)
	}
	return suite
}

// bases are the base texts of the first test.
func bases(s *behaviour.Suite) (out []string) {
	for _, c := range s.Tests[0].Cases {
		out = append(out, c[0].Text)
	}
	return out
}

func TestLoad(t *testing.T) {
	const lists = "@food = apple | pear\n| plum\n@brand = Nimbara\n"
	for _, tt := range []struct {
		name, file string
		want       []string
	}{
		{"each word once", "[words] x: MFT neutral\n{food}", []string{"apple", "pear", "plum"}},
		{"the same word twice in a text", "[words] x: MFT neutral\n{food}, {food}", []string{"apple, apple", "pear, pear", "plum, plum"}},
		{"two words that differ", "[words] x: MFT neutral\n{food} {food#2}", []string{"pear apple", "plum apple", "apple pear", "plum pear", "apple plum", "pear plum"}},
		{"one of these, one of them empty", "[words] x: MFT neutral\na{|b|c}", []string{"a", "ab", "ac"}},
		{"a capital and an article", "[words] x: MFT neutral\n{^a food}", []string{"An apple", "A pear", "A plum"}},
		{"forms of a word", "@x = er/ihn | sie/sie\n[words] x: MFT neutral\n{^x} weiß, ich sehe {x.2}, {x.1} geht.", []string{"Er weiß, ich sehe ihn, er geht.", "Sie weiß, ich sehe sie, sie geht."}},
		{"a text that begins with a handle", "[words] x: MFT neutral\n@kim {food}", []string{"@kim apple", "@kim pear", "@kim plum"}},
		{"no case twice", "[words] x: MFT neutral\n{food}\napple\n{apple|fig}", []string{"pear", "plum", "apple", "fig"}},
	} {
		if diff := cmp.Diff(tt.want, bases(load(t, "en", lists+tt.file))); diff != "" {
			t.Errorf("%s (-want +got):\n%s", tt.name, diff)
		}
	}
	turkish := load(t, "tr", "@food = iğde\n[words] x: MFT neutral\n{^food}")
	if diff := cmp.Diff([]string{"İğde"}, bases(turkish)); diff != "" {
		t.Errorf("Turkish capital (-want +got):\n%s", diff)
	}
}

func TestLoadVariations(t *testing.T) {
	suite := load(t, "en", "@city = Lyon | Bonn | Oslo\n@brand = Café Łoś\n[names] x: INV\nI am in {city*}.\nAt {brand} in {city}. => {brand}! => ~\n")
	first := suite.Tests[0].Cases[0]
	want := behaviour.Case{{Text: "I am in Lyon."}, {Text: "I am in Bonn."}, {Text: "I am in Oslo."}}
	if diff := cmp.Diff(want, first); diff != "" {
		t.Errorf("a list varied (-want +got):\n%s", diff)
	}
	second := suite.Tests[0].Cases[1]
	for i, start := range []int{len("At "), 0, len("At ")} {
		n := second[i].Names
		if len(n) != 1 || n[0].Start != start || second[i].Text[n[0].Start:n[0].End] != "Café Łoś" {
			t.Errorf("%q: names at %v", second[i].Text, n)
		}
	}
}

// TestSample wants a test of many choices to have its share of each word.
func TestSample(t *testing.T) {
	var list strings.Builder
	for i := range 40 {
		list.WriteString("| w" + strings.Repeat("i", i+1) + "\n")
	}
	got := bases(load(t, "en", "@a = x\n"+list.String()+"@b = y\n"+list.String()+"[words] x: MFT neutral\n{a} and {b}\n"))
	if len(got) != behaviour.CaseLimit {
		t.Fatalf("%d cases, want %d", len(got), behaviour.CaseLimit)
	}
	count := map[string]int{}
	for _, text := range got {
		a, b, _ := strings.Cut(text, " and ")
		count["a "+a]++
		count["b "+b]++
	}
	for word, n := range count {
		if n > 3 {
			t.Errorf("%q stands in %d of %d cases", word, n, len(got))
		}
	}
	if len(count) != 82 {
		t.Errorf("%d words are used, want all 82", len(count))
	}
}

// TestTypo wants one pair of letters of a longer word to change places.
func TestTypo(t *testing.T) {
	for _, c := range load(t, "en", "[noise] x: INV\nThe {coffee|keyboard|phone} is fine => ~\n").Tests[0].Cases {
		a, b := c[0].Text, c[1].Text
		if a == b || len(a) != len(b) || a[:6] != b[:6] || !strings.HasSuffix(b, " is fine") {
			t.Errorf("%q became %q", a, b)
		}
	}
}

func TestLoadFaults(t *testing.T) {
	for _, tt := range []struct{ file, want string }{
		{"", "no tests"},
		{"Hello.", "line 1: a template before the first test"},
		{"[words] x: MFT neutral", "has no case"},
		{"[words] x: MFT neutral\n{a} is", `line 2: no list "a"`},
		{"[words] x: MFT neutral\n{a", "line 2: { without }"},
		{"[words] x: MFT neutral\na}b{x|y}", "line 2: } without {"},
		{"[words] x: MFT neutral\na => b", "line 2: MFT with 1 variations"},
		{"[words] x: INV\na", "line 2: INV with 0 variations"},
		{"[words] x: INV\na =>", "an empty text"},
		{"[words] x: INV\n~ => a", "the base text is a typo"},
		{"[weather] x: INV", `"weather" is no kind`},
		{"[words] x", "line 1: a test begins with"},
		{"[words] x: MFT", "at least one label"},
		{"[words] x: MFT good", `"good" is no label`},
		{"[words] x: DIR unsure up", `"unsure" is no label`},
		{"[words] x: INV twice", "INV takes"},
		{"[words] x: DIR positive", "DIR takes"},
		{"[words] x: MFT neutral\na\n[words] x: INV", "two tests named"},
		{"@a = b | b", "there already"},
		{"@a = b/c | d", "more or fewer forms"},
		{"@a = b/c\n[words] x: MFT neutral\n{a.3}", `no form "3"`},
		{"@a = b\n@a = c", "two lists named"},
		{"@a = b\n[words] x: INV\n{a*}", "two words or more"},
		{"@a = b | c\n[words] x: INV\n{a*} => d", "makes the variations itself"},
		{"| b", "words of no list"},
	} {
		_, err := behaviour.Load(fstest.MapFS{"en.txt": {Data: []byte(tt.file)}})
		if err == nil || !strings.Contains(err.Error(), tt.want) || social.CodeOf(err) != social.CodeInvalid {
			t.Errorf("%q: %v, want %q", tt.file, err, tt.want)
		}
	}
	if _, err := behaviour.Shipped("xx"); err == nil || !strings.Contains(err.Error(), `no tests in "xx", but in`) {
		t.Errorf("a language without tests: %v", err)
	}
}

// given judges texts as a table says: the probabilities of negative, neutral and
// positive.
type given map[string][3]float32

func (g given) Classify(text, _ string, _ []social.TextSpan) social.Sentiment {
	p := g[text]
	s := social.Sentiment{Label: social.Negative, Negative: p[0], Neutral: p[1], Positive: p[2], Sure: max(p[0], p[1], p[2]) > 0.7}
	if p[1] > p[0] && p[1] > p[2] {
		s.Label = social.Neutral
	} else if p[2] > p[0] {
		s.Label = social.Positive
	}
	return s
}

func TestExpectations(t *testing.T) {
	model := given{"a": {0.1, 0.4, 0.5}, "near": {0.1, 0.48, 0.42}, "far": {0.1, 0.6, 0.3}, "sure": {0.8, 0.1, 0.1}, "glad": {0.1, 0.1, 0.8}}
	for _, tt := range []struct {
		test   string
		failed bool
	}{
		{"MFT positive\na", false},
		{"MFT neutral negative\na", true},
		{"MFT neutral positive\na", false},
		{"MFT negative unsure\nfar", false},
		{"MFT negative unsure\nglad", true},
		{"INV\na => glad", false},
		{"INV\na => near", false},
		{"INV strict\na => near", true},
		{"INV\na => far", true},
		{"DIR positive up\na => near", false},
		{"DIR positive up\na => far", true},
		{"DIR positive down\na => far", false},
		{"DIR positive down\na => glad", true},
		{"DIR negative up\nsure => a", true},
		{"DIR negative down\na => glad => sure", true},
	} {
		report := load(t, "en", "[words] x: "+tt.test).Run(model)
		if rate, _ := behaviour.Mean(report.Results); (rate == 1) != tt.failed {
			t.Errorf("%s: rate %g", tt.test, rate)
		}
	}
}

func TestReport(t *testing.T) {
	files := fstest.MapFS{
		"de.txt": {Data: []byte("[words] x: MFT positive\na\nglad\n")},
		"en.txt": {Data: []byte("[words] x: MFT positive\na\n[negation] y: MFT positive\nsure\nfar\nglad\na\n")},
		"fr.txt": {Data: []byte("[names] x: INV strict\nglad => sure\n")},
	}
	suite, err := behaviour.Load(files)
	if err != nil {
		t.Fatal(err)
	}
	report := suite.Run(given{"a": {0.1, 0.4, 0.5}, "far": {0.1, 0.6, 0.3}, "sure": {0.8, 0.1, 0.1}, "glad": {0.1, 0.1, 0.8}})
	var out bytes.Buffer
	if err := report.WriteTable(&out); err != nil {
		t.Fatal(err)
	}
	want := `         kind    en   de     fr
        words   0.0  0.0      -
     negation  50.0    -      -
        names     -    -  100.0
    all tests  25.0  0.0  100.0
  though sure  12.5  0.0  100.0

8 cases of 4 tests. Mean failure of the tests: English 25.0 %, mean of the other languages 50.0 %.
`
	if diff := cmp.Diff(want, out.String()); diff != "" {
		t.Errorf("table (-want +got):\n%s", diff)
	}
	out.Reset()
	if err := report.WriteMarkdown(&out); err != nil {
		t.Fatal(err)
	}
	if got := out.String(); !strings.HasPrefix(got, "| kind | what is asked | en | de | fr |\n|-|-|-|-|-|\n| words | single words") {
		t.Errorf("markdown:\n%s", got)
	}
	out.Reset()
	if err := report.WriteTests(&out, 1); err != nil {
		t.Fatal(err)
	}
	if got := out.String(); !strings.Contains(got, "en negation     50.0 % of   4  y: MFT positive\n      negative  (80 10 10)  sure\n") ||
		!strings.Contains(got, "positive  (10 10 80)  glad\n   -> negative  (80 10 10)  sure\n") {
		t.Errorf("tests:\n%s", got)
	}
}
