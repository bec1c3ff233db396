package fetch_test

import (
	"net/http"
	"testing"

	"earshot/crawler"
	"earshot/crawler/clock/clocktest"
	"earshot/crawler/runtest"
	"earshot/internal/social"
)

// paid is a platform whose requests cost.
type paid struct{ club }

func (paid) Budget(social.Source) int64 { return 5 }

// TestPaidRequestIsSentOnce: a request of a budget is entered in it once, so that it is not
// sent again where the server fails.
func TestPaidRequestIsSentOnce(t *testing.T) {
	for _, status := range []int{http.StatusInternalServerError, http.StatusBadGateway, http.StatusTooManyRequests} {
		srv, sent := runtest.NewServer(t), 0
		srv.Mux.HandleFunc("/posts", func(w http.ResponseWriter, _ *http.Request) {
			sent++
			w.WriteHeader(status)
		})
		src := social.Source{Name: "house", Platform: "club", BaseURL: srv.URL}
		_, err := runtest.Fetcher(clocktest.New(runtest.Noon)).Ask(t.Context(), paid{}, src, crawler.Request{URL: srv.URL + "/posts"})
		if err == nil || sent != 1 {
			t.Errorf("status %d: sent %d times, %v", status, sent, err)
		}
	}
}
