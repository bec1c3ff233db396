package fetch_test

import (
	"io"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"earshot/crawler"
	"earshot/crawler/clock/clocktest"
	"earshot/crawler/fetch"
	"earshot/crawler/runtest"
	"earshot/crawler/warc"
	"earshot/internal/social"
)

// TestEvidenceKeepsNoCredentialThatAnAnswerRepeats: some interfaces put the token into the
// address of the next page.
func TestEvidenceKeepsNoCredentialThatAnAnswerRepeats(t *testing.T) {
	const ticket = "EAA/secret+12345"
	for _, zipped := range []bool{false, true} {
		srv := runtest.NewServer(t)
		srv.Mux.HandleFunc("/posts", func(w http.ResponseWriter, _ *http.Request) {
			said := `{"posts":["cold coffee"],"next":"/posts?access_token=` + url.QueryEscape(ticket) + `","said":"` + ticket + `"}`
			if zipped {
				w.Header().Set("Content-Encoding", "gzip")
				w.Write(runtest.Gzip(said))
				return
			}
			io.WriteString(w, said)
		})
		src := social.Source{Name: "house", Platform: "club", BaseURL: srv.URL, Credentials: map[string]string{"ticket": ticket}}
		req, err := club{}.Start(crawler.Scope{Source: src})
		if err != nil {
			t.Fatal(err)
		}
		var kept []warc.Exchange
		resp, err := runtest.Fetcher(clocktest.New(runtest.Noon)).AskObserved(t.Context(), club{}, src, req, fetch.Observer{Keep: func(e warc.Exchange) error { kept = append(kept, e); return nil }})
		if err != nil || !strings.Contains(string(resp.Body), ticket) || len(kept) != 1 {
			t.Fatalf("answer %q, %v, kept %d times", resp.Body, err, len(kept))
		}
		body := string(kept[0].Body)
		if strings.Contains(body, ticket) || strings.Contains(body, url.QueryEscape(ticket)) || !strings.Contains(body, "cold coffee") || kept[0].Received.Get("Content-Encoding") != "" {
			t.Errorf("zipped %t: kept %q with %v", zipped, body, kept[0].Received)
		}
	}
}
