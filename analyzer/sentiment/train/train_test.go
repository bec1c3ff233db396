package train_test

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"earshot/analyzer/sentiment"
	"earshot/analyzer/sentiment/train"
	"earshot/internal/social"
)

// generated is a small set in an invented language, in which three words each
// make a text good, bad or neither.
func generated(name, language string, n int, seed uint64) train.Dataset {
	draw := rand.New(rand.NewPCG(seed, 7))
	signal := [3][]string{{"brakko", "vulmo", "sketh"}, {"tarin", "olbe", "munti"}, {"lirra", "finoe", "yalu"}}
	filler := strings.Fields("ka mo den ruta silpe on bar ivel crom tes")
	rows := make([]train.Row, n)
	for i := range rows {
		class := draw.IntN(3)
		words := []string{signal[class][draw.IntN(3)]}
		for range 3 + draw.IntN(5) {
			words = append(words, filler[draw.IntN(len(filler))])
		}
		draw.Shuffle(len(words), func(a, b int) { words[a], words[b] = words[b], words[a] })
		rows[i] = train.Row{Label: class - 1, Text: fmt.Sprint(strings.Join(words, " "), " ", i)}
	}
	return train.Dataset{Name: name, Language: language, Train: rows[:n*3/4], Validation: rows[n*3/4:]}
}

func options() train.Options {
	opts := train.Defaults()
	opts.Epochs, opts.Features, opts.SharedFeatures = 3, 4000, 20_000
	return opts
}

func fit(t *testing.T, sets []train.Dataset, opts train.Options) []byte {
	t.Helper()
	data, err := train.Train(sets, opts)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

func TestTrainIsDeterministic(t *testing.T) {
	sets := []train.Dataset{generated("one", "xa", 400, 1), generated("two", "xb", 200, 2)}
	opts := options()
	opts.Workers = 1
	want := fit(t, sets, opts)
	opts.Workers = 4
	if got := fit(t, sets, opts); !bytes.Equal(got, want) {
		t.Error("the same seed gave another file when more languages were learned at a time")
	}
	opts.Seed++
	if got := fit(t, sets, opts); bytes.Equal(got, want) {
		t.Error("another seed gave the same file")
	}
}

func TestTrainLearns(t *testing.T) {
	set := generated("one", "xa", 600, 3)
	m, err := sentiment.Parse(fit(t, []train.Dataset{set}, options()))
	if err != nil {
		t.Fatal(err)
	}
	if share := rightShare(m, set); share < 0.95 {
		t.Errorf("%.0f%% of held-out texts are right, want 95%% or more", 100*share)
	}
}

// rightShare is the share of a set's held-out texts that m judges right.
func rightShare(m *sentiment.Model, set train.Dataset) float64 {
	right := 0
	label := map[int]social.Label{-1: social.Negative, 0: social.Neutral, 1: social.Positive}
	for _, r := range set.Validation {
		if m.Classify(r.Text, set.Language, nil).Label == label[r.Label] {
			right++
		}
	}
	return float64(right) / float64(len(set.Validation))
}

// TestTrainCorrections: corrections with a high weight change the predictions of
// the next model.
func TestTrainCorrections(t *testing.T) {
	set := generated("one", "xa", 400, 4)
	corrections := train.Dataset{Name: "corrections", Language: "xa", Weight: 5}
	for i := range 12 {
		corrections.Train = append(corrections.Train, train.Row{Label: -1, Text: fmt.Sprintf("quorl den %d", i)})
	}
	negative := func(sets ...train.Dataset) float32 {
		m, err := sentiment.Parse(fit(t, sets, options()))
		if err != nil {
			t.Fatal(err)
		}
		return m.Classify("mo quorl", "xa", nil).Negative
	}
	before, after := negative(set), negative(set, corrections)
	if after < before+0.2 || after < 0.5 {
		t.Errorf("corrections took the probability of negative from %.2f to %.2f, want much more", before, after)
	}
}

// TestTrainLeavesHeldOutTextsAlone has a text in both parts: it must not be
// trained on, whichever dataset holds it out.
func TestTrainLeavesHeldOutTextsAlone(t *testing.T) {
	one, two := generated("one", "xa", 400, 5), generated("two", "xa", 200, 6)
	want := fit(t, []train.Dataset{one, two}, options())
	leaking := one
	leaking.Train = append(leaking.Train[:len(leaking.Train):len(leaking.Train)], two.Validation...)
	if got := fit(t, []train.Dataset{leaking, two}, options()); !bytes.Equal(got, want) {
		t.Error("held-out texts among the training texts changed the model")
	}
}

func TestTrainUndeterminedLanguage(t *testing.T) {
	set := generated("one", sentiment.Multilingual, 400, 7)
	m, err := sentiment.Parse(fit(t, []train.Dataset{set}, options()))
	if err != nil {
		t.Fatal(err)
	}
	if share := rightShare(m, set); share < 0.9 {
		t.Errorf("%.0f%% of held-out texts are right, want 90%% or more", 100*share)
	}
	if got := m.Languages(); len(got) != 0 {
		t.Errorf("tables for %v, want none", got)
	}
}

func TestTrainRefuses(t *testing.T) {
	good := train.Dataset{Name: "one", Language: "xa", Train: []train.Row{{Label: 1, Text: "good"}}}
	wrong := func(change func(*train.Options)) train.Options {
		opts := options()
		change(&opts)
		return opts
	}
	tests := []struct {
		name  string
		sets  []train.Dataset
		opts  train.Options
		fault string
	}{
		{"no text", []train.Dataset{{Name: "empty", Language: "xa"}}, options(), "no labelled text"},
		{"no language", []train.Dataset{{Name: "one", Train: good.Train}}, options(), "set one: language"},
		{"no such label", []train.Dataset{{Name: "one", Language: "xa", Train: []train.Row{{Label: 2}}}}, options(), "row 1: label 2"},
		{"no epochs", []train.Dataset{good}, wrong(func(o *train.Options) { o.Epochs = 0 }), "epochs"},
		{"no rate", []train.Dataset{good}, wrong(func(o *train.Options) { o.LearningRate = 0 }), "rate"},
		{"all dropped", []train.Dataset{good}, wrong(func(o *train.Options) { o.Dropout = 1 }), "dropout"},
		{"no features", []train.Dataset{good}, wrong(func(o *train.Options) { o.Features = 0 }), "features"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if _, err := train.Train(tt.sets, tt.opts); err == nil || !strings.Contains(err.Error(), tt.fault) {
				t.Errorf("got %v, want an error with %q", err, tt.fault)
			}
		})
	}
}

