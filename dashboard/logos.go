package dashboard

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"net/http"
	"path"
	"strconv"
	"strings"

	"earshot/dashboard/view"
	"earshot/dashboard/viewmodel"
	"earshot/internal/social"
)

const (
	// logosShown is how many questions, and how many answers, a page shows.
	logosShown = 60
	// maxLogoForm is the largest form with a picture that is read, in bytes; maxLogoName bounds the
	// name of the file that is kept.
	maxLogoForm = 5 << 20
	maxLogoName = 120
)

var errNoLogos = social.Errorf(social.CodeUnavailable, "this dashboard looks for no logos")

// logos asks about logos that were perhaps found.
func (s *site) logos(w http.ResponseWriter, r *http.Request) error {
	if s.Logos == nil {
		return errNoLogos
	}
	v, _ := s.look(r)
	media, pictures, err := s.Logos.Perhaps(r.Context(), logosShown)
	if err != nil {
		return err
	}
	known, err := s.Logos.Known(r.Context())
	if err != nil {
		return err
	}
	asked := viewmodel.LogosAsked(media, known.Answers)
	if len(asked) == 0 {
		pictures = 0 // all of them were answered, and are about to be looked at again
	}
	return s.render(w, r, view.LogosPage(view.Logos{
		Page: s.frame(v, "/logos", "Logos"), Caption: viewmodel.LogosWaiting(pictures, len(media)), Counted: viewmodel.LogosCounted(known),
		Asked: asked, Answered: viewmodel.LogosAnswered(known.Answers, logosShown, s.now(v)), Brands: viewmodel.LogoBrands(s.Brands, known),
	}))
}

// answerLogo keeps what somebody says of a logo.
func (s *site) answerLogo(w http.ResponseWriter, r *http.Request) error {
	if s.Logos == nil {
		return errNoLogos
	}
	r.Body = http.MaxBytesReader(w, r.Body, maxCorrection)
	if err := r.ParseForm(); err != nil {
		return social.Errorf(social.CodeInvalid, "dashboard: answer: %w", err)
	}
	a := social.LogoAnswer{
		SHA256: r.PostForm.Get("picture"), Brand: r.PostForm.Get("brand"), Verdict: social.LogoVerdict(r.PostForm.Get("verdict")),
		At: s.Now().UTC(), By: corrector(r),
	}
	if !isDigest(a.SHA256) || !r.PostForm.Has("verdict") {
		return social.Errorf(social.CodeInvalid, "an answer about a logo needs a picture and a verdict: yes, no, or empty to take it back")
	}
	for _, side := range []struct {
		name string
		into *int
	}{{"x", &a.Box.X}, {"y", &a.Box.Y}, {"w", &a.Box.W}, {"h", &a.Box.H}} {
		n, err := strconv.Atoi(r.PostForm.Get(side.name))
		if err != nil || n < 0 || n > 1000 {
			return social.Errorf(social.CodeInvalid, "dashboard: answer: %s is no thousandths of a picture", side.name)
		}
		*side.into = n
	}
	if err := s.change(r, func(ctx context.Context) error { return s.Logos.Answer(ctx, a) }); err != nil {
		return err
	}
	http.Redirect(w, r, "/logos", http.StatusSeeOther)
	return nil
}

func isDigest(s string) bool {
	return len(s) == hex.EncodedLen(sha256.Size) && strings.Trim(s, "0123456789abcdef") == ""
}

// uploadLogo keeps a picture of a brand's logo.
func (s *site) uploadLogo(w http.ResponseWriter, r *http.Request) (err error) {
	if s.Logos == nil {
		return errNoLogos
	}
	r.Body = http.MaxBytesReader(w, r.Body, maxLogoForm)
	if err := r.ParseMultipartForm(maxLogoForm); err != nil {
		return social.Errorf(social.CodeInvalid, "dashboard: upload: %w", err)
	}
	file, header, err := r.FormFile("logo")
	if err != nil {
		return social.Errorf(social.CodeInvalid, "dashboard: upload: a picture of the logo is missing: %w", err)
	}
	defer func() { err = errors.Join(err, file.Close()) }()
	data, err := io.ReadAll(file)
	if err != nil {
		return social.Errorf(social.CodeInvalid, "dashboard: upload: %w", err)
	}
	sum := sha256.Sum256(data)
	name := correctorName(path.Base(strings.ReplaceAll(header.Filename, "\\", "/")))
	e := social.LogoExample{
		Brand: r.FormValue("brand"), SHA256: hex.EncodeToString(sum[:]), Name: strings.ToValidUTF8(name[:min(len(name), maxLogoName)], ""),
		Type: http.DetectContentType(data), Data: data, At: s.Now().UTC(), By: corrector(r),
	}
	if err := s.change(r, func(ctx context.Context) error { return s.Logos.Upload(ctx, e) }); err != nil {
		return err
	}
	http.Redirect(w, r, "/logos", http.StatusSeeOther)
	return nil
}

// removeLogo takes an uploaded picture of a logo out of use.
func (s *site) removeLogo(w http.ResponseWriter, r *http.Request) error {
	if s.Logos == nil {
		return errNoLogos
	}
	r.Body = http.MaxBytesReader(w, r.Body, maxCorrection)
	if err := r.ParseForm(); err != nil {
		return social.Errorf(social.CodeInvalid, "dashboard: remove: %w", err)
	}
	e := social.LogoExample{Brand: r.PostForm.Get("brand"), SHA256: r.PostForm.Get("picture"), At: s.Now().UTC(), By: corrector(r)}
	if !isDigest(e.SHA256) {
		return social.Errorf(social.CodeInvalid, "dashboard: remove: the picture is missing")
	}
	if err := s.change(r, func(ctx context.Context) error { return s.Logos.Remove(ctx, e) }); err != nil {
		return err
	}
	http.Redirect(w, r, "/logos", http.StatusSeeOther)
	return nil
}
