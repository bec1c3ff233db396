package fetch_test

import (
	"net/http"
	"strings"
	"testing"

	"github.com/coder/websocket"

	"earshot/crawler"
	"earshot/crawler/clock/clocktest"
	"earshot/crawler/runtest"
	"earshot/internal/social"
)

// TestExchange: what a WebSocket sends up to the message that ends it is one answer, within
// the limit of answers; what does not come to that end is none.
func TestExchange(t *testing.T) {
	for _, tt := range []struct {
		name string
		sent []string
		stay bool
		want string
		code social.Code
	}{
		{name: "messages", sent: []string{`["EVENT", 1]`, "not JSON", `[ "EOSE","x" ]`, `["EVENT",2]`}, stay: true, want: `[["EVENT",1],"not JSON",["EOSE","x"]]`},
		{name: "one too long is named", sent: []string{`["` + strings.Repeat("x", crawler.MaxMessage) + `"]`, `["EOSE"]`}, stay: true, want: `["it is longer than the limit of 1048576 bytes",["EOSE"]]`},
		{name: "ended early", sent: []string{`["EVENT",1]`}, code: social.CodeUnavailable},
		{name: "more than an answer may have", sent: []string{`["` + strings.Repeat("x", 1000) + `"]`}, stay: true, code: social.CodeBroken},
	} {
		t.Run(tt.name, func(t *testing.T) {
			srv := runtest.NewServer(t)
			got := ""
			srv.Mux.HandleFunc("/relay", func(w http.ResponseWriter, r *http.Request) {
				conn, err := websocket.Accept(w, r, nil)
				if err != nil {
					t.Error(err)
					return
				}
				defer conn.CloseNow()
				_, asked, err := conn.Read(r.Context())
				if err != nil {
					return
				}
				got = string(asked)
				for range 1 + map[bool]int{true: 40_000}[tt.name == "more than an answer may have"] {
					for _, m := range tt.sent {
						if conn.Write(r.Context(), websocket.MessageText, []byte(m)) != nil {
							return
						}
					}
				}
				if tt.stay {
					_, _, _ = conn.Read(r.Context())
				}
			})
			req := crawler.Request{URL: srv.URL + "/relay", Body: []byte(`["REQ"]`), Ends: []string{`["EOSE"`}}
			resp, err := runtest.Fetcher(clocktest.New(runtest.Noon)).Fetch(t.Context(), req, crawler.Info{})
			if tt.code != "" {
				if social.CodeOf(err) != tt.code {
					t.Errorf("%v, want %s", err, tt.code)
				}
				return
			}
			if err != nil || string(resp.Body) != tt.want || got != `["REQ"]` {
				t.Errorf("%.200s, %v, asked %s", resp.Body, err, got)
			}
		})
	}
	t.Run("no WebSocket", func(t *testing.T) {
		srv := runtest.NewServer(t)
		srv.Mux.HandleFunc("/page", func(w http.ResponseWriter, _ *http.Request) { _, _ = w.Write([]byte("<html>hello</html>")) })
		srv.Mux.HandleFunc("/closed", func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusForbidden) })
		for path, code := range map[string]social.Code{"/page": social.CodeUnavailable, "/closed": social.CodeBlocked} {
			_, err := runtest.Fetcher(clocktest.New(runtest.Noon)).Fetch(t.Context(), crawler.Request{URL: srv.URL + path, Body: []byte("x"), Ends: []string{"y"}}, crawler.Info{})
			if social.CodeOf(err) != code {
				t.Errorf("%s: %v, want %s", path, err, code)
			}
		}
	})
}
