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

// floors are some two standard errors under the figures in MODEL_CARD.md, which are
// those of the shipped model on the third of each validation part that it never
// learns from, in percent: macro-recall, or for sets without neutral texts how many
// lean the right way, which a review must do without being called neutral.
var floors = map[string]float64{
	"en_tweeteval":         68.5,
	"en_xlmt":              65.5,
	"en_vader_amazon":      57,
	"en_vader_nyt":         49,
	"en_vader_movie":       48,
	"en_emotion_tweeteval": 80.5,
	"zh_waimai":            88,
	"zh_htl":               81.5,
	"zh_shopping":          91.5,
	"zh_chnsenticorp":      84.5,
	"zh_weibo2018":         81.5,
	"zh_ewect_usual":       77,
	"zh_ewect_virus":       74,
	"zh_covid7":            82.5,
	"ar_xlmt":              58.5,
	"ar_dz_afrisenti":      55.5,
	"ar_ma_afrisenti":      65.5,
	"de_xlmt":              53,
	"es_xlmt":              52.5,
	"fr_xlmt":              57,
	"hi_xlmt":              44,
	"it_xlmt":              49.5,
	"pt_xlmt":              45,
	"pt_afrisenti":         57.5,
	"th_wisesight":         69,
	"id_smsa":              81.5,
	"ms_malaya":            59.5,
	"ru_sentirueval":       73.5,
	"sw_afrisenti":         44.5,
	"en_airline":           69,
	"en_sanders":           56.5,
	"zh_amazon":            56,
	"ar_astd":              50,
}

// TestShippedModelOnLabelledTexts needs the labelled datasets beside the
// repository; without them there is nothing to measure. It measures on texts that
// nothing was fitted to.
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
	for _, r := range set.Held {
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
