package mention

import (
	"testing"
	"time"

	"earshot/storage/database"
)

func TestVersions(t *testing.T) {
	now := time.Date(2026, 3, 14, 12, 0, 0, 0, time.UTC)
	v := stateVersion(now)
	for range 3 * generations {
		next := nextGeneration(v)
		if next < v || !sameState(v, next) {
			t.Fatalf("after %d comes %d", v, next)
		}
		v = next
	}
	if later := stateVersion(now.Add(5 * time.Millisecond)); later <= v || sameState(later, v) {
		t.Errorf("a state fetched later is version %d, the last analysis of the one before %d", later, v)
	}
	if last := stateVersion(database.EndTime); last <= v {
		t.Errorf("the last time that can be stored overflows: %d", last)
	}
}
