package seen_test

import (
	"context"
	"testing"

	"github.com/google/go-cmp/cmp"

	"earshot/internal/social"
)

// TestOnlyPicturesAreLetGo: of a post that is dropped, what was heard in it is no picture to forget.
func TestOnlyPicturesAreLetGo(t *testing.T) {
	p := shown("1")
	p.Recordings = []social.Recording{{URL: "https://herald.example/1.mp3"}}
	picture, heard := p.Images[0].URL, p.Recordings[0].URL
	s := &hearingStore{store: &store{media: map[string]social.Media{picture: {URL: picture, State: social.MediaReady, OCRReader: "a", FetchedAt: noon}}}}
	s.heard = map[string]social.Media{heard: {URL: heard, State: social.MediaReady, Transcript: "words"}}
	if _, rest, err := newMatcher(s, &stream{}).Hold(t.Context(), []social.Entry{{Post: p}}); err != nil || len(rest) != 1 {
		t.Fatalf("%d are dropped, %v", len(rest), err)
	}
	if diff := cmp.Diff([]string{picture}, s.gone); diff != "" {
		t.Errorf("let go of (-want +got):\n%s", diff)
	}
}

// hearingStore is a store that knows what was heard in recordings.
type hearingStore struct {
	*store
	heard map[string]social.Media
}

func (s *hearingStore) HeardByURL(context.Context, []string) (map[string]social.Media, error) {
	return s.heard, nil
}
