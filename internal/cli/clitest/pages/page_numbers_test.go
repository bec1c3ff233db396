package pages

import (
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