func TestRead(t *testing.T) {
	tests := []struct {
		name, text string
		want       []train.Row
		fault      string
	}{
		{"rows", "-1\tbad\n0\tso so\r\n1\tgood\n", []train.Row{{-1, "bad"}, {0, "so so"}, {1, "good"}}, ""},
		{"more columns", "1\tgood battery\tbattery\n", []train.Row{{1, "good battery"}}, ""},
		{"empty lines", "\n1\tgood\n\n", []train.Row{{1, "good"}}, ""},
		{"escapes", `1` + "\t" + `it\u2019s \u00e9 \uZZZZ \u12`, []train.Row{{1, `it’s é \uZZZZ \u12`}}, ""},
		{"no tab", "1\tgood\n1 bad\n", nil, "posts.tsv:2: no tab"},
		{"no such label", "2\tgood\n", nil, `posts.tsv:1: label "2"`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got, err := train.ReadRows(strings.NewReader(tt.text), "posts.tsv")
			if tt.fault != "" {
				if err == nil || !strings.Contains(err.Error(), tt.fault) {
					t.Errorf("got error %v, want %q", err, tt.fault)
				}
				return
			}
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("rows (-want +got):\n%s", diff)
			}
		})
	}
}

// TestTrainKnowsSlang fits English on texts without a certain shorthand; its
// expansion is in the word list.
func TestTrainKnowsSlang(t *testing.T) {
	m, err := sentiment.Parse(fit(t, []train.Dataset{generated("one", "en", 400, 9)}, options()))
	if err != nil {
		t.Fatal(err)
	}
	if got := m.Classify("gr8 m8", "en", nil); got.Positive <= got.Negative {
		t.Errorf("gr8 is judged %+v, want more positive than negative", got)
	}
}

// TestTrainOnAll: the first model is that of Train, and the second knows words
// that only validation texts have.
func TestTrainOnAll(t *testing.T) {
	set := generated("one", "xa", 400, 8)
	for i := range 12 {
		set.Validation = append(set.Validation,
			train.Row{Label: -1, Text: fmt.Sprintf("quorl den %d", i)}, train.Row{Label: 1, Text: fmt.Sprintf("zindu den %d", i)})
	}
	measured, whole, err := train.TrainOnAll([]train.Dataset{set}, options())
	if err != nil {
		t.Fatal(err)
	}
	if want := fit(t, []train.Dataset{set}, options()); !bytes.Equal(measured, want) {
		t.Error("the measured model is not the one Train fits")
	}
	apart := func(data []byte) float32 {
		m, err := sentiment.Parse(data)
		if err != nil {
			t.Fatal(err)
		}
		return m.Classify("mo quorl", "xa", nil).Negative - m.Classify("mo zindu", "xa", nil).Negative
	}
	if before, after := apart(measured), apart(whole); before > 0.1 || after < 0.3 {
		t.Errorf("the words are %.2f apart without the held-out texts and %.2f with them, want under 0.1 and over 0.3", before, after)
	}
}
