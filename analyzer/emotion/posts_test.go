package emotion_test

import (
	"slices"
	"testing"

	"earshot/analyzer/phrase/phrasetest"
	"earshot/internal/social"
)

// least is the precision, in percent, that every emotion has on the invented posts
// that the tables were not mended with; leastShared that on posts that others
// wrote, of which rare emotions were drawn where the tables had named one.
const (
	least       = 70
	leastShared = 60
)

// TestEmotionsOfPosts prints the figures of the model card. There are floors for
// the subsets that the tables were not corrected with.
func TestEmotionsOfPosts(t *testing.T) {
	read := reading(t)
	for _, subset := range phrasetest.Subsets(t, "../..") {
		counts := map[social.Emotion]*phrasetest.Count{}
		for _, e := range slices.Concat(social.Emotions(), []social.Emotion{social.EmotionNone}) {
			counts[e] = &phrasetest.Count{}
		}
		for _, p := range subset.Posts {
			got, certainty := read(p.Text)
			if (got == social.EmotionNone) != (certainty == 0) || certainty > 1 {
				t.Errorf("%s: %q with certainty %v", p.Text, got, certainty)
			}
			for e, c := range counts {
				allowed := slices.Contains(p.Emotions, e)
				c.Add(got == e, allowed && len(p.Emotions) == 1, allowed)
			}
			if !subset.Held && !slices.Contains(p.Emotions, got) {
				t.Logf("%q, not %q: %s", got, p.Emotions, p.Text)
			}
		}
		floor := least
		if subset.Shared {
			floor = leastShared
		}
		for _, e := range social.Emotions() {
			c := counts[e]
			t.Logf("%s: %-8s precision %5.1f, recall %5.1f, F1 %5.1f, named in %d of %d posts", subset.Name, e, c.Precision(), c.Recall(), c.F1(), c.Said, len(subset.Posts))
			if subset.Held && c.Precision() < float64(floor) {
				t.Errorf("%s: %s: precision %.1f, want %d", subset.Name, e, c.Precision(), floor)
			}
		}
		none := counts[social.EmotionNone]
		t.Logf("%s: none named in %d posts, rightly in %.1f %%", subset.Name, none.Said, none.Precision())
	}
}
