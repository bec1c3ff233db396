package dashboard

import (
	"context"
	"net/http"

	"earshot/dashboard/component"
	"earshot/dashboard/viewmodel"
	"earshot/internal/social"
)

// maxCorrection is the largest accepted form, in bytes.
const maxCorrection = 1 << 10

// correct sets the sentiment of a post, or of its mention of a brand, or calls it
// right. htmx gets the part to replace, of the post's page or of a list; a plain form is
// redirected to the post.
func (s *site) correct(w http.ResponseWriter, r *http.Request) error {
	c, err := s.correction(w, r)
	if err != nil {
		return err
	}
	if err := s.change(r, func(ctx context.Context) error { return s.Corrections.Correct(ctx, c) }); err != nil {
		return err
	}
	return s.judged(w, r, c, "")
}

// correctCopies passes a person's judgement of a post on to its copies.
func (s *site) correctCopies(w http.ResponseWriter, r *http.Request) error {
	c, err := s.correction(w, r)
	if err != nil {
		return err
	}
	var n int
	err = s.change(r, func(ctx context.Context) error {
		twins, err := s.Corrections.Twins(ctx, c.Key)
		if err != nil {
			return err
		}
		list := make([]social.Correction, len(twins))
		for i, key := range twins {
			list[i] = c
			list[i].Key = key
		}
		n, err = s.Corrections.CorrectAll(ctx, list)
		return err
	})
	if err != nil {
		return err
	}
	return s.judged(w, r, c, viewmodel.PassedOn(n))
}

// correction reads what a person judged.
func (s *site) correction(w http.ResponseWriter, r *http.Request) (social.Correction, error) {
	if s.Corrections == nil {
		return social.Correction{}, social.Errorf(social.CodeUnavailable, "this dashboard keeps no corrections")
	}
	key, err := viewmodel.PostKey(r.PathValue("platform"), r.PathValue("id"))
	if err != nil {
		return social.Correction{}, err
	}
	r.Body = http.MaxBytesReader(w, r.Body, maxCorrection)
	if err := r.ParseForm(); err != nil {
		return social.Correction{}, social.Errorf(social.CodeInvalid, "dashboard: correction: %w", err)
	}
	c := social.Correction{Key: key, Brand: r.PostForm.Get("brand"), Label: social.Label(r.PostForm.Get("label")), By: corrector(r)}
	switch {
	case r.PostForm.Has("confirm"):
		c.Label, c.Confirmed = social.Label(r.PostForm.Get("confirm")), true
	case !r.PostForm.Has("label"):
		return c, social.Errorf(social.CodeInvalid, "a correction needs a label: negative, neutral, positive, or empty for the model's")
	}
	return c, nil
}

// judged answers a judgement: with the part to replace, or with the post's page.
func (s *site) judged(w http.ResponseWriter, r *http.Request, c social.Correction, passed string) error {
	if !isFragment(r) {
		http.Redirect(w, r, viewmodel.PostPath(c.Key), http.StatusSeeOther)
		return nil
	}
	stored, err := s.Reader.Post(r.Context(), c.Key)
	if err != nil {
		return err
	}
	if r.PostForm.Get("place") == "page" {
		whole, toward := s.judgements(r, stored)
		twins, err := s.twins(r, whole, c.Key)
		if err != nil {
			return err
		}
		whole = viewmodel.WithCopies(whole, c.Key, twins)
		whole.Passed = passed
		return s.render(w, r, component.Judgement(whole, toward))
	}
	judged := s.panels.Judgement(viewmodel.Mentioned(stored.Analysis, c.Brand), c.Key)
	twins, err := s.twins(r, judged, c.Key)
	if err != nil {
		return err
	}
	judged = viewmodel.WithCopies(judged, c.Key, twins)
	judged.Passed = passed
	return s.render(w, r, component.Judged(judged))
}

// twins is the number of copies that a person's judgement of a post can be passed on
// to; 0 for a model's.
func (s *site) twins(r *http.Request, judged component.Sentiment, key social.Key) (int, error) {
	if s.Corrections == nil || !judged.Corrected {
		return 0, nil
	}
	twins, err := s.Corrections.Twins(r.Context(), key)
	return len(twins), err
}

// judgements are how a post was judged as a whole, and toward each brand of which it
// says something apart, with their forms.
func (s *site) judgements(r *http.Request, p social.StoredPost) (whole component.Sentiment, toward []component.Sentiment) {
	key := p.Post.Key()
	toward = viewmodel.Toward(p.Analysis)
	for i := range toward {
		toward[i] = s.panels.Judgement(toward[i], key)
	}
	whole = s.panels.Judgement(viewmodel.Sentiment(p.Analysis.Sentiment), key)
	whole.Corrector, whole.Back = corrector(r), viewmodel.PostPath(key)
	return whole, toward
}
