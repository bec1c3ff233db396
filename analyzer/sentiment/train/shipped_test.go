package train_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"earshot/analyzer/sentiment"
	"earshot/analyzer/sentiment/evaluate"
	"earshot/analyzer/sentiment/train"
	"earshot/internal/social"
)

// floors are a little under the figures in MODEL_CARD.md, which are those of the
// model that has not learned from the held-out parts, in percent: macro-recall, or for sets without neutral texts how many lean the right way,
// which a review must do without being called neutral.
var floors = map[string]float64{
	"en_tweeteval":         68.5,
	"en_xlmt":              69,
	"en_vader_amazon":      62,
	"en_vader_nyt":         53,
	"en_vader_movie":       52,
	"en_emotion_tweeteval": 80,
	"zh_waimai":            88.5,
	"zh_htl":               87.5,
	"zh_shopping":          92.5,
	"zh_chnsenticorp":      86.5,
	"zh_weibo2018":         83,
	"zh_ewect_usual":       80.5,
	"zh_ewect_virus":       75.5,
	"zh_covid7":            83,
	"ar_xlmt":              62,
	"ar_dz_afrisenti":      58,
	"ar_ma_afrisenti":      69,
	"de_xlmt":              64.5,
	"es_xlmt":              59,
	"fr_xlmt":              62,
	"hi_xlmt":              44,
	"it_xlmt":              60,
	"pt_xlmt":              54,
	"pt_afrisenti":         63,
	"th_wisesight":         67,
	"id_smsa":              84,
	"ms_malaya":            68,
	"ru_sentirueval":       78,
	"sw_afrisenti":         43,
	"en_airline":           68,
	"en_sanders":           54,
	"zh_amazon":            59,
	"ar_astd":              50,
}

// TestShippedModelOnLabelledTexts needs the labelled datasets beside the
// repository; without them there is nothing to measure. The shipped model was
// trained on all of these texts except those of evaluationSets, so this shows
// that model file and program belong together, not the quality of the model,
// which earshot train --shipped shows.
func TestShippedModelOnLabelledTexts(t *testing.T) {
	dir := filepath.Join("..", "..", "..", "..", "shared", "sentiment")
	if _, err := os.Stat(dir); err != nil {
		t.Logf("no labelled sets: %v", err)
		return
	}
	m, err := sentiment.Load()
	if err != nil {
		t.Fatal(err)
	}
	for name, floor := range floors {
		t.Run(name, func(t *testing.T) {
			set, err := train.ReadDataset(dir, name)
			if err != nil {
				t.Fatal(err)
			}
			r := evaluate.Measure(m, textsOf(set))
			figure := r.MacroRecall()
			if r.Binary() {
				figure = r.PolarAccuracy()
			}
			if set.Reviews {
				figure = r.Accuracy()
			}
			t.Logf("%.1f, calibration error %.3f, %d texts", 100*figure, r.CalibrationError(), r.Texts())
			if 100*figure < floor {
				t.Errorf("%.1f is under %.1f", 100*figure, floor)
			}
		})
	}
}

func textsOf(set train.Dataset) []evaluate.Example {
	label := map[int]social.Label{-1: social.Negative, 0: social.Neutral, 1: social.Positive}
	var out []evaluate.Example
	for _, r := range set.Validation {
		out = append(out, evaluate.Example{Text: r.Text, Language: set.Language, Label: label[r.Label]})
	}
	return out
}

func TestReadDatasetNamesTheFile(t *testing.T) {
	dir := t.TempDir()
	if _, err := train.ReadDataset(dir, "en_missing"); err == nil || !strings.Contains(err.Error(), "en_missing") {
		t.Errorf("got %v, want an error that names the set", err)
	}
	if err := os.MkdirAll(filepath.Join(dir, "ms_own"), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, "ms_own", "train.tsv"), []byte("1\tbagus\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	set, err := train.ReadDataset(dir, "ms_own")
	if err != nil {
		t.Fatal(err)
	}
	if set.Language != "id" || len(set.Train) != 1 || set.Validation != nil {
		t.Errorf("got %+v, want one Indonesian text and none held out", set)
	}
}
