package spec_test

import (
	"fmt"
	"io"
	"net/http"
	"slices"
	"strings"
	"testing"

	"earshot/crawler/runtest"
	"earshot/internal/social"
)

// TestSubtitlesAreReadOnce: those that are there are asked for once, those that are not yet,
// or could not be read, by the next crawl as well, and those of a changed video anew.
func TestSubtitlesAreReadOnce(t *testing.T) {
	title := "Grinders"
	var asked []string
	srv := runtest.Serve(t, func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "application/json")
		video := strings.TrimSuffix(strings.TrimPrefix(r.URL.Path, "/api/v1/videos/"), "/captions")
		switch {
		case r.URL.Path == "/api/v1/videos":
			var list []string
			for i := range 3 {
				list = append(list, fmt.Sprintf(`{"uuid":"v%d","url":"http://%s/videos/watch/v%d","name":"%s %d","truncatedDescription":"x","publishedAt":"%s","language":{"id":"en"},"account":{"name":"ana","host":"p.example"}}`,
					i, r.Host, i, title, i, runtest.Noon.Add(-1e9).Format("2006-01-02T15:04:05.000Z")))
			}
			fmt.Fprintf(w, `{"total":3,"data":[%s]}`, strings.Join(list, ","))
		case strings.HasSuffix(r.URL.Path, "/captions"):
			asked = append(asked, video)
			if video == "v1" {
				io.WriteString(w, `{"total":0,"data":[]}`)
				return
			}
			fmt.Fprintf(w, `{"total":1,"data":[{"language":{"id":"en"},"automaticallyGenerated":false,"captionPath":"/%s.vtt"}]}`, video)
		case r.URL.Path == "/v0.vtt":
			asked = append(asked, "/v0.vtt")
			w.Header().Set("Content-Type", "text/vtt")
			io.WriteString(w, "WEBVTT\n\n00:01.000 --> 00:02.000\nThe northwind lid\n")
		default:
			asked = append(asked, r.URL.Path)
			http.NotFound(w, r)
		}
	})
	b := runtest.NewRig(t, social.Source{Name: "town", Platform: "peertube", BaseURL: srv.URL, Params: map[string]string{"subtitles": "yes"}})
	b.Adapter = shipped(t, "peertube")
	for _, tt := range []struct {
		title string
		want  []string
	}{
		{"Grinders", []string{"/v0.vtt", "/v2.vtt", "v0", "v1", "v2"}},
		{"Grinders", []string{"/v2.vtt", "v1", "v2"}},
		{"Kettles", []string{"/v0.vtt", "/v2.vtt", "v0", "v1", "v2"}},
	} {
		title, asked = tt.title, nil
		run := b.Crawl("town")
		slices.Sort(asked)
		if !slices.Equal(asked, tt.want) {
			t.Errorf("asked for %q, want %q; the run ended %s: %s", asked, tt.want, run.State, run.Fault)
		}
	}
}
