package holds

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"earshot/internal/cli/clitest"
	"earshot/internal/social"
	"earshot/storage/stream"
)

// shop serves a feed of three posts.
func shop(t *testing.T) *httptest.Server {
	t.Helper()
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path != "/feed" {
			http.NotFound(w, r)
			return
		}
		io.WriteString(w, `<?xml version="1.0"?><rss version="2.0"><channel><title>Shop</title>`)
		for i := range 3 {
			fmt.Fprintf(w, `<item><title>northwind %d</title><guid>urn:n:%d</guid><link>https://shop.example/%d</link><pubDate>%s</pubDate><description>fine</description></item>`,
				i, i, i, time.Now().Add(-time.Duration(i+1)*time.Hour).UTC().Format(time.RFC1123Z))
		}
		io.WriteString(w, `</channel></rss>`)
	}))
	t.Cleanup(server.Close)
	return server
}

// poison puts messages into the streams of a folder that nobody can read.
func poison(t *testing.T, dir string) {
	t.Helper()
	bus, err := stream.Open(t.Context(), stream.Options{Dir: filepath.Join(dir, "data", "streams")})
	if err != nil {
		t.Fatal(err)
	}
	for _, q := range []*stream.Queue{bus.Posts, bus.Crawl, bus.Media} {
		if err := q.Put(t.Context(), stream.Message{Key: "shop/feed", Data: []byte(`[{"platform":`)}); err != nil {
			t.Fatal(err)
		}
	}
	if err := bus.Close(); err != nil {
		t.Fatal(err)
	}
}

// parked are the messages that are parked, by the command.
func parked(t *testing.T, dir string) []social.Parked {
	t.Helper()
	var list []social.Parked
	if err := json.Unmarshal([]byte(clitest.Run(t, dir, "parked", "--json").Want(t, 0).Out), &list); err != nil {
		t.Fatal(err)
	}
	return list
}

// TestPoisonedStreams crawls with messages in three streams that can never be worked on:
// the crawl ends and says so, everything else is stored, and the messages wait, listed
// everywhere, until they are retried or dropped, also beside a running Earshot.
func TestPoisonedStreams(t *testing.T) {
	t.Parallel()
	server := shop(t)
	dir := configure(t, "  - {name: shop, platform: feed, urls: [\""+server.URL+"/feed\"], every: 1h}\n")
	clitest.Run(t, dir, "migrate").Want(t, 0)
	poison(t, dir)
	got := clitest.Run(t, dir, "crawl", "--once", "--json").Want(t, 1)
	var sum struct{ New, Stored, Parked int }
	if err := json.Unmarshal([]byte(got.Out), &sum); err != nil {
		t.Fatal(err)
	}
	if sum.New != 3 || sum.Stored != 3 || sum.Parked != 3 {
		t.Errorf("%+v, want 3 new, 3 stored and 3 parked", sum)
	}
	if !strings.Contains(got.Err, "3 messages could not be worked on and are parked: earshot parked") {
		t.Errorf("the crawl does not say so:\n%s", clitest.Tail(got.Err))
	}
	list := parked(t, dir)
	if len(list) != 3 || list[0].Error == "" {
		t.Fatalf("parked %+v", list)
	}
	if health := clitest.Run(t, dir, "source", "health").Want(t, 0); !strings.Contains(health.Out, "shop: 1 message is parked") {
		t.Errorf("the health of the source does not say so:\n%s", health.Out)
	}
	var report struct {
		Checks []struct {
			Name   string
			OK     bool
			Parked []social.Parked
		}
	}
	if err := json.Unmarshal([]byte(clitest.Run(t, dir, "doctor", "--json").Want(t, 1).Out), &report); err != nil {
		t.Fatal(err)
	}
	found := false
	for _, c := range report.Checks {
		found = found || c.Name == "parked" && !c.OK && len(c.Parked) == 3
	}
	if !found {
		t.Errorf("the doctor does not list them: %+v", report)
	}

	running := clitest.Serve(t, dir, "run", "--addr", "127.0.0.1:0")
	address := running.Address(t)
	if page := get(t, address+"sources"); strings.Count(page, "/drop\"") < 3 || !strings.Contains(page, "it cannot be read") && !strings.Contains(page, "It cannot be read") {
		t.Errorf("the Sources page does not list them:\n%s", page)
	}
	if beside := parked(t, dir); len(beside) != 3 {
		t.Errorf("beside a running Earshot: %+v", beside)
	}
	for _, p := range list {
		if p.Queue == "posts" {
			clitest.Run(t, dir, "parked", "retry", p.ID).Want(t, 0)
		}
	}
	// It fails again, and is parked again under an identifier of its own.
	for end := time.Now().Add(clitest.Patience); ; time.Sleep(100 * time.Millisecond) {
		if again := parked(t, dir); len(again) == 3 && again[0].Queue == "posts" && again[0].ID != list[0].ID {
			break
		}
		if time.Now().After(end) {
			t.Fatalf("what was retried is not parked again: %+v", parked(t, dir))
		}
	}
	for _, p := range parked(t, dir) {
		res, err := http.PostForm(address+"parked/"+p.ID+"/drop", nil)
		if err != nil {
			t.Fatal(err)
		}
		res.Body.Close()
		if res.StatusCode != http.StatusOK || res.Request.URL.Path != "/sources" {
			t.Errorf("the button of %s answers %d at %s", p.ID, res.StatusCode, res.Request.URL)
		}
	}
	if left := parked(t, dir); len(left) != 0 {
		t.Errorf("left %+v", left)
	}
	running.Stop(t)
	clitest.Run(t, dir, "doctor").Want(t, 0)
}

func get(t *testing.T, url string) string {
	t.Helper()
	res, err := http.Get(url)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	body, err := io.ReadAll(res.Body)
	if err != nil || res.StatusCode != http.StatusOK {
		t.Fatalf("%s answers %d: %v\n%s", url, res.StatusCode, err, body)
	}
	return string(body)
}
