package dashboard_test

import (
	"net/http"
	"strings"
	"testing"

	"earshot/dashboard/preview"
	"earshot/dashboard/viewmodel"
	"earshot/internal/social"
)

// TestPostShowsItsEvidence wants the page of a post to say what words, picture and voice say
// each, and which of them counts.
func TestPostShowsItsEvidence(t *testing.T) {
	o := options()
	fused, ok := preview.Fused(pictured())
	o.Fused = func(social.StoredPost) (social.Fusion, bool) { return fused, ok }
	at := viewmodel.PostPath(pictured().Post.Key())
	got := document(t, get(t, o, at), http.StatusOK).Find("[data-testid=evidence]").Text()
	got = strings.Join(strings.Fields(got), " ")
	for _, want := range []string{"The evidence disagrees: the picture won, by the rule “irony” (rules 1).", "The words", "positive", "The picture", "negative counts “the cup is in two pieces”", "The voice"} {
		if !strings.Contains(got, want) {
			t.Errorf("%q is not in %q", want, got)
		}
	}
	o.Fused = func(social.StoredPost) (social.Fusion, bool) { return social.Fusion{}, false }
	if n := document(t, get(t, o, at), http.StatusOK).Find("[data-testid=evidence]").Length(); n != 0 {
		t.Errorf("%d shown where the words are alone", n)
	}
}

// pictured is a post that shows a picture.
func pictured() social.StoredPost {
	for _, p := range preview.Posts() {
		if len(p.Post.Images) > 0 {
			return p
		}
	}
	return social.StoredPost{}
}
