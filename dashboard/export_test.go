package dashboard_test

import (
	"net/http"
	"strings"
	"testing"
)

func TestEveryPanelHasItsOwnFile(t *testing.T) {
	doc := document(t, get(t, options(), "/?split=brand&period=7d"), http.StatusOK)
	for panel, want := range map[string][2]string{
		"mentions":  {"CSV of Mentions by brand", "mentions-by-brand"},
		"sentiment": {"CSV of Sentiment", "northwind-sentiment"},
		"shares":    {"CSV of Share of voice", "share-of-voice"},
		"terms":     {"CSV of Keywords and hashtags", "northwind-terms"},
		"posts":     {"CSV of Posts", "northwind-posts"},
	} {
		link := doc.Find("[data-testid=panel-" + panel + "] a[download]")
		if got := link.AttrOr("aria-label", ""); got != want[0] {
			t.Errorf("%s: the link is named %q", panel, got)
		}
		file := get(t, options(), link.AttrOr("href", ""))
		if got := file.Header().Get("Content-Disposition"); file.Code != http.StatusOK || !strings.Contains(got, want[1]+"-2026-11-16-to-2026-11-22.csv") {
			t.Errorf("%s: %d %s", panel, file.Code, got)
		}
	}
}

// TestWrongFilters: a file that cannot be what was asked for is none.
func TestWrongFilters(t *testing.T) {
	for _, file := range []string{"posts.csv", "posts.xlsx", "posts.ndjson", "trends.csv", "terms.csv"} {
		for _, q := range []string{"brnad=Northwind", "brand=Nobody", "sentiment=angry", "from=2026-13-45", "period=century", "q=(", "language=klingon", "q=%zz", "order=1"} {
			w := get(t, options(), "/export/"+file+"?"+q)
			if w.Code != http.StatusBadRequest || w.Header().Get("Content-Disposition") != "" {
				t.Errorf("%s?%s: %d %s", file, q, w.Code, w.Header().Get("Content-Disposition"))
			}
		}
	}
}

func TestExports(t *testing.T) {
	for path, head := range map[string]string{
		"/export/trends.csv":    "\ufeffdate,brand,platform,language,mentions,",
		"/export/posts.csv":     "\ufeffplatform,id,url,author,text,",
		"/export/posts.ndjson":  `{"platform":`,
		"/export/posts.xlsx":    "PK\x03\x04",
		"/export/trends.xlsx":   "PK\x03\x04",
		"/export/terms.xlsx":    "PK\x03\x04",
		"/export/terms.csv":     "\ufeffterm,mentions,previous,",
		"/export/mentions.csv":  "\ufeffdate,brand,platform,language,mentions,",
		"/export/sentiment.csv": "\ufeffdate,positive,neutral,negative,not_judged,net_sentiment",
		"/export/shares.csv":    "\ufeffbrand,mentions,share_of_voice,",
		"/export/emerging.csv":  "\ufeffterm,score,mentions,previous,",
		"/export/emotions.csv":  "\ufeffterm,mentions,previous,positive,neutral,negative,unsure\r\nanger,",
		"/export/intents.csv":   "\ufeffterm,mentions,previous,positive,neutral,negative,unsure\r\ncomplaint,",
		"/export/aspects.csv":   "\ufeffterm,mentions,previous,positive,neutral,negative,unsure\r\n",
		"/export/entities.csv":  "\ufeffterm,mentions,previous,positive,neutral,negative,unsure\r\nLeeds,",
	} {
		w := get(t, options(), path+"?platform=mastodon")
		if w.Code != http.StatusOK || !strings.HasPrefix(w.Body.String(), head) || !strings.Contains(w.Header().Get("Content-Disposition"), "attachment") {
			t.Errorf("%s: %d %.80s", path, w.Code, w.Body)
		}
		if strings.Contains(w.Body.String(), "reddit") {
			t.Errorf("%s ignores the filters", path)
		}
	}
}
