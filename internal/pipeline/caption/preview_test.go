package caption

import (
	"testing"
	"time"
)

// TestPicturesAreDecodedOneByOne: a decoded picture is large, and several are asked about
// side by side.
func TestPicturesAreDecodedOneByOne(t *testing.T) {
	wd := newWorld("a", "b", "c", "d")
	wd.decodes = 20 * time.Millisecond
	if _, err := wd.worker(t).pass(t.Context()); err != nil {
		t.Fatal(err)
	}
	if asked, most := wd.asked.Load(), wd.mostShowing.Load(); asked != 4 || most != 1 {
		t.Errorf("%d asked about, %d decoded at once", asked, most)
	}
}
