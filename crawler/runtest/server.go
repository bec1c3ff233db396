package runtest

import (
	"bytes"
	"compress/gzip"
	"compress/zlib"
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"net/http/httptest"
	"sync"
	"testing"
	"time"

	"earshot/crawler/clock/clocktest"
	"earshot/crawler/fetch"
	"earshot/internal/social"
)

// Noon is when a Rig's clock starts.
var Noon = time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC)

// Server is a loopback server that answers by path and keeps what it was asked.
type Server struct {
	*httptest.Server
	Mux *http.ServeMux

	mu    sync.Mutex
	Asked []*http.Request
}

// NewServer starts a Server.
func NewServer(t *testing.T) *Server {
	t.Helper()
	h := &Server{Mux: http.NewServeMux()}
	h.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h.mu.Lock()
		h.Asked = append(h.Asked, r.Clone(context.Background()))
		h.mu.Unlock()
		h.Mux.ServeHTTP(w, r)
	}))
	t.Cleanup(h.Close)
	return h
}

// Paths returns the paths asked for, in order.
func (h *Server) Paths() []string {
	h.mu.Lock()
	defer h.mu.Unlock()
	var all []string
	for _, r := range h.Asked {
		all = append(all, r.URL.Path)
	}
	return all
}

// Fetcher returns a Fetcher for loopback servers that waits on clk.
func Fetcher(clk *clocktest.Clock, change ...func(*fetch.Options)) *fetch.Fetcher {
	opts := fetch.Options{AllowPrivate: true, Clock: clk, Version: "1.0", Contact: "mailto:a@b.example", Timeout: 10 * time.Second}
	for _, c := range change {
		c(&opts)
	}
	return fetch.New(opts)
}

// Gzip is text as gzip encodes it.
func Gzip(text string) []byte {
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	z.Write([]byte(text))
	z.Close()
	return b.Bytes()
}

// Zlib compresses text, as the content coding deflate is defined.
func Zlib(text string) []byte {
	var b bytes.Buffer
	z := zlib.NewWriter(&b)
	z.Write([]byte(text))
	z.Close()
	return b.Bytes()
}

// Serve answers path with pages, in order; the last one stays.
func (h *Server) Serve(path string, pages ...Page) {
	var mu sync.Mutex
	h.Mux.HandleFunc(path, func(w http.ResponseWriter, r *http.Request) {
		mu.Lock()
		defer mu.Unlock()
		json.NewEncoder(w).Encode(pages[0])
		if len(pages) > 1 {
			pages = pages[1:]
		}
	})
}

// Status answers path with a status alone.
func (h *Server) Status(path string, status int) {
	h.Mux.HandleFunc(path, func(w http.ResponseWriter, r *http.Request) { w.WriteHeader(status) })
}

// Ago is a post that was published so long before Noon.
func Ago(id string, d time.Duration) Post { return Post{ID: id, At: Noon.Add(-d)} }

// Town is a source on srv called town, with the given lanes.
func Town(srv *Server, lanes ...string) social.Source {
	return social.Source{Name: "town", Platform: "paged", BaseURL: srv.URL, Tags: lanes, History: 30 * 24 * time.Hour}
}

// ErrDied is the error of an operation on which a process dies.
var ErrDied = errors.New("the process died")
