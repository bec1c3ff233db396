package sourceservice

import (
	"context"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"earshot/internal/social"
)

// TestHealthTellsWhatIsConfigured where neither the storage nor the streams answer a
// reader in time, and tells a reader who left nothing.
func TestHealthTellsWhatIsConfigured(t *testing.T) {
	waiting := func() shared[[]social.SourceHealth] {
		return shared[[]social.SourceHealth]{last: &asked[[]social.SourceHealth]{done: make(chan struct{})}}
	}
	s := &SourceService{
		live: waiting(), past: waiting(),
		Configured: func(time.Time) []social.SourceHealth { return []social.SourceHealth{{Source: "forum"}} },
		Held:       func(ctx context.Context) (map[string][]string, error) { <-ctx.Done(); return nil, ctx.Err() },
	}
	for _, patience := range []time.Duration{20 * time.Millisecond, 0} {
		ctx, cancel := context.WithTimeout(t.Context(), patience)
		all, err := s.Health(ctx)
		cancel()
		want := []social.SourceHealth{{Source: "forum", PastUnknown: true}}
		if diff := cmp.Diff(want, all); diff != "" || err == nil {
			t.Errorf("with %s of patience, error %v (-want +got):\n%s", patience, err, diff)
		}
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if all, err := s.Health(ctx); all != nil || err == nil {
		t.Errorf("who left is told %v, %v", all, err)
	}
}
