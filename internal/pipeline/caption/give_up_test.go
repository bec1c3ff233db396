package caption

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"earshot/internal/social"
)

// TestGivenUpPicturesAreMatched: the posts that wait for a caption are told that it never comes.
func TestGivenUpPicturesAreMatched(t *testing.T) {
	wd := newWorld("1")
	if err := wd.worker(t).giveUp(t.Context(), social.CaptionAsk{SHA256: "1"}, "it cannot be shown"); err != nil {
		t.Fatal(err)
	}
	want := []string{"https://pictures.example/1"}
	if diff := cmp.Diff([][]string{want, want}, [][]string{wd.due, wd.put}); diff != "" || wd.asks["1"].Step != social.CaptionGivenUp {
		t.Errorf("given up is %+v, marked and handed on (-want +got):\n%s", wd.asks["1"], diff)
	}
}
