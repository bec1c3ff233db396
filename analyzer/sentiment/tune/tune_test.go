package tune_test

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"testing"

	"github.com/google/go-cmp/cmp"

	"earshot/analyzer/sentiment"
	"earshot/analyzer/sentiment/tune"
	"earshot/internal/social"
)

func shipped(t testing.TB) *sentiment.Model {
	t.Helper()
	m, err := sentiment.Load()
	if err != nil {
		t.Fatal(err)
	}
	return m
}

// jargon returns texts of a trade in which "sick" and "wicked" are positive and
// "mild" is not, which no general model knows.
func jargon(n int) []tune.Example {
	random := rand.New(rand.NewPCG(3, 5))
	var texts []tune.Example
	for i := range n {
		word, label := "sick", social.Positive
		switch i % 3 {
		case 1:
			word, label = "wicked", social.Positive
		case 2:
			word, label = "mild", social.Negative
		}
		things := []string{"roast", "beans", "cup", "crema", "grinder", "espresso", "aroma"}
		texts = append(texts, tune.Example{
			Text: fmt.Sprintf("that %s is %s, batch %d", things[random.IntN(len(things))], word, random.IntN(1000)), Language: "en", Label: label,
		})
	}
	return texts
}

func right(j tune.Classifier, texts []tune.Example) int {
	n := 0
	for _, t := range texts {
		if j.Classify(t.Text, t.Language, nil).Label == t.Label {
			n++
		}
	}
	return n
}

func TestTunedModelLearnsWhatItWasTold(t *testing.T) {
	base, texts := shipped(t), jargon(120)
	m, err := tune.Fit(base, texts[:60], 1)
	if err != nil {
		t.Fatal(err)
	}
	before, after := right(base, texts[60:]), right(m, texts[60:])
	t.Logf("of 60 texts not seen, %d right before and %d after", before, after)
	if after <= before || after < 54 {
		t.Errorf("%d of 60 held-out texts right, %d before", after, before)
	}
	s := m.Explain("that roast is sick", "en", nil)
	if s.Label != social.Positive || len(s.Why) == 0 {
		t.Errorf("judged %+v", s)
	}
}

func TestUnlikeTextsAreJudgedAsBefore(t *testing.T) {
	base := shipped(t)
	m, err := tune.Fit(base, jargon(60), 1)
	if err != nil {
		t.Fatal(err)
	}
	for _, text := range []string{"咖啡很好喝", "Ужасный сервис", "", "🙂"} {
		was, is := base.Classify(text, "zh", nil), m.Classify(text, "zh", nil)
		if was.Label != is.Label {
			t.Errorf("%q was %s and is %s", text, was.Label, is.Label)
		}
	}
}

func TestFitIsReproducible(t *testing.T) {
	base := shipped(t)
	var files [2][]byte
	for i := range files {
		m, err := tune.Fit(base, jargon(40), 9)
		if err != nil {
			t.Fatal(err)
		}
		if files[i], err = m.Encode(); err != nil {
			t.Fatal(err)
		}
	}
	if !bytes.Equal(files[0], files[1]) {
		t.Error("the same texts and seed give two files")
	}
	again, err := tune.Parse(base, files[0])
	if err != nil {
		t.Fatal(err)
	}
	first, err := tune.Fit(base, jargon(40), 9)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(first.Classify("wicked aroma", "en", nil), again.Classify("wicked aroma", "en", nil)); diff != "" || first.Version() != again.Version() {
		t.Errorf("the file judges differently: %s %s\n%s", first.Version(), again.Version(), diff)
	}
	for _, text := range jargon(40) {
		if !again.TrainedOn(text) {
			t.Fatalf("%q is not remembered", text.Text)
		}
	}
}

func TestCompare(t *testing.T) {
	base := shipped(t)
	taught := jargon(60)
	v, err := tune.Compare(base, base, taught, nil, 1)
	if err != nil || !v.Better || v.Texts != 60 {
		t.Errorf("of texts with a rule: %+v, %v", v, err)
	}
	if v, err := tune.Compare(base, base, taught[:6], nil, 1); err != nil || v.Better {
		t.Errorf("of six texts: %+v, %v", v, err)
	}
	m, err := tune.Fit(base, taught, 1)
	if err != nil {
		t.Fatal(err)
	}
	if v, err := tune.Compare(m, base, taught, nil, 1); err != nil || v.Better || v.Texts != 0 {
		t.Errorf("of texts the present model was tuned with: %+v, %v", v, err)
	}
	random := rand.New(rand.NewPCG(1, 2))
	noise := jargon(90)
	for i := range noise {
		noise[i].Text = fmt.Sprintf("note %x", random.Uint64())
		noise[i].Label = base.Classify(noise[i].Text, "en", nil).Label
	}
	if v, err := tune.Compare(base, base, noise, nil, 1); err != nil || v.Better {
		t.Errorf("of labels the present model gives already: %+v, %v", v, err)
	}
}

