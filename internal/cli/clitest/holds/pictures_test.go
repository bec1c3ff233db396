package holds

import (
	"encoding/json"
	"fmt"
	"image"
	"image/png"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"earshot/internal/cli/clitest"
)

// gallery serves a feed whose posts show as many pictures each, and counts the requests
// for pictures. One whose name begins with "drip" comes a byte at a time, for ever.
func gallery(t *testing.T, posts ...[]string) (server *httptest.Server, asked *atomic.Int64) {
	t.Helper()
	asked = new(atomic.Int64)
	server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		name, isPicture := strings.CutPrefix(r.URL.Path, "/pictures/")
		switch {
		case isPicture:
			asked.Add(1)
			w.Header().Set("Content-Type", "image/png")
			if strings.HasPrefix(name, "drip") {
				drip(w, r)
				return
			}
			var n int
			fmt.Sscanf(name, "%d", &n)
			img := image.NewGray(image.Rect(0, 0, 64+n%64, 64+n/64))
			if err := png.Encode(w, img); err != nil {
				t.Log(err)
			}
		case r.URL.Path == "/feed":
			io.WriteString(w, `<?xml version="1.0"?><rss version="2.0"><channel><title>Shop</title>`)
			for i, names := range posts {
				var text strings.Builder
				for _, name := range names {
					fmt.Fprintf(&text, `<img src="http://%s/pictures/%s.png">`, r.Host, name)
				}
				fmt.Fprintf(w, `<item><title>northwind %d</title><guid>urn:n:%d</guid><link>https://shop.example/%d</link><pubDate>%s</pubDate><description><![CDATA[fine %s]]></description></item>`,
					i, i, i, time.Now().Add(-time.Duration(i+1)*time.Hour).UTC().Format(time.RFC1123Z), text.String())
			}
			io.WriteString(w, `</channel></rss>`)
		default:
			http.NotFound(w, r)
		}
	}))
	t.Cleanup(server.Close)
	return server, asked
}

// drip sends a byte now and then until who asks goes away.
func drip(w http.ResponseWriter, r *http.Request) {
	for {
		if _, err := w.Write([]byte{0x89}); err != nil {
			return
		}
		w.(http.Flusher).Flush()
		select {
		case <-r.Context().Done():
			return
		case <-time.After(100 * time.Millisecond):
		}
	}
}

// numbered are names of pictures.
func numbered(from, to int) (names []string) {
	for n := from; n < to; n++ {
		names = append(names, fmt.Sprint(n))
	}
	return names
}

type pictures struct {
	New, Stored, Pictures int
	Failed                int `json:"pictures_failed"`
	Over                  int `json:"pictures_over"`
}

func crawlPictures(t *testing.T, dir string) (sum pictures) {
	t.Helper()
	got := clitest.Run(t, dir, "crawl", "--once", "--json").Want(t, 0)
	if err := json.Unmarshal([]byte(got.Out), &sum); err != nil {
		t.Fatal(err)
	}
	return sum
}

// TestPictureCaps crawls posts with more pictures than the caps of a post and of a source
// let through: what is over is counted and named, and never asked for, in the next crawl
// of the day as well.
func TestPictureCaps(t *testing.T) {
	t.Parallel()
	server, asked := gallery(t, numbered(0, 150), numbered(200, 203), numbered(300, 303), numbered(400, 403))
	dir := configure(t, "  - {name: shop, platform: feed, urls: [\""+server.URL+"/feed\"], every: 1h}\n", "pictures: {per_post: 5, per_source: 9}")
	sum := crawlPictures(t, dir)
	if sum.New != 4 || sum.Pictures != 9 || asked.Load() != 9 || sum.Over == 0 || sum.Failed != 0 {
		t.Errorf("%+v, asked for %d pictures, want 9", sum, asked.Load())
	}
	if again := crawlPictures(t, dir); again.Pictures != 0 || asked.Load() != 9 {
		t.Errorf("the second crawl: %+v, asked for %d pictures in all", again, asked.Load())
	}
	want := fmt.Sprintf("shop: %d pictures were not fetched today, as they are over a cap of crawler.pictures", sum.Over)
	running := clitest.Serve(t, dir, "run", "--addr", "127.0.0.1:0")
	// A page says of what it could not ask in time that it is not known now.
	base := running.Address(t)
	for limit := time.Now().Add(clitest.Patience); !strings.Contains(get(t, base+"sources"), "pictures were not fetched today, as they are over a cap of crawler.pictures"); time.Sleep(time.Second) {
		if time.Now().After(limit) {
			t.Fatalf("the Sources page does not say: %s", want)
		}
	}
	running.Stop(t)
}

// TestDrippingPicture crawls a post with a picture that comes a byte at a time: it is let
// go after the window of the least rate, once.
func TestDrippingPicture(t *testing.T) {
	t.Parallel()
	server, asked := gallery(t, []string{"drip", "1"}, []string{"2"})
	dir := configure(t, "  - {name: shop, platform: feed, urls: [\""+server.URL+"/feed\"], every: 1h}\n")
	sum := crawlPictures(t, dir)
	if sum.New != 2 || sum.Pictures != 2 || sum.Failed != 1 || asked.Load() != 3 {
		t.Errorf("%+v, asked for %d pictures, want 3", sum, asked.Load())
	}
}
