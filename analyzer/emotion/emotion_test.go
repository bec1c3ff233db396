package emotion_test

import (
	"fmt"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"earshot/analyzer/emotion"
	"earshot/analyzer/language"
	"earshot/analyzer/phrase"
	"earshot/analyzer/sentiment"
	"earshot/internal/social"
)

// reading is the whole way a post goes: language and sentiment are told, not
// given.
func reading(t *testing.T) func(text string) (social.Emotion, float32) {
	t.Helper()
	r, err := emotion.New()
	if err != nil {
		t.Fatal(err)
	}
	m, err := sentiment.Load()
	if err != nil {
		t.Fatal(err)
	}
	d := language.New()
	return func(text string) (social.Emotion, float32) {
		lang := d.Detect(text, "", nil)
		return r.Classify(phrase.NewText(text, lang), m.Classify(text, lang, nil))
	}
}

// TestEmotionsOfSharedPosts measures on posts that others wrote and labelled,
// where these are beside the repository. Their labels are joy or optimism (1)
// against anger or sadness (-1): joy must be found in the first, and anger,
// sadness, fear and disgust in the second.
func TestEmotionsOfSharedPosts(t *testing.T) {
	read := reading(t)
	data, err := os.ReadFile(filepath.Join("../../../shared/sentiment/en_emotion_tweeteval/val.tsv"))
	if err != nil {
		t.Logf("no labelled sets: %v", err)
		return
	}
	all, named, right := 0, 0, 0
	for line := range strings.Lines(string(data)) {
		label, text, _ := strings.Cut(strings.TrimSpace(line), "\t")
		all++
		e, _ := read(text)
		if e == social.EmotionNone || e == social.Surprise {
			continue
		}
		named++
		if (e == social.Joy) == (label == "1") {
			right++
		}
	}
	share := 100 * float64(right) / float64(named)
	t.Logf("an emotion in %d of %d posts, on the right side in %.1f %%", named, all, share)
	var told float64
	if _, err := fmt.Sscanf(emotion.MeasuredAccuracy("en"), "on the right side in %g", &told); err != nil || math.Abs(share-told) > 2 {
		t.Errorf("the right side in %.1f %%, told as %q: %v", share, emotion.MeasuredAccuracy("en"), err)
	}
}
