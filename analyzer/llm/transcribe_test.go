package llm

import (
	"context"
	"io"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

	"earshot/internal/social"
)

// TestLongRecordingsMayTakeLonger: a server hears a long recording longer than others answer.
func TestLongRecordingsMayTakeLonger(t *testing.T) {
	const timeout = 10 * time.Millisecond
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		_, _ = io.Copy(io.Discard, r.Body)
		select {
		case <-r.Context().Done():
		case <-time.After(10 * timeout): // it listens
		}
		w.Header().Set("Content-Type", "application/json")
		_, _ = io.WriteString(w, `{"text":"The refund never came."}`)
	}))
	defer server.Close()
	c, err := New(Options{BaseURL: server.URL, Model: "hears", Timeout: timeout, Retries: -1})
	if err != nil {
		t.Fatal(err)
	}
	enter := func(context.Context) (func(bool, time.Duration), error) { return func(bool, time.Duration) {}, nil }
	if heard, err := c.Transcribe(t.Context(), Recording{Name: "a.wav", Type: "audio/wav", Length: time.Minute}, enter); err != nil || heard.Text == "" {
		t.Errorf("a long one: %+v, %v", heard, err)
	}
	if _, err := c.Transcribe(t.Context(), Recording{Name: "a.wav", Type: "audio/wav"}, enter); social.CodeOf(err) != social.CodeUnavailable {
		t.Errorf("a short one: %v", err)
	}
}
