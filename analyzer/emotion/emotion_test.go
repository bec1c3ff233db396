package emotion_test

import (
	_ "embed"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"earshot/analyzer/cue"
	"earshot/analyzer/emotion"
	"earshot/analyzer/language"
	"earshot/analyzer/sentiment"
	"earshot/internal/social"
)

// posts are invented: emotion or "none", language, text.
//
//go:embed testdata/posts.tsv
var posts string

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
		lang := d.Detect(text, "")
		return r.Emotion(cue.NewText(text), lang, m.Judge(text, lang))
	}
}

// The floors are a little under the figures in the model card, in percent.
const (
	leastPrecision = 80
	leastRecall    = 75
)

func TestEmotionsOfInventedPosts(t *testing.T) {
	read := reading(t)
	type count struct{ right, given, there int }
	counts := map[social.Emotion]*count{social.EmotionNone: {}}
	for _, e := range social.Emotions() {
		counts[e] = &count{}
	}
	for line := range strings.Lines(strings.TrimSpace(posts)) {
		fields := strings.Split(strings.TrimSpace(line), "\t")
		if len(fields) != 3 {
			t.Fatalf("%q has %d fields, want 3", line, len(fields))
		}
		want := social.Emotion(fields[0])
		if want == "none" {
			want = social.EmotionNone
		}
		got, certainty := read(fields[2])
		if (got == social.EmotionNone) != (certainty == 0) || certainty > 1 {
			t.Errorf("%s: %q with certainty %v", fields[2], got, certainty)
		}
		counts[want].there++
		counts[got].given++
		if got == want {
			counts[want].right++
		} else {
			t.Logf("%q, not %q: %s", got, want, fields[2])
		}
	}
	for _, e := range social.Emotions() {
		c := counts[e]
		precision, recall := 100*float64(c.right)/float64(c.given), 100*float64(c.right)/float64(c.there)
		t.Logf("%s: precision %.1f, recall %.1f, of %d", e, precision, recall, c.there)
		if precision < leastPrecision || recall < leastRecall {
			t.Errorf("%s: precision %.1f and recall %.1f, want %d and %d", e, precision, recall, leastPrecision, leastRecall)
		}
	}
}

// TestEmotionsOfSharedPosts measures on posts that others wrote and labelled,
// where they are beside the repository. Their labels are joy or optimism (1)
// against anger or sadness (-1): joy must go with the first, and anger, sadness,
// fear and disgust with the second.
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
	if _, err := fmt.Sscanf(emotion.Measured("en"), "on the right side in %g", &told); err != nil || math.Abs(share-told) > 2 {
		t.Errorf("the right side in %.1f %%, told as %q: %v", share, emotion.Measured("en"), err)
	}
}
