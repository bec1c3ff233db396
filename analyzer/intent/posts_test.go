package intent_test

import (
	"slices"
	"testing"

	"earshot/analyzer/intent"
	"earshot/analyzer/language"
	"earshot/analyzer/phrase"
	"earshot/analyzer/phrase/phrasetest"
	"earshot/analyzer/sentiment"
	"earshot/internal/social"
)

// least is the precision, in percent, that every intent has on the invented posts
// that the tables were not mended with; leastShared that on posts that others
// wrote, of which most were drawn where the tables had said something.
const (
	least       = 70
	leastShared = 60
)

// TestIntentsOfPosts measures the whole pipeline, with language and sentiment
// detected rather than given, and prints the figures of the model card. There
// are floors for the subsets that the tables were not corrected with.
func TestIntentsOfPosts(t *testing.T) {
	r, err := intent.New()
	if err != nil {
		t.Fatal(err)
	}
	m, err := sentiment.Load()
	if err != nil {
		t.Fatal(err)
	}
	d := language.New()
	for _, subset := range phrasetest.Subsets(t, "../..") {
		counts := map[social.Intent]*phrasetest.Count{}
		for _, i := range social.Intents() {
			counts[i] = &phrasetest.Count{}
		}
		none, silent := 0, 0
		for _, p := range subset.Posts {
			lang := d.Detect(p.Text, "", nil)
			got := r.Classify(phrase.NewText(p.Text, lang), m.Classify(p.Text, lang, nil))
			if len(p.Intents)+len(p.Doubtful) == 0 {
				none++
				if len(got) == 0 {
					silent++
				}
			}
			for _, i := range social.Intents() {
				predicted, is, may := slices.Contains(got, i), slices.Contains(p.Intents, i), slices.Contains(p.Doubtful, i)
				counts[i].Add(predicted, is, may)
				if !subset.Held && (predicted && !is && !may || is && !predicted) {
					t.Logf("%s is %v, predicted %v (%s): %s", i, is, predicted, lang, p.Text)
				}
			}
		}
		floor := least
		if subset.Shared {
			floor = leastShared
		}
		for _, i := range social.Intents() {
			c := counts[i]
			t.Logf("%s: %-9s precision %5.1f, recall %5.1f, F1 %5.1f, named in %d of %d posts", subset.Name, i, c.Precision(), c.Recall(), c.F1(), c.Said, len(subset.Posts))
			if subset.Held && c.Precision() < float64(floor) {
				t.Errorf("%s: %s: precision %.1f, want %d", subset.Name, i, c.Precision(), floor)
			}
		}
		t.Logf("%s: no intent predicted of %d of the %d posts that have none", subset.Name, silent, none)
	}
}
