package dashboard

import (
	"net/http"
	"net/url"

	"earshot/dashboard/assets"
	"earshot/dashboard/panel"
)

// routes maps addresses to handlers. Every response carries the headers of secured.
// A request from another origin that would change something is refused.
func (s *site) routes() http.Handler {
	mux := http.NewServeMux()
	for _, p := range panel.Pages() {
		mux.Handle("GET "+exactly(p.Path), s.handle(s.page(p)))
	}
	mux.Handle("GET /said", moved("/topics"))
	mux.Handle("GET /panels/standouts", moved("/panels/insights"))
	mux.Handle("GET /panels/{panel}", s.handle(s.panel))
	mux.Handle("GET /posts", s.handle(s.within(s.posts)))
	mux.Handle("GET /posts/{platform}/{id}", s.handle(s.within(s.post)))
	mux.Handle("GET /posts/{platform}/{id}/copies", s.handle(s.within(s.copies)))
	mux.Handle("POST /posts/{platform}/{id}/label", s.handle(s.correct))
	mux.Handle("POST /posts/{platform}/{id}/copies/label", s.handle(s.correctCopies))
	mux.Handle("GET /corrections", s.handle(s.within(s.corrections)))
	mux.Handle("POST /corrector", s.handle(s.nameCorrector))
	mux.Handle("GET /logos", s.handle(s.within(s.logos)))
	mux.Handle("POST /logos/answer", s.handle(s.answerLogo))
	mux.Handle("POST /logos/upload", s.handle(s.uploadLogo))
	mux.Handle("POST /logos/remove", s.handle(s.removeLogo))
	mux.Handle("GET /pictures", s.handle(s.within(s.pictures)))
	mux.Handle("GET "+assistantsPath, s.handle(s.within(s.assistants)))
	mux.Handle("GET /pictures/{sha}", s.handle(s.within(s.picture)))
	mux.Handle("GET /sources", s.handle(s.within(s.sources)))
	mux.Handle("POST /sources/{source}/run", s.handle(s.runSource))
	mux.Handle("POST /parked/retry", s.handle(s.retryAllParked))
	mux.Handle("POST /parked/{id}/retry", s.handle(s.retryParked))
	mux.Handle("POST /parked/{id}/drop", s.handle(s.dropParked))
	mux.Handle("GET /definitions", s.handle(s.definitions))
	mux.Handle("GET /outage", s.handle(s.outage))
	mux.Handle("GET /progress", s.handle(s.progress))
	mux.Handle("GET /export/{file}", s.handle(s.export))
	mux.Handle("GET /media/{key}", s.handle(s.within(s.media)))
	mux.Handle("/", s.handle(s.notFound))
	// What the program brings along is served to however many.
	outer := http.NewServeMux()
	outer.Handle("GET "+assets.Path, s.assets)
	outer.Handle("/", s.asked(mux))
	return secured(http.NewCrossOriginProtection().Handler(outer))
}

// exactly is the pattern that matches path and nothing below it.
func exactly(path string) string {
	if path == "/" {
		return "/{$}"
	}
	return path
}

// moved redirects permanently to path, query included, from the address that the
// page had in an earlier version.
func moved(path string) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		to := url.URL{Path: path, RawQuery: r.URL.RawQuery}
		http.Redirect(w, r, to.String(), http.StatusMovedPermanently)
	})
}

// policy lets a page load only what this host serves: no inline script, no inline
// style, no frame, no other host.
const policy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; " +
	"connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"

func secured(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h := w.Header()
		h.Set("Content-Security-Policy", policy)
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("Referrer-Policy", "same-origin")
		// For browsers that do not know the policy above, and scanners. The last counts
		// behind a proxy with TLS only (RFC 6797, 8.1).
		h.Set("X-Frame-Options", "DENY")
		h.Set("X-XSS-Protection", "1; mode=block")
		h.Set("Strict-Transport-Security", "max-age=31536000")
		h.Set("Cross-Origin-Opener-Policy", "same-origin")
		h.Set("Cross-Origin-Resource-Policy", "same-origin")
		h.Set("Permissions-Policy", "camera=(), geolocation=(), microphone=()")
		next.ServeHTTP(w, r)
	})
}
