package pipeline_test

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"

	"earshot/internal/pipeline"
	"earshot/internal/social"
)

// TestTallyCountsPostsOnce: whatever is read of a post again, it is counted as what says most.
func TestTallyCountsPostsOnce(t *testing.T) {
	key := func(id string) social.Key { return social.Key{Platform: "feed", ID: id} }
	var tally pipeline.Tally
	tally.Add(key("early"), social.OutcomeNew) // not begun
	tally.Begin()
	for id, outcomes := range map[string][]social.Outcome{
		"new":        {social.OutcomeNew, social.OutcomeUpdated, social.OutcomeStale},
		"older last": {social.OutcomeStale, social.OutcomeNew},
		"changed":    {social.OutcomeUnchanged, social.OutcomeUpdated, social.OutcomeUnchanged},
		"same":       {social.OutcomeUnchanged},
		"known":      {social.OutcomeStale, social.OutcomeStale},
		"gone":       {social.OutcomeNew, social.OutcomeErased, social.OutcomeStale},
		"back":       {social.OutcomeErased, social.OutcomeUpdated},
		"kept":       {social.OutcomeDropped, social.OutcomeNew},
	} {
		for _, o := range outcomes {
			tally.Add(key(id), o)
		}
	}
	tally.Drop([]social.Entry{
		{Post: social.Post{Platform: "feed", ID: "none"}, Merged: social.Merged{Feeds: 2}},
		{Post: social.Post{Platform: "feed", ID: "none"}, Elsewhere: true, Merged: social.Merged{Feeds: 2}},
	})
	tally.AddMerged(social.Merged{Pages: 1})
	want := pipeline.Tallied{New: 3, Updated: 2, Unchanged: 1, Stale: 1, Erased: 1, Dropped: 1, Again: 11, Merged: social.Merged{Pages: 1, Feeds: 3}}
	if diff := cmp.Diff(want, tally.End()); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
	tally.Begin()
	for i := range 50_000 {
		tally.Add(key(fmt.Sprint(i)), social.OutcomeNew)
		tally.Add(key(fmt.Sprint(i/2)), social.OutcomeStale)
	}
	if diff := cmp.Diff(pipeline.Tallied{New: 50_000, Again: 50_000}, tally.End()); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
}
