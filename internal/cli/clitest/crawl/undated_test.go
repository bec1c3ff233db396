package crawl

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"earshot/internal/cli/clitest"
	"earshot/internal/social"
)

// almanac is a feed that says when the whole of it was built, which is always now,
// and of most entries nothing. Its second edition has one entry more; in the third
// an entry has got a date.
func almanac(t *testing.T) (*httptest.Server, *atomic.Int64) {
	t.Helper()
	var edition atomic.Int64
	entry := func(n int, date string) string {
		return fmt.Sprintf("<item><title>Northwind %d</title><link>http://almanac.example/%d</link><guid>http://almanac.example/%d</guid><pubDate>%s</pubDate><description>Coffee of Northwind, number %d of many, is told of here.</description></item>", n, n, n, date, n*n)
	}
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		items := entry(1, "hier soir") + entry(2, "") + entry(3, "Wed, 18 Nov 2026 10:00:00 AEDT") + entry(4, "Thu, 18 Nov 2027 10:00:00 GMT")
		if edition.Load() > 1 {
			items = entry(5, "QQT 10:00") + items
		}
		if edition.Load() > 2 {
			items = strings.Replace(items, "hier soir", "Tue, 17 Nov 2026 08:00:00 GMT", 1)
		}
		w.Header().Set("Content-Type", "application/rss+xml")
		fmt.Fprintf(w, "<rss version=\"2.0\"><channel><title>Almanac</title><lastBuildDate>%s</lastBuildDate>%s</channel></rss>", time.Now().UTC().Format(time.RFC1123), items)
	}))
	t.Cleanup(server.Close)
	return server, &edition
}

// dated is an exported post with where its date comes from.
type dated struct {
	URL       string
	CreatedAt time.Time       `json:"created_at"`
	DateFrom  social.DateFrom `json:"-"`
}

// TestUndatedFeed crawls a feed most entries of which have no readable date: they
// are kept as of when they were first seen, which no later crawl moves; those of
// the first reading are in no trend, those since are; and a date that becomes
// readable takes over.
func TestUndatedFeed(t *testing.T) {
	t.Parallel()
	feed, edition := almanac(t)
	w := &clitest.World{Dir: t.TempDir()}
	w.Listen(t, []social.Source{{Name: "almanac", Platform: "feed", URLs: []string{feed.URL}}})
	posts := func() map[string]dated {
		found := map[string]dated{}
		for _, from := range []social.DateFrom{social.DateStated, social.DateSeen} {
			for line := range strings.Lines(w.Run(t, "export", "posts", "--date-from", string(from)).Want(t, 0).Out) {
				p := dated{DateFrom: from}
				if err := json.Unmarshal([]byte(line), &p); err != nil {
					t.Fatal(err)
				}
				found[strings.TrimPrefix(p.URL, "http://almanac.example/")] = p
			}
		}
		return found
	}
	counted := func() (n int64) {
		for i, row := range strings.Split(strings.TrimSpace(w.Run(t, "export", "trends", "--by", "day").Want(t, 0).Out), "\n") {
			if cells := strings.Split(row, ","); i > 0 && cells[1] == "Northwind" && cells[4] != "" {
				n += clitest.Number(t, cells[4])
			}
		}
		return n
	}
	crawl := func(want int64, says string) {
		edition.Add(1)
		if got := w.Run(t, "crawl", "--once").Want(t, 0); !strings.Contains(got.Out, says) {
			t.Errorf("crawl %d does not say %q:\n%s", edition.Load(), says, got.Out)
		}
		if n := counted(); n != want {
			t.Errorf("after crawl %d trends count %d mentions, want %d", edition.Load(), n, want)
		}
	}
	crawl(1, "3 without a readable date: kept as seen")
	first := posts()
	for n, want := range map[string]social.DateFrom{"1": social.DateSeen, "2": social.DateSeen, "3": social.DateStated, "4": social.DateSeen} {
		if got := first[n]; got.DateFrom != want {
			t.Errorf("entry %s is dated %+v, want %s", n, got, want)
		}
	}
	if got := first["3"].CreatedAt; !got.Equal(time.Date(2026, 11, 17, 23, 0, 0, 0, time.UTC)) {
		t.Errorf("10:00 AEDT is %s", got)
	}
	crawl(2, "4 without a readable date: kept as seen")
	second := posts()
	for n, before := range first {
		if second[n] != before {
			t.Errorf("entry %s was dated %+v, and after another crawl %+v", n, before, second[n])
		}
	}
	if got := second["5"]; got.DateFrom != social.DateSeen || !got.CreatedAt.After(first["2"].CreatedAt) {
		t.Errorf("an entry of the second reading is dated %+v", got)
	}
	crawl(3, "3 without a readable date: kept as seen")
	third := posts()
	if got := third["1"]; got.DateFrom != social.DateStated || !got.CreatedAt.Equal(time.Date(2026, 11, 17, 8, 0, 0, 0, time.UTC)) {
		t.Errorf("an entry that got a date is dated %+v", got)
	}
	for _, n := range []string{"2", "3", "4", "5"} {
		if third[n] != second[n] {
			t.Errorf("entry %s was dated %+v, and after the third crawl %+v", n, second[n], third[n])
		}
	}
}
