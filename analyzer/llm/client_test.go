package llm_test

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"earshot/analyzer/llm"
	"earshot/internal/social"
)

// serve answers requests with answers in turn, the last one repeatedly, and
// counts the requests.
func serve(t *testing.T, answers ...http.HandlerFunc) (base string, requests *atomic.Int64) {
	t.Helper()
	requests = new(atomic.Int64)
	srv := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		n := int(requests.Add(1))
		if r.Method != http.MethodPost || r.URL.Path != "/v1/chat/completions" {
			http.NotFound(w, r)
			return
		}
		answers[min(n, len(answers))-1](w, r)
	}))
	t.Cleanup(srv.Close)
	return srv.URL + "/v1", requests
}

func client(t *testing.T, base string, change func(*llm.Options)) *llm.Client {
	t.Helper()
	opts := llm.Options{BaseURL: base, Model: "tiny-vision", MaxDelay: 5 * time.Millisecond}
	if change != nil {
		change(&opts)
	}
	c, err := llm.New(opts)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// says is an answer of the chat completions API.
func says(content string) http.HandlerFunc {
	return choice(map[string]any{"index": 0, "finish_reason": "stop", "message": map[string]any{"role": "assistant", "content": content}})
}

func choice(choices ...any) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "application/json")
		err := json.NewEncoder(w).Encode(map[string]any{
			"id": "chatcmpl-1", "object": "chat.completion", "created": 1700000000, "model": "tiny-vision",
			"choices": choices,
			"usage":   map[string]any{"prompt_tokens": 3, "completion_tokens": 5, "total_tokens": 8},
		})
		if err != nil {
			panic(err)
		}
	}
}

func fails(status int, contentType, body string, header ...string) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		for i := 0; i+1 < len(header); i += 2 {
			w.Header().Set(header[i], header[i+1])
		}
		w.Header().Set("Content-Type", contentType)
		w.WriteHeader(status)
		fmt.Fprint(w, body)
	}
}

func TestAskSendsTheWireFormat(t *testing.T) {
	t.Setenv("OPENAI_API_KEY", "a key for somebody else")
	t.Setenv("OPENAI_BASE_URL", "http://127.0.0.1:1")
	for name, key := range map[string]string{"with a key": "k-123", "without": ""} {
		t.Run(name, func(t *testing.T) {
			var got map[string]any
			var authorization string
			base, _ := serve(t, func(w http.ResponseWriter, r *http.Request) {
				authorization = r.Header.Get("Authorization")
				if err := json.NewDecoder(r.Body).Decode(&got); err != nil {
					t.Error(err)
				}
				says(" yes ")(w, r)
			})
			c := client(t, base, func(o *llm.Options) { o.Key = key })
			answer, err := c.Ask(t.Context(), llm.Request{
				System: "Be brief.", Prompt: "Is it tea?", MaxTokens: 50,
				Images:     []llm.Image{{Data: []byte("abc"), Type: "image/jpeg"}},
				SchemaName: "answer", Schema: map[string]any{"type": "object"},
			})
			if answer != " yes " || err != nil {
				t.Fatalf("answer %q, error %v", answer, err)
			}
			want := map[string]any{
				"model": "tiny-vision", "max_tokens": 50.0,
				"messages": []any{
					map[string]any{"role": "system", "content": "Be brief."},
					map[string]any{"role": "user", "content": []any{
						map[string]any{"type": "text", "text": "Is it tea?"},
						map[string]any{"type": "image_url", "image_url": map[string]any{"url": "data:image/jpeg;base64,YWJj"}},
					}},
				},
				"response_format": map[string]any{"type": "json_schema", "json_schema": map[string]any{
					"name": "answer", "strict": true, "schema": map[string]any{"type": "object"},
				}},
			}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Error(diff)
			}
			wantAuthorization := ""
			if key != "" {
				wantAuthorization = "Bearer " + key
			}
			if authorization != wantAuthorization {
				t.Errorf("authorization %q, want %q", authorization, wantAuthorization)
			}
		})
	}
}

