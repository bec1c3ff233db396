package pipeline_test

import (
	"errors"
	"testing"

	"earshot/internal/pipeline"
)

// TestBehindDoesOneThingAtATime: in order, and nothing after what failed.
func TestBehindDoesOneThingAtATime(t *testing.T) {
	var b pipeline.Behind
	broken := errors.New("broken")
	var done []int
	for i := range 3 {
		if err := b.Do(func() error { done = append(done, i); return nil }); err != nil {
			t.Fatal(err)
		}
	}
	if err := b.Do(func() error { return broken }); err != nil {
		t.Fatal(err)
	}
	if err := b.Do(func() error { done = append(done, 99); return nil }); !errors.Is(err, broken) {
		t.Errorf("error = %v", err)
	}
	if err := b.Wait(); !errors.Is(err, broken) || len(done) != 3 || done[0] != 0 || done[2] != 2 {
		t.Errorf("did %v, error %v", done, err)
	}
}
