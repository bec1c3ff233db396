package dashboard_test

import (
	"net/http"
	"strings"
	"testing"
)

// TestPictureFilesHoldWhatIsShown: the files that a narrowed gallery leads to are narrowed
// alike, and what is no search is an error.
func TestPictureFilesHoldWhatIsShown(t *testing.T) {
	o := options()
	rows := func(query string) int {
		t.Helper()
		w := get(t, o, "/export/pictures.csv?period=90d&"+query)
		if w.Code != http.StatusOK {
			t.Fatalf("%s: %d %.200s", query, w.Code, w.Body)
		}
		return strings.Count(w.Body.String(), "\n") - 1
	}
	all, without, none := rows("brand=*"), rows("brand=*&having=no-alt"), rows("brand=*&find=nothinglikethis")
	if all == 0 || without >= all || none != 0 {
		t.Errorf("%d families in all, %d without alt text, %d of nothing", all, without, none)
	}
	for _, query := range []string{"find=cup+OR", "having=x", "find=a&find=b", "nonsense=1"} {
		if w := get(t, o, "/export/pictures.csv?period=90d&brand=*&"+query); w.Code != http.StatusBadRequest {
			t.Errorf("%s: %d", query, w.Code)
		}
	}
}
