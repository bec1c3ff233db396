package sample

import (
	"fmt"
	"io"
	"net/http"
	"strings"
	"time"
)

// Fault is how a place misbehaves; the zero value is good behaviour. Only one
// of its kinds is meant to be set, RetryAfter beside Status.
type Fault struct {
	// Status answers with this code and an empty error page.
	Status int
	// RetryAfter is sent beside Status, in whole seconds.
	RetryAfter time.Duration
	// HTML answers with a login page where something else was promised.
	HTML bool
	// Malformed cuts the answer in the middle; it is complete as HTTP.
	Malformed bool
	// HugeBody streams that many bytes of a never-ending document, made as
	// they are sent.
	HugeBody int64
	// Slow waits before it answers, or until the client leaves.
	Slow time.Duration
	// Drop cuts the connection without an answer.
	Drop bool
	// NotAnImage sends text under the name of a picture. Only it touches pictures.
	NotAnImage bool
	// Times is how many answers are spoilt; 0 is all until the fault is taken back.
	Times int
	// Robots spoils robots.txt too.
	Robots bool
}

// Fault makes the place of a source misbehave from now on; the zero Fault
// takes it back.
func (s *Server) Fault(source string, f Fault) error {
	p, err := placeNamed(source)
	if err != nil {
		return err
	}
	h := s.hosts[p]
	h.mu.Lock()
	defer h.mu.Unlock()
	h.fault, h.left = f, f.Times
	if f.Times == 0 {
		h.left = -1
	}
	return nil
}

// spoiling returns the fault for a request and counts it.
func (h *host) spoiling(path string) Fault {
	h.mu.Lock()
	defer h.mu.Unlock()
	picture := strings.HasPrefix(path, "/media/")
	switch {
	case h.fault == (Fault{}), h.left == 0, path == "/robots.txt" && !h.fault.Robots, picture != h.fault.NotAnImage:
		return Fault{}
	}
	if h.left > 0 {
		h.left--
	}
	return h.fault
}

// spoil counts every request and lets the fault have it before next.
func (h *host) spoil(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h.requests.Add(1)
		f := h.spoiling(r.URL.Path)
		if f.Slow > 0 {
			timer := time.NewTimer(f.Slow)
			defer timer.Stop()
			select {
			case <-r.Context().Done():
				return
			case <-timer.C:
			}
		}
		switch {
		case f.Drop:
			// The documented way to end a connection without an answer.
			panic(http.ErrAbortHandler)
		case f.Status != 0:
			if f.RetryAfter > 0 {
				w.Header().Set("Retry-After", fmt.Sprint(int(f.RetryAfter.Seconds())))
			}
			http.Error(w, http.StatusText(f.Status), f.Status)
		case f.HTML:
			send(w, r, "text/html; charset=utf-8", []byte("<!doctype html><title>Sign in</title><form method=post><input name=user><input name=password type=password></form>"), time.Time{})
		case f.NotAnImage:
			w.Header().Set("Content-Type", "image/jpeg")
			_, _ = io.WriteString(w, "this is not the picture you are looking for\n")
		case f.HugeBody > 0:
			stream(w, f.HugeBody)
		case f.Malformed:
			cut := &recorder{header: w.Header()}
			r.Header.Del("Accept-Encoding")
			next.ServeHTTP(cut, r)
			w.Header().Del("Content-Length")
			_, _ = w.Write(cut.body[:len(cut.body)/2])
		default:
			next.ServeHTTP(w, r)
		}
	})
}

// stream sends size bytes of one endless list; they exist only on the way.
func stream(w http.ResponseWriter, size int64) {
	w.Header().Set("Content-Type", "application/json")
	chunk := []byte(strings.Repeat(`{"title":"northwind","text":"again and again"},`, 1400))
	if _, err := w.Write([]byte("[")); err != nil {
		return
	}
	for sent := int64(1); sent < size; {
		n, err := w.Write(chunk[:min(int64(len(chunk)), size-sent)])
		if err != nil {
			return // the client has had enough
		}
		sent += int64(n)
	}
}

// recorder keeps an answer so that it can be cut.
type recorder struct {
	header http.Header
	body   []byte
}

func (c *recorder) Header() http.Header { return c.header }

func (c *recorder) WriteHeader(int) {}

func (c *recorder) Write(b []byte) (int, error) {
	c.body = append(c.body, b...)
	return len(b), nil
}
