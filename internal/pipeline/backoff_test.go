package pipeline_test

import (
	"testing"
	"time"

	"earshot/internal/pipeline"
	"earshot/internal/social"
)

// TestBackoff follows a model that is out of order through its rests.
func TestBackoff(t *testing.T) {
	now := time.Date(2026, 11, 1, 9, 0, 0, 0, time.UTC)
	b := &pipeline.Backoff{Now: func() time.Time { return now }, First: pipeline.FirstRest}
	fault := social.Errorf(social.CodeUnavailable, "out of order")
	var rests []time.Duration
	for range 10 {
		rests = append(rests, b.Fault(fault, 0))
		if again := b.Fault(fault, 0); again != rests[len(rests)-1] || b.Left() != again {
			t.Errorf("a fault of the same moment rests %s, not %s", again, rests[len(rests)-1])
		}
		if _, down := b.Down(); down != (len(rests) >= pipeline.DownFaults) {
			t.Errorf("after %d faults: down %t", len(rests), down)
		}
		now = now.Add(b.Left())
	}
	if rests[0] != pipeline.FirstRest || rests[1] != 2*pipeline.FirstRest || rests[9] != pipeline.LongestRest {
		t.Errorf("rests %v", rests)
	}
	if b.Answered(); b.Left() != 0 {
		t.Errorf("after an answer it rests %s", b.Left())
	}
}
