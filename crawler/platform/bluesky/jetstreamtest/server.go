package jetstreamtest

import (
	"encoding/json"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"sort"
	"strconv"
	"strings"
	"sync"
	"time"
)

// Server sends events to all subscribers, from their cursor on, and answers
// app.bsky.actor.getProfiles. It is safe for concurrent use.
type Server struct {
	http *httptest.Server

	mu     sync.Mutex
	more   *sync.Cond
	closed bool
	events []Event
	// frames are the encoded events.
	frames [][]byte
	conns  map[net.Conn]bool
	// cut returns after how many bytes the next connection breaks; 0 is never.
	cut func() int
	// profile returns the profile of an account, nil for one that does not
	// exist.
	profile     func(did string) map[string]any
	subscribers int
	asked       int
	refuse      int
}

// New starts a server without events.
func New() *Server {
	s := &Server{conns: map[net.Conn]bool{}, profile: func(did string) map[string]any {
		return map[string]any{"did": did, "handle": strings.TrimLeft(strings.TrimPrefix(did, "did:plc:"), "0") + ".example.com", "displayName": "Somebody"}
	}}
	s.more = sync.NewCond(&s.mu)
	mux := http.NewServeMux()
	mux.HandleFunc("GET /subscribe", s.subscribe)
	mux.HandleFunc("GET /xrpc/app.bsky.actor.getProfiles", s.getProfiles)
	s.http = httptest.NewServer(mux)
	return s
}

// Stream is the address of the stream.
func (s *Server) Stream() string { return "ws" + strings.TrimPrefix(s.http.URL, "http") }

// AppView is where profiles are asked for.
func (s *Server) AppView() string { return s.http.URL }

// Close breaks all connections and stops the server.
func (s *Server) Close() {
	s.mu.Lock()
	s.closed = true
	s.more.Broadcast()
	s.mu.Unlock()
	s.Break()
	s.http.Close()
}

// Publish appends events, in the order of their times.
func (s *Server) Publish(events ...Event) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, ev := range events {
		s.events = append(s.events, ev)
		s.frames = append(s.frames, frame(nil, ev.Data))
	}
	s.more.Broadcast()
}

// Break breaks every connection.
func (s *Server) Break() {
	s.mu.Lock()
	defer s.mu.Unlock()
	for conn := range s.conns {
		// The connection is gone either way.
		_ = conn.Close()
	}
}

// CutAfter makes each new connection break after the number of bytes that cut
// returns, in the middle of a message or not; 0 is never.
func (s *Server) CutAfter(cut func() int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.cut = cut
}

// Profile sets the profiles of accounts; nil is for one that does not exist.
func (s *Server) Profile(profile func(did string) map[string]any) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.profile = profile
}

// Refuse makes the server refuse subscribers with a status; 0 accepts them
// again.
func (s *Server) Refuse(status int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.refuse = status
}

// Subscribers is how many connections were asked for.
func (s *Server) Subscribers() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.subscribers
}

// Asked is how many requests for profiles were made.
func (s *Server) Asked() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.asked
}

// from is the place of the first event at or after a time.
func (s *Server) from(at time.Time) int {
	return sort.Search(len(s.events), func(i int) bool { return !s.events[i].At.Before(at) })
}

// subscription is what a subscriber asked for.
type subscription struct {
	collections, dids []string
	largest           int
}

func (w subscription) wants(ev Event) bool {
	return (ev.Collection == "" || len(w.collections) == 0 || slices.Contains(w.collections, ev.Collection)) &&
		(ev.DID == "" || len(w.dids) == 0 || slices.Contains(w.dids, ev.DID)) &&
		(w.largest == 0 || len(ev.Data) <= w.largest)
}

// subscribe sends past and future events, until the connection ends.
func (s *Server) subscribe(w http.ResponseWriter, r *http.Request) {
	q := r.URL.Query()
	s.mu.Lock()
	s.subscribers++
	refuse := s.refuse
	s.mu.Unlock()
	if refuse != 0 {
		http.Error(w, "not you", refuse)
		return
	}
	conn, out, err := accept(w, r)
	if err != nil {
		return
	}
	defer conn.Close()
	s.mu.Lock()
	defer s.mu.Unlock()
	s.conns[conn] = true
	defer delete(s.conns, conn)
	left := 0
	if s.cut != nil {
		left = s.cut()
	}
	wanted := subscription{collections: q["wantedCollections"], dids: q["wantedDids"], largest: number(q, "maxMessageSizeBytes")}
	next := len(s.events)
	if cursor := number(q, "cursor"); cursor > 0 {
		next = s.from(time.UnixMicro(int64(cursor)))
	}
	var chunk []byte
	for !s.closed {
		if chunk = chunk[:0]; next >= len(s.events) {
			s.more.Wait()
			next = min(next, len(s.events))
			continue
		}
		for ; next < len(s.events) && len(chunk) < 64<<10; next++ {
			if wanted.wants(s.events[next]) {
				chunk = append(chunk, s.frames[next]...)
			}
		}
		broken := left > 0 && len(chunk) >= left
		if broken {
			chunk = chunk[:left]
		} else if left > 0 {
			left -= len(chunk)
		}
		s.mu.Unlock()
		_, err := out.Write(chunk)
		if err == nil {
			err = out.Flush()
		}
		s.mu.Lock()
		if err != nil || broken {
			return
		}
	}
}

// number reads a parameter; an invalid number is 0, as in Jetstream.
func number(q url.Values, name string) int {
	n, err := strconv.Atoi(q.Get(name))
	if err != nil {
		return 0
	}
	return n
}

func (s *Server) getProfiles(w http.ResponseWriter, r *http.Request) {
	s.mu.Lock()
	s.asked++
	profile := s.profile
	s.mu.Unlock()
	actors := r.URL.Query()["actors"]
	if len(actors) == 0 || len(actors) > 25 {
		http.Error(w, `{"error":"InvalidRequest","message":"actors must not have more than 25 elements"}`, http.StatusBadRequest)
		return
	}
	profiles := []map[string]any{}
	for _, did := range actors {
		if p := profile(did); p != nil {
			profiles = append(profiles, p)
		}
	}
	w.Header().Set("Content-Type", "application/json")
	// A client takes a short answer as a fault.
	_ = json.NewEncoder(w).Encode(map[string]any{"profiles": profiles})
}