// TestCrossValidateClassifiesEveryTextOnce, and none of texts that are all near
// copies of one another, since nothing is left to train on.
func TestCrossValidateClassifiesEveryTextOnce(t *testing.T) {
	base, texts := shipped(t), jargon(40)
	times := map[string]int{}
	for _, text := range texts {
		times[text.Text]--
	}
	err := tune.CrossValidate(base, texts, nil, 5, 1, func(text tune.Example, _ social.Sentiment) { times[text.Text]++ })
	for text, n := range times {
		if n != 0 {
			t.Errorf("%q is judged %+d times", text, n)
		}
	}
	if err != nil {
		t.Error(err)
	}
	same := []tune.Example{texts[0], texts[0], texts[0]}
	if err := tune.CrossValidate(base, same, nil, 3, 1, func(tune.Example, social.Sentiment) { t.Error("judged by a model of its twin") }); err != nil {
		t.Error(err)
	}
}

// TestHeldOutTextsHaveNoDuplicateInTraining: a copy of a held-out text reveals
// its label, so neither a repost nor the same text in a file may be in the
// training data of the model that classifies it.
func TestHeldOutTextsHaveNoDuplicateInTraining(t *testing.T) {
	base := shipped(t)
	random := rand.New(rand.NewPCG(4, 4))
	var texts, more []tune.Example
	for i := range 40 {
		label := []social.Label{social.Positive, social.Negative}[random.IntN(2)]
		words := ""
		for range 12 {
			words += fmt.Sprintf("w%x ", random.Uint32())
		}
		for _, text := range []string{words, "RT @ana: " + words + fmt.Sprintf("https://x.example/%d", i)} {
			texts = append(texts, tune.Example{Text: text, Language: "en", Label: label})
		}
		more = append(more, tune.Example{Text: words + "🔥", Language: "en", Label: label})
	}
	// The labels are drawn by lot: who is right on three quarters has seen the answer.
	hits := 0
	err := tune.CrossValidate(base, texts, more, 5, 1, func(text tune.Example, s social.Sentiment) {
		if (s.Positive > s.Negative) == (text.Label == social.Positive) {
			hits++
		}
	})
	if err != nil || hits > 60 {
		t.Errorf("%d of %d labels drawn by lot are right: %v", hits, len(texts), err)
	}
	if left := tune.WithoutDuplicates(more, texts); len(left) != 0 {
		t.Errorf("%d near copies are left", len(left))
	}
	if left := tune.WithoutDuplicates(jargon(9), texts); len(left) != 9 {
		t.Errorf("%d of 9 others are left", len(left))
	}
}

func FuzzParse(f *testing.F) {
	base := shipped(f)
	m, err := tune.Fit(base, jargon(3), 1)
	if err != nil {
		f.Fatal(err)
	}
	file, err := m.Encode()
	if err != nil {
		f.Fatal(err)
	}
	f.Add(file)
	f.Add(file[:len(file)-1])
	f.Add([]byte("earshot tune\x00\x01\xff\xff"))
	f.Fuzz(func(t *testing.T, data []byte) {
		m, err := tune.Parse(base, data)
		if err != nil {
			if c := social.CodeOf(err); c != social.CodeInvalid && c != social.CodeConflict {
				t.Errorf("code %s: %v", c, err)
			}
			return
		}
		m.Classify("wicked aroma", "en", nil)
	})
}

// doubting is a model that is certain of a text and yet not sure, as of irony.
type doubting struct{ *sentiment.Model }

func (d doubting) Classify(text, language string, names []social.TextSpan) social.Sentiment {
	s := d.Model.Classify(text, language, names)
	s.Sure, s.SureFrom = false, 0
	return s
}

// TestDoubtStays: what the base doubts in spite of its certainty, a model tuned on top
// of it does not hold for sure.
func TestDoubtStays(t *testing.T) {
	for name, c := range map[string]struct {
		base tune.Classifier
		sure bool
	}{"sure": {shipped(t), true}, "in doubt": {doubting{shipped(t)}, false}} {
		m, err := tune.Fit(c.base, jargon(60), 1)
		if err != nil {
			t.Fatal(err)
		}
		if s := m.Classify("what a lovely espresso, and that roast is sick, I love it", "en", nil); s.Label != social.Positive || s.Sure != c.sure {
			t.Errorf("%s: %+v", name, s)
		}
	}
}
