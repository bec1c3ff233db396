package dashboard_test

import (
	"context"
	"errors"
	"net/http"
	"strings"
	"testing"

	"earshot/dashboard"
	"earshot/dashboard/preview"
	"earshot/internal/social"
)

// noCaptions cannot report on captions.
type noCaptions struct{}

func (noCaptions) Captions(context.Context) (social.CaptionState, error) {
	return social.CaptionState{}, errors.New("the streams are out of reach")
}

// TestPagesShowTheStateOfCaptions wants the Sources page and the pictures to say what waits
// and what is wrong.
func TestPagesShowTheStateOfCaptions(t *testing.T) {
	for _, page := range []string{"/sources", "/pictures"} {
		for want, answers := range map[string]dashboard.Captions{
			"": nil,
			"86 given, 88 of 1,000 pictures shown, 90,300 tokens, cost 0.018 of 2.00, 212 pictures waiting": preview.Captions{},
			"since 2026-10-14 07:05 UTC: llm: the server answered 401: the key is not known.":               preview.Captions{},
			"3 pictures get no caption: the model would not describe it (2); its bytes are not kept (1).":   preview.Captions{},
			"is not known now": noCaptions{},
		} {
			o := options()
			o.Captions = answers
			got := document(t, get(t, o, page), http.StatusOK).Find("[data-testid=captions]")
			if !strings.Contains(got.Text(), want) || (got.Length() == 0) != (answers == nil) {
				t.Errorf("%s: %q, want %q", page, got.Text(), want)
			}
		}
	}
}
