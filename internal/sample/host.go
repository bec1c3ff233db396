package sample

import (
	"compress/gzip"
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"strings"
	"sync"
	"sync/atomic"
	"time"
)

// host is one place's own server: its listener, its robots.txt, its counters
// and its faults.
type host struct {
	place    place
	base     string // "http://127.0.0.1:port"
	listener net.Listener
	server   *http.Server
	requests atomic.Int64

	mu    sync.Mutex
	fault Fault
	left  int // answers the fault still spoils; below 0 is all of them
}

// open listens on a free loopback port and prepares the place's handler.
func (s *Server) open(p place) (*host, error) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil, fmt.Errorf("sample: listen for %s: %w", p.name(), err)
	}
	h := &host{place: p, base: "http://" + listener.Addr().String(), listener: listener}
	mux := http.NewServeMux()
	mux.HandleFunc("GET /robots.txt", h.robots)
	mux.HandleFunc("GET /media/{file}", s.media)
	mux.HandleFunc("GET /media/small/{file}", s.media)
	switch p {
	case brewSocial, kaffeeSocial:
		(&mastodon{s, p}).routes(mux, h)
	case hackerNews:
		mux.HandleFunc("GET /api/v1/search_by_date", s.searchHackerNews)
		mux.HandleFunc("GET /api/v1/search", s.searchHackerNews)
	default:
		(&blog{s, p}).routes(mux)
	}
	h.server = &http.Server{
		Handler: h.spoil(mux), ReadHeaderTimeout: 10 * time.Second,
		// Hijacked and cut connections are what the faults are for; they are no news.
		ErrorLog: slog.NewLogLogger(slog.DiscardHandler, slog.LevelError),
	}
	return h, nil
}

func (h *host) serve(running *sync.WaitGroup) {
	running.Go(func() {
		// The listener only ends by close; a loopback Accept has no other fault to report.
		if err := h.server.Serve(h.listener); !errors.Is(err, http.ErrServerClosed) {
			slog.Error("sample server ended", "place", h.place.name(), "error", err)
		}
	})
}

func (h *host) close() {
	ctx, cancel := context.WithTimeout(context.Background(), time.Second)
	defer cancel()
	if err := h.server.Shutdown(ctx); err != nil {
		// A client still holds a slow answer open: cut it.
		_ = h.server.Close()
	}
	_ = h.listener.Close() // already closed when the server was serving
}

// robots allows everything but the proxies that Mastodon itself forbids.
func (h *host) robots(w http.ResponseWriter, r *http.Request) {
	text := "User-agent: *\nDisallow: /private/\n"
	if h.place.fediverse() {
		text = "User-agent: *\nDisallow: /media_proxy/\nDisallow: /interact/\n"
	}
	send(w, r, "text/plain; charset=utf-8", []byte(text), time.Time{})
}

// Requests counts the requests that reached each host ("127.0.0.1:port")
// since the start or ResetRequests, robots.txt and pictures included.
func (s *Server) Requests() map[string]int {
	counts := make(map[string]int)
	for _, h := range s.hosts {
		counts[strings.TrimPrefix(h.base, "http://")] = int(h.requests.Load())
	}
	return counts
}

// ResetRequests sets every count of Requests to zero.
func (s *Server) ResetRequests() {
	for _, h := range s.hosts {
		h.requests.Store(0)
	}
}

// send answers with the body, compressed when the client accepts it. With a
// time of last change it also answers conditional requests (RFC 9110, 13.1):
// If-None-Match goes before If-Modified-Since.
func send(w http.ResponseWriter, r *http.Request, contentType string, body []byte, modified time.Time) {
	header := w.Header()
	header.Set("Content-Type", contentType)
	header.Add("Vary", "Accept-Encoding")
	if !modified.IsZero() {
		tag := fmt.Sprintf(`W/"%x"`, sha256.Sum256(body))[:22] + `"`
		header.Set("ETag", tag)
		header.Set("Last-Modified", modified.UTC().Format(http.TimeFormat))
		if unchanged(r, tag, modified) {
			w.WriteHeader(http.StatusNotModified)
			return
		}
	}
	if strings.Contains(r.Header.Get("Accept-Encoding"), "gzip") && len(body) > 512 && !strings.HasPrefix(contentType, "image/") {
		header.Set("Content-Encoding", "gzip")
		z := gzip.NewWriter(w)
		// A client that went away is its own affair.
		_, _ = z.Write(body)
		_ = z.Close()
		return
	}
	header.Set("Content-Length", fmt.Sprint(len(body)))
	_, _ = w.Write(body)
}

func unchanged(r *http.Request, tag string, modified time.Time) bool {
	if match := r.Header.Get("If-None-Match"); match != "" {
		return strings.Contains(match, strings.TrimPrefix(tag, "W/")) || match == "*"
	}
	since, err := http.ParseTime(r.Header.Get("If-Modified-Since"))
	return err == nil && !modified.Truncate(time.Second).After(since)
}

// media serves a picture, drawn when it is first asked for.
func (s *Server) media(w http.ResponseWriter, r *http.Request) {
	p, ok := parsePicture(r.PathValue("file"))
	if !ok {
		http.NotFound(w, r)
		return
	}
	data, err := s.world.gallery.bytes(p, strings.HasPrefix(r.URL.Path, "/media/small/"))
	if err != nil {
		http.Error(w, err.Error(), http.StatusInternalServerError)
		return
	}
	w.Header().Set("Cache-Control", "public, max-age=31536000, immutable")
	send(w, r, p.contentType(), data, s.world.from)
}
