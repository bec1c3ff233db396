// Package dashboardtest holds what tests of the dashboard have in common,
// whatever reader stands behind it.
package dashboardtest

import (
	"fmt"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/PuerkitoBio/goquery"
)

const (
	// tries is how often a page whose number is not there yet is asked again.
	tries = 100
	// pause is between two tries where nothing else makes them wait.
	pause = 100 * time.Millisecond
	// looks is how often numbers are compared that differ, with a rest between: while
	// pictures are read, more is stored between a page and the list that it links to. In
	// the end they are equal.
	looks = 150
	rest  = time.Second
)

// Numbers follows every link of a page that shows a number of mentions
// (data-mentions), and compares that number with the count on the linked page. It
// returns how many links it followed.
func Numbers(t testing.TB, get func(path string) (status int, body io.Reader), page string) (followed int) {
	t.Helper()
	var wrong []string
	for range looks {
		if followed, wrong = compare(t, get, page); len(wrong) == 0 {
			return followed
		}
		time.Sleep(rest)
	}
	for _, fault := range wrong {
		t.Error(fault)
	}
	return followed
}

// compare follows the links of a page once, and tells which numbers differ.
func compare(t testing.TB, get func(path string) (status int, body io.Reader), page string) (followed int, wrong []string) {
	t.Helper()
	open := func(path string) *goquery.Document {
		status, body := get(path)
		if status != http.StatusOK {
			t.Errorf("%s leads to %s: status %d", page, path, status)
		}
		doc, err := goquery.NewDocumentFromReader(body)
		if err != nil {
			t.Fatal(err)
		}
		return doc
	}
	counted := map[string]string{}
	from := open(page)
	for range tries {
		// A part that is late fetches itself, and is then the only thing that is answered.
		late, waiting := from.Find("[hx-get][hx-trigger^='load']").Attr("hx-get")
		if !waiting || !strings.HasPrefix(page, "/panels/") {
			break
		}
		time.Sleep(pause)
		from = open(late)
	}
	from.Find("a[data-mentions]").Each(func(_ int, link *goquery.Selection) {
		href, told := link.AttrOr("href", ""), link.AttrOr("data-mentions", "")
		if _, known := counted[href]; !known {
			there := open(href)
			for range tries {
				late, waiting := waits(there)
				if !waiting {
					break
				}
				there = open(late)
			}
			// A list says how long it is; an overview has its first figure.
			counted[href] = there.Find("[data-total]").AttrOr("data-total", there.Find("a.figure-value[data-mentions]").AttrOr("data-mentions", "0"))
		}
		followed++
		if counted[href] != told {
			wrong = append(wrong, fmt.Sprintf("%s: %q says %s mentions, %s has %s", page, link.Text(), told, href, counted[href]))
		}
	})
	return followed, wrong
}

// waits tells whether the number of a page is not there yet, and where it will be.
func waits(doc *goquery.Document) (address string, waiting bool) {
	return doc.Find("#lead[hx-get], .page-head [data-waiting]").Attr("hx-get")
}
