package feed_test

import (
	"fmt"
	"io"
	"net/http"
	"slices"
	"testing"
	"time"

	"earshot/crawler/platform/feed"
	"earshot/crawler/runtest"
	"earshot/internal/social"
)

// TestTranscriptsAreReadOnce: the transcript of an episode is asked for once, and when the
// episode was changed on the condition that it was as well.
func TestTranscriptsAreReadOnce(t *testing.T) {
	title := "Lids"
	var asked []string
	srv := runtest.Serve(t, func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/feed" {
			w.Header().Set("Content-Type", "application/rss+xml")
			fmt.Fprintf(w, `<rss version="2.0" xmlns:podcast="https://podcastindex.org/namespace/1.0"><channel><title>Cup</title><item><guid>1</guid><link>http://%s/1</link><title>%s</title><pubDate>%s</pubDate><podcast:transcript url="/1.vtt" type="text/vtt"/></item></channel></rss>`,
				r.Host, title, runtest.Noon.Add(-time.Hour).Format(time.RFC1123Z))
			return
		}
		asked = append(asked, r.Header.Get("If-None-Match"))
		w.Header().Set("ETag", `"one"`)
		if r.Header.Get("If-None-Match") != "" {
			w.WriteHeader(http.StatusNotModified)
			return
		}
		w.Header().Set("Content-Type", "text/vtt")
		io.WriteString(w, "WEBVTT\n\n00:01.000 --> 00:02.000\nThe northwind lid\n")
	})
	b := runtest.NewRig(t, social.Source{Name: "town", Platform: "feed", URLs: []string{srv.URL + "/feed"}, Keep: social.KeepAll})
	b.Adapter = feed.New()
	for _, tt := range []struct {
		title string
		want  []string
	}{{"Lids", []string{""}}, {"Lids", nil}, {"Lids, at last", []string{`"one"`}}, {"Lids, at last", nil}} {
		title, asked = tt.title, nil
		run := b.Crawl("town")
		if !slices.Equal(asked, tt.want) || run.State != social.SourceOK {
			t.Errorf("%s: asked with %q, want %q; the run ended %s: %s", title, asked, tt.want, run.State, run.Fault)
		}
	}
}
