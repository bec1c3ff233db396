package dashboard

import (
	"net/http"

	"earshot/dashboard/component"
	"earshot/dashboard/viewmodel"
	"earshot/internal/social"
)

// maxCorrection is the largest accepted form, in bytes.
const maxCorrection = 1 << 10

// correct sets the sentiment of a post, or of its mention of a brand. htmx gets the part to replace, of the
// post's page or of a list; a plain form is redirected to the post.
func (s *site) correct(w http.ResponseWriter, r *http.Request) error {
	if s.Corrections == nil {
		return social.Errorf(social.CodeUnavailable, "this dashboard keeps no corrections")
	}
	key, err := viewmodel.PostKey(r.PathValue("platform"), r.PathValue("id"))
	if err != nil {
		return err
	}
	r.Body = http.MaxBytesReader(w, r.Body, maxCorrection)
	if err := r.ParseForm(); err != nil {
		return social.Errorf(social.CodeInvalid, "dashboard: correction: %w", err)
	}
	if !r.PostForm.Has("label") {
		return social.Errorf(social.CodeInvalid, "a correction needs a label: negative, neutral, positive, or empty for the model's")
	}
	c := social.Correction{Key: key, Brand: r.PostForm.Get("brand"), Label: social.Label(r.PostForm.Get("label"))}
	if err := s.Corrections.Correct(r.Context(), c); err != nil {
		return err
	}
	if !isFragment(r) {
		http.Redirect(w, r, viewmodel.PostPath(key), http.StatusSeeOther)
		return nil
	}
	stored, err := s.Reader.Post(r.Context(), key)
	if err != nil {
		return err
	}
	if r.PostForm.Get("place") != "page" {
		return s.render(w, r, component.Judged(s.panels.Judgement(viewmodel.Mentioned(stored.Analysis, c.Brand), key)))
	}
	return s.render(w, r, component.Judgement(s.judgements(stored)))
}
