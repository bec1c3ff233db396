package dashboard

import (
	"net/http"
	"net/url"
	"strings"
	"unicode"

	"earshot/dashboard/view"
	"earshot/dashboard/viewmodel"
	"earshot/internal/social"
)

// correctorCookie holds the name under which somebody judges posts, query-escaped.
const correctorCookie = "corrector"

// correctorAge is how long a browser keeps that name, in seconds: a year.
const correctorAge = 365 * 24 * 60 * 60

// corrector is the name under which whoever sends a request judges posts; empty for
// none.
func corrector(r *http.Request) string {
	cookie, err := r.Cookie(correctorCookie)
	if err != nil {
		return ""
	}
	name, err := url.QueryUnescape(cookie.Value)
	if err != nil {
		return ""
	}
	return correctorName(name)
}

// correctorName is a stated name as it is kept: one line, of bounded length.
func correctorName(name string) string {
	name = strings.ToValidUTF8(strings.Join(strings.FieldsFunc(name, func(r rune) bool { return unicode.IsSpace(r) || unicode.IsControl(r) }), " "), "")
	if len(name) > social.MaxCorrector {
		name = strings.ToValidUTF8(name[:social.MaxCorrector], "")
	}
	return name
}

// nameCorrector keeps the name under which somebody judges posts.
func (s *site) nameCorrector(w http.ResponseWriter, r *http.Request) error {
	r.Body = http.MaxBytesReader(w, r.Body, maxCorrection)
	if err := r.ParseForm(); err != nil {
		return social.Errorf(social.CodeInvalid, "dashboard: name: %w", err)
	}
	cookie := &http.Cookie{
		Name: correctorCookie, Value: url.QueryEscape(correctorName(r.PostForm.Get("by"))), Path: "/",
		MaxAge: correctorAge, HttpOnly: true, SameSite: http.SameSiteLaxMode,
	}
	if cookie.Value == "" {
		cookie.MaxAge = -1
	}
	http.SetCookie(w, cookie)
	http.Redirect(w, r, localPath(r.PostForm.Get("back")), http.StatusSeeOther)
	return nil
}

// localPath is a path of this host, the page of corrections for anything else.
func localPath(path string) string {
	u, err := url.Parse(path)
	if err != nil || u.Scheme != "" || u.Host != "" || !strings.HasPrefix(path, "/") || strings.HasPrefix(path, "//") || strings.ContainsAny(path, "\\\r\n") {
		return "/corrections"
	}
	return path
}

// corrections is what was learned from people's judgements.
func (s *site) corrections(w http.ResponseWriter, r *http.Request) error {
	v, _ := s.look(r)
	p := view.Corrections{Page: s.frame(v, "/corrections", "Corrections"), Corrector: corrector(r)}
	if s.Learning != nil {
		learned, err := s.Learning(r.Context())
		if err != nil {
			return err
		}
		p.Learning = viewmodel.Learning(learned, s.now(v))
	}
	return s.render(w, r, view.CorrectionsPage(p))
}
