package app

import (
	"errors"
	"testing"

	"earshot/internal/social"
)

// TestWaitForOutlivesAMomentAway: a server that is started anew ends no crawl or
// import, and any other fault does.
func TestWaitForOutlivesAMomentAway(t *testing.T) {
	asked := 0
	err := (&App{}).WaitFor(t.Context(), func() (bool, error) {
		if asked++; asked < 3 {
			return false, social.Errorf(social.CodeUnavailable, "the server is away")
		}
		return true, nil
	})
	if err != nil || asked != 3 {
		t.Errorf("asked %d times: %v", asked, err)
	}
	broken := errors.New("broken")
	if err := (&App{}).WaitFor(t.Context(), func() (bool, error) { return false, broken }); !errors.Is(err, broken) {
		t.Errorf("got %v, want the fault", err)
	}
}
