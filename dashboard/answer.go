package dashboard

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"net/http"

	"github.com/a-h/templ"

	"earshot/dashboard/component"
	"earshot/dashboard/panel"
	"earshot/dashboard/view"
	"earshot/dashboard/viewmodel"
	"earshot/internal/social"
)

// handle makes a handler of do. An error that do returns becomes an error page.
func (s *site) handle(do func(http.ResponseWriter, *http.Request) error) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		err := do(w, r)
		if err == nil || r.Context().Err() != nil {
			return
		}
		s.refuse(w, r, err)
	})
}

// refuse answers with an error page.
func (s *site) refuse(w http.ResponseWriter, r *http.Request, err error) {
	note := viewmodel.Fault(r.URL.RequestURI(), err, s.outages())
	code := status(err)
	if code == http.StatusInternalServerError {
		s.Log.Error("request failed", "path", r.URL.Path, "error", err)
	}
	retryAfter(w, code)
	if isFragment(r) {
		// A part of a page looks for itself in the answer: without this it would find nothing,
		// and leave a gap.
		w.Header().Set("HX-Reselect", "[role=alert]")
	}
	if err := s.renderStatus(w, r, code, s.faultBody(r, note)); err != nil {
		s.Log.Error("error page failed", "path", r.URL.Path, "error", err)
	}
}

// outages are the parts that are out of order now.
func (s *site) outages() []social.Outage {
	if s.Outages == nil {
		return nil
	}
	return s.Outages()
}

// faultBody is the body of an error: a page, or for htmx a fragment, which it puts
// in the place of what failed.
func (s *site) faultBody(r *http.Request, note component.Note) templ.Component {
	if isFragment(r) {
		return component.Notice(note, true)
	}
	v, _ := s.look(r)
	return view.FaultPage(view.Fault{Page: s.frame(v, "/fault", note.Title), Note: note})
}

func status(err error) int {
	if errors.Is(err, context.DeadlineExceeded) || errors.Is(err, panel.ErrLate) {
		return http.StatusServiceUnavailable
	}
	switch social.CodeOf(err) {
	case social.CodeInvalid:
		return http.StatusBadRequest
	case social.CodeNotFound:
		return http.StatusNotFound
	case social.CodeConflict:
		return http.StatusConflict
	case social.CodeUnavailable, social.CodeBusy:
		return http.StatusServiceUnavailable
	default:
		return http.StatusInternalServerError
	}
}

// isFragment reports whether htmx requested a part of a page.
func isFragment(r *http.Request) bool {
	return r.Header.Get("HX-Request") == "true" && r.Header.Get("HX-History-Restore-Request") != "true"
}

func (s *site) render(w http.ResponseWriter, r *http.Request, c templ.Component) error {
	return s.renderStatus(w, r, http.StatusOK, c)
}

// renderStatus renders into memory first, so that a component that fails
// becomes an error page and not half a page.
func (s *site) renderStatus(w http.ResponseWriter, r *http.Request, status int, c templ.Component) error {
	var body bytes.Buffer
	// Components end with their context, and what is known is shown when patience has ended.
	if err := c.Render(context.WithoutCancel(r.Context()), &body); err != nil {
		return fmt.Errorf("dashboard: render: %w", err)
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.Header().Set("Cache-Control", "no-store")
	w.Header().Add("Vary", "HX-Request")
	w.WriteHeader(status)
	// Writing fails only when the reader has left.
	_, _ = body.WriteTo(w)
	return nil
}

// notFound answers at addresses without a page.
func (s *site) notFound(http.ResponseWriter, *http.Request) error {
	return social.Errorf(social.CodeNotFound, "there is no page at this address")
}
