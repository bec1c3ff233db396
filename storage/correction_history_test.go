package storage_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"earshot/internal/social"
	"earshot/storage/storagetest"
)

// TestJudgementsKeepTheirHistory: who gave a label is kept, whether it was the model's,
// and what stood before it.
func TestJudgementsKeepTheirHistory(t *testing.T) {
	s := storagetest.Open(t)
	e := entry("1", "Northwind")
	key, model := e.Post.Key(), e.Analysis.Sentiment
	write(t, s, e)
	steps := []social.Correction{
		{Key: key, Label: social.Negative, By: "Ana"},
		{Key: key, Label: social.Unknown, By: "Ben", Confirmed: true},
		{Key: key, Label: model.Label, By: "Ben", Confirmed: true},
	}
	for _, c := range steps {
		if err := s.Correct(t.Context(), c); err != nil {
			t.Fatal(err)
		}
	}
	if got := judged(t, s, key); !got.Corrected || !got.Confirmed || !got.Sure || got.Label != model.Label {
		t.Errorf("confirmed, it is %+v", got)
	}
	steps[1].Confirmed = false // what is taken back confirms nothing
	want := steps[2]
	want.Earlier = steps[:2]
	var got []social.Correction
	err := s.EachCorrection(t.Context(), func(_ social.StoredPost, c social.Correction) error {
		got = append(got, c)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]social.Correction{want}, got, cmpopts.IgnoreFields(social.Correction{}, "At")); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if len(got) == 1 && !got[0].Earlier[0].At.Before(got[0].At) {
		t.Errorf("the times are %v and %v", got[0].Earlier[0].At, got[0].At)
	}
	long := social.Correction{Key: key, Label: social.Neutral, By: string(make([]byte, social.MaxCorrector+1))}
	if err := s.Correct(t.Context(), long); social.CodeOf(err) != social.CodeInvalid {
		t.Errorf("an endless name: %v", err)
	}
}

// TestTheLastJudgementStands: also behind one that is said to be older than time, or of
// tomorrow, and both of two that came together are in the history.
func TestTheLastJudgementStands(t *testing.T) {
	s := storagetest.Open(t)
	e := entry("1", "Northwind")
	key := e.Post.Key()
	write(t, s, e)
	for _, at := range []time.Time{time.Date(1950, 1, 1, 0, 0, 0, 0, time.UTC), time.Now().AddDate(1, 0, 0)} {
		list := []social.Correction{{Key: key, Label: social.Neutral}, {Key: key, Label: social.Positive, At: at}}
		if n, err := s.CorrectAll(t.Context(), list); n != 0 || social.CodeOf(err) != social.CodeInvalid {
			t.Errorf("given at %v: %d stored, %v", at, n, err)
		}
	}
	list := []social.Correction{
		{Key: key, Label: social.Negative, By: "Ana"}, {Key: key, Label: social.Positive, By: "Ben"},
		{Key: key, Label: social.Negative, By: "Cho", At: time.Now().Add(time.Hour)},
	}
	if n, err := s.CorrectAll(t.Context(), list); n != len(list) || err != nil {
		t.Fatalf("%d stored, %v", n, err)
	}
	correct(t, s, key, social.Neutral)
	if got := judged(t, s, key); got.Label != social.Neutral {
		t.Errorf("it is %s", got.Label)
	}
	earlier := 0
	err := s.EachCorrection(t.Context(), func(_ social.StoredPost, c social.Correction) error {
		earlier = len(c.Earlier)
		return nil
	})
	if earlier != len(list) || err != nil {
		t.Errorf("%d judgements before it, %v", earlier, err)
	}
}

// TestTwinsAreJudgedAtOnce: those with the same words, and those of the group of near
// copies, but for what a person has judged already.
func TestTwinsAreJudgedAtOnce(t *testing.T) {
	s := storagetest.Open(t)
	original, copied, again, same, other, own := entry("original", "A"), entry("copy", "A"), entry("again", "A"), entry("same", "A"), entry("other", "A"), entry("own", "A")
	original.Post.Text, same.Post.Text, own.Post.Text = "so cold", "so cold", "so cold"
	copied.Post.Text, again.Post.Text, other.Post.Text = "so cold!", "so very cold", "so warm"
	for _, e := range []*social.Entry{&original, &same, &other, &own} {
		e.Analysis.Original = social.Key{}
	}
	copied.Analysis.Original, again.Analysis.Original = original.Post.Key(), original.Post.Key()
	write(t, s, original, copied, again, same, other, own)
	correct(t, s, own.Post.Key(), social.Neutral)
	want := []social.Key{again.Post.Key(), original.Post.Key(), same.Post.Key()}
	twins, err := s.Twins(t.Context(), copied.Post.Key())
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want[:2], twins); diff != "" {
		t.Errorf("twins of a copy (-want +got):\n%s", diff)
	}
	if twins, err = s.Twins(t.Context(), original.Post.Key()); err != nil {
		t.Fatal(err)
	}
	want = []social.Key{again.Post.Key(), copied.Post.Key(), same.Post.Key()}
	if diff := cmp.Diff(want, twins); diff != "" {
		t.Errorf("twins (-want +got):\n%s", diff)
	}
	var all []social.Correction
	for _, key := range append(twins, social.Key{Platform: "mastodon", ID: "gone"}) {
		all = append(all, social.Correction{Key: key, Label: social.Negative, By: "Ana"})
	}
	if n, err := s.CorrectAll(t.Context(), all); err != nil || n != 3 {
		t.Errorf("%d corrected: %v", n, err)
	}
	if got := labels(t, s); got != [3]int64{2, 1, 3} {
		t.Errorf("figures %v", got)
	}
	if twins, err = s.Twins(t.Context(), original.Post.Key()); err != nil || len(twins) != 0 {
		t.Errorf("judged, they are %v: %v", twins, err)
	}
	if _, err := s.Twins(t.Context(), social.Key{Platform: "mastodon", ID: "gone"}); social.CodeOf(err) != social.CodeNotFound {
		t.Errorf("of a post that is not stored: %v", err)
	}
}