func TestAskRetries(t *testing.T) {
	limited := fails(429, "application/json", `{"error":{"message":"slow down","type":"rate_limit","code":null,"param":null}}`, "Retry-After-Ms", "1")
	down := fails(503, "text/html", "<html>busy</html>")
	for name, c := range map[string]struct {
		answers  []http.HandlerFunc
		requests int64
		code     social.Code
		text     string
	}{
		"rate limited once":        {[]http.HandlerFunc{limited, says("ok")}, 2, "", ""},
		"down twice":               {[]http.HandlerFunc{down, down, says("ok")}, 3, "", ""},
		"always rate limited":      {[]http.HandlerFunc{limited}, 3, social.CodeRateLimited, "429: slow down"},
		"always down":              {[]http.HandlerFunc{down}, 3, social.CodeUnavailable, "503: Service Unavailable"},
		"come back in ten minutes": {[]http.HandlerFunc{fails(429, "application/json", `{"error":"quota"}`, "Retry-After", "600")}, 1, social.CodeRateLimited, "429: quota"},
		"unknown model":            {[]http.HandlerFunc{fails(404, "application/json", `{"error":{"message":"model not found"}}`)}, 1, social.CodeInvalid, "404: model not found"},
		"wrong key":                {[]http.HandlerFunc{fails(401, "application/json", `{"message":"bad key"}`)}, 1, social.CodeBlocked, "401: bad key"},
	} {
		t.Run(name, func(t *testing.T) {
			base, requests := serve(t, c.answers...)
			_, err := client(t, base, nil).Ask(t.Context(), llm.Request{Prompt: "?"})
			if social.CodeOf(err) != c.code || (err != nil && !strings.Contains(err.Error(), c.text)) {
				t.Errorf("got %v (code %s), want %q (code %s)", err, social.CodeOf(err), c.text, c.code)
			}
			if requests.Load() != c.requests {
				t.Errorf("%d requests, want %d", requests.Load(), c.requests)
			}
		})
	}
}

func TestAskDistrustsAnswers(t *testing.T) {
	message := func(finish string, m map[string]any) http.HandlerFunc {
		return choice(map[string]any{"index": 0, "finish_reason": finish, "message": m})
	}
	for name, c := range map[string]struct {
		answer http.HandlerFunc
		code   social.Code
		text   string
	}{
		"no JSON":        {fails(200, "application/json", `{"choices":[{"mess`), social.CodeBroken, "cannot be read"},
		"HTML":           {fails(200, "text/html", "<html>hello</html>"), social.CodeBroken, "cannot be read"},
		"no choice":      {choice(), social.CodeBroken, "no choice"},
		"empty":          {says(" \n"), social.CodeBroken, "empty"},
		"refusal":        {message("stop", map[string]any{"role": "assistant", "refusal": "I will\nnot."}), social.CodeBlocked, "refused: I will not."},
		"filtered":       {message("content_filter", map[string]any{"role": "assistant", "content": "x"}), social.CodeBlocked, "content filter"},
		"cut off":        {message("length", map[string]any{"role": "assistant", "content": "x"}), social.CodeBroken, "cut off"},
		"huge":           {says(strings.Repeat("x", 200_000)), social.CodeBroken, "larger than allowed"},
		"connection cut": {func(w http.ResponseWriter, _ *http.Request) { panic(http.ErrAbortHandler) }, social.CodeUnavailable, "EOF"},
	} {
		t.Run(name, func(t *testing.T) {
			base, _ := serve(t, c.answer)
			client := client(t, base, func(o *llm.Options) { o.MaxBytes, o.Retries = 100_000, -1 })
			_, err := client.Ask(t.Context(), llm.Request{Prompt: "?"})
			if err == nil || social.CodeOf(err) != c.code || !strings.Contains(err.Error(), c.text) {
				t.Errorf("got %v (code %s), want %q (code %s)", err, social.CodeOf(err), c.text, c.code)
			}
		})
	}
}

// hang reads the request and does not answer until the client disconnects.
func hang(_ http.ResponseWriter, r *http.Request) {
	// A server notices that a client has gone only once the body is read.
	if _, err := io.Copy(io.Discard, r.Body); err == nil {
		<-r.Context().Done()
	}
}

