package dashboard

import (
	"context"
	"net"
	"net/http"
	"strconv"
	"strings"
	"sync"
	"time"

	"earshot/internal/asker"
	"earshot/internal/social"
)

const (
	// changeWait is how long a reader's change is waited for. It goes on when the
	// reader is answered before.
	changeWait = 5 * time.Second
	// changeLimit is how long it may take in all.
	changeLimit = time.Minute
	// writeWait is how long a reader may take to read what is sent at once: a page, or
	// a part of a file.
	writeWait = 30 * time.Second
	// mostAtOnce is how many requests are answered at once; more are told to come back.
	mostAtOnce = 512
	// mostFiles is how many files are made at once, and mostFilesOfOne those of one reader.
	mostFiles, mostFilesOfOne = 4, 2
)

// readers keeps the requests under way apart by who makes them.
type readers struct {
	mu    sync.Mutex
	all   int
	files map[string]int
	made  int
}

// asked puts into the context of each request for whom it asks the storage, and bounds
// how many there are at once.
func (s *site) asked(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if !s.readers.come() {
			s.refuse(w, r, social.Errorf(social.CodeBusy, "dashboard: %d requests are under way", mostAtOnce))
			return
		}
		defer s.readers.leave()
		// A server that cannot set it has none to outlast.
		_ = http.NewResponseController(w).SetWriteDeadline(time.Now().Add(writeWait + changeLimit))
		a := asker.Asker{Kind: asker.Page, Reader: reader(r)}
		if r.Method != http.MethodGet && r.Method != http.MethodHead {
			a.Kind = asker.Work // what a change follows from is read anew
		}
		next.ServeHTTP(w, r.WithContext(asker.With(r.Context(), a)))
	})
}

// reader tells readers apart by the address they come from; behind a proxy on this
// machine, by the one that the proxy names.
func reader(r *http.Request) string {
	host, _, err := net.SplitHostPort(r.RemoteAddr)
	if err != nil {
		host = r.RemoteAddr
	}
	if ip := net.ParseIP(host); ip != nil && ip.IsLoopback() {
		through := r.Header.Values("X-Forwarded-For")
		if len(through) > 0 {
			hops := strings.Split(through[len(through)-1], ",")
			if ip := net.ParseIP(strings.TrimSpace(hops[len(hops)-1])); ip != nil {
				return ip.String()
			}
		}
	}
	return host
}

func (r *readers) come() bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.all >= mostAtOnce {
		return false
	}
	r.all++
	return true
}

func (r *readers) leave() {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.all--
}

// file begins a file for a reader; end ends it. The error has social.CodeBusy when too
// many are being made.
func (r *readers) file(reader string) (end func(), err error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.made >= mostFiles || r.files[reader] >= mostFilesOfOne {
		return nil, social.Errorf(social.CodeBusy, "dashboard: %d files are being made, %d of them for this reader", r.made, r.files[reader])
	}
	if r.files == nil {
		r.files = map[string]int{}
	}
	r.made++
	r.files[reader]++
	return sync.OnceFunc(func() {
		r.mu.Lock()
		defer r.mu.Unlock()
		r.made--
		if r.files[reader]--; r.files[reader] == 0 {
			delete(r.files, reader)
		}
	}), nil
}

// within handles a page that waits for the storage: it is answered with what is known
// when patience ends.
func (s *site) within(do func(http.ResponseWriter, *http.Request) error) func(http.ResponseWriter, *http.Request) error {
	return func(w http.ResponseWriter, r *http.Request) error {
		ctx, cancel := context.WithTimeout(r.Context(), s.Patience)
		defer cancel()
		return do(w, r.WithContext(ctx))
	}
}

// change makes a reader's change, which goes on when it takes longer than a reader waits
// or when he has left, and makes sure that no page shows what was before.
func (s *site) change(r *http.Request, do func(context.Context) error) error {
	done := make(chan error, 1)
	go func() {
		ctx, cancel := context.WithTimeout(context.WithoutCancel(r.Context()), changeLimit)
		defer cancel()
		err := do(ctx)
		s.cache.Clear()
		done <- err
	}()
	late := time.NewTimer(changeWait)
	defer late.Stop()
	select {
	case err := <-done:
		return err
	case <-late.C:
		return social.Errorf(social.CodeUnavailable, "dashboard: the change is not stored yet, and is tried for a minute")
	case <-r.Context().Done():
		return r.Context().Err()
	}
}

// patientWriter is a file's way to its reader. One who stops reading is given up, so
// that nothing waits for him.
type patientWriter struct {
	http.ResponseWriter
	control *http.ResponseController
}

func patiently(w http.ResponseWriter) *patientWriter {
	return &patientWriter{w, http.NewResponseController(w)}
}

func (w *patientWriter) Write(p []byte) (int, error) {
	// A server that cannot set it has none to outlast.
	_ = w.control.SetWriteDeadline(time.Now().Add(writeWait))
	return w.ResponseWriter.Write(p)
}

// retryAfter tells programs when to come back.
func retryAfter(w http.ResponseWriter, status int) {
	if status == http.StatusServiceUnavailable {
		w.Header().Set("Retry-After", strconv.Itoa(retrySeconds))
	}
}

// retrySeconds is after how long what is out of order or too busy is asked again.
const retrySeconds = 5
