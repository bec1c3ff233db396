package intent_test

import (
	_ "embed"
	"slices"
	"strings"
	"testing"

	"earshot/analyzer/cue"
	"earshot/analyzer/intent"
	"earshot/analyzer/language"
	"earshot/analyzer/sentiment"
	"earshot/internal/social"
)

// posts are invented: intents parted by commas or "none", language, text.
//
//go:embed testdata/posts.tsv
var posts string

// floors are a little under the precision and recall in the model card, in
// percent.
var floors = map[social.Intent][2]float64{
	social.IntentQuestion:  {90, 90},
	social.IntentSupport:   {90, 90},
	social.IntentComplaint: {90, 80},
	social.IntentPraise:    {90, 85},
	social.IntentPurchase:  {90, 85},
}

// TestIntentsOfInventedPosts measures the whole way a post goes: language and
// sentiment are told, not given.
func TestIntentsOfInventedPosts(t *testing.T) {
	r, err := intent.New()
	if err != nil {
		t.Fatal(err)
	}
	m, err := sentiment.Load()
	if err != nil {
		t.Fatal(err)
	}
	d := language.New()
	type count struct{ right, given, there int }
	counts := map[social.Intent]*count{}
	for _, i := range social.Intents() {
		counts[i] = &count{}
	}
	n := 0
	for line := range strings.Lines(strings.TrimSpace(posts)) {
		fields := strings.Split(strings.TrimSpace(line), "\t")
		if len(fields) != 3 {
			t.Fatalf("%q has %d fields, want 3", line, len(fields))
		}
		n++
		var want []social.Intent
		for name := range strings.SplitSeq(fields[0], ",") {
			if name != "none" {
				want = append(want, social.Intent(name))
				counts[social.Intent(name)].there++
			}
		}
		lang := d.Detect(fields[2], "")
		got := r.Intents(cue.NewText(fields[2]), lang, m.Judge(fields[2], lang))
		for _, i := range got {
			counts[i].given++
			if slices.Contains(want, i) {
				counts[i].right++
			} else {
				t.Logf("%s too many: %s", i, fields[2])
			}
		}
		for _, i := range want {
			if !slices.Contains(got, i) {
				t.Logf("%s missed (%s): %s", i, lang, fields[2])
			}
		}
	}
	for _, i := range social.Intents() {
		c := counts[i]
		precision, recall := 100*float64(c.right)/float64(c.given), 100*float64(c.right)/float64(c.there)
		t.Logf("%s: precision %.1f, recall %.1f, of %d in %d posts", i, precision, recall, c.there, n)
		if precision < floors[i][0] || recall < floors[i][1] {
			t.Errorf("%s: precision %.1f and recall %.1f, want %.0f and %.0f", i, precision, recall, floors[i][0], floors[i][1])
		}
	}
}
