package llm_test

import (
	"context"
	"fmt"
	"net/http"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"earshot/analyzer/llm"
	"earshot/internal/social"
)

// meter grants a number of tokens a request, and notes what each used; -1 is unknown.
type meter struct {
	grant int64
	used  []int64
}

func (m *meter) Enter(_ context.Context, most llm.Usage) (int64, func(*llm.Usage), error) {
	if m.grant == 0 {
		return 0, nil, social.Errorf(social.CodeRateLimited, "nothing is left")
	}
	if most.Input < 1000 || most.Output != 500 {
		panic(fmt.Sprint(most))
	}
	return m.grant, func(used *llm.Usage) {
		if used == nil {
			m.used = append(m.used, -1)
			return
		}
		m.used = append(m.used, used.Input+used.Output)
	}, nil
}

// TestMeter wants each request entered, and what it used told: nothing where the server
// refused it, and unknown where it may have been answered.
func TestMeter(t *testing.T) {
	short := choice(map[string]any{"index": 0, "finish_reason": "length", "message": map[string]any{"role": "assistant", "content": "x"}})
	silent := fails(200, "application/json", `{"choices":[{"finish_reason":"stop","message":{"content":"ok"}}]}`)
	absurd := fails(200, "application/json", `{"choices":[{"finish_reason":"stop","message":{"content":"ok"}}],"usage":{"prompt_tokens":-4,"completion_tokens":900}}`)
	for name, c := range map[string]struct {
		grant   int64
		answers []http.HandlerFunc
		used    []int64
		fault   string
	}{
		"an answer":      {500, []http.HandlerFunc{says("ok")}, []int64{8}, ""},
		"refused":        {500, []http.HandlerFunc{fails(429, "text/plain", "busy")}, []int64{0}, "429"},
		"a gateway":      {500, []http.HandlerFunc{fails(504, "text/plain", "gave up waiting")}, []int64{-1}, "504"},
		"overloaded":     {500, []http.HandlerFunc{fails(503, "text/plain", "busy")}, []int64{0}, "503"},
		"at its limit":   {500, []http.HandlerFunc{fails(529, "text/plain", "busy")}, []int64{0}, "529"},
		"a fault":        {500, []http.HandlerFunc{fails(500, "text/plain", "out of memory")}, []int64{-1}, "500"},
		"timed out":      {500, []http.HandlerFunc{fails(408, "text/plain", "too slow")}, []int64{-1}, "408"},
		"a page":         {500, []http.HandlerFunc{fails(200, "text/html; charset=utf-8", "<html>hello")}, []int64{0}, "web page"},
		"cut off":        {500, []http.HandlerFunc{func(http.ResponseWriter, *http.Request) { panic(http.ErrAbortHandler) }}, []int64{-1}, "EOF"},
		"broken":         {500, []http.HandlerFunc{fails(200, "application/json", `{"choices":[{`)}, []int64{-1}, "cannot be read"},
		"no usage":       {500, []http.HandlerFunc{silent}, []int64{-1}, ""},
		"absurd usage":   {500, []http.HandlerFunc{absurd}, []int64{-1}, ""},
		"nothing left":   {0, []http.HandlerFunc{says("ok")}, nil, "nothing is left"},
		"little left":    {40, []http.HandlerFunc{short}, []int64{8}, "more tokens than are left"},
		"without schema": {500, []http.HandlerFunc{fails(400, "text/plain", "Bad Request"), says("ok")}, []int64{0, 8}, ""},
		"bad in any way": {500, []http.HandlerFunc{fails(400, "text/plain", "Bad Request")}, []int64{0, 0}, "400"},
	} {
		t.Run(name, func(t *testing.T) {
			base, _ := serve(t, c.answers...)
			m := &meter{grant: c.grant}
			_, err := client(t, base, func(o *llm.Options) { o.Retries = -1 }).Ask(t.Context(), llm.Request{
				Prompt: "?", MaxTokens: 500, Meter: m, Images: []llm.Image{{Data: []byte("abc"), Type: "image/jpeg"}},
				SchemaName: "answer", Schema: map[string]any{"type": "object"},
			})
			if (err == nil) != (c.fault == "") || err != nil && !strings.Contains(err.Error(), c.fault) {
				t.Errorf("error %v, want %q", err, c.fault)
			}
			if diff := cmp.Diff(c.used, m.used); diff != "" {
				t.Error(diff)
			}
		})
	}
}