func TestAskDoesNotWaitForEver(t *testing.T) {
	base, requests := serve(t, hang)
	c := client(t, base, func(o *llm.Options) { o.Timeout = 20 * time.Millisecond })
	if _, err := c.Ask(t.Context(), llm.Request{Prompt: "?"}); social.CodeOf(err) != social.CodeUnavailable {
		t.Errorf("slow server: %v", err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := c.Ask(ctx, llm.Request{Prompt: "?"}); err == nil || social.CodeOf(err) != social.CodeInternal {
		t.Errorf("cancelled: %v", err)
	}
	if requests.Load() > 1 {
		t.Errorf("%d requests", requests.Load())
	}
	nobody := client(t, "http://127.0.0.1:1/v1", nil)
	if _, err := nobody.Ask(t.Context(), llm.Request{Prompt: "?"}); social.CodeOf(err) != social.CodeUnavailable {
		t.Errorf("nobody listens: %v", err)
	}
}

func TestAskLearnsWhatTheServerUnderstands(t *testing.T) {
	var bodies []map[string]any
	base, requests := serve(t, func(w http.ResponseWriter, r *http.Request) {
		var body map[string]any
		if err := json.NewDecoder(r.Body).Decode(&body); err != nil {
			t.Error(err)
		}
		bodies = append(bodies, body)
		switch {
		case body["response_format"] != nil:
			fails(400, "application/json", `{"error":"'response_format.type' json_schema is not supported"}`)(w, r)
		case body["max_tokens"] != nil:
			fails(400, "application/json", `{"error":{"message":"Use 'max_completion_tokens' instead.","param":"max_tokens"}}`)(w, r)
		default:
			says("ok")(w, r)
		}
	})
	c := client(t, base, nil)
	req := llm.Request{Prompt: "?", MaxTokens: 7, SchemaName: "a", Schema: map[string]any{"type": "object"}}
	for range 2 {
		if _, err := c.Ask(t.Context(), req); err != nil {
			t.Fatal(err)
		}
	}
	if requests.Load() != 4 || bodies[3]["max_completion_tokens"] != 7.0 {
		t.Errorf("%d requests, the last with %v", requests.Load(), bodies[len(bodies)-1])
	}
}

func TestRetryAfter(t *testing.T) {
	for name, c := range map[string]struct {
		header, value string
		least, most   time.Duration
	}{
		"seconds":      {"Retry-After", "600", 10 * time.Minute, 10 * time.Minute},
		"milliseconds": {"Retry-After-Ms", "1500", 1500 * time.Millisecond, 1500 * time.Millisecond},
		"a date":       {"Retry-After", time.Now().Add(2 * time.Hour).UTC().Format(http.TimeFormat), time.Hour, 2 * time.Hour},
		"the past":     {"Retry-After", "Mon, 02 Jan 2006 15:04:05 GMT", 0, 0},
		"nonsense":     {"Retry-After", "soon", 0, 0},
		"none":         {"X-Other", "5", 0, 0},
	} {
		t.Run(name, func(t *testing.T) {
			base, _ := serve(t, fails(429, "application/json", `{"error":"slow down"}`, c.header, c.value))
			_, err := client(t, base, func(o *llm.Options) { o.Retries = -1 }).Ask(t.Context(), llm.Request{Prompt: "?"})
			if wait := llm.RetryAfter(err); wait < c.least || wait > c.most || social.CodeOf(err) != social.CodeRateLimited {
				t.Errorf("wait %s, want %s to %s: %v", wait, c.least, c.most, err)
			}
		})
	}
	if llm.RetryAfter(nil) != 0 {
		t.Error("no error asks for a wait")
	}
}

func TestNewChecksOptions(t *testing.T) {
	for name, opts := range map[string]llm.Options{
		"no address": {Model: "m"}, "no scheme": {BaseURL: "127.0.0.1:11434/v1", Model: "m"},
		"not http": {BaseURL: "file:///etc/passwd", Model: "m"}, "no model": {BaseURL: "http://127.0.0.1/v1"},
	} {
		t.Run(name, func(t *testing.T) {
			if _, err := llm.New(opts); social.CodeOf(err) != social.CodeInvalid {
				t.Errorf("got %v", err)
			}
		})
	}
}
