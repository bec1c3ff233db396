package record

import (
	"strings"
	"testing"
)

func TestFaultsAreShort(t *testing.T) {
	var c Counts
	c.Note("%s", strings.Repeat("ä", 10_000))
	c.Note("a later one")
	if n := len([]rune(c.Fault)); n != 503 || !c.Partial {
		t.Errorf("a fault of %d characters", n)
	}
}
