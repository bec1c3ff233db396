package dashboard_test

import (
	"bytes"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"earshot/dashboard"
	"earshot/dashboard/preview"
)

const aPicture = "aa11bb22cc33dd44ee55ff66aa11bb22cc33dd44ee55ff66aa11bb22cc33dd44"

func withLogos(t *testing.T) (http.Handler, *preview.Logos) {
	t.Helper()
	o := options()
	kept := preview.NewLogos(o.Brands[0].Name, aPicture, preview.Now)
	o.Logos = kept
	h, err := dashboard.New(o)
	if err != nil {
		t.Fatal(err)
	}
	return h, kept
}

func TestALogoIsAskedAboutAnsweredAndTakenBack(t *testing.T) {
	h, kept := withLogos(t)
	page := document(t, send(h, http.MethodGet, "/logos", nil), http.StatusOK)
	card := page.Find("[data-testid=logos-review] [data-testid=logo]")
	if card.Length() != 1 || card.Find("rect.found-perhaps").AttrOr("x", "") != "420" || !strings.Contains(card.Text(), "Certainty 0.54") {
		t.Fatalf("%d questions: %s", card.Length(), card.Text())
	}
	form := url.Values{}
	for _, name := range []string{"picture", "brand", "x", "y", "w", "h"} {
		form.Set(name, card.Find("input[name="+name+"]").AttrOr("value", ""))
	}
	form.Set("verdict", "yes")
	if w := send(h, http.MethodPost, "/logos/answer", form, "Cookie", "corrector=Ana"); w.Code != http.StatusSeeOther {
		t.Fatalf("answer: %d %s", w.Code, w.Body)
	}
	if len(kept.Said) != 1 || kept.Said[0].By != "Ana" || kept.Said[0].Box.W != 160 || kept.Said[0].SHA256 != aPicture {
		t.Errorf("kept %+v", kept.Said)
	}
	page = document(t, send(h, http.MethodGet, "/logos", nil), http.StatusOK)
	if page.Find("[data-testid=logos-review] [data-testid=logo]").Length() != 0 || !strings.Contains(page.Find("[data-testid=logos-answered]").Text(), "1 called the logo, 0 not") {
		t.Errorf("after the answer: %s", page.Find("main").Text())
	}
	form.Set("verdict", "")
	if w := send(h, http.MethodPost, "/logos/answer", form); w.Code != http.StatusSeeOther || len(kept.Said) != 0 {
		t.Errorf("taking back: %d, %+v", w.Code, kept.Said)
	}
	for name, wrong := range map[string]url.Values{
		"picture": {"picture": {"../../etc"}, "brand": {"A"}, "verdict": {"yes"}, "x": {"0"}, "y": {"0"}, "w": {"0"}, "h": {"0"}},
		"box":     {"picture": {aPicture}, "brand": {"A"}, "verdict": {"yes"}, "x": {"1001"}, "y": {"0"}, "w": {"0"}, "h": {"0"}},
		"verdict": {"picture": {aPicture}, "brand": {"A"}, "x": {"0"}, "y": {"0"}, "w": {"0"}, "h": {"0"}},
	} {
		if w := send(h, http.MethodPost, "/logos/answer", wrong); w.Code != http.StatusBadRequest {
			t.Errorf("a wrong %s: %d", name, w.Code)
		}
	}
	if w := send(h, http.MethodPost, "/logos/answer", form, "Sec-Fetch-Site", "cross-site"); w.Code != http.StatusForbidden {
		t.Errorf("from another site: %d", w.Code)
	}
}

func TestALogoIsUploadedAndRemoved(t *testing.T) {
	h, kept := withLogos(t)
	upload := func(data []byte) *httptest.ResponseRecorder {
		var body bytes.Buffer
		m := multipart.NewWriter(&body)
		if err := m.WriteField("brand", preview.Brands()[0].Name); err != nil {
			t.Fatal(err)
		}
		part, err := m.CreateFormFile("logo", `C:\logos\mark.png`)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := part.Write(data); err != nil {
			t.Fatal(err)
		}
		if err := m.Close(); err != nil {
			t.Fatal(err)
		}
		r := httptest.NewRequest(http.MethodPost, "/logos/upload", &body)
		r.Header.Set("Content-Type", m.FormDataContentType())
		r.Header.Set("Sec-Fetch-Site", "same-origin")
		w := httptest.NewRecorder()
		h.ServeHTTP(w, r)
		return w
	}
	if w := upload([]byte("\x89PNG\r\n\x1a\n")); w.Code != http.StatusSeeOther || len(kept.Kept) != 1 || kept.Kept[0].Name != "mark.png" {
		t.Fatalf("%d %s: %+v", w.Code, w.Body, kept.Kept)
	}
	page := document(t, send(h, http.MethodGet, "/logos", nil), http.StatusOK)
	if src := page.Find(".logo-uploads img").AttrOr("src", ""); !strings.HasPrefix(src, "data:image/png;base64,") {
		t.Errorf("the upload is shown as %q", src)
	}
	if w := upload(make([]byte, 6<<20)); w.Code != http.StatusBadRequest {
		t.Errorf("a form of 6 MB: %d", w.Code)
	}
	form := url.Values{"brand": {kept.Kept[0].Brand}, "picture": {kept.Kept[0].SHA256}}
	if w := send(h, http.MethodPost, "/logos/remove", form); w.Code != http.StatusSeeOther || len(kept.Kept) != 0 {
		t.Errorf("removing: %d, %+v", w.Code, kept.Kept)
	}
}
