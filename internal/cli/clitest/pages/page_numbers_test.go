package pages

import (
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"earshot/dashboard/dashboardtest"
)

// numbersAndLists follows every number of mentions to its list, in a period in
// which nothing happens any more.
func numbersAndLists(t *testing.T, d *demo) {
	open := func(path string) (int, io.Reader) {
		answer, err := http.Get(d.base + path)
		if err != nil {
			t.Fatal(err)
		}
		defer answer.Body.Close()
		body, err := io.ReadAll(answer.Body)
		if err != nil {
			t.Fatal(err)
		}
		return answer.StatusCode, strings.NewReader(string(body))
	}
	span := url.Values{"brand": {"Northwind"}, "period": {"custom"}, "from": {d.first}, "to": {d.last}}.Encode()
	for _, page := range []string{
		"/panels/lead?", "/panels/insights?", "/panels/terms?", "/panels/shares?", "/panels/terms?copies=folded&", "/panels/intents?intent=question&", "/panels/entities?copies=folded&",
	} {
		if dashboardtest.Numbers(t, open, page+span) == 0 && !strings.HasPrefix(page, "/panels/insights") {
			t.Errorf("%s has no number of mentions", page)
		}
	}
}

// looks is how often numbers of two places are compared that differ.
const looks = 20

// steady compares numbers of two places until they are equal, and reports what differs
// in the end. The pictures of the demo are read beside the test, and one that shows a
// brand makes a mention between two looks.
func steady(t *testing.T, compare func() (faults []string)) {
	t.Helper()
	var faults []string
	for range looks {
		if faults = compare(); len(faults) == 0 {
			return
		}
	}
	for _, fault := range faults {
		t.Error(fault)
	}
}

// saidAndListed follows rows of the rankings to their lists, which are as long as
// the rows say, folded or not.
func saidAndListed(t *testing.T, d *demo) {
	began := d.location()
	filter := url.Values{"brand": {"Northwind"}, "period": {"custom"}, "from": {d.first}, "to": {d.last}}.Encode()
	for _, page := range []string{"/?", "/topics?", "/?copies=folded&", "/topics?copies=folded&"} {
		d.open(t, d.base+page+filter)
		rows := ranked(t, d)
		if len(rows) == 0 {
			t.Errorf("%s ranks nothing", page)
		}
		for i := range rows {
			steady(t, func() []string {
				d.open(t, rows[i][0])
				d.wait(t, settled)
				said := value[string](t, d.tab, `document.querySelector(".page-head .caption").textContent`)
				if strings.HasPrefix(said, rows[i][1]) {
					return nil
				}
				fault := fmt.Sprintf("%s: the row says %q, the list %q", rows[i][0], rows[i][1], said)
				d.open(t, d.base+page+filter)
				if now := ranked(t, d); i < len(now) {
					rows[i] = now[i]
				}
				return []string{fault}
			})
		}
	}
	d.open(t, began)
}

// ranked are the first rows of the rankings of a page: where each leads to, and how many
// mentions it says there are.
func ranked(t *testing.T, d *demo) [][2]string {
	t.Helper()
	d.wait(t, settled)
	return value[[][2]string](t, d.tab, `["terms", "emerging", "aspects", "emotions", "entities"].flatMap(panel =>
		[...document.querySelectorAll("[data-testid=panel-" + panel + "] [data-testid=terms] li")].slice(0, 2).map(row =>
			[row.querySelector("a").href, row.querySelector("b").title]))`)
}
