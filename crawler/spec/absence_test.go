package spec_test

import (
	"fmt"
	"io"
	"net/http"
	"testing"

	"earshot/crawler"
	"earshot/crawler/runtest"
	"earshot/internal/social"
)

// TestEmptyOnce: a server that is not well for a moment answers that it has no such topic,
// and shows the others. Only one of which it says so twice is erased.
func TestEmptyOnce(t *testing.T) {
	for _, tt := range []struct {
		status, empty int
		erased        bool
	}{{200, 1, false}, {200, 9, true}, {404, 1, false}, {404, 9, true}} {
		asked := map[string]int{}
		srv := runtest.Serve(t, func(w http.ResponseWriter, r *http.Request) {
			id := r.URL.Query().Get("id")
			asked[id]++
			if id == "" || id == "2" && asked[id] <= tt.empty {
				w.WriteHeader(tt.status)
				io.WriteString(w, "[]")
				return
			}
			fmt.Fprintf(w, `[{"id":%s,"title":"Northwind %s","content":"here","url":"https://www.v2ex.com/t/%s","created":1793577600,"member":{"username":"ana"}}]`, id, id, id)
		})
		var known runtest.Again
		for _, id := range []string{"1", "2", "3", "4"} {
			known.Posts = append(known.Posts, crawler.Reference{ID: id, CreatedAt: runtest.Noon.AddDate(0, 0, -13)})
		}
		last, ended := known.ReadAgain(t, shipped(t, "v2ex"), social.Source{BaseURL: srv.URL})
		if last["2"].Deleted != tt.erased || last["3"].Deleted || asked["2"] != 2 {
			t.Errorf("%d, %d times: asked %v, erased %t, %s %s", tt.status, tt.empty, asked, last["2"].Deleted, ended.State, ended.Fault)
		}
		if !tt.erased && last["2"].Text == "" {
			t.Errorf("read %+v", last["2"])
		}
	}
}
