package dashboard_test

import (
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"earshot/dashboard"
	"earshot/dashboard/preview"
)

// correctable is a dashboard that stores corrections.
func correctable(t *testing.T) http.Handler {
	t.Helper()
	o := options()
	reader := preview.NewReader(preview.Posts())
	o.Reader, o.Corrections = reader, preview.NewCorrections(reader)
	h, err := dashboard.New(o)
	if err != nil {
		t.Fatal(err)
	}
	return h
}

func send(h http.Handler, method, path string, form url.Values, headers ...string) *httptest.ResponseRecorder {
	r := httptest.NewRequest(method, path, strings.NewReader(form.Encode()))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	r.Header.Set("Sec-Fetch-Site", "same-origin")
	for i := 0; i+1 < len(headers); i += 2 {
		r.Header.Set(headers[i], headers[i+1])
	}
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	return w
}

func TestAJudgementIsCorrectedAndTakenBack(t *testing.T) {
	h := correctable(t)
	list := document(t, send(h, http.MethodGet, "/posts?sentiment=positive", nil), http.StatusOK)
	post := list.Find("[data-testid=post]").First()
	path, action := post.Find(".post-text").AttrOr("href", ""), post.Find("form").AttrOr("action", "")
	if action != path+"/label" {
		t.Fatalf("the form leads to %q", action)
	}
	fragment := document(t, send(h, http.MethodPost, action, url.Values{"label": {"negative"}}, "HX-Request", "true"), http.StatusOK)
	if judged := fragment.Find(".judged"); !strings.Contains(judged.Text(), "negative") || !strings.Contains(judged.Text(), "set by a person") {
		t.Errorf("the list is told %s", judged.Text())
	}
	page := document(t, send(h, http.MethodGet, path, nil), http.StatusOK).Find("[data-testid=judgement]")
	if page.Find("button[disabled]").AttrOr("value", "") != "negative" || page.Find(".probabilities").Length() != 0 {
		t.Errorf("the page shows %s", page.Text())
	}
	back := page.Find("button").Last()
	if value, ok := back.Attr("value"); !ok || value != "" {
		t.Errorf("the last button is %s", back.Text())
	}
	if w := send(h, http.MethodPost, action, url.Values{"label": {""}}); w.Code != http.StatusSeeOther || w.Header().Get("Location") != path {
		t.Errorf("without script: %d to %s", w.Code, w.Header().Get("Location"))
	}
	page = document(t, send(h, http.MethodGet, path, nil), http.StatusOK).Find("[data-testid=judgement]")
	if !strings.Contains(page.Find(".judged-large").Text(), "positive") || page.Find("button[disabled]").Length() != 0 {
		t.Errorf("taken back, the page shows %s", page.Text())
	}
}

func TestWrongCorrections(t *testing.T) {
	h := correctable(t)
	path := document(t, send(h, http.MethodGet, "/posts", nil), http.StatusOK).Find(".post-text").First().AttrOr("href", "")
	for name, c := range map[string]struct {
		path, body, site string
		want             int
	}{
		"another site":   {path, "label=negative", "cross-site", http.StatusForbidden},
		"no label":       {path, "", "same-origin", http.StatusBadRequest},
		"a wrong label":  {path, "label=angry", "same-origin", http.StatusBadRequest},
		"a wrong post":   {"/posts/mastodon/bm9uZQ", "label=neutral", "same-origin", http.StatusNotFound},
		"a broken post":  {"/posts/mastodon/!!", "label=neutral", "same-origin", http.StatusNotFound},
		"an endless one": {path, "label=" + strings.Repeat("x", 9999), "same-origin", http.StatusBadRequest},
	} {
		form, err := url.ParseQuery(c.body)
		if err != nil {
			t.Fatal(err)
		}
		if w := send(h, http.MethodPost, c.path+"/label", form, "Sec-Fetch-Site", c.site); w.Code != c.want {
			t.Errorf("%s: status %d, want %d", name, w.Code, c.want)
		}
	}
	o := options() // keeps no corrections
	if document(t, get(t, o, path), http.StatusOK).Find("[data-testid=judgement] form").Length() != 0 {
		t.Error("a judgement can be corrected where no correction is kept")
	}
}
