package dashboard_test

import (
	"io"
	"net/http"
	"net/http/httptest"
	"testing"

	"earshot/dashboard"
	"earshot/dashboard/dashboardtest"
)

func TestEveryNumberIsThatOfItsList(t *testing.T) {
	h, err := dashboard.New(options())
	if err != nil {
		t.Fatal(err)
	}
	open := func(path string) (int, io.Reader) {
		w := httptest.NewRecorder()
		h.ServeHTTP(w, httptest.NewRequest(http.MethodGet, path, nil))
		return w.Code, w.Body
	}
	for _, page := range []string{
		"/?period=7d", "/?brand=*&period=7d", "/?period=90d", "/?period=24h", "/?period=7d&platform=reddit", "/?period=7d&sentiment=negative", "/?period=7d&copies=folded",
		"/?period=custom&from=2026-11-12T09:30:00Z&to=2026-11-19T17:20:00Z",
		"/topics?period=7d", "/topics?brand=*&period=7d&copies=folded", "/topics?period=7d&intent=question", "/topics?period=7d&intent=question&intent=complaint",
		"/topics?period=7d&intent=complaint&also=question", "/topics?period=7d&emotion=anger", "/topics?period=7d&aspect=grinder+noise&q=kids",
	} {
		if followed := dashboardtest.Numbers(t, open, page); followed < 3 {
			t.Errorf("%s has %d links with a number of mentions", page, followed)
		}
	}
}
