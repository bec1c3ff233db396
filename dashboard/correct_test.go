package dashboard_test

import (
	"context"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"earshot/dashboard"
	"earshot/dashboard/preview"
	"earshot/internal/social"
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
	back := page.Find(".correct-large button").Last()
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

// TestARightJudgementIsConfirmedWithOneClick, in a list and on the post's page, and
// taken back.
func TestARightJudgementIsConfirmedWithOneClick(t *testing.T) {
	h := correctable(t)
	post := document(t, send(h, http.MethodGet, "/posts?sentiment=positive", nil), http.StatusOK).Find("[data-testid=post]").First()
	path, confirm := post.Find(".post-text").AttrOr("href", ""), post.Find("button[name=confirm]")
	if confirm.AttrOr("value", "") != "positive" || confirm.AttrOr("aria-label", "") != "Right as it is: positive" {
		t.Fatalf("the card offers %s", post.Find(".judged").Text())
	}
	fragment := document(t, send(h, http.MethodPost, path+"/label", url.Values{"confirm": {"positive"}}, "HX-Request", "true"), http.StatusOK)
	if judged := fragment.Find(".judged"); !strings.Contains(judged.Text(), "called right by a person") || judged.Find("button[name=confirm]").Length() != 0 {
		t.Errorf("the list is told %s", judged.Text())
	}
	if w := send(h, http.MethodPost, path+"/label", url.Values{"label": {""}}); w.Code != http.StatusSeeOther {
		t.Errorf("taking back: %d", w.Code)
	}
	page := document(t, send(h, http.MethodGet, path, nil), http.StatusOK)
	if page.Find("[data-testid=confirm]").AttrOr("value", "") != "positive" {
		t.Errorf("the page offers %s", page.Find("[data-testid=judgement]").Text())
	}
}

// TestAJudgementReachesTheCopies: it is offered once a person judged, and figures follow.
func TestAJudgementReachesTheCopies(t *testing.T) {
	o := options()
	reader := preview.NewReader(preview.Posts())
	corrections := preview.NewCorrections(reader)
	o.Reader, o.Corrections = reader, corrections
	h, err := dashboard.New(o)
	if err != nil {
		t.Fatal(err)
	}
	path := document(t, send(h, http.MethodGet, "/posts", nil), http.StatusOK).Find("[data-testid=post]:has([data-testid=copies]) .post-text").First().AttrOr("href", "")
	if path == "" {
		t.Fatal("no post has copies")
	}
	if document(t, send(h, http.MethodGet, path, nil), http.StatusOK).Find("[data-testid=pass-on]").Length() != 0 {
		t.Error("the model's judgement is passed on")
	}
	send(h, http.MethodPost, path+"/label", url.Values{"label": {"negative"}})
	offer := document(t, send(h, http.MethodGet, path, nil), http.StatusOK).Find("[data-testid=pass-on]")
	action := offer.Closest("form").AttrOr("action", "")
	if !strings.HasPrefix(offer.Text(), "Apply to its ") || offer.AttrOr("value", "") != "negative" || action != path+"/copies/label" {
		t.Fatalf("offered is %q at %q", offer.Text(), action)
	}
	passed := document(t, send(h, http.MethodPost, action, url.Values{"label": {"negative"}, "place": {"page"}}, "HX-Request", "true"), http.StatusOK)
	if !strings.Contains(passed.Find("[role=status]").Text(), "Applied to ") || passed.Find("[data-testid=pass-on]").Length() != 0 {
		t.Errorf("afterwards it says %s", passed.Text())
	}
	copies := document(t, send(h, http.MethodGet, path+"/copies", nil), http.StatusOK).Find("[data-testid=posts] .judged")
	if copies.Length() == 0 || strings.Count(copies.Text(), "set by a person")+strings.Count(copies.Text(), "called right by a person") != copies.Length() {
		t.Errorf("the copies are %s", copies.Text())
	}
}

// TestWhoCorrectsIsStatedOnce: a name is kept in a cookie and goes with each judgement.
func TestWhoCorrectsIsStatedOnce(t *testing.T) {
	kept := &recorder{}
	o := options()
	reader := preview.NewReader(preview.Posts())
	kept.Corrections = preview.NewCorrections(reader)
	o.Reader, o.Corrections = reader, kept
	h, err := dashboard.New(o)
	if err != nil {
		t.Fatal(err)
	}
	path := document(t, send(h, http.MethodGet, "/posts", nil), http.StatusOK).Find(".post-text").First().AttrOr("href", "")
	named := send(h, http.MethodPost, "/corrector", url.Values{"by": {" Ana  García\n"}, "back": {path}})
	cookies := named.Result().Cookies()
	if named.Code != http.StatusSeeOther || named.Header().Get("Location") != path || len(cookies) != 1 || !cookies[0].HttpOnly {
		t.Fatalf("%d to %s with %v", named.Code, named.Header().Get("Location"), cookies)
	}
	cookie := cookies[0].Name + "=" + cookies[0].Value
	send(h, http.MethodPost, path+"/label", url.Values{"label": {"neutral"}}, "Cookie", cookie)
	send(h, http.MethodPost, path+"/label", url.Values{"confirm": {"neutral"}})
	if len(kept.given) != 2 || kept.given[0].By != "Ana García" || kept.given[0].Confirmed || kept.given[1].By != "" || !kept.given[1].Confirmed {
		t.Errorf("given are %+v", kept.given)
	}
	page := document(t, send(h, http.MethodGet, path, nil, "Cookie", cookie), http.StatusOK)
	if got := strings.TrimSpace(page.Find(".corrector summary").Text()); got != "You judge as Ana García" {
		t.Errorf("the page says %q", got)
	}
	for _, back := range []string{"https://evil.example/", "//evil.example", "/\\evil.example", ""} {
		if w := send(h, http.MethodPost, "/corrector", url.Values{"back": {back}}); w.Header().Get("Location") != "/corrections" || w.Result().Cookies()[0].MaxAge >= 0 {
			t.Errorf("back to %q leads to %s", back, w.Header().Get("Location"))
		}
	}
}

// recorder notes the judgements given.
type recorder struct {
	*preview.Corrections
	given []social.Correction
}

func (r *recorder) Correct(ctx context.Context, c social.Correction) error {
	r.given = append(r.given, c)
	return r.Corrections.Correct(ctx, c)
}

func TestCorrectionsPage(t *testing.T) {
	o := options()
	o.Learning = func(context.Context) (social.Learning, error) { return preview.Learning(), nil }
	page := document(t, get(t, o, "/corrections"), http.StatusOK)
	for _, want := range []string{"In use is the model that comes with Earshot.", "tuned-3f2a91c0 learned from 41 judgements, of which 12 call the label right; 27 were left out.", "It did not take over: of the 9", "Of 498 guard texts"} {
		if !strings.Contains(page.Find("[data-testid=learning]").Text(), want) {
			t.Errorf("the page does not say %q", want)
		}
	}
	if row := page.Find("[data-testid=correctors] tbody tr").First().Text(); !strings.Contains(row, "Ben") || !strings.Contains(row, "Left out") {
		t.Errorf("the first corrector is %s", row)
	}
	if page.Find("[data-testid=contradictions] a[href^='/posts/mastodon/']").Length() != 3 {
		t.Error("the posts that were judged differently are not linked")
	}
	if empty := document(t, get(t, options(), "/corrections"), http.StatusOK); empty.Find("h1").Text() != "Corrections" {
		t.Error("without learning there is no page")
	}
}
