package sentiment_test

import "testing"

// TestSettled: structure settles short texts and what may be irony, but not a long text
// with a negation somewhere.
func TestSettled(t *testing.T) {
	m := load(t)
	for text, want := range map[string]bool{
		"The kettle is not good.":                        true,
		"I thought the kettle would be awful, it is not": true,
		"Thanks a lot for charging me twice, great job":  true,
		"We drove up to the lake on Saturday with the kids and their cousins, did not like the market much because the " +
			"road was closed, ate in the harbour and came home very late in the evening": false,
		"The shop in the station moves to the other side of the square in June and takes all of its shelves with it": false,
	} {
		if got := m.Settled(text, "en", nil); got != want {
			t.Errorf("%q: settled is %v", text, got)
		}
	}
}
