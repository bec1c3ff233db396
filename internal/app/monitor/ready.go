package monitor

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"sync"
	"time"
)

const (
	// partWait is how long one part may take to answer.
	partWait = time.Second
	// readyFor is how long an answer is given again, so that many who ask cost no
	// more than one.
	readyFor = time.Second
)

// Part is something Earshot needs in order to work.
type Part struct {
	Name string
	// Check returns why the part cannot be used, or nil. It need not heed ctx.
	Check func(ctx context.Context) error
}

// State is how a part is.
type State struct {
	Ready bool `json:"ready"`
	// Fault says why it is not; empty where it is.
	Fault string `json:"fault,omitempty"`
}

// Readiness is the answer of /readyz.
type Readiness struct {
	Ready bool `json:"ready"`
	// Parts are the parts by name.
	Parts map[string]State `json:"parts"`
	// Ailing are the faults of parts that Earshot does without, such as a vision model.
	Ailing map[string]string `json:"ailing,omitempty"`
}

// readiness asks the parts, all at once. A part that was asked and has not
// answered yet is not asked again: it is not ready, and says since when.
type readiness struct {
	// parts are those that Earshot needs, and from needed on those that it does without.
	parts  []Part
	needed int

	mu     sync.Mutex
	asked  map[string]time.Time
	latest Readiness
	at     time.Time
}

func newReadiness(parts, ailing []Part) *readiness {
	return &readiness{parts: slices.Concat(parts, ailing), needed: len(parts), asked: map[string]time.Time{}}
}

// now is how the parts are. It returns within about partWait, whatever they do.
func (r *readiness) now(ctx context.Context) Readiness {
	r.mu.Lock()
	if time.Since(r.at) < readyFor {
		defer r.mu.Unlock()
		return r.latest
	}
	r.mu.Unlock()
	states := make([]State, len(r.parts))
	var all sync.WaitGroup
	for i, p := range r.parts {
		all.Go(func() { states[i] = r.ask(ctx, p) })
	}
	all.Wait()
	answer := Readiness{Ready: true, Parts: make(map[string]State, len(states))}
	for i, s := range states[r.needed:] {
		if s.Fault != "" {
			if answer.Ailing == nil {
				answer.Ailing = map[string]string{}
			}
			answer.Ailing[r.parts[r.needed+i].Name] = s.Fault
		}
	}
	for i, s := range states[:r.needed] {
		answer.Parts[r.parts[i].Name] = s
		answer.Ready = answer.Ready && s.Ready
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	r.latest, r.at = answer, time.Now()
	return answer
}

// ask asks one part, unless an earlier question to it is still open.
func (r *readiness) ask(ctx context.Context, p Part) State {
	r.mu.Lock()
	since, open := r.asked[p.Name]
	if open {
		r.mu.Unlock()
		return State{Fault: fmt.Sprintf("has not answered for %s", time.Since(since).Round(time.Second))}
	}
	r.asked[p.Name] = time.Now()
	r.mu.Unlock()
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), partWait)
	done := make(chan error, 1)
	go func() {
		defer cancel()
		done <- p.Check(ctx)
		r.mu.Lock()
		defer r.mu.Unlock()
		delete(r.asked, p.Name)
	}()
	select {
	case err := <-done:
		if err != nil {
			return State{Fault: err.Error()}
		}
		return State{Ready: true}
	case <-time.After(partWait):
		return State{Fault: fmt.Sprintf("does not answer within %s", partWait)}
	}
}

// serve answers 200 where every part is ready, else 503, with the parts as JSON.
func (r *readiness) serve(w http.ResponseWriter, req *http.Request) {
	answer := r.now(req.Context())
	w.Header().Set("Content-Type", "application/json; charset=utf-8")
	w.Header().Set("Cache-Control", "no-store")
	if !answer.Ready {
		w.WriteHeader(http.StatusServiceUnavailable)
	}
	// Whoever asked may be gone; there is nobody else to tell.
	_ = json.NewEncoder(w).Encode(answer)
}

// Sentence names what is not ready, or is empty.
func (r Readiness) Sentence() string {
	var faults []string
	for name, s := range r.Parts {
		if !s.Ready {
			faults = append(faults, name+": "+s.Fault)
		}
	}
	slices.Sort(faults)
	return strings.Join(faults, "; ")
}
