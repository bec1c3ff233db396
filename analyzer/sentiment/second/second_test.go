package second

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"earshot/analyzer/encoder"
	"earshot/internal/social"
)

func open(t testing.TB) *Stage {
	t.Helper()
	dir, err := encoder.Find()
	if err != nil {
		t.Fatal(err)
	}
	e, err := encoder.Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	s, err := New(e)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// doubtful is a first reading that says nothing.
var doubtful = social.Sentiment{Label: social.Neutral, Negative: 0.33, Neutral: 0.34, Positive: 0.33}

func TestInput(t *testing.T) {
	n, err := newNeutral()
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		text, want string
		names      []social.TextSpan
	}{
		{text: "She opened an Indian café in New York.", want: "She opened a local café in town."},
		{text: "She opened a French café in Leeds.", want: "She opened a local café in town."},
		{text: "My cousin Grace Miller has grace. Grace says so", want: "My cousin it Miller has grace. Grace says so"},
		{text: "I love it", want: "I love it"},
		{text: "@joe.b it works, see https://x.example/a?b #Great", want: " it works, see  Great"},
		{text: "mail me@home at 5 @ noon", want: "mail me@home at 5 @ noon"},
		{text: "C# and a#b", want: "C# and a#b"},
		{text: "Bluecup Mug is fine", want: " it is fine", names: []social.TextSpan{{Start: 0, End: 7}, {Start: 8, End: 11}}},
		{text: "so @bluecup, again", want: "so  it, again", names: []social.TextSpan{{Start: 3, End: 11}}},
		{text: "http", want: ""},
		{text: "", want: ""},
	} {
		got := strings.Join(strings.Fields(string(n.append(nil, c.text, c.names))), " ")
		if want := strings.Join(strings.Fields(c.want), " "); got != want {
			t.Errorf("%q is read as %q, not %q", c.text, got, want)
		}
	}
}

// TestRefine: a doubtful English post gets a judgement, whatever else is left alone.
func TestRefine(t *testing.T) {
	s := open(t)
	for text, want := range map[string]social.Label{
		"The staff were friendly and everything arrived on time, I could not be happier with it.": social.Positive,
		"It broke after two days and nobody answers my letters. I want my money back.":            social.Negative,
		"The shop in the station opens at nine and closes at six.":                                social.Neutral,
	} {
		got := s.Refine(text, English, nil, doubtful)
		if sum := got.Negative + got.Neutral + got.Positive; got.Label != want || sum < 0.999 || sum > 1.001 || got.Sure != (got.Certainty() >= got.SureFrom) {
			t.Errorf("%q: %+v, not %s", text, got, want)
		}
		for name, first := range map[string]social.Sentiment{
			"sure":             {Label: social.Neutral, Neutral: 0.7, Negative: 0.2, Positive: 0.1, Sure: true},
			"doubted by rules": {Label: social.Neutral, Neutral: 0.8, Negative: 0.1, Positive: 0.1},
			"unknown":          {},
		} {
			if diff := cmp.Diff(first, s.Refine(text, English, nil, first)); diff != "" {
				t.Errorf("%s was read again: %s", name, diff)
			}
		}
		if diff := cmp.Diff(doubtful, s.Refine(text, "de", nil, doubtful)); diff != "" {
			t.Errorf("a German text was read again: %s", diff)
		}
	}
	if diff := cmp.Diff(doubtful, s.Refine("@joe https://x.example", English, nil, doubtful)); diff != "" {
		t.Errorf("a text without words was judged: %s", diff)
	}
}

// TestNamesWeighNothing: brands that are marked as names are all the same.
func TestNamesWeighNothing(t *testing.T) {
	s := open(t)
	judge := func(name string) social.Sentiment {
		return s.Refine(name+" opened a shop in our street.", English, []social.TextSpan{{End: len(name)}}, doubtful)
	}
	if diff := cmp.Diff(judge("Happy Days"), judge("Killer Poison")); diff != "" {
		t.Error(diff)
	}
}

func TestHostileTexts(t *testing.T) {
	s := open(t)
	for _, text := range []string{
		strings.Repeat("terrible ", 8000), "\xff\xfe bad \x80", strings.Repeat("@", 70000), strings.Repeat("#", 70000),
		"https://" + strings.Repeat("a", 70000), strings.Repeat("咖啡", 30000),
	} {
		got := s.Refine(text, English, []social.TextSpan{{Start: 1, End: 2}, {Start: len(text) - 1, End: len(text)}}, doubtful)
		if sum := got.Negative + got.Neutral + got.Positive; !(sum > 0.999 && sum < 1.001) {
			t.Errorf("%.20q: %+v", text, got)
		}
	}
	sharp := social.Sentiment{Label: social.Negative, Negative: 0.49, Neutral: 0, Positive: 0}
	if got := s.Refine("fine", English, nil, sharp); !(got.Negative >= 0 && got.Negative <= 1) {
		t.Errorf("probabilities of 0: %+v", got)
	}
}

func TestSpoiledHead(t *testing.T) {
	for _, data := range [][]byte{nil, []byte("EHD1"), shipped[:len(shipped)-1], append([]byte("XXXX"), shipped[4:]...)} {
		if _, err := With(nil, data); social.CodeOf(err) != social.CodeInvalid {
			t.Errorf("%d bytes: %v", len(data), err)
		}
	}
	h, err := parseHead(shipped)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(shipped, h.Encode()); diff != "" {
		t.Error(diff)
	}
}

// TestFit: what the vectors tell is learned, and what the first reading tells is used.
func TestFit(t *testing.T) {
	labels := []social.Label{social.Negative, social.Neutral, social.Positive}
	var examples []Example
	for i := range 300 {
		e := Example{Label: labels[i%3], First: doubtful}
		e.Vector[i%3] = 1
		examples = append(examples, e)
	}
	h := Fit(examples, examples)
	for i, want := range labels {
		if got := h.judge(doubtful, &examples[i].Vector); got.Label != want {
			t.Errorf("%s is judged %+v", want, got)
		}
	}
	if h := Fit(nil, nil); h.Weights != (&Head{}).Weights {
		t.Error("something was learned of nothing")
	}
}
